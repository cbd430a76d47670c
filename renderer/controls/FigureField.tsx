import type { ReactElement } from "react";
import { Field } from "#renderer/controls/Field.tsx";
import { type NumberWriting, typed, written } from "#renderer/controls/uncertainShapes.ts";

export interface FigureFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: number;
  readonly writing?: NumberWriting;
  readonly unit?: string;
  readonly width?: number;
  /** Why a value cannot be taken, in a sentence; null: it can. */
  readonly check?: (value: number) => string | null;
  /** The sentence where no number was typed. */
  readonly refusal?: string;
  readonly onChange: (value: number) => void;
}

const NUMBER: NumberWriting = { kind: "number" };

/** A figure that is certain by its nature, such as a cap or a share of runs: a labelled field with its unit. */
export function FigureField({
  label,
  hideLabel = true,
  value,
  writing = NUMBER,
  unit,
  width = 64,
  check,
  refusal = "Type a number.",
  onChange,
}: FigureFieldProps): ReactElement {
  const commit = (text: string): string | null => {
    const number = typed(text, writing);
    if (number === null) return refusal;
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
