/**
 * What `evidence.source` says, taken apart. The plan keeps one text a number; by its lines it is three things, each of
 * which may be missing: the source on the first line, past values behind "seen:", and a note in the lines that are
 * left.
 */
export interface EvidenceWords {
  readonly source: string;
  /** Past values as they were typed, with what they are: "1.36, 1.42, 1.43 (Jan to Mar)". */
  readonly observed: string;
  readonly note: string;
}

/** Who changed a number, as the screen names the reader. */
export const BY_READER = "you";

/** Who says so, for whoever reads it elsewhere than on the screen; nothing where nobody is named. */
export function byOnPaper(by: string | undefined): string {
  return by === BY_READER ? "the planner" : (by ?? "");
}

const OBSERVED = /^seen: */;

/** A text of `evidence.source` by its lines; nothing where there is none. */
export function evidenceWords(text: string | undefined): EvidenceWords {
  const [first = "", ...rest] = (text ?? "").split("\n");
  // Without a source the past values may stand first.
  const source = OBSERVED.test(first) ? "" : first;
  const lines = OBSERVED.test(first) ? [first, ...rest] : rest;
  const observedAt = lines.findIndex((line) => OBSERVED.test(line));
  return {
    source,
    observed: observedAt < 0 ? "" : lines[observedAt]!.replace(OBSERVED, ""),
    note: lines
      .filter((_, i) => i !== observedAt)
      .join("\n")
      .trim(),
  };
}

/** The text that says these words; undefined where there are none. */
export function evidenceText({ source, observed, note }: EvidenceWords): string | undefined {
  const text = [
    oneLine(source),
    ...(oneLine(observed) === "" ? [] : [`seen: ${oneLine(observed)}`]),
    ...(note.trim() === "" ? [] : [note.trim()]),
  ]
    .join("\n")
    .trimEnd();
  return text === "" ? undefined : text;
}

/** The whole text on one line, for tables and paper: "usage export; seen: 1.36, 1.42; without contractors". */
export function evidenceInLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("; ");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
