import { betaDraw } from "#shared/distributions/beta.ts";
import { betaMean, betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import type { Random } from "#shared/random/random.ts";

/**
 * The reference class: how often uses like these have paid, before anything is known of this one. Five gates stand
 * between a pilot and the accounts; without knowledge of their own they share the class's rate alike.
 */
export const GATES = ["works", "adopted", "flows", "captured", "product"] as const;

/**
 * `works`: the metric moves; `adopted`: people work differently; `flows`: the workflow takes what comes; `captured`: it
 * reaches the money; `product`: it outlives the pilot.
 */
export type Gate = (typeof GATES)[number];

/** Of earlier pilots that came to a gate, how many passed. */
export interface GateRecord {
  readonly passed: number;
  readonly of: number;
}

export type GateRecords = Partial<Readonly<Record<Gate, GateRecord>>>;

/** As many pilots as the class counts for at each gate. */
const CLASS_SIZE = 20;

/**
 * What is believed of a gate's rate: Beta(20·b + k, 20·(1−b) + n − k), b = baseRate^(1/5), k of n the firm's own record.
 */
export function gateBelief(
  baseRate: number,
  record: GateRecord | undefined,
): { readonly a: number; readonly b: number } {
  const rate = baseRate ** (1 / GATES.length);
  const { passed, of } = record ?? { passed: 0, of: 0 };
  return { a: CLASS_SIZE * rate + passed, b: CLASS_SIZE * (1 - rate) + of - passed };
}

/** Mean of a gate's rate: the chance that one use passes it. */
export function gateChance(baseRate: number, record: GateRecord | undefined): number {
  const { a, b } = gateBelief(baseRate, record);
  return betaMean(a, b);
}

/** One draw of a gate's rate. Rates are the firm's: drawn once a simulated year for all its uses. */
export function drawGateRate(baseRate: number, record: GateRecord | undefined, random: Random): number {
  const { a, b } = gateBelief(baseRate, record);
  return betaDraw(a, b, random);
}

/** Quantiles by which the mean of a function of a rate is taken. */
const MIDPOINTS = 500;

/** Mean of a function of a gate's rate, over what is believed of it. */
export function meanOverGateRate(
  baseRate: number,
  record: GateRecord | undefined,
  of: (rate: number) => number,
): number {
  const { a, b } = gateBelief(baseRate, record);
  let sum = 0;
  for (let i = 0; i < MIDPOINTS; i++) sum += of(betaQuantile((i + 0.5) / MIDPOINTS, a, b));
  return sum / MIDPOINTS;
}
