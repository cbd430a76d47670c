import { useId, type ReactElement } from "react";

export interface SelectProps<Value extends string> {
  readonly label: string;
  /** The label is said but not shown: words beside the field show it. */
  readonly hideLabel?: boolean;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One choice of several, folded: the system's own list. */
export function Select<Value extends string>({
  label,
  hideLabel = false,
  options,
  value,
  onChange,
}: SelectProps<Value>): ReactElement {
  const id = useId();
  return (
    <span className="field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : "field-label"}>
        {label}
      </label>
      {/* Every option's value is one of the type's. */}
      <select
        id={id}
        className="input select"
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
