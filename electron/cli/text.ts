/** Text for a terminal: at most 80 columns, and nothing in it that a terminal would obey. */
export const COLUMNS = 80;

const GAP = 2;
/** A first column is never squeezed below this. */
const LEAST_NAME = 8;

/** Texts of a plan reach the terminal without control characters: a name must not move the cursor or set a colour. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** The text in lines of at most 80 columns, broken at spaces. Later lines are indented by `indent`. */
export function wrap(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of plain(text).split(" ")) {
    if (line !== "" && width(line) + 1 + width(word) > COLUMNS) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}

/** Sentences in lines of at most 80 columns, broken between sentences where that is enough. */
export function wrapSentences(sentences: readonly string[]): string {
  const lines: string[] = [];
  for (const sentence of sentences) {
    const longer = `${lines.at(-1) ?? ""} ${sentence}`.trimStart();
    if (width(longer) <= COLUMNS) lines[Math.max(0, lines.length - 1)] = longer;
    else lines.push(sentence);
  }
  return lines.map((line) => wrap(line)).join("\n");
}

/** The text in at most `most` columns, its end replaced by "…" where it is longer. */
export function clip(text: string, most: number): string {
  const points = Array.from(plain(text));
  return points.length <= most ? points.join("") : `${points.slice(0, most - 1).join("")}…`;
}

/** A table: the first column to the left and clipped to fit, all others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const figures = head.slice(1).map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i + 1]!))));
  const room = COLUMNS - figures.reduce((sum, column) => sum + column + GAP, 0);
  const names = [head[0]!, ...rows.map((row) => row[0]!)].map(plain);
  const nameWidth = Math.min(Math.max(LEAST_NAME, room), Math.max(...names.map(width)));
  const lineOf = (row: readonly string[]): string =>
    [clip(row[0]!, nameWidth).padEnd(nameWidth), ...figures.map((column, i) => row[i + 1]!.padStart(column + GAP))]
      .join("")
      .trimEnd();
  return [head, ...rows].map(lineOf).join("\n");
}

function width(text: string): number {
  return Array.from(text).length;
}
