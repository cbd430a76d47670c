import * as v from "valibot";
import type { StatedStyle } from "#shared/usage/text/numbers.ts";
import { columnMapSchema, type ColumnMap } from "./columnMap.ts";
import { FIELDS } from "./columnNames.ts";

const ANSWER_WORDS = {
  inside: true,
  beside: false,
  first: true,
  dmy: true,
  second: false,
  mdy: false,
  comma: true,
  point: false,
} as const;

/** What `--columns` says beside the names of columns. */
const ANSWERS: Readonly<
  Record<
    string,
    {
      readonly field: "inputIncludesCache" | "outputIncludesReasoning" | "dayFirst" | "decimalComma";
      readonly words: readonly (keyof typeof ANSWER_WORDS)[];
    }
  >
> = {
  cache: { field: "inputIncludesCache", words: ["inside", "beside"] },
  reasoning: { field: "outputIncludesReasoning", words: ["inside", "beside"] },
  day: { field: "dayFirst", words: ["dmy", "mdy", "first", "second"] },
  fraction: { field: "decimalComma", words: ["comma", "point"] },
};

/**
 * A column map as one text: "time=ts_start,input=prompt,labels=team|project,cache=inside". `reasoning` is a column, or
 * "inside" or "beside" output; `day` is "dmy" (or "first") or "mdy" (or "second") of 05/08/2026; `fraction` is behind a
 * "comma" or a "point". A text instead of a map: why it is not valid, as a sentence's end.
 */
export function columnsFrom(text: string): ColumnMap | string {
  const answers = answersFrom(text);
  if (typeof answers === "string") return answers;
  return answers.columns ?? "it needs at least the time, such as time=timestamp, and every name once";
}

/**
 * What `--columns` says: which column holds what, and how days and numbers are written, in files of known formats too.
 */
export interface ColumnAnswers {
  /** Null: nothing is said of columns. */
  readonly columns: ColumnMap | null;
  readonly style: StatedStyle;
}

/** The same text, which may say how days and numbers are written alone; a text instead: why it is not valid. */
export function answersFrom(text: string): ColumnAnswers | string {
  const map: Record<string, string | string[] | boolean> = {};
  // A column's name may hold commas: an entry begins with a word and "=".
  for (const entry of text.slice(0, 20_000).split(/,(?=\s?[A-Za-z]{1,20}=)/)) {
    const at = entry.indexOf("=");
    const [key, value] = [entry.slice(0, Math.max(0, at)).trim(), entry.slice(at + 1).trim()];
    const answer = Object.hasOwn(ANSWERS, key) ? ANSWERS[key]! : undefined;
    const word = answer?.words.find((each) => each === value);
    if (at === -1 || value === "")
      return `"${entry.slice(0, 60)}" is no column; it takes entries such as input=prompt_tokens`;
    if (answer !== undefined && word !== undefined) map[answer.field] = ANSWER_WORDS[word];
    else if (key === "labels") map["labels"] = value.split("|").map((name) => name.trim());
    else if ((FIELDS as readonly string[]).includes(key)) map[key] = value;
    else if (answer !== undefined) return `"${key}" is ${answer.words.join(" or ")}, not "${value.slice(0, 60)}"`;
    else return `"${key.slice(0, 60)}" is not known; it takes ${FIELDS.join(", ")}, labels, cache, day and fraction`;
  }
  const { dayFirst, decimalComma, ...columns } = map;
  const style: StatedStyle = {
    ...(typeof dayFirst === "boolean" ? { dayFirst } : {}),
    ...(typeof decimalComma === "boolean" ? { decimalComma } : {}),
  };
  if (Object.keys(columns).length === 0) return { columns: null, style };
  const parsed = v.safeParse(columnMapSchema, map);
  return parsed.success
    ? { columns: parsed.output, style }
    : "it needs at least the time, such as time=timestamp, and every name once";
}
