import { useId, type ReactElement } from "react";

export interface Option<Value extends string | number> {
  readonly value: Value;
  readonly label: string;
}

export interface SegmentedProps<Value extends string | number> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  /** A value that is not among the options chooses nothing. */
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One choice of few, all in view: radio buttons drawn as one strip. */
export function Segmented<Value extends string | number>({
  label,
  options,
  value,
  onChange,
}: SegmentedProps<Value>): ReactElement {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="segment">
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
