import type { ReactElement } from "react";
import { Field, type FieldProps } from "#renderer/controls/Field.tsx";
import { type NumberWriting, typed, written } from "#renderer/controls/uncertain/uncertainShapes.ts";

interface FigureProps extends Pick<FieldProps, "label" | "hideLabel" | "unit" | "width" | "issue" | "autoFocus"> {
  readonly writing?: NumberWriting;
  /** Why a value cannot be taken, in a sentence; null: it can. */
  readonly check?: (value: number) => string | null;
  /** The sentence where no number was typed. */
  readonly refusal?: string;
}

export interface FigureFieldProps extends FigureProps {
  /** Null: nobody has said it yet. */
  readonly value: number | null;
  readonly placeholder?: string;
  readonly onChange: (value: number) => void;
}

const NUMBER: NumberWriting = { kind: "number" };

/** A figure that is certain by its nature, such as a cap or a share of runs: a labelled field with its unit. */
export function FigureField({ refusal = "Type a number.", onChange, ...props }: FigureFieldProps): ReactElement {
  const take = (value: number | null): string | null => {
    if (value === null) return refusal;
    onChange(value);
    return null;
  };
  return <Figure {...props} refusal={refusal} onTake={take} />;
}

/** The same where no figure may stand: an empty field is null. */
export function OptionalFigureField({
  onChange,
  ...props
}: FigureProps & {
  readonly value: number | null;
  readonly placeholder: string;
  readonly onChange: (value: number | null) => void;
}): ReactElement {
  const take = (value: number | null): null => {
    onChange(value);
    return null;
  };
  return <Figure {...props} onTake={take} />;
}

function Figure({
  hideLabel = true,
  value,
  writing = NUMBER,
  width = 64,
  check,
  refusal = "Type a number.",
  onTake,
  ...field
}: FigureProps & {
  readonly value: number | null;
  readonly placeholder?: string;
  /** Takes a figure, or null for an empty field; says what is wrong. */
  readonly onTake: (value: number | null) => string | null;
}): ReactElement {
  const commit = (text: string): string | null => {
    if (text.trim() === "") return onTake(null);
    const number = typed(text, writing);
    // A share of nothing named is no amount: 50% would be half a dollar.
    if (number === null || (writing.kind === "money" && text.includes("%"))) return refusal;
    return check?.(number) ?? onTake(number);
  };
  return (
    <Field
      {...field}
      hideLabel={hideLabel}
      value={value === null ? "" : written(value, writing)}
      width={width}
      align="end"
      onCommit={commit}
    />
  );
}
