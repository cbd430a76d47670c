import { useId, useState, type KeyboardEvent, type ReactElement, type ReactNode, type Ref } from "react";
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
  /** The id of a list of values to choose from. */
  readonly list?: string;
  /** What else fills the field, beside it: the button of a calendar. */
  readonly children?: ReactNode;
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
  children,
  ...rest
}: FieldProps): ReactElement {
  const id = useId();
  const { shown, isTyped, refusal, type, drop, commit } = useDraft(value, onCommit);
  const wrong = refusal ?? issue;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && isTyped) {
      event.stopPropagation();
      drop();
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
          value={shown}
          style={{ ...(width === undefined ? {} : { width: withText(width) }), textAlign: align }}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : `${id}-issue`}
          onChange={(event) => type(event.target.value)}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
        {children}
        {unit !== undefined && <span className="field-unit">{unit}</span>}
      </span>
      {wrong !== null && <IssueText id={`${id}-issue`}>{wrong}</IssueText>}
    </span>
  );
}

/** What is typed into a field until it is taken, and why it was not. */
function useDraft(value: string, onCommit: FieldProps["onCommit"]) {
  const [draft, type] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [known, setKnown] = useState(value);
  const drop = (): void => {
    type(null);
    setRefusal(null);
  };
  // What was refused gives way to a value that was chosen elsewhere.
  if (known !== value) {
    setKnown(value);
    if (refusal !== null) drop();
  }
  const commit = (): void => {
    if (draft === null || draft === value) {
      drop();
      return;
    }
    const problem = onCommit(draft);
    setRefusal(problem);
    // What was refused stays to be mended.
    if (problem === null) type(null);
  };
  return { shown: draft ?? value, isTyped: draft !== null, refusal, type, drop, commit };
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
