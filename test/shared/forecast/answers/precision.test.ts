import { describe, expect, it } from "vitest";
import { FIRST_TRIALS, goodToOf, MOST_TRIALS, trialsForPrecision } from "#shared/forecast/answers/precision.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { aSample } from "#test/shared/forecast/samples.ts";

/** Years between 50 and 150, of which half overrun 100. */
function uniformYears(trials: number) {
  const random = streamOf(keyOf(1));
  return aSample(Array.from({ length: trials }, () => 50 + 100 * random()));
}

/** How long a run to `precision` becomes. */
function trialsTaken(precision: number, yearsOf = uniformYears): number {
  let trials = FIRST_TRIALS;
  for (
    let wanted = trialsForPrecision(yearsOf(trials), 100, precision);
    wanted > trials;
    wanted = trialsForPrecision(yearsOf(trials), 100, precision)
  )
    trials = wanted;
  return trials;
}

describe("--precision", () => {
  it("runs until P80 and the chance to overspend are known that well, two standard errors each", () => {
    const trials = trialsTaken(0.01);
    const { p80, overrun } = goodToOf(uniformYears(trials), 100);
    expect(Math.max(p80, overrun)).toBeLessThanOrEqual(0.01);
    // These years cover nothing evenly: a chance of one half is known to 1 in 100, two standard errors, after
    // (2 · 0.5 / 0.01)² = 10,000. The errors come from some thirty blocks and are good to an eighth.
    expect(trials).toBeGreaterThanOrEqual(7_000);
    expect(trials).toBeLessThan(16_000);
  });

  it("takes four times as long for twice as much", () => {
    const ratio = trialsTaken(0.005) / trialsTaken(0.01);
    expect(ratio).toBeGreaterThan(2.5);
    expect(ratio).toBeLessThan(6.5);
  });

  it("stops after the first look when that is enough", () => {
    expect(trialsTaken(0.1)).toBe(FIRST_TRIALS);
  });

  it("stops at the most that is run, known or not", () => {
    const few = uniformYears(FIRST_TRIALS);
    expect(trialsForPrecision({ ...few, trials: MOST_TRIALS / 2 }, 100, 1e-4)).toBe(MOST_TRIALS);
    expect(trialsForPrecision({ ...few, trials: MOST_TRIALS }, 100, 1e-4)).toBe(MOST_TRIALS);
  });

  it("does not take an overrun never seen in 2,000 futures for impossible", () => {
    const { overrun } = goodToOf(aSample(new Array<number>(2000).fill(50)), 100);
    expect(overrun).toBeGreaterThan(0);
    expect(trialsForPrecision(aSample(new Array<number>(2000).fill(50)), 100, overrun / 2)).toBeGreaterThan(2000);
  });

  it("a certain plan is known at once, even one that spends nothing", () => {
    expect(trialsTaken(0.01, (trials) => aSample(new Array<number>(trials).fill(0)))).toBe(FIRST_TRIALS);
  });
});
