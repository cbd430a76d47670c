/** A row of a delimited text (RFC 4180): its cells, and the line of the file in which it begins, from 1. */
export type OnCells = (cells: string[], line: number) => void;

/** Called where the end of a row cannot be found: a quote that is never closed, a line without end. */
export type OnIssue = (line: number, reason: string) => void;

/**
 * Most characters of one row. A longer one is a quote that somebody forgot to close, and no reason to hold the file in
 * memory.
 */
const MOST_ROW = 32_000_000;

export interface DelimitedReader {
  /** The next part of the text, cut anywhere. */
  readonly push: (part: string) => void;
  /** The text is over: what is left is the last row. */
  readonly end: () => void;
}

/**
 * Cuts a text into rows as it comes, never holding more than a row and a part. Cells may stand in quotes and then hold
 * delimiters, line breaks and doubled quotes; a quote inside a bare cell is a character like others. Lines end in LF or
 * CRLF; empty lines are no rows. Ours, because the libraries give up a file at its first quote that is never closed;
 * here that row is reported with its line, and the rest is read.
 */
export function readDelimited(delimiter: string, onCells: OnCells, onIssue: OnIssue): DelimitedReader {
  const reading: Reading = { delimiter, onCells, onIssue, rest: "", line: 1, searched: 0, isSkipping: false };
  return {
    push: (part) => {
      reading.rest = reading.rest === "" ? part : reading.rest + part;
      takeRows(reading, false);
    },
    end: () => takeRows(reading, true),
  };
}

/** A text that is being read. */
interface Reading {
  readonly delimiter: string;
  readonly onCells: OnCells;
  readonly onIssue: OnIssue;
  /** What has come and is not taken yet; it begins with a row. */
  rest: string;
  /** The line of the file in which `rest` begins, from 1. */
  line: number;
  /** Where in `rest` the search for a line's end goes on: what was searched before has none. */
  searched: number;
  /** The row that begins `rest` is being skipped up to its line's end. */
  isSkipping: boolean;
}

/** Takes the whole rows of what has come. */
function takeRows(reading: Reading, isLast: boolean): void {
  let position = 0;
  let nextQuote = reading.rest.indexOf('"');
  while (position < reading.rest.length) {
    const { rest } = reading;
    const lineEnd = rest.indexOf("\n", Math.max(position, reading.searched));
    if (nextQuote !== -1 && nextQuote < position) nextQuote = rest.indexOf('"', position);
    const hasQuote = nextQuote !== -1 && (lineEnd === -1 || nextQuote < lineEnd) && !reading.isSkipping;
    const next = hasQuote
      ? takeQuotedRow(reading, position, nextQuote, isLast)
      : takeBareRow(reading, position, lineEnd, isLast);
    if (next === null) break;
    position = next;
  }
  reading.rest = reading.rest.slice(position);
  reading.searched = nextQuote === -1 ? reading.rest.length : 0;
  if (!isLast && reading.rest.length > MOST_ROW) skipOverlong(reading);
}

/** Takes a row without quotes; returns where the next one begins. Null: its end has not come yet. */
function takeBareRow(reading: Reading, position: number, lineEnd: number, isLast: boolean): number | null {
  const { rest, delimiter } = reading;
  if (lineEnd === -1 && !isLast) return null;
  const end = lineEnd === -1 ? rest.length : lineEnd;
  if (!reading.isSkipping) {
    const hasReturn = rest.charCodeAt(end - 1) === 13 && end > position;
    emit(reading, rest.slice(position, hasReturn ? end - 1 : end).split(delimiter));
  }
  reading.isSkipping = false;
  if (lineEnd === -1) return rest.length;
  reading.line++;
  return lineEnd + 1;
}

