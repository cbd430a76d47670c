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
  let rest = "";
  let line = 1;
  /** Where in `rest` the search for a line's end goes on: what was searched before has none. */
  let searched = 0;
  /** The row that begins `rest` is being skipped up to its line's end. */
  let isSkipping = false;

  const emit = (cells: string[], at: number): void => {
    if (cells.length > 1 || cells[0] !== "") onCells(cells, at);
  };

  const consume = (isLast: boolean): void => {
    let position = 0;
    let nextQuote = rest.indexOf('"');
    for (;;) {
      const lineEnd = rest.indexOf("\n", Math.max(position, searched));
      if (nextQuote !== -1 && nextQuote < position) nextQuote = rest.indexOf('"', position);
      const hasQuote = nextQuote !== -1 && (lineEnd === -1 || nextQuote < lineEnd) && !isSkipping;
      if (!hasQuote) {
        const end = lineEnd === -1 ? rest.length : lineEnd;
        if (lineEnd === -1 && (!isLast || position >= rest.length)) break;
        if (!isSkipping)
          emit(
            rest.slice(position, rest.charCodeAt(end - 1) === 13 && end > position ? end - 1 : end).split(delimiter),
            line,
          );
        isSkipping = false;
        if (lineEnd === -1) {
          position = rest.length;
          break;
        }
        position = lineEnd + 1;
        line++;
        continue;
      }
      const row = quotedRow(rest, position, nextQuote, delimiter, isLast);
      if (row === null) break;
      if (!row.isClosed) {
        reportIssue(position);
        if (rest.indexOf("\n", position) === -1) {
          position = rest.length;
          break;
        }
        position = rest.indexOf("\n", position) + 1;
        line++;
        continue;
      }
      emit(row.cells, line);
      line += row.lineBreaks;
      position = row.end;
      if (position >= rest.length) break;
    }
    rest = rest.slice(position);
    searched = nextQuote === -1 ? rest.length : 0;
    if (!isLast && rest.length > MOST_ROW) overlong();
  };

  const reportIssue = (position: number): void =>
    onIssue(line, `a quote opens here and is never closed: ${JSON.stringify(rest.slice(position, position + 40))}`);

  /** Gives up the row that fills the memory, and goes on at the next line. */
  const overlong = (): void => {
    onIssue(line, `the row is longer than ${MOST_ROW / 1e6} million characters, or a quote in it is never closed`);
    const lineEnd = rest.indexOf("\n");
    isSkipping = lineEnd === -1;
    rest = lineEnd === -1 ? "" : rest.slice(lineEnd + 1);
    if (lineEnd !== -1) line++;
    searched = 0;
  };

  return {
    push: (part) => {
      rest = rest === "" ? part : rest + part;
      consume(false);
    },
    end: () => consume(true),
  };
}

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
    if (text.charCodeAt(position) === 34) {
      for (let from = position + 1; ;) {
        const close = text.indexOf('"', from);
        if (close === -1) return isLast ? { cells, end: start, lineBreaks: 0, isClosed: false } : null;
        cell += text.slice(from, close);
        if (text.charCodeAt(close + 1) === 34) {
          cell += '"';
          from = close + 2;
          continue;
        }
        // Whether another quote follows is known only when something does.
        if (close + 1 >= text.length && !isLast) return null;
        position = close + 1;
        break;
      }
      lineBreaks += countBreaks(cell);
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
