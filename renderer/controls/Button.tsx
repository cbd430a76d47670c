import type { ReactElement, ReactNode, Ref } from "react";
import { Icon, type IconName } from "./Icon.tsx";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  /** Ink for the one step that a screen is for; outlined; or a link within words. */
  readonly kind?: "primary" | "outlined" | "link";
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly title?: string;
  /** Of a button that unfolds something: whether it is unfolded. */
  readonly expanded?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button says what happens: "Re-forecast from April 1", never "OK". */
export function Button({ children, kind = "outlined", icon, expanded, ...rest }: ButtonProps): ReactElement {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
      {...rest}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps {
  /** What happens: read aloud, and shown as a tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly onClick?: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only a drawing. */
export function IconButton({ label, icon, pressed, ...rest }: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
