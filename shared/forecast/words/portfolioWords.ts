import type { PortfolioAnswer } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { oddsInWords } from "#shared/forecast/words/sentences.ts";
import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { formatMoney, formatStatedMoney } from "#shared/format/money.ts";

/** What several plans come to together, the same on the screen and on the command line. */
export function portfolioSentences({
  currency,
  budget,
  spend,
  lasts,
  pooling,
  confidence,
  trials,
}: PortfolioAnswer): string[] {
  const step = resolutionOf(spend.requestError);
  const saved = formatMoney(currency, Math.abs(pooling.benefit), step);
  const parts = formatMoney(currency, pooling.separately, step);
  return [
    `The joint budget of ${formatStatedMoney(currency, budget)} lasts the year in ${formatChance(lasts.probability)} simulated years.`,
    `To be sure in ${oddsInWords(confidence)} of them, budget ${formatMoney(currency, spend.request, step)}.`,
    pooling.benefit > step
      ? `Apart, the plans need ${parts}: planning together saves ${saved}.`
      : `Apart, the plans need ${parts}: planning together saves less than the simulation error of ${formatCount(trials)} simulated years.`,
  ];
}
