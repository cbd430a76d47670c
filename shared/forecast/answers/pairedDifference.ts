import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { errorOfMean, errorOfQuantile } from "./simulationError.ts";

/** How a quantity differs, other − base, over the trials that both have. */
export interface PairedDifference {
  readonly trials: number;
  /** Means over the same trials of both sides; `mean` is the second less the first. */
  readonly means: { readonly base: number; readonly other: number };
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

/** Figures nearer than a cent are the same: a difference of rounding is no difference of scenario. */
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
  const means = { base: mean(base.subarray(0, trials)), other: mean(other.subarray(0, trials)) };
  const sorted = differences.slice().sort();
  return {
    trials,
    means,
    mean: means.other - means.base,
    p10: sortedQuantile(sorted, 0.1),
    p50: sortedQuantile(sorted, 0.5),
    p90: sortedQuantile(sorted, 0.9),
    standardError: {
      mean: errorOfMean(differences),
      p10: errorOfQuantile(differences, sorted, 0.1),
      p50: errorOfQuantile(differences, sorted, 0.5),
      p90: errorOfQuantile(differences, sorted, 0.9),
    },
    less: less / trials,
    same: (trials - less - more) / trials,
    more: more / trials,
  };
}

/** What a scenario spends, and the benefit it brings, against the base; null: a side has no case. */
interface Saving {
  readonly spend: PairedDifference;
  readonly benefit: PairedDifference | null;
}

/**
 * Mean benefit that a saving gives up, money: of a scenario that spends less on average than the base. Null: it spends
 * no less, or a side has no case.
 */
export function foregoneIn({ spend, benefit }: Saving): number | null {
  return benefit === null || spend.mean >= 0 ? null : -benefit.mean;
}
