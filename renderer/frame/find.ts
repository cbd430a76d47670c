import type { Command } from "./command.ts";
import { synonymsOf } from "./synonyms.ts";

/** A command that a query means. */
export interface Found {
  readonly command: Command;
  /** The phrases by which it was found; none: its own name says it. */
  readonly by: readonly string[];
}

/**
 * The commands that a query means: every word of it stands in the label, beside it, or in a further phrase. Those whose
 * label begins with the query come first, then those that are named so, then those that another phrase means.
 */
export function find(commands: readonly Command[], query: string): Found[] {
  const asked = query.trim().toLowerCase();
  const words = asked.split(/\s+/).filter((word) => word !== "");
  const ranks: [Found[], Found[], Found[], Found[]] = [[], [], [], []];
  for (const command of commands) {
    const by = phrasesFor(command, words);
    if (by === null) continue;
    const isMeant = by.some((phrase) => phrase.toLowerCase() === asked);
    const rank = by.length === 0 ? (command.label.toLowerCase().startsWith(asked) ? 0 : 1) : isMeant ? 2 : 3;
    ranks[rank].push({ command, by });
  }
  return ranks.flat();
}

/** The phrases that are needed beside a command's name to have all words; null: some word is in none. */
function phrasesFor({ id, label, aside, words: own = [] }: Command, words: readonly string[]): string[] | null {
  const name = `${label} ${aside}`.toLowerCase();
  const left = words.filter((word) => !name.includes(word));
  if (left.length === 0) return [];
  const phrases = [...own, ...synonymsOf(id)];
  const heard = (phrase: string): number => left.filter((word) => phrase.toLowerCase().includes(word)).length;
  const whole = phrases.find((phrase) => heard(phrase) === left.length && phrase.toLowerCase() === left.join(" "));
  const all = whole ?? phrases.find((phrase) => heard(phrase) === left.length);
  if (all !== undefined) return [all];
  const needed = left.map((word) => phrases.find((phrase) => phrase.toLowerCase().includes(word)));
  return needed.every((phrase) => phrase !== undefined) ? [...new Set(needed)] : null;
}
