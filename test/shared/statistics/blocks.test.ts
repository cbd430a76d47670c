import { describe, expect, it } from "vitest";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { blockErrorOfMean, blockErrorOfQuantile, blockErrorOfShare } from "#shared/statistics/blocks.ts";
import { standardErrorOfMean, standardErrorOfProportion } from "#shared/statistics/moments.ts";
import { sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";

const BLOCK = 250;
const BLOCKS = 40;

/** Values of which each block covers the range evenly, plus noise of this size that it does not cover. */
function spreadValues(seed: number, noise: number): Float64Array {
  const random = streamOf(keyOf(seed));
  return Float64Array.from(
    { length: BLOCK * BLOCKS },
    (_, i) => ((i % BLOCK) + random()) / BLOCK + noise * (random() - 0.5),
  );
}

function independentValues(seed: number): Float64Array {
  const random = streamOf(keyOf(seed));
  return Float64Array.from({ length: BLOCK * BLOCKS }, random);
}

/** How many of so many seeds have the truth within two errors. */
function held(seeds: number, isHeld: (seed: number) => boolean): number {
  return Array.from({ length: seeds }, (_, seed) => isHeld(seed)).filter(Boolean).length;
}

describe("standard errors of values drawn in blocks", () => {
  it("are those of independent values where blocks cover nothing", () => {
    const values = independentValues(4);
    const sorted = values.slice().sort();
    const within = (own: number, plain: number): void => expect(Math.abs(own / plain - 1)).toBeLessThan(0.4);
    within(blockErrorOfMean(values, BLOCK), standardErrorOfMean(values));
    within(blockErrorOfQuantile(values, sorted, 0.8, BLOCK), standardErrorOfQuantile(sorted, 0.8));
    within(
      blockErrorOfShare((i) => values[i]! > 0.9, values.length, BLOCK),
      standardErrorOfProportion(0.1, values.length),
    );
  });

  it("shrink with what the blocks cover", () => {
    const values = spreadValues(1, 0.1);
    expect(blockErrorOfMean(values, BLOCK)).toBeLessThan(0.2 * standardErrorOfMean(values));
  });

  it("hold: the truth lies within two of them in about 95 of 100 samples", () => {
    const sorted = (seed: number): Float64Array => spreadValues(seed, 0.5).sort();
    const truth = { mean: 0.5, p80: 0, above: 0 };
    const many = Float64Array.from({ length: 50 }, (_, i) => sortedQuantile(sorted(1_000 + i), 0.8));
    truth.p80 = many.reduce((sum, value) => sum + value, 0) / many.length;
    truth.above = 0.2;
    const seeds = 400;
    const mean = held(seeds, (seed) => {
      const values = spreadValues(seed, 0.5);
      const estimate = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.abs(estimate - truth.mean) <= 2 * blockErrorOfMean(values, BLOCK);
    });
    const p80 = held(seeds, (seed) => {
      const values = spreadValues(seed, 0.5);
      const ascending = values.slice().sort();
      const error = blockErrorOfQuantile(values, ascending, 0.8, BLOCK);
      return Math.abs(sortedQuantile(ascending, 0.8) - truth.p80) <= 2 * error;
    });
    const above = held(seeds, (seed) => {
      const values = spreadValues(seed, 0.5);
      const share = values.filter((value) => value > truth.p80).length / values.length;
      return (
        Math.abs(share - truth.above) <= 2 * blockErrorOfShare((i) => values[i]! > truth.p80, values.length, BLOCK)
      );
    });
    for (const count of [mean, p80, above]) {
      expect(count).toBeGreaterThan(0.91 * seeds);
      expect(count).toBeLessThan(0.99 * seeds);
    }
  });

  it("are those of independent values in few blocks, and never nothing for what was never met", () => {
    const few = spreadValues(2, 0.1).subarray(0, 7 * BLOCK);
    expect(blockErrorOfMean(few, BLOCK)).toBe(standardErrorOfMean(few));
    expect(blockErrorOfShare(() => false, 10_000, BLOCK)).toBe(standardErrorOfProportion(0, 10_000));
    expect(blockErrorOfShare(() => true, 10_000, BLOCK)).toBe(standardErrorOfProportion(1, 10_000));
  });

  it("are nothing where the quantile sits on an atom", () => {
    const values = new Float64Array(10_000).fill(3);
    expect(blockErrorOfQuantile(values, values, 0.8, BLOCK)).toBe(0);
    expect(blockErrorOfMean(values, BLOCK)).toBe(0);
  });
});
