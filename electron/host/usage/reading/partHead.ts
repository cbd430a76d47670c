import { reasonOf } from "./reasonOf.ts";
import { documentValueOf, type TextLook } from "#shared/usage/text/textLook.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { MOST_DOCUMENT, readStyle } from "#shared/usage/text/textRecords.ts";
import { bytesOf, textOf, type UsagePart } from "./usageFiles.ts";
import { UnreadableFile } from "./zipArchive.ts";

/** Characters of a part's beginning that are looked at. */
export const HEAD = 400_000;

/** Of a part whose first line is longer, so many characters. */
const MOST_HEAD = 40_000_000;

/** Reads Parquet files, row by row as texts. */
export interface ParquetReader {
  readonly look: (
    path: string,
  ) => Promise<{ readonly columns: readonly string[]; readonly sample: readonly Readonly<Record<string, string>>[] }>;
  readonly read: (path: string) => AsyncIterable<readonly Readonly<Record<string, string>>[]>;
}

/** The beginning of a part as text, and whether that is all of it. */
export async function headOf(
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

/** How numbers and days are written in all of a table. Where it cannot be read to its end, by what could be. */
export async function styleOf(part: UsagePart, look: Extract<TextLook, { kind: "table" }>): Promise<TextStyle> {
  const reader = readStyle(look);
  for await (const text of guarded(textOf(bytesOf(part, () => undefined)), () => undefined)) reader.push(text);
  return reader.end();
}

/** The JSON value that a part is; undefined: it is not valid. */
export async function documentOf(part: UsagePart): Promise<unknown> {
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

/** Passes values on; an error of the source ends them and is reported, an error of the consumer is not caught. */
export async function* guarded<Value>(
  source: AsyncIterable<Value>,
  onError: (reason: string) => void,
): AsyncGenerator<Value> {
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
