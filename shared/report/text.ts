/**
 * A stretch of text on paper; `strong` is a key figure, `over` one that is past the budget. Short names: there are many
 * of them.
 */
export interface Run {
  readonly text: string;
  readonly tone?: "strong" | "over";
}

/** Controls, and marks that turn the direction of the text around them: a name must not be able to reorder the page. */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Text of a plan made fit for paper: one line, no controls, no marks that turn directions, at most `most` letters.
 * Nothing here is Typst: text travels as JSON and is set letter by letter, so no sign in it can mean anything.
 */
export function paperText(text: string, most = 160): string {
  const clean = text.replace(UNPRINTABLE, " ").replace(/\s+/gu, " ").trim();
  const letters = [...clean];
  const short =
    letters.length > most
      ? `${letters
          .slice(0, most - 1)
          .join("")
          .trimEnd()}…`
      : clean;
  return breakable(short);
}

/**
 * A word of 18 letters or more may be broken after every eleventh, or a name without spaces would run out of its
 * column.
 */
const BREAK_EVERY = 11;

function breakable(text: string): string {
  return text.replace(/\S{18,}/gu, (word) => {
    const letters = [...word];
    return Array.from({ length: Math.ceil(letters.length / BREAK_EVERY) }, (_, i) =>
      letters.slice(i * BREAK_EVERY, (i + 1) * BREAK_EVERY).join(""),
    ).join("\u200b");
  });
}

/**
 * Letters that the embedded IBM Plex Sans has no shapes for: they are printed as empty boxes and stay whole in the
 * file's text.
 */
export function hasUnprintedLetters(text: string): boolean {
  return /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|\p{Extended_Pictographic}/u.test(
    text.replace(/[©®™]/gu, ""),
  );
}

/** Words of the texts named that are printed as boxes. */
const WORDS_NAMED = 3;

/**
 * What a plan, or anything printed beside it, loses on paper, said before it is printed; null where every letter has
 * its shape.
 */
export function unprintedSentence(texts: unknown): string | null {
  const words = new Set<string>();
  const walk = (value: unknown): void => {
    if (words.size > WORDS_NAMED) return;
    if (typeof value === "string") {
      for (const word of value.split(/\s+/u)) if (hasUnprintedLetters(word)) words.add(word);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(texts);
  if (words.size === 0) return null;
  const named = [...words].slice(0, WORDS_NAMED).join(", ");
  return `The typeface of the PDF has Latin, Greek and Cyrillic letters. Others are printed as empty boxes; the text of the file is complete: ${named}${words.size > WORDS_NAMED ? " and more" : ""}.`;
}

/** Words of the value part made fit for paper; the spaces between them stay. */
export function paperRuns(runs: readonly { readonly text: string; readonly strong?: true }[]): Run[] {
  return runs.map(({ text, strong }) => {
    const [, before = "", after = ""] = /^(\s?).*?(\s?)$/su.exec(text) ?? [];
    const words = `${before}${paperText(text, 400)}${text.trim() === "" ? "" : after}`;
    return strong === true ? { text: words, tone: "strong" } : { text: words };
  });
}

/** A sentence with its key figures set strong: the first place of each figure is found, in any order. */
export function emphasised(sentence: string, figures: readonly string[], over: readonly string[] = []): Run[] {
  const marks = [
    ...figures.map((text) => ({ text, tone: "strong" as const })),
    ...over.map((text) => ({ text, tone: "over" as const })),
  ]
    .filter(({ text }) => text !== "")
    .map((mark) => ({ ...mark, at: placeOf(sentence, mark.text) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const runs: Run[] = [];
  let done = 0;
  for (const { text, tone, at } of marks) {
    if (at < done) continue;
    if (at > done) runs.push({ text: sentence.slice(done, at) });
    runs.push({ text, tone });
    done = at + text.length;
  }
  if (done < sentence.length) runs.push({ text: sentence.slice(done) });
  return runs;
}

/** Where a figure stands as a whole: "0 of 50" is not in "50 of 50". −1: nowhere. */
function placeOf(sentence: string, figure: string): number {
  const isPart = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  for (let at = sentence.indexOf(figure); at >= 0; at = sentence.indexOf(figure, at + 1)) {
    if (!isPart(sentence[at - 1]) && !isPart(sentence[at + figure.length])) return at;
  }
  return -1;
}
