import { parse } from "csv-parse/sync";
import { PLAIN_STYLE, type TextStyle } from "#shared/usage/text/numbers.ts";
import type { Found, UsageFormat, UsageHead } from "#shared/usage/formats/reading/format.ts";
import { recognise, type Recognised } from "#shared/usage/formats/recognise.ts";

/** A text as the head of a file: what the machine's reader makes of a file, in memory. */
export function headOf(kind: UsageHead["kind"], text: string): UsageHead {
  switch (kind) {
    case "document":
      return { kind, value: JSON.parse(text) as unknown };
    case "lines":
      return { kind, sample: linesOf(text) };
    case "table": {
      const rows = tableOf(text);
      return { kind, columns: Object.keys(rows[0] ?? {}), sample: rows };
    }
    default:
      throw new Error(`no such kind: ${String(kind satisfies never)}`);
  }
}

function linesOf(text: string): unknown[] {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

function tableOf(text: string, delimiter = ","): Record<string, string>[] {
  return parse(text, { columns: true, delimiter, skip_empty_lines: true });
}

/** All that a format reads from a text. */
export function readText(format: UsageFormat, text: string, style: TextStyle = PLAIN_STYLE): Required<Found> {
  const read = format.open(style);
  const records: unknown[] =
    format.kind === "document"
      ? [JSON.parse(text)]
      : format.kind === "lines"
        ? linesOf(text)
        : tableOf(text, style.decimalComma ? ";" : ",");
  const found = records.map((record, i) => read(record, format.kind === "table" ? i + 2 : i + 1));
  const last = read.end?.();
  const all = last === undefined ? found : [...found, last];
  return {
    rows: all.flatMap(({ rows }) => rows),
    problems: all.flatMap(({ problems }) => problems),
    warnings: [...new Set(all.flatMap(({ warnings = [] }) => warnings))],
  };
}

/** What the text is taken for. */
export function recognised(kind: UsageHead["kind"], text: string): readonly Recognised[] {
  return recognise(headOf(kind, text));
}