/** Takes a row with its first quote at `quote`, or reports that a quote is never closed and goes on at the next line. */
function takeQuotedRow(reading: Reading, position: number, quote: number, isLast: boolean): number | null {
  const { rest, line } = reading;
  const row = quotedRow(rest, position, quote, reading.delimiter, isLast);
  if (row === null) return null;
  if (row.isClosed) {
    emit(reading, row.cells);
    reading.line += row.lineBreaks;
    return row.end;
  }
  reading.onIssue(
    line,
    `a quote opens here and is never closed: ${JSON.stringify(rest.slice(position, position + 40))}`,
  );
  const lineEnd = rest.indexOf("\n", position);
  if (lineEnd === -1) return rest.length;
  reading.line++;
  return lineEnd + 1;
}

/** Empty lines are no rows. */
function emit({ onCells, line }: Reading, cells: string[]): void {
  if (cells.length > 1 || cells[0] !== "") onCells(cells, line);
}

/** Gives up the row that fills the memory, and goes on at the next line. */
function skipOverlong(reading: Reading): void {
  reading.onIssue(
    reading.line,
    `the row is longer than ${MOST_ROW / 1e6} million characters, or a quote in it is never closed`,
  );
  const lineEnd = reading.rest.indexOf("\n");
  reading.isSkipping = lineEnd === -1;
  reading.rest = lineEnd === -1 ? "" : reading.rest.slice(lineEnd + 1);
  if (lineEnd !== -1) reading.line++;
  reading.searched = 0;
}

const QUOTE = 34;

interface QuotedRow {
  readonly cells: string[];
  /** Where the next row begins. */
  readonly end: number;
  readonly lineBreaks: number;
  readonly isClosed: boolean;
}

/** The row that begins at `start` and has its first quote at `quote`. Null: its end has not come yet. */
function quotedRow(text: string, start: number, quote: number, delimiter: string, isLast: boolean): QuotedRow | null {
  // The cells before the one with the quote are bare, and cut at once.
  const bareCells = text.slice(start, quote).split(delimiter);
  let position = quote - bareCells.at(-1)!.length;
  const cells = bareCells.slice(0, -1);
  let lineBreaks = 0;
  for (;;) {
    let cell = "";
    if (text.charCodeAt(position) === QUOTE) {
      const close = closingQuote(text, position + 1);
      if (close === -1) return isLast ? { cells, end: start, lineBreaks: 0, isClosed: false } : null;
      // Whether another quote follows is known only when something does.
      if (close + 1 >= text.length && !isLast) return null;
      cell = text.slice(position + 1, close);
      if (cell.includes('"')) cell = withoutDoubling(cell);
      lineBreaks += countBreaks(cell);
      position = close + 1;
    }
    const next = endOfCell(text, position, delimiter);
    if (next >= text.length && !isLast) return null;
    const bare = text.slice(position, next);
    const isDelimiter = next < text.length && text.charCodeAt(next) !== 10;
    cells.push(cell + (!isDelimiter && bare.endsWith("\r") ? bare.slice(0, -1) : bare));
    position = next + 1;
    if (!isDelimiter)
      return {
        cells,
        end: Math.min(position, text.length),
        lineBreaks: lineBreaks + (next < text.length ? 1 : 0),
        isClosed: true,
      };
  }
}

/** A cell's text with each doubled quote as one: slices, because a replacement takes twice the time. */
function withoutDoubling(cell: string): string {
  let text = "";
  let from = 0;
  for (let at = cell.indexOf('"'); at !== -1; at = cell.indexOf('"', at + 2)) {
    text += cell.slice(from, at + 1);
    from = at + 2;
  }
  return text + cell.slice(from);
}

/** The quote that closes a cell: one that is not doubled. −1: none has come. */
function closingQuote(text: string, from: number): number {
  let close = text.indexOf('"', from);
  while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  return close;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const each = text.charCodeAt(at);
    if (each === code || each === 10) break;
  }
  return at;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** A cell's text without the formula that some programs put around it, so that a spreadsheet keeps it as text: ="007". */
export function bareCell(cell: string): string {
  return cell.startsWith('="') && cell.length > 2 && cell.endsWith('"') ? cell.slice(2, -1) : cell;
}
