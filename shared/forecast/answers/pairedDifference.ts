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
