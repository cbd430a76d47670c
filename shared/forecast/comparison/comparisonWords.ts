import { countOf50, formatChance } from "#shared/format/chances.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { Comparison } from "./comparison.ts";
import { moneyDifferenceWords } from "./differenceWords.ts";

/**
 * "Route by difficulty spends $1.6M less than Current routing on average; it is cheaper in over 49 of 50 simulated
 * years and worth more in 48 of 50." Where nothing differs: "Copy of A spends the same as A in 50 of 50 simulated
 * years, and is worth the same." `spends`: the spends that stand in one row of columns beside the sentence.
 */
export function comparisonSentence(
  { spend, netValue }: Pick<Comparison, "spend" | "netValue">,
  names: { readonly base: string; readonly other: string },
  currency: string,
  spends: readonly PairedDifference[] = [spend],
): string {
  if (spend.same === 1 && netValue.same === 1)
    return `${names.other} spends the same as ${names.base} in 50 of 50 simulated years and has the same net value.`;
  const words = moneyDifferenceWords(spend, currency, spends);
  const verb = words.endsWith("the same") ? `spends ${words} as ${names.base}` : `spends ${words} than ${names.base}`;
  return `${names.other} ${verb} on average; it is cheaper in ${formatChance(spend.less)} simulated years and ${worthWords(netValue)}.`;
}

/**
 * "worth more in 48 of 50"; where a good part is the same, all three: "worth less in 27 of 50, the same in 15, more in
 * 8".
 */
export function worthWords({ less, same, more }: PairedDifference): string {
  if (same === 1) return "has the same net value in all of them";
  if (countOf50(same) === 50) return "has the same net value in almost all of them";
  if (countOf50(same) === 0) return `gives more net value in ${formatChance(more)}`;
  const [likelier, word, other, otherWord] =
    more >= less ? ([more, "more", less, "less"] as const) : ([less, "less", more, "more"] as const);
  return `gives ${word} net value in ${formatChance(likelier)}, the same in ${countOf50(same)}, ${otherWord} in ${other > 0 && countOf50(other) === 0 ? "fewer than 1" : countOf50(other)}`;
}
