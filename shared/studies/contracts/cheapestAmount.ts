import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { isCertain, certainValue } from "#shared/distributions/uncertain.ts";
import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";

/** The amount of a commitment that costs least on average. Money. */
export interface CheapestAmount {
  readonly amount: number;
  /** Its standard error. */
  readonly error: number;
  /** What it saves a year against the amount that is committed to, on average. */
  readonly saving: number;
}

/**
 * The amount that costs least on the simulated years, exactly: with a discount d and list prices beyond, one unit more
 * costs 1 where it is not used and saves d/(1 − d) where it is, so that the cheapest amount is the quantile d of what the
 * year would draw of an endless balance. Where the budget includes a tax t, what is used costs 1 + t and what is lost does
 * not: the odds d/(1 − d) are 1 + t times as high. Null where beyond is discounted as well (nothing is gained by promising
 * more), where a term reaches beyond the year or begins before it, where the budget stops work, and where what is covered
 * is taxed at several rates.
 */
export function cheapestAmount(
  plan: ResolvedPlan,
  c: number,
  { covered }: { readonly covered: Float64Array },
): CheapestAmount | null {
  const { discount, beyond, amount, fromDay, untilDay, unused, otherSpend, monthDays } = plan.commitments[c]!;
  const end = plan.monthStarts.at(-1)! - plan.start;
  const isWhole = fromDay >= 0 && untilDay <= end && unused === "lost" && isCertain(otherSpend);
  if (!isWhole || beyond === "discounted" || plan.budget.atExhaustion === "block") return null;
  const tax = taxOfCovered(plan, c);
  if (tax === null) return null;
  const others = (certainValue(otherSpend) ?? 0) * monthDays.length;
  const needs = covered.map((use) => (1 - discount) * use + others);
  const sorted = needs.slice().sort();
  const cost = (committed: number): number =>
    mean(
      covered.map((use) => {
        const balance = Math.max(0, committed - others);
        const drawn = Math.min(balance, (1 - discount) * use);
        return balance - drawn + (1 + tax) * (drawn + use - drawn / (1 - discount));
      }),
    );
  const odds = ((1 + tax) * discount) / (1 - discount);
  const level = odds / (1 + odds);
  const best = sortedQuantile(sorted, level);
  return { amount: best, error: standardErrorOfQuantile(sorted, level), saving: cost(amount) - cost(best) };
}

/** Tax in the budget on what a commitment covers, as a share of it; null: its models are taxed at several rates. */
function taxOfCovered({ budget, models, commitments }: ResolvedPlan, c: number): number | null {
  if (!budget.taxIncluded) return 0;
  const { covers } = commitments[c]!;
  const covered = covers.by === "models" ? models.filter(({ id }) => covers.ids.includes(id)) : models;
  const rates = new Set(covered.map(({ terms }) => terms.tax));
  return rates.size > 1 ? null : ([...rates][0] ?? 0);
}
