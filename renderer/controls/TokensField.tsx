import type { ReactElement } from "react";
import { significant } from "#shared/format/digits.ts";
import { Field } from "./Field.tsx";
import { parseTyped } from "./numbers.ts";
import { isStated } from "./uncertain/uncertainShapes.ts";

export interface TokensFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  /** Null: the field is empty. */
  readonly value: number | null;
  readonly width?: number;
  readonly unit?: string;
  readonly placeholder?: string;
  /** Why a number of tokens cannot be taken, in a sentence; null: it can. */
  readonly check: (tokens: number) => string | null;
  readonly onChange: (tokens: number) => void;
  /** What an emptied field means; without it the field cannot be emptied. */
  readonly onEmpty?: () => void;
}

/** A number of tokens, typed as people write it: "8.3M", "250k", "3,400,000". */
export function TokensField({ value, width = 72, check, onChange, onEmpty, ...rest }: TokensFieldProps): ReactElement {
  return (
    <Field
      {...rest}
      value={value === null ? "" : tokensWritten(value)}
      width={width}
      align="end"
      onCommit={(text) => {
        if (text.trim() === "" && onEmpty !== undefined) {
          onEmpty();
          return null;
        }
        const tokens = parseTyped(text);
        if (tokens === null) return `Type tokens, such as 2.8M${onEmpty === undefined ? "" : ", or leave it empty"}.`;
        const refusal = check(tokens);
        if (refusal === null) onChange(tokens);
        return refusal;
      }}
    />
  );
}

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
