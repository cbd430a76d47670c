import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatMoneyTo } from "#shared/format/money.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Sentences on contracts, the same on the screen, on paper and on the command line. */

/** How the two views of money differ over the year, on average; null: the plan has only one. */
export function viewsSentence({ views, basis }: Forecast, { currency }: Pick<ResolvedPlan, "currency">): string | null {
  if (views === undefined) return null;
  const [effective, cash] = [views.effective.mean, views.cash.mean].map((amount) => formatMoneyTo(currency, amount, 3));
  const counted = basis === "cash" ? "cash" : "effective cost";
  return effective === cash
    ? `Effective cost and cash are ${effective!} each on average; the budget counts ${counted}.`
    : `Effective cost is ${effective!} on average, and ${cash!} is paid in cash; the budget counts ${counted}.`;
}
