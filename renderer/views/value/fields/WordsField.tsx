import type { ReactElement } from "react";
import { Field } from "#renderer/controls/Field.tsx";
import { tooLong } from "#renderer/controls/checks.ts";

/** A field of a question that holds a name or a sentence. */
export function WordsField({
  label,
  value,
  placeholder,
  width,
  onTake,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly width: number;
  readonly onTake: (text: string) => void;
}): ReactElement {
  return (
    <Field
      label={label}
      hideLabel
      value={value ?? ""}
      placeholder={placeholder}
      width={width}
      onCommit={(text) => {
        const refusal = tooLong(text);
        if (refusal === null) onTake(text.trim());
        return refusal;
      }}
    />
  );
}
