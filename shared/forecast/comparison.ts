import type { Samples } from "../engine/samples.ts";
import type { ResolvedPlan } from "../plan/resolved.ts";
import { mean, standardErrorOfMean } from "../statistics/moments.ts";
import { sortedQuantile, standardErrorOfQuantile } from "../statistics/quantiles.ts";
import { countOf50, formatChance, formatMoney, resolutionOf } from "./format.ts";

/**
 * Two scenarios on the same luck: trial by trial one is subtracted from the other, so that a difference is a difference of policy. It need
 * not equal the difference of the two scenarios' own quantiles.
 */

/** What a comparison needs of every trial; trial i is the same luck in every scenario of one plan and seed. */
export interface TrialFigures {
  /** The year's spend, net value of all workloads, and spend with review, failure and error costs: money. */
  readonly spend: Float64Array;
  readonly netValue: Float64Array;
  readonly loadedCost: Float64Array;
  /** Outcomes of the year by workload id. */
  readonly outcomes: Readonly<Record<string, Float64Array>>;
}

/** The figures of each trial, from the samples of `plan`. */
export function trialFiguresOf(samples: Samples, plan: ResolvedPlan): TrialFigures {
  const netValue = new Float64Array(samples.trials);
  // Fixed costs bear no outcome of their own, and are paid for all of them.
  const loadedCost = samples.spend.slice();
  for (const workload of samples.workloads) {
    for (let trial = 0; trial < samples.trials; trial++) {
      netValue[trial]! += workload.netValue[trial]!;
      loadedCost[trial]! += workload.loadedCost[trial]! - workload.spend[trial]!;
    }
  }
  return {
    spend: samples.spend,
    netValue,
    loadedCost,
    outcomes: Object.fromEntries(plan.workloads.map(({ id }, w) => [id, samples.workloads[w]!.outcomes])),
  };
}

/** How a quantity differs, other − base, over the trials that both have. */
export interface PairedDifference {
  readonly trials: number;
  readonly mean: number;
  /** 1 in 10 below, half below, 1 in 10 above. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Monte Carlo standard errors. */
  readonly standardError: { readonly mean: number; readonly p10: number; readonly p50: number; readonly p90: number };
  /** Chances that the other is lower, the same (within a cent) and higher; they sum to 1. */
  readonly less: number;
  readonly same: number;
  readonly more: number;
}

/** Figures nearer than a cent are the same: a difference of rounding is no difference of policy. */
const CENT = 0.01;

/** The paired difference other − base of two columns that begin with the same trial; at least two trials. */
export function pairedDifference(base: Float64Array, other: Float64Array): PairedDifference {
  const trials = Math.min(base.length, other.length);
  if (trials < 2) throw new Error("a difference needs at least two trials");
  const differences = Float64Array.from({ length: trials }, (_, trial) => other[trial]! - base[trial]!);
  let less = 0;
  let more = 0;
  for (const difference of differences) {
    if (difference < -CENT) less++;
    else if (difference > CENT) more++;
  }
  const average = mean(differences);
  const errorOfMean = standardErrorOfMean(differences);
  const sorted = differences.sort();
  return {
    trials,
    mean: average,
    p10: sortedQuantile(sorted, 0.1),
    p50: sortedQuantile(sorted, 0.5),
    p90: sortedQuantile(sorted, 0.9),
    standardError: {
      mean: errorOfMean,
      p10: standardErrorOfQuantile(sorted, 0.1),
      p50: standardErrorOfQuantile(sorted, 0.5),
      p90: standardErrorOfQuantile(sorted, 0.9),
    },
    less: less / trials,
    same: (trials - less - more) / trials,
    more: more / trials,
  };
}

export interface Comparison {
  readonly spend: PairedDifference;
  readonly netValue: PairedDifference;
  /** Loaded cost of one outcome: all spend, review, failures and errors over the outcomes of all workloads; null where some future has none. */
  readonly costPerOutcome: PairedDifference | null;
  /** By workload id, of the workloads that either plan has; none where it is missing. */
  readonly outcomes: Readonly<Record<string, PairedDifference>>;
  /** Of all workloads together. */
  readonly allOutcomes: PairedDifference;
}

