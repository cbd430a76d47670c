import { Component, type ReactNode } from "react";
import { Button } from "#renderer/controls/Button.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";

interface Props {
  /** What broke: "This screen". */
  readonly what: string;
  /** A new value draws again: another screen, an undone edit. */
  readonly resetKey: unknown;
  readonly onSave: () => void;
  readonly children: ReactNode;
}

/** Catches what breaks while drawing: the rest of the window goes on, and the plan can be saved. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate({ resetKey }: Props): void {
    if (this.state.error !== null && resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="broken" role="alert">
        <p>
          <Icon name="warning" /> {this.props.what} could not be shown. Your plan and all edits are safe.
        </p>
        <p className="note">{error.message}</p>
        <div className="broken-actions">
          <Button onClick={this.props.onSave}>Save the plan</Button>
          <Button kind="link" onClick={() => this.setState({ error: null })}>
            Try again
          </Button>
          <GuideLink page="problems">When something is not right</GuideLink>
        </div>
      </div>
    );
  }
}
