import { placeInOrder } from "#shared/random/permutation.ts";
import { mix32, under, uniformOf, type Key } from "#shared/random/random.ts";

/**
 * Trials of one block: 0 … 249, 250 … 499 and so on. In each block every unknown takes one value out of each of 250
 * equally likely parts of its range, in an order of its own (Latin hypercube sampling): sums of the unknowns' effects
 * then hardly vary from block to block, while each trial by itself is an ordinary draw. The order follows from the
 * unknown's name, so that a changed plan has the same years as before in all that it did not change.
 *
 * Source: M. D. McKay, R. J. Beckman & W. J. Conover (1979), Technometrics 21(2), 239–245; M. Stein (1987),
 * Technometrics 29(2), 143–151.
 */
export const BLOCK_TRIALS = 250;

/** Address of a trial's random numbers, with its place in its block. */
export interface TrialKey extends Key {
  readonly block: Key;
  readonly place: number;
}

/** The key of trial number `trial` (0, 1, 2 …) under a seed's key. */
export function trialKey(seedKey: Key, trial: number): TrialKey {
  const block = Math.floor(trial / BLOCK_TRIALS);
  return { ...under(seedKey, trial), block: under(seedKey, "block", block), place: trial - block * BLOCK_TRIALS };
}

/** The key of another draw of the same trial, which shares the range with its like of the other trials of the block. */
export function anotherDraw({ a, b, block, place }: TrialKey, ...parts: readonly (number | string)[]): TrialKey {
  return { ...under({ a, b }, ...parts), block: under(block, ...parts), place };
}

/** The trial's uniform number in the open interval (0, 1) for a part of a name. */
export function uniformIn({ a, b, block, place }: TrialKey, name: Key, part: number): number {
  const order = mix32(mix32(part ^ block.a ^ name.a) + ((block.b + name.b) | 0));
  const within = uniformOf(a ^ name.a, (b + name.b) | 0, part);
  return (placeInOrder(place, BLOCK_TRIALS, order) + within) / BLOCK_TRIALS;
}
