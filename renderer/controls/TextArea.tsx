import { useId, useState, type ReactElement } from "react";

export interface TextAreaProps {
  readonly label: string;
  /** The label is said but not shown: words beside the field show it. */
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly rows: number;
  readonly placeholder?: string;
  readonly onCommit: (text: string) => void;
}

/** Several lines of text, taken on leaving; Escape puts back what stood there. */
export function TextArea({ label, hideLabel = false, value, onCommit, ...rest }: TextAreaProps): ReactElement {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <span className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : "field-label"}>
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        className="input"
        value={draft ?? value}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || draft === null) return;
          event.stopPropagation();
          setDraft(null);
        }}
        onBlur={() => {
          if (draft !== null && draft !== value) onCommit(draft);
          setDraft(null);
        }}
      />
    </span>
  );
}
