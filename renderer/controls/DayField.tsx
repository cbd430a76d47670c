import { useRef, useState, type ReactElement } from "react";
import { IconButton } from "./Button.tsx";
import { Field } from "./Field.tsx";

export interface DayFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  /** ISO 8601; empty: none. */
  readonly value: string;
  /** What an empty field says, where it may be left empty: "it stays"; then `onChange` takes "" too. */
  readonly emptyWords?: string;
  /** What is wrong with a day of the calendar here; null: nothing. */
  readonly check?: (day: string) => string | null;
  readonly onChange: (day: string) => void;
}

/** A day of the calendar, as the plan writes it: typed, or chosen from a calendar. */
export function DayField({ label, emptyWords, check, value, onChange, ...rest }: DayFieldProps): ReactElement {
  const calendar = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = (day: string): string | null => {
    const wrong = refusalOf(day, emptyWords !== undefined, check);
    if (wrong === null) onChange(day);
    return wrong;
  };
  return (
    <Field
      {...rest}
      label={label}
      value={value}
      issue={refusal}
      width={96}
      placeholder={emptyWords ?? EXAMPLE}
      onCommit={(text) => {
        setRefusal(null);
        return take(text.trim());
      }}
    >
      <span className="day-calendar">
        <IconButton
          label={`Choose from a calendar: ${label}`}
          icon="calendar"
          onClick={() => calendar.current?.showPicker()}
        />
        <input
          ref={calendar}
          type="date"
          tabIndex={-1}
          aria-hidden="true"
          value={value}
          onChange={(event) => setRefusal(take(event.target.value))}
        />
      </span>
    </Field>
  );
}

const EXAMPLE = "2027-07-01";

function refusalOf(day: string, mayBeEmpty: boolean, check: DayFieldProps["check"]): string | null {
  if (day === "" && mayBeEmpty) return null;
  if (!isDay(day)) return `Type a day as ${EXAMPLE}${mayBeEmpty ? ", or nothing" : ""}.`;
  return check?.(day) ?? null;
}

/** Whether a text names a day that exists. */
function isDay(text: string): boolean {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}
