import { type Found, NOTHING, type UsageFormat, type UsageHead } from "#shared/usage/formats/reading/format.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { readPages } from "#shared/usage/formats/pages.ts";
import { mappedTable } from "#shared/usage/formats/table/mappedTable.ts";
import { PLAIN_STYLE, type TextStyle } from "#shared/usage/text/numbers.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { readRecordsOf } from "#shared/usage/text/textRecords.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import { bytesOf, textOf, type UsagePart } from "./usageFiles.ts";
import type { PartLook } from "./lookAtPart.ts";
import { guarded, type ParquetReader } from "./partHead.ts";

/** How a part is to be read: plain data, which another thread can be given. */
export interface Reading {
  readonly look: PartLook["look"];
  /** The format's name; "table" goes by `columns`. */
  readonly format: string;
  readonly columns: ColumnMap | null;
}

/**
 * The format a part is read by: named, or with columns that its user mapped, or the likeliest. Null: it is not known,
 * or is a guess that leaves something open (`unreadReason`).
 */
export function readingOf(
  { look, candidates }: PartLook,
  formatId: string | null,
  columns: ColumnMap | null,
): Reading | null {
  if (columns !== null) return { look, format: "table", columns };
  const named = formatId === null || formatId === "table" ? undefined : USAGE_FORMATS.find(({ id }) => id === formatId);
  // The same name stands for a format's tables, lines and documents: the file says which it is.
  const kind: UsageHead["kind"] | null = look.kind === "parquet" ? "table" : look.kind === "none" ? null : look.kind;
  if (named !== undefined)
    return {
      look,
      format: (USAGE_FORMATS.find((each) => each.source === named.source && each.kind === kind) ?? named).id,
      columns: null,
    };
  const [likeliest] = candidates;
  if (likeliest === undefined || likeliest.question !== null) return null;
  return {
    look,
    format: likeliest.format.id,
    columns: likeliest.columns,
  };
}

/** How numbers and days are written in what was looked at. */
function styleOfLook(look: PartLook["look"]): TextStyle {
  return look.kind === "table" ? look.style : PLAIN_STYLE;
}

/** Why nothing is read of a part that can be read and has no reading: the end of "the file: …". */
export function unreadReason({ look, question }: PartLook): string {
  // What a tool shows on the terminal has sums in boxes and mostly no days.
  if (look.kind === "table" && /^[\u2500-\u257f]/.test(look.columns[0] ?? ""))
    return "it is a table drawn for the terminal; export it as JSON or CSV, such as with ccusage --json or opencode export";
  return question ?? "its format is not known; name it, or say which column holds what";
}

/** The format of a reading. */
export function formatOf({ look, format, columns }: Reading): UsageFormat {
  const kind = look.kind === "lines" || look.kind === "document" ? look.kind : "table";
  const found = columns === null ? USAGE_FORMATS.find(({ id }) => id === format) : mappedTable(columns, kind);
  if (found === undefined) throw new Error(`no format is called ${format}`);
  return found;
}

export interface UsageSink {
  readonly onRow: (row: UsageRow) => void;
  readonly onProblem: (line: number, reason: string) => void;
  /** A sentence about rows that are counted; it may come many times. */
  readonly onWarning: (sentence: string) => void;
  /** Bytes of the disk read since the last call. */
  readonly onRead: (bytes: number) => void;
  /** Between two stretches of the file: room for others; throws to stop. */
  readonly pause: () => Promise<void>;
}

/**
 * Reads a part to its end. What is damaged or cannot be read goes to the sink; only a sink that throws ends it early.
 * `parquet` is needed for Parquet alone.
 */
export async function readPart(
  part: UsagePart,
  reading: Reading,
  sink: UsageSink,
  parquet: ParquetReader | null,
): Promise<void> {
  const { look } = reading;
  const style = styleOfLook(look);
  const format = formatOf(reading);
  const read = readPages(format, format.open(style));
  const take = ({ rows, problems, warnings = [] }: Found): void => {
    for (const row of rows) sink.onRow(row);
    for (const problem of problems) sink.onProblem(problem.line, problem.reason);
    for (const sentence of warnings) sink.onWarning(sentence);
  };
  const onRecord = (record: unknown, line: number): void => take(read(record, line));
  const onEnd = (): void => take(read.end?.() ?? NOTHING);
  if (look.kind === "parquet") {
    if (parquet === null) throw new Error("Parquet is read where the database is");
    let line = 0;
    for await (const records of guarded(parquet.read(part.path), (reason) => sink.onProblem(line + 1, reason))) {
      for (const record of records) onRecord(record, ++line);
      await sink.pause();
    }
    onEnd();
    sink.onRead(part.bytes);
    return;
  }
  if (look.kind === "none") return;
  const records = readRecordsOf(look, { onRecord, onIssue: sink.onProblem });
  const end = { isDamaged: false };
  for await (const text of guarded(textOf(bytesOf(part, sink.onRead)), (reason) => {
    end.isDamaged = true;
    sink.onProblem(1, `the file could not be read to its end: ${reason}`);
  })) {
    records.push(text);
    await sink.pause();
  }
  // The last line of a file that was cut off is not complete.
  if (!end.isDamaged || look.kind === "document") records.end();
  onEnd();
}
