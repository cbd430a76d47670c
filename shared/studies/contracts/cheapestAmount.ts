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
 * year would draw of an endless balance. Null where beyond is discounted as well (nothing is gained by promising more),
 * where a term reaches beyond the year or begins before it, and where the budget stops work.
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
  const others = (certainValue(otherSpend) ?? 0) * monthDays.length;
  const needs = covered.map((use) => (1 - discount) * use + others);
  const sorted = needs.slice().sort();
  const cost = (committed: number): number =>
    mean(
      covered.map((use) => {
        const balance = Math.max(0, committed - others);
        const drawn = Math.min(balance, (1 - discount) * use);
        return balance + use - drawn / (1 - discount);
      }),
    );
  const best = sortedQuantile(sorted, discount);
  return { amount: best, error: standardErrorOfQuantile(sorted, discount), saving: cost(amount) - cost(best) };
}
