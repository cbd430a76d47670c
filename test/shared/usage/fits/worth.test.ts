import { describe, expect, it } from "vitest";
import { gammaDraw } from "#shared/distributions/gamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, type Random } from "#shared/random/random.ts";
import type { FitReport } from "#shared/usage/fits/fitReport.ts";
import { fitRuns } from "#shared/usage/fits/fitRuns.ts";
import { lnErrorWithRunaways } from "#shared/usage/fits/runaways.ts";

const RUNS = 60;

/** What pilots of these runs are worth, in the mean over seeds, for each of their runs. */
function worthOf(draw: (random: Random) => number): number {
  const worths = Array.from({ length: 12 }, (_, seed) => {
    const random = streamOf(keyOf(seed + 1));
    const tokens = Float64Array.from({ length: RUNS }, () => Math.max(1, 1e5 * draw(random)));
    const report = fitRuns({ tokens, isStopped: null, task: null, outcome: null, classes: null });
    return (report as FitReport).worth / RUNS;
  });
  return worths.reduce((sum, worth) => sum + worth, 0) / worths.length;
}

describe("what runs are worth to the plan", () => {
  it("is more than they are where their spread lies in cheap runs, and never more than three times", () => {
    const worth = worthOf((random) => gammaDraw(1.2, random));
    expect(worth).toBeGreaterThan(1.3);
    expect(worth).toBeLessThanOrEqual(3);
  });

  it("is about what they are where they are lognormal", () => {
    const lognormal = worthOf((random) => Math.exp(0.9 * normalQuantile(random())));
    expect(lognormal).toBeGreaterThan(0.7);
    expect(lognormal).toBeLessThan(1.4);
  });

  it("is less where runaways carry much of the mean and their share is hardly known", () => {
    const few = { share: 0.02, standardError: 0.007, factor: { p10: 10, p90: 40 }, count: 8 };
    // A third of the mean, known to a third or so.
    expect(lnErrorWithRunaways(0.05, few)).toBeGreaterThan(0.1);
    expect(lnErrorWithRunaways(0.05, few)).toBeLessThan(0.25);
    expect(lnErrorWithRunaways(0.05, { ...few, share: 1e-6, standardError: 3.5e-7 })).toBeCloseTo(0.05, 3);
    expect(lnErrorWithRunaways(0.05, { ...few, standardError: 0.0007, count: 800 })).toBeLessThan(0.07);
  });
});
