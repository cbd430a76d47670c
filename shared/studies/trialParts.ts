import type { TrialStory } from "./trialStory.ts";

/** A part of a month as it is stacked. */
export interface TrialPart {
  readonly name: string;
  /** Seats and other fixed costs: drawn hollow, they are no work. */
  readonly isHollow: boolean;
}

/** Workloads that have a part of their own; the others are one. */
const MOST_PARTS = 4;

/**
 * The months of a trial with few parts: the largest workloads from the ground up, the others together, then fixed
 * costs and what is of no workload.
 */
export function drawnMonths({ months, workloads, fixedCosts }: TrialStory): {
  readonly parts: readonly TrialPart[];
  readonly months: readonly {
    readonly month: string;
    readonly spend: number;
    readonly cumulative: number;
    readonly parts: readonly number[];
  }[];
} {
  const totals = workloads.map((workload, w) => ({
    name: workload.name,
    w,
    total: months.reduce((sum, month) => sum + month.workloads[w]!, 0),
  }));
  const bySize = totals.toSorted((one, other) => other.total - one.total);
  const own = bySize.slice(0, bySize.length > MOST_PARTS + 1 ? MOST_PARTS : MOST_PARTS + 1);
  const rest = bySize.slice(own.length);
  const hasOther = months.some(({ other }) => other > 0);
  const hasFixed = fixedCosts.length > 0 || hasOther;
  const hollowName = fixedCosts.length === 1 && !hasOther ? fixedCosts[0]!.name : "Fixed costs";
  return {
    parts: [
      ...own.map(({ name }) => ({ name, isHollow: false })),
      ...(rest.length > 0 ? [{ name: "Other work", isHollow: false }] : []),
      ...(hasFixed ? [{ name: hollowName, isHollow: true }] : []),
    ],
    months: months.map(({ month, spend, cumulative, workloads: amounts, fixedCosts: fixed, other }) => ({
      month,
      spend,
      cumulative,
      parts: [
        ...own.map(({ w }) => amounts[w]!),
        ...(rest.length > 0 ? [rest.reduce((sum, { w }) => sum + amounts[w]!, 0)] : []),
        ...(hasFixed ? [fixed.reduce((sum, amount) => sum + amount, other)] : []),
      ],
    })),
  };
}