/** `other` against `base`: two forecasts of one plan's scenarios under one seed. */
export function compareFigures(base: TrialFigures, other: TrialFigures): Comparison {
  const nothing = new Float64Array(Math.min(base.spend.length, other.spend.length));
  const ids = [...new Set([...Object.keys(base.outcomes), ...Object.keys(other.outcomes)])];
  return {
    spend: pairedDifference(base.spend, other.spend),
    netValue: pairedDifference(base.netValue, other.netValue),
    costPerOutcome: costDifference(base, other),
    outcomes: Object.fromEntries(ids.map((id) => [id, pairedDifference(base.outcomes[id] ?? nothing, other.outcomes[id] ?? nothing)])),
    allOutcomes: pairedDifference(outcomesInAll(base), outcomesInAll(other)),
  };
}

function costDifference(base: TrialFigures, other: TrialFigures): PairedDifference | null {
  const [one, two] = [outcomesInAll(base), outcomesInAll(other)];
  if (one.some((count) => count <= 0) || two.some((count) => count <= 0)) return null;
  return pairedDifference(base.loadedCost.map((cost, trial) => cost / one[trial]!), other.loadedCost.map((cost, trial) => cost / two[trial]!));
}

/** Outcomes of all workloads of each trial: counted alike, whatever they are. */
export function outcomesInAll({ outcomes, spend }: TrialFigures): Float64Array {
  const all = new Float64Array(spend.length);
  for (const column of Object.values(outcomes)) for (let trial = 0; trial < all.length; trial++) all[trial]! += column[trial]!;
  return all;
}

/** What a difference is good to, in its own unit: its middle figure, two standard errors. 0: exact. */
export function differenceGoodTo({ standardError }: PairedDifference): number {
  return resolutionOf(standardError.p50);
}

/**
 * The step to which the ends of a difference's range are written, in its own unit: that of its middle figure; where that one is known far better than the ends,
 * as where most futures do not differ at all, a tenth of what the ends are good to. 0: exact.
 */
export function rangeGoodTo(difference: PairedDifference): number {
  const { p10, p90 } = difference.standardError;
  const [middle, ends] = [differenceGoodTo(difference), resolutionOf(Math.max(p10, p90))];
  return middle === 0 ? ends : Math.max(middle, ends / 10);
}

/** Whether the two are the same in so many futures that 50 dots show no other. */
export function isNoDifference({ same }: PairedDifference): boolean {
  return countOf50(same) === 50;
}

/** "$1.6M less", "the same", "$0.3M more", and of a difference smaller than its own error "about the same". */
export function moneyDifferenceWords(difference: PairedDifference, currency: string): string {
  if (difference.same === 1) return "the same";
  const goodTo = differenceGoodTo(difference);
  const size = Math.abs(difference.p50);
  if (size < goodTo / 2 || size <= CENT) return "about the same";
  return `${formatMoney(currency, size, goodTo)} ${difference.p50 < 0 ? "less" : "more"}`;
}

/**
 * "Route by difficulty spends $1.6M less than Current routing; it is cheaper in over 49 of 50 futures and worth more in 48 of 50."
 * Where nothing differs: "Copy of A spends the same as A in 50 of 50 futures, and is worth the same."
 */
export function comparisonSentence({ spend, netValue }: Pick<Comparison, "spend" | "netValue">, names: { readonly base: string; readonly other: string }, currency: string): string {
  if (spend.same === 1 && netValue.same === 1) return `${names.other} spends the same as ${names.base} in 50 of 50 futures, and is worth the same.`;
  const words = moneyDifferenceWords(spend, currency);
  const spends = words.endsWith("the same") ? `spends ${words} as ${names.base}` : `spends ${words} than ${names.base}`;
  return `${names.other} ${spends}; it is cheaper in ${formatChance(spend.less)} futures and ${worthWords(netValue)}.`;
}

/** "worth more in 48 of 50"; where a good part is the same, all three: "worth less in 27 of 50, the same in 15, more in 8". */
export function worthWords({ less, same, more }: PairedDifference): string {
  if (same === 1) return "worth the same in all of them";
  if (countOf50(same) === 50) return "worth the same in almost all of them";
  if (countOf50(same) === 0) return `worth more in ${formatChance(more)}`;
  const [likelier, word, other, otherWord] = more >= less ? ([more, "more", less, "less"] as const) : ([less, "less", more, "more"] as const);
  return `worth ${word} in ${formatChance(likelier)}, the same in ${countOf50(same)}, ${otherWord} in ${other > 0 && countOf50(other) === 0 ? "under 1" : countOf50(other)}`;
}
