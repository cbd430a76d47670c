import type { ReactElement } from "react";
import { Field } from "./Field.tsx";

export interface DayFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  /** ISO 8601. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A day of the calendar, as the plan writes it. */
export function DayField({ onChange, ...rest }: DayFieldProps): ReactElement {
  return (
    <Field
      {...rest}
      width={96}
      placeholder="2027-07-01"
      onCommit={(text) => {
        if (!isDay(text.trim())) return "Type a day as 2027-07-01.";
        onChange(text.trim());
        return null;
      }}
    />
  );
}

/** Whether a text names a day that exists. */
export function isDay(text: string): boolean {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}
