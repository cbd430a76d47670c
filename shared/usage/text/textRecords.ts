import { bareCell, readDelimited } from "./delimitedText.ts";
import type { TextStyle } from "./numbers.ts";
import { distinctNames, documentValueOf, jsonOf, openStyleLook, unwrapped, type TextLook } from "./textLook.ts";

/**
 * What is in a text, one after the other, with the line of the file it stands on. A row of a table is good until the
 * next one comes: its object is used again.
 */
export interface RecordSink {
  readonly onRecord: (record: unknown, line: number) => void;
  readonly onIssue: (line: number, reason: string) => void;
}

export interface RecordReader {
  readonly push: (part: string) => void;
  readonly end: () => void;
}

/** Most characters of a JSON document, which must be held whole; about what the language itself can hold. */
export const MOST_DOCUMENT = 500_000_000;
/** Most characters of one line of JSON. */
const MOST_LINE = 100_000_000;

/** Reads the records of a text that was looked at, as it comes. */
export function readRecordsOf(look: Exclude<TextLook, { kind: "none" }>, sink: RecordSink): RecordReader {
  switch (look.kind) {
    case "table":
      return readTable(look, sink);
    case "lines":
      return readLines(sink);
    case "document":
      return readDocument(sink);
    default:
      throw new Error(`no reader for ${String(look satisfies never)}`);
  }
}

function readTable(look: Extract<TextLook, { kind: "table" }>, { onRecord, onIssue }: RecordSink): RecordReader {
  let columns: readonly string[] | null = null;
  let hasZeros = false;
  const record: Record<string, string> = {};
  const reader = readDelimited(
    look.delimiter,
    (row, line) => {
      if (line < look.header) return;
      const cells = columns !== null && row.length === columns.length ? row : unwrapped(row, look.delimiter);
      if (columns === null) columns = distinctNames(cells);
      // A row cut short would look like one of zeros, a row with a stray delimiter like one of other columns.
      else if (cells.length !== columns.length)
        onIssue(line, `it has ${cells.length} cells where there are ${columns.length} columns`);
      else if (hasZeros && cells.some((cell) => cell.includes("\u0000")))
        onIssue(line, "a cell of it holds a zero byte, which no text has");
      else {
        for (let i = 0; i < columns.length; i++) record[columns[i]!] = bareCell(cells[i]!);
        onRecord(record, line);
      }
    },
    onIssue,
  );
  return {
    push: (part) => {
      hasZeros ||= part.includes("\u0000");
      reader.push(part);
    },
    end: reader.end,
  };
}

/** Reads a table to its end for the style of its numbers and days alone. */
export function readStyle(look: Extract<TextLook, { kind: "table" }>): {
  readonly push: (part: string) => void;
  readonly end: () => TextStyle;
} {
  const style = openStyleLook(look.delimiter);
  const reader = readDelimited(
    look.delimiter,
    (row) => {
      const cells = unwrapped(row, look.delimiter);
      if (cells.length === look.columns.length) style.add(cells);
    },
    () => undefined,
  );
  return {
    push: reader.push,
    end: () => {
      reader.end();
      return style.style();
    },
  };
}

function readLines({ onRecord, onIssue }: RecordSink): RecordReader {
  let rest = "";
  let line = 0;
  let isSkipping = false;
  const read = (text: string): void => {
    line++;
    const trimmed = text.trim();
    if (isSkipping || trimmed === "") {
      isSkipping = false;
      return;
    }
    const value = jsonOf(trimmed);
    if (value === undefined) onIssue(line, `it is not valid JSON: ${JSON.stringify(trimmed.slice(0, 40))}`);
    else onRecord(value, line);
  };
  return {
    push: (part) => {
      // Searched before it is joined: a long line must not be searched anew with every part.
      const first = part.indexOf("\n");
      if (first === -1) {
        if (!isSkipping) rest += part;
        if (rest.length > MOST_LINE) {
          onIssue(line + 1, `it is longer than ${MOST_LINE / 1e6} million characters`);
          rest = "";
          isSkipping = true;
        }
        return;
      }
      read(rest + part.slice(0, first));
      let position = first + 1;
      for (let end = part.indexOf("\n", position); end !== -1; end = part.indexOf("\n", position)) {
        read(part.slice(position, end));
        position = end + 1;
      }
      rest = part.slice(position);
    },
    end: () => {
      if (rest !== "" || isSkipping) read(rest);
    },
  };
}

function readDocument({ onRecord, onIssue }: RecordSink): RecordReader {
  let parts: string[] = [];
  let length = 0;
  return {
    push: (part) => {
      length += part.length;
      if (length <= MOST_DOCUMENT) parts.push(part);
      else parts = [];
    },
    end: () => {
      if (length > MOST_DOCUMENT) {
        onIssue(
          1,
          `it is one JSON value of more than ${MOST_DOCUMENT / 1e6} million characters; export it as CSV, or with one value a line`,
        );
        return;
      }
      const text = parts.join("");
      const value = documentValueOf(text);
      if (value === undefined) onIssue(1, `it is not valid JSON: ${parseIssue(text)}`);
      else onRecord(value, 1);
    },
  };
}

/** What the language says of a text that is no JSON. */
function parseIssue(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : "";
  }
}
