import type { ReactElement } from "react";
import { tooLong } from "./checks.ts";
import { Field } from "./Field.tsx";

interface NameProps {
  readonly label: string;
  readonly width: number;
  readonly placeholder?: string;
}

/** A name that must stand, at most as long as the plan file takes. */
export function NameField({
  onChange,
  ...field
}: NameProps & { readonly value: string; readonly onChange: (name: string) => void }): ReactElement {
  const commit = (text: string): string | null => {
    if (text.trim() === "") return "Type a name.";
    const refusal = tooLong(text);
    if (refusal === null) onChange(text.trim());
    return refusal;
  };
  return <Field {...field} onCommit={commit} />;
}

/** The same where none may stand: undefined. */
export function OptionalNameField({
  value,
  onChange,
  ...field
}: NameProps & {
  readonly value: string | undefined;
  readonly onChange: (name: string | undefined) => void;
}): ReactElement {
  const commit = (text: string): string | null => {
    const refusal = tooLong(text);
    if (refusal === null) onChange(text.trim() === "" ? undefined : text.trim());
    return refusal;
  };
  return <Field {...field} value={value ?? ""} onCommit={commit} />;
}
