import { NOTHING, type Found, type UsageFormat, type UsageHead } from "#shared/usage/formats/format.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { readPages } from "#shared/usage/formats/pages.ts";
import { mappedTable } from "#shared/usage/formats/table/mappedTable.ts";
import { PLAIN_STYLE, statedStyle, type StatedStyle, type TextStyle } from "#shared/usage/text/numbers.ts";
import { questionOf, recognise, USAGE_FORMATS, type Recognised } from "#shared/usage/formats/recognise.ts";
import { documentValueOf, lookAtText, type TextLook } from "#shared/usage/text/textLook.ts";
import { MOST_DOCUMENT, readRecordsOf, readStyle } from "#shared/usage/text/textRecords.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import { bytesOf, textOf, UnreadableFile, type UsagePart } from "./usageFiles.ts";

/** A table of Parquet, by its columns and first rows. */
interface ParquetLook {
  readonly kind: "parquet";
  readonly columns: readonly string[];
  readonly sample: readonly Readonly<Record<string, string>>[];
}

/** What a part is taken for. */
export interface PartLook {
  readonly look: TextLook | ParquetLook;
  /** The formats it may be of, the likeliest first. */
  readonly candidates: readonly Recognised[];
  /** Why it cannot be read at all. */
  readonly issue: string | null;
  /** What has to be answered before it is read, with how to answer it; null: nothing, or nothing is known of it. */
  readonly question: string | null;
}

/** Characters of a part's beginning that are looked at. */
const HEAD = 400_000;

/** Looks at the beginning of a part; of one JSON document, at all of it. */
export async function lookAtPart(
  part: UsagePart,
  parquetLook: ParquetReader["look"],
  stated: StatedStyle | null = null,
): Promise<PartLook> {
  if (part.issue !== undefined)
    return { look: { kind: "none", reason: part.issue }, candidates: [], issue: part.issue, question: null };
  try {
    const { head, isWhole, isParquet } = await headOf(part);
    if (isParquet) {
      if (part.member !== null) throw new UnreadableFile("it is a Parquet file within an archive; unpack it first");
      const { columns, sample } = await parquetLook(part.path);
      return {
        look: { kind: "parquet", columns, sample },
        ...recognised({ kind: "table", columns, sample }),
        issue: null,
      };
    }
    const begun = lookAtText(head, isWhole);
    // A month of days that are sorted shows its order of day and month in the second half.
    const whole =
      begun.kind === "table" && begun.isStyleOpen
        ? { ...begun, style: await styleOf(part, begun), isStyleOpen: false }
        : begun;
    const look = whole.kind === "table" ? { ...whole, style: statedStyle(whole.style, stated) } : whole;
    if (look.kind === "none") return { look, candidates: [], issue: look.reason, question: null };
    if (look.kind === "table" || look.kind === "lines") {
      const found = recognised(look);
      // One line of JSON is a line and a document alike.
      const isOne = look.kind === "lines" && isWhole && look.sample.length === 1;
      const isKnown = found.candidates.some(({ isGuess }) => !isGuess);
      if (isKnown || !isOne) return { look, ...found, issue: emptinessOf(look) };
      const value = look.sample[0];
      const asDocument = recognised({ kind: "document", value });
      // A list of records is a document; one record alone is a line.
      return asDocument.candidates.length > found.candidates.length ||
        asDocument.candidates.some(({ isGuess }) => !isGuess)
        ? { look: { kind: "document" }, ...asDocument, issue: null }
        : { look, ...found, issue: found.candidates.length === 0 ? emptinessOf({ kind: "document", value }) : null };
    }
    const value = isWhole ? documentValueOf(head) : await documentOf(part);
    if (value === undefined)
      return {
        look,
        candidates: [],
        issue: "it starts like JSON but is not valid: it may have been cut off",
        question: null,
      };
    const found = recognised({ kind: "document", value });
    return { look, ...found, issue: found.candidates.length === 0 ? emptinessOf({ kind: "document", value }) : null };
  } catch (error) {
    return { look: { kind: "none", reason: "" }, candidates: [], issue: reasonOf(error), question: null };
  }
}

