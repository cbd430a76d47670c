/** A stretch of a sentence; strong: a key figure. */
export interface WordRun {
  readonly text: string;
  readonly strong?: true;
}

/** A sentence from its pieces: texts as they are, numbers and marked texts strong. */
export function runsOf(...pieces: readonly (string | WordRun)[]): WordRun[] {
  return pieces.map((piece) => (typeof piece === "string" ? { text: piece } : piece)).filter(({ text }) => text !== "");
}

/** A key figure. */
export function strong(text: string | number): WordRun {
  return { text: String(text), strong: true };
}

/** The sentence without its marks. */
export function plainWords(runs: readonly WordRun[]): string {
  return runs.map(({ text }) => text).join("");
}
