import { significant } from "#shared/format/digits.ts";
import type { ReactElement, ReactNode } from "react";
import { Field } from "#renderer/controls/Field.tsx";
import { type NumberWriting, isStated, typed, written } from "#renderer/controls/uncertainShapes.ts";

export interface RowProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
  /** Under the fields, in words. */
  readonly note?: ReactNode;
  /** Under the note. */
  readonly below?: ReactNode;
}

/** A row of a form: what it is called at the left, the fields beside it, what is said of it at the right. */
export function Row({ label, children, aside, note, below }: RowProps): ReactElement {
  return (
    <div className="input-row">
      <span className="input-row-label">{label}</span>
      <div className="input-row-main">
        <div className="input-row-fields">{children}</div>
        {note !== undefined && <p className="note">{note}</p>}
        {below}
      </div>
      {aside !== undefined && <div className="input-row-aside">{aside}</div>}
    </div>
  );
}

export interface FigureFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: number;
  readonly writing?: NumberWriting;
  readonly unit?: string;
  readonly width?: number;
  /** What may not be, said; null: taken. */
  readonly check?: (value: number) => string | null;
  readonly onChange: (value: number) => void;
}

const NUMBER: NumberWriting = { kind: "number" };

/** A figure that is certain by its nature, such as a cap or a share of runs. */
export function FigureField({
  label,
  hideLabel = true,
  value,
  writing = NUMBER,
  unit,
  width = 64,
  check,
  onChange,
}: FigureFieldProps): ReactElement {
  const commit = (text: string): string | null => {
    const number = typed(text, writing);
    if (number === null) return "Type a number.";
    const problem = check?.(number) ?? null;
    if (problem === null) onChange(number);
    return problem;
  };
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      value={written(value, writing)}
      width={width}
      align="end"
      onCommit={commit}
      {...(unit === undefined ? {} : { unit })}
    />
  );
}

/** Names are kept as they are typed or refused: the plan file takes so many characters. */
export const tooLong = (text: string): string | null =>
  text.trim().length <= 200 ? null : `Type at most 200 characters. This text has ${text.trim().length}.`;

/** What most figures must be. */
export const above0 = (value: number): string | null => (value > 0 ? null : "Type a number above 0.");
export const atLeast0 = (value: number): string | null => (value >= 0 ? null : "This cannot be below 0.");
export const isShare = (value: number): string | null =>
  value >= 0 && value <= 1 ? null : "A share must lie between 0% and 100%.";

/** Tokens as people type and read them: "8.3M", "2.345678M"; what was computed shows three digits. */
export function tokensWritten(tokens: number): string {
  const digits = isStated(tokens) ? 12 : 3;
  for (const [unit, suffix] of [
    [1e12, "T"],
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (tokens >= unit) return `${significant(tokens / unit, digits)}${suffix}`;
  }
  return String(significant(tokens, digits));
}
