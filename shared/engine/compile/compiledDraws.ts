import type { Key } from "#shared/random/random.ts";

/** One uncertain number, drawn once a trial. */
export interface Draw {
  /** Its name's key: the address of its random numbers. */
  readonly name: Key;
  /** Its row in the copula; −1: independent. */
  readonly row: number;
  /** The value of a certain number; NaN when it must be drawn. */
  readonly certain: number;
  /** Value at a standard normal score, clamped as the field demands. */
  readonly at: (score: number) => number;
}

export interface CompiledDatedMultiplier {
  readonly happens: Key;
  readonly probability: number;
  readonly fromDay: number;
  readonly multiplier: Draw;
}

/** A share of a group of the head-count table. */
export interface CompiledShare {
  readonly share: Draw;
  readonly monthlyGrowth: Draw;
  /** Of a workload, `seasonality` has it too. */
  readonly byMonth: Float64Array;
}