function recognised(head: UsageHead): Pick<PartLook, "candidates" | "question"> {
  return { candidates: recognise(head), question: questionOf(head) };
}

/** What is said of a file that holds a list or columns and nothing under them; null: it is not one. */
function emptinessOf(head: TextLook | { readonly kind: "document"; readonly value: unknown }): string | null {
  if (head.kind === "table")
    return head.sample.length === 0 && head.isWhole ? "it has the names of columns and no rows" : null;
  if (head.kind !== "document" || !("value" in head)) return null;
  const { value } = head;
  if (Array.isArray(value)) return value.length === 0 ? "it is an empty list" : null;
  const list =
    typeof value === "object" && value !== null
      ? Object.entries(value).find(([, each]) => Array.isArray(each))
      : undefined;
  return list !== undefined && (list[1] as unknown[]).length === 0 ? `its list “${list[0]}” is empty` : null;
}

/** Reads Parquet files, row by row as texts. */
export interface ParquetReader {
  readonly look: (
    path: string,
  ) => Promise<{ readonly columns: readonly string[]; readonly sample: readonly Readonly<Record<string, string>>[] }>;
  readonly read: (path: string) => AsyncIterable<readonly Readonly<Record<string, string>>[]>;
}

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
  // The last line of what was cut off is none.
  if (!end.isDamaged || look.kind === "document") records.end();
  onEnd();
}

/** Passes on what comes; an error of the source ends it and is said, an error of whoever takes is not caught. */
async function* guarded<Value>(source: AsyncIterable<Value>, onError: (reason: string) => void): AsyncGenerator<Value> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      let next: IteratorResult<Value>;
      try {
        next = await iterator.next();
      } catch (error) {
        onError(reasonOf(error));
        return;
      }
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.(undefined);
  }
}

async function headOf(
  part: UsagePart,
): Promise<{ readonly head: string; readonly isWhole: boolean; readonly isParquet: boolean }> {
  let isParquet = false;
  async function* watched(): AsyncGenerator<Buffer> {
    let isFirst = true;
    for await (const chunk of bytesOf(part, () => undefined)) {
      if (isFirst && chunk.subarray(0, 4).toString("latin1") === "PAR1") {
        isParquet = true;
        return;
      }
      isFirst = false;
      yield chunk;
    }
  }
  let head = "";
  for await (const text of textOf(watched())) {
    head += text;
    // A very long first line is looked at whole: it may be one of a million columns.
    if (head.length > HEAD && (head.lastIndexOf("\n") > 0 || head.length > MOST_HEAD))
      return { head, isWhole: false, isParquet: false };
  }
  return { head, isWhole: true, isParquet };
}

const MOST_HEAD = 40_000_000;

/** How numbers and days are written in all of a table. Where it cannot be read to its end, by what could be. */
async function styleOf(part: UsagePart, look: Extract<TextLook, { kind: "table" }>): Promise<TextStyle> {
  const reader = readStyle(look);
  for await (const text of guarded(textOf(bytesOf(part, () => undefined)), () => undefined)) reader.push(text);
  return reader.end();
}

async function documentOf(part: UsagePart): Promise<unknown> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of textOf(bytesOf(part, () => undefined))) {
    length += text.length;
    if (length > MOST_DOCUMENT)
      throw new UnreadableFile(
        `it is one JSON value of more than ${MOST_DOCUMENT / 1e6} million characters; export it as CSV, or with one value a line`,
      );
    parts.push(text);
  }
  return documentValueOf(parts.join(""));
}

/** Why something failed, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ((error as NodeJS.ErrnoException).code ?? "") {
    case "ENOENT":
      return "it is not there";
    case "EACCES":
    case "EPERM":
      return "it may not be read";
    case "Z_BUF_ERROR":
      return "its packing ends too early: it may have been cut off";
    case "Z_DATA_ERROR":
      return "its packing is damaged";
    default:
      return plainReason(error.message).slice(0, 300);
  }
}

/** The first line of a message, without the database's own heading; what follows it is its SQL. */
function plainReason(message: string): string {
  return message
    .split("\n")[0]!
    .replace(/^(?:[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)* Error: )+/, "")
    .trim();
}
