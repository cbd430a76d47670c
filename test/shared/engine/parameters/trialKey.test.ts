import { describe, expect, it } from "vitest";
import { BLOCK_TRIALS, trialKey, uniformIn } from "#shared/engine/parameters/trialKey.ts";
import { keyOf, under } from "#shared/random/random.ts";

const names = Array.from({ length: 12 }, (_, i) => under(keyOf(99), "unknown", i));

/** The numbers of a block's trials, by name. */
function blockOf(seed: number, block: number): number[][] {
  const keys = Array.from({ length: BLOCK_TRIALS }, (_, place) => trialKey(keyOf(seed), block * BLOCK_TRIALS + place));
  return names.map((name) => keys.map((key) => uniformIn(key, name, 0)));
}

describe("a trial's place in its block", () => {
  it("spreads every unknown evenly over its range: one trial in each equally likely part", () => {
    for (const block of [0, 1, 7, 4_000_000])
      for (const values of blockOf(3, block)) {
        const parts = values.map((value) => Math.floor(value * BLOCK_TRIALS));
        expect(new Set(parts).size).toBe(BLOCK_TRIALS);
        expect(Math.min(...values)).toBeGreaterThan(0);
        expect(Math.max(...values)).toBeLessThan(1);
      }
  });

  it("gives each trial by itself an ordinary draw: over seeds it is uniform", () => {
    const [seeds, bins] = [20_000, 20];
    const counts = new Float64Array(bins);
    for (let seed = 0; seed < seeds; seed++)
      counts[Math.floor(uniformIn(trialKey(keyOf(seed), 12), names[0]!, 0) * bins)]!++;
    const expected = seeds / bins;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 19 degrees of freedom: 999 in 1,000 below 43.8.
    expect(chiSquare).toBeLessThan(43.8);
  });

  it("keeps unknowns independent of each other, and blocks too", () => {
    let [pairs, squares, blocks] = [0, 0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const [first, second] = [blockOf(seed, 0), blockOf(seed, 1)];
      for (let i = 0; i < names.length; i++) {
        blocks += correlation(first[i]!, second[i]!) ** 2 * (BLOCK_TRIALS - 1);
        for (let j = 0; j < i; j++) {
          squares += correlation(first[i]!, first[j]!) ** 2 * (BLOCK_TRIALS - 1);
          pairs++;
        }
      }
    }
    expect(Math.abs(squares / pairs - 1)).toBeLessThan(4 * Math.sqrt(2 / pairs));
    expect(Math.abs(blocks / (20 * names.length) - 1)).toBeLessThan(4 * Math.sqrt(2 / (20 * names.length)));
  });

  it("follows from seed, trial and name alone", () => {
    expect(uniformIn(trialKey(keyOf(5), 777), names[2]!, 3)).toBe(uniformIn(trialKey(keyOf(5), 777), names[2]!, 3));
    expect(uniformIn(trialKey(keyOf(5), 777), names[2]!, 3)).not.toBe(uniformIn(trialKey(keyOf(5), 777), names[2]!, 4));
    expect(uniformIn(trialKey(keyOf(5), 777), names[2]!, 3)).not.toBe(uniformIn(trialKey(keyOf(6), 777), names[2]!, 3));
  });
});

function correlation(x: readonly number[], y: readonly number[]): number {
  let [xy, xx, yy] = [0, 0, 0];
  for (const [i, one] of x.entries()) {
    xy += (one - 0.5) * (y[i]! - 0.5);
    xx += (one - 0.5) ** 2;
    yy += (y[i]! - 0.5) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
