import { betaCdf, betaMean, betaQuantile } from "#shared/numerics/incompleteBeta.ts";

/** Groups of fewer people are shown nowhere: a figure about them is a figure about a person. */
export const SMALLEST_GROUP = 10;

/** A share that was counted: n of so many. */
export interface CountedShare {
  readonly p10: number;
  readonly mean: number;
  readonly p90: number;
}

/** What `n` of `of` say of a share: Beta(½ + n, ½ + of − n), Jeffreys' prior; 8 in 10. */
export function countedShare(n: number, of: number): CountedShare {
  const [a, b] = [0.5 + n, 0.5 + of - n];
  return { p10: betaQuantile(0.1, a, b), mean: betaMean(a, b), p90: betaQuantile(0.9, a, b) };
}

/**
 * Mean of min(1, θ/needed), θ ~ Beta(½ + did, ½ + eligible − did): how much of the benefit the people that work
 * differently bring, of what comes when as many do as the case needs. By E[θ; θ ≤ x] = a/(a+b)·P(Beta(a+1, b) ≤ x).
 */
export function meanBehaviourFactor(did: number, eligible: number, needed: number): number {
  const [a, b] = [0.5 + did, 0.5 + eligible - did];
  return (betaMean(a, b) * betaCdf(needed, a + 1, b)) / needed + 1 - betaCdf(needed, a, b);
}

/** One trial's factor at a drawn share. */
export function behaviourFactor(share: number, needed: number): number {
  return Math.min(1, share / needed);
}

/** The last month that was counted: its place and its count; null where none was. */
export function lastCounted(
  values: readonly (number | null)[],
): { readonly index: number; readonly did: number } | null {
  for (let index = values.length - 1; index >= 0; index--) {
    const did = values[index];
    if (did !== null && did !== undefined) return { index, did };
  }
  return null;
}
