import { useId, useState, type KeyboardEvent, type ReactElement, type Ref } from "react";
import { Icon } from "./Icon.tsx";

export interface FieldProps {
  readonly label: string;
  /** The label is said but not shown: words beside the field show it. */
  readonly hideLabel?: boolean;
  readonly value: string;
  /** Takes what was typed, on Enter and on leaving; returns what is wrong with it, or null when it was taken. */
  readonly onCommit: (text: string) => string | null;
  /** What is wrong with the value as it stands. */
  readonly issue?: string | null;
  /** Words behind the field: "a day". */
  readonly unit?: string;
  readonly width?: number;
  readonly align?: "start" | "end";
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
}

/** A width that grows with the text, as a wide window sets it larger: what fits at the usual size fits there too. */
function withText(width: number): string {
  return `calc(${width} * var(--text-body) / 13)`;
}

/** A field that is taken on Enter or on leaving; Escape puts back what stood there. */
export function Field({
  label,
  hideLabel = false,
  value,
  onCommit,
  issue = null,
  unit,
  width,
  align = "start",
  inputRef,
  ...rest
}: FieldProps): ReactElement {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const wrong = refusal ?? issue;

  const commit = (): void => {
    if (draft === null || draft === value) {
      setDraft(null);
      setRefusal(null);
      return;
    }
    const problem = onCommit(draft);
    setRefusal(problem);
    // What was refused stays to be mended.
    if (problem === null) setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      setRefusal(null);
    }
  };
  return (
    <span className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : "field-label"}>
        {label}
      </label>
      <span className="field-row">
        <input
          {...rest}
          id={id}
          ref={inputRef}
          className="input"
          type="text"
          value={draft ?? value}
          style={{ ...(width === undefined ? {} : { width: withText(width) }), textAlign: align }}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : `${id}-issue`}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
        {unit !== undefined && <span className="field-unit">{unit}</span>}
      </span>
      {wrong !== null && <IssueText id={`${id}-issue`}>{wrong}</IssueText>}
    </span>
  );
}

/** What is wrong and what would be right, under what it is about. */
export function IssueText({ id, children }: { readonly id?: string; readonly children: string }): ReactElement {
  return (
    <span className="issue" id={id} role="alert">
      <Icon name="warning" />
      {children}
    </span>
  );
}
