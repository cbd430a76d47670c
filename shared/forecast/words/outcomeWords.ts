/** Words that say what was done with the thing counted: "ticket resolved", "draft sent". */
const DONE = /(ed|^(sent|made|written|found|done|won|built|kept|read|sold|held|met|shown))$/;

/** Words that follow what was done, where more follows. */
const AFTER = new Set(["by", "in", "to", "for", "with", "at", "on", "from", "without", "after", "within", "and"]);

/**
 * Several of an outcome: "merged pull requests", "modules migrated". The thing counted is what carries the plural.
 * Without a unit: "outcomes".
 */
export function pluralOf(unit = "outcome"): string {
  const words = unit.split(" ");
  // "deployed pull request" is a thing; "defect covered by a test" and "ticket resolved" say what was done with one.
  const done = words.findIndex(
    (word, i) => i > 0 && DONE.test(word) && (i === words.length - 1 || AFTER.has(words[i + 1]!)),
  );
  const at = done > 0 ? done - 1 : words.length - 1;
  return words.map((word, i) => (i === at ? pluralWord(word) : word)).join(" ");
}

function pluralWord(word: string): string {
  if (/s$/.test(word)) return word;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : /(ch|sh|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

/** One outcome in a sentence: "a merged pull request", "an article sent". */
export function withArticle(unit: string): string {
  return `${/^[aeiou]/i.test(unit) ? "an" : "a"} ${unit}`;
}
