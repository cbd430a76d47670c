import { useId, type ReactElement } from "react";
import { Field } from "./Field.tsx";
import { typed, written, type NumberWriting } from "./uncertain/uncertainShapes.ts";

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  /** How far a drag goes, and what it rounds to; what is typed goes as far as `check` lets it, to its last digit. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly writing: NumberWriting;
  /** What a typed value may not be, said; null: it may. */
  readonly check: (value: number) => string | null;
  /** How the value reads where that is not as it is written: "not shown". */
  readonly words?: string;
  readonly onChange: (value: number) => void;
}

/** A number that is tried out rather than stated: the system's own slider, and its value beside it as a field. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  writing,
  check,
  words = written(value, writing),
  onChange,
}: SliderProps): ReactElement {
  const id = useId();
  return (
    <span className="slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        value={value}
        min={min}
        max={max}
        step={step}
        aria-valuetext={words}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <Field
        label={`${label}, as a number`}
        hideLabel
        value={words}
        width={80}
        align="end"
        onCommit={(text) => {
          const number = typed(text, writing);
          if (number === null)
            return `Type a number, such as ${written(writing.kind === "percent" ? 0.7 : 1.5, writing)}.`;
          const refusal = check(number);
          if (refusal === null) onChange(number);
          return refusal;
        }}
      />
    </span>
  );
}
