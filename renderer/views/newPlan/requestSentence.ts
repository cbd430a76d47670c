import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatExactMoney, formatMoney } from "#shared/format/money.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { moreThanPlanned, rangeSentence, type PlanFacts } from "#shared/forecast/words/sentences.ts";

export interface SentenceRun {
  readonly text: string;
  readonly kind: "plain" | "key" | "over";
}

/**
 * "To be 80% sure, budget €640,000: €40,000 more than your €600,000, which is overspent in 14 of 50 simulated years."
 * Without a budget: what to request, and where 9 in 10 simulated years end.
 */
export function requestRuns(forecast: Forecast, facts: PlanFacts, hasBudget: boolean): SentenceRun[] {
  const { currency, budget } = facts;
  const { ask, confidence } = forecast.reserve;
  const goodTo = askGoodTo(forecast);
  const plain = (text: string): SentenceRun => ({ text, kind: "plain" });
  const key = (text: string): SentenceRun => ({ text, kind: "key" });
  const start = [plain(`To be ${formatPercent(confidence)} sure, budget `), key(formatMoney(currency, ask, goodTo))];
  if (!hasBudget) {
    const range = rangeSentence(forecast, facts);
    return [...start, plain(`; ${range.charAt(0).toLowerCase()}${range.slice(1)}`)];
  }
  const more = moreThanPlanned(currency, ask, budget.amount, goodTo);
  const own = formatExactMoney(currency, budget.amount);
  const comparison =
    more === null ? `, about your ${own}, ` : `: ${more.amount} ${more.isMore ? "more" : "less"} than your ${own}, `;
  const chance = forecast.overrun.probability;
  return [
    ...start,
    plain(`${comparison}which is overspent in `),
    { text: formatChance(chance), kind: chance > 0 ? "over" : "key" },
    plain(" simulated years."),
  ];
}
