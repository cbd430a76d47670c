import { formatExact } from "#shared/format/counts.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import type { UncertainRange } from "#shared/plan/fields/uncertainField.ts";
import {
  evidenceOf,
  typed,
  uncertainIssue,
  withEvidence,
  written,
  type NumberWriting,
} from "#renderer/controls/uncertain/uncertainShapes.ts";

/** What a cell's text comes to, or why it is refused. */
export type Parsed = { readonly value: unknown } | { readonly refusal: string };

/**
 * An uncertain number as one cell of a spreadsheet: "300", "2 to 6" (8 chances in 10 lie between), "1 / 2 / 4" (lowest,
 * likely, highest), "0 to 5, even", "1 (30%), 2 (70%)". `parseUncertain` reads the same back.
 */
export function uncertainText(value: Uncertain, writing: NumberWriting): string {
  const say = (number: number): string => written(number, writing);
  if (typeof value === "number") return say(value);
  if ("value" in value) return say(value.value);
  if ("p10" in value) return `${say(value.p10)} to ${say(value.p90)}`;
  if ("mode" in value) return `${say(value.min)} / ${say(value.mode)} / ${say(value.max)}`;
  if ("min" in value) return `${say(value.min)} to ${say(value.max)}, even`;
  return value.values.map((number, i) => `${say(number)} (${formatExact(value.weights[i] ?? 0)})`).join(", ");
}

/** An uncertain number from the text of a cell; the evidence of what stood there stays for the edit to judge. */
export function parseUncertain(
  text: string,
  writing: NumberWriting,
  range: UncertainRange,
  before: Uncertain | undefined,
): Parsed {
  const number = shapeOfText(text, writing);
  if (number === null) return { refusal: refusalOf(text, writing) };
  const issue = uncertainIssue(number, range);
  if (issue !== null) return { refusal: issue.sentence };
  return { value: withEvidence(number, before === undefined ? undefined : evidenceOf(before)) };
}

/** What a text that is no number is answered with: the form that would be right. */
function refusalOf(text: string, writing: NumberWriting): string {
  const shown = text.length > 24 ? `${text.slice(0, 24)}…` : text;
  const one = written(writing.kind === "percent" ? 0.7 : 1.5, writing);
  const other = written(writing.kind === "percent" ? 0.9 : 2.5, writing);
  return `“${shown}” is not a number. Type ${one}, or a range such as ${one} to ${other}.`;
}

function shapeOfText(text: string, writing: NumberWriting): Uncertain | null {
  const one = (part: string): number | null => typed(part.trim(), writing);
  const all = (parts: readonly string[]): number[] | null => {
    const numbers = parts.map(one);
    return numbers.every((number) => number !== null) ? numbers : null;
  };
  const certain = one(text);
  if (certain !== null) return certain;
  const even = /^(.+?)\s+to\s+(.+?),\s*even$/iu.exec(text);
  if (even !== null) {
    const ends = all([even[1]!, even[2]!]);
    return ends === null ? null : { min: ends[0]!, max: ends[1]! };
  }
  const ends = all(text.split(/\s+to\s+|\s+[-–—]\s+|\s*…\s*/iu));
  if (ends?.length === 2) return { p10: ends[0]!, p90: ends[1]! };
  const three = all(text.split("/"));
  if (three?.length === 3) return { min: three[0]!, mode: three[1]!, max: three[2]! };
  return listOfText(text, one);
}

/** "1 (30%), 2 (70%)": values with their weights. */
function listOfText(text: string, one: (part: string) => number | null): Uncertain | null {
  const values: number[] = [];
  const weights: number[] = [];
  for (const part of text.split(/,\s+|;\s*/u)) {
    const match = /^(.+?)\s*\(([^()]+)\)$/u.exec(part.trim());
    const value = match === null ? null : one(match[1]!);
    const weight = match === null ? null : typed(match[2]!, { kind: "number" });
    if (value === null || weight === null || weight < 0) return null;
    values.push(value);
    weights.push(weight);
  }
  return values.length === 0 ? null : { values, weights };
}
