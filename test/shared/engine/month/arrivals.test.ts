import { hashedSource } from "#shared/engine/parameters/sources.ts";
import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import { describe, expect, it } from "vitest";
import { enterParameters, fillArrivals } from "#shared/engine/month/arrivals.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { createParameters, drawParametersFrom } from "#shared/engine/parameters/drawParameters.ts";
import { createWorkloadRun } from "#shared/engine/month/workloadRun.ts";
import { keyOf } from "#shared/random/random.ts";
import { aWorkload, aYear, resolved } from "#test/shared/engine/lawPlans.ts";

/** Adoption that bends on days of its own, rises and falls. */
const BENT = [
  { month: 0.4, share: 0.1 },
  { month: 2.7, share: 0.9 },
  { month: 5, share: { min: 0.2, max: 0.5 } },
];

describe("expected tasks of a month", () => {
  it.each([
    [0, 0],
    [0.03, 0.02],
    [-0.2, 0.1],
    [1.5, 0.5],
  ])(
    "are those of its days, and so is the growth that stands for them: demand grows by %d, tokens by %d a month",
    (monthlyGrowth, tokensGrowth) => {
      const workload = aWorkload(80, {});
      const plan = compilePlan(
        resolved(
          aYear(
            { work: { ...workload, demand: { ...workload.demand, adoption: BENT, monthlyGrowth }, tokensGrowth } },
            { months: 7 },
          ),
        ),
        1,
        0,
      );
      const parameters = createParameters(plan);
      const run = createWorkloadRun(plan, 0, parameters);
      const daily = Math.log1p(tokensGrowth) / 30.4375;
      for (let trial = 0; trial < 5; trial++) {
        drawParametersFrom(plan, hashedSource(trialKey(keyOf(1), trial)), parameters);
        enterParameters(run, parameters);
        for (const [s, { start, end }] of run.workload.segments.entries()) {
          fillArrivals(run, s);
          const days = run.arrivals.subarray(start, end);
          const tasks = days.reduce((sum, day) => sum + day, 0);
          const factor = days.reduce((sum, day, d) => sum + day * Math.exp(daily * (start + d)), 0) / tasks;
          expect(tasks).toBeGreaterThan(0);
          expect(Math.abs(run.expected[s]! / tasks - 1)).toBeLessThan(1e-7);
          expect(Math.abs(Math.exp(run.tokensGrowth[s]!) / factor - 1)).toBeLessThan(1e-7);
        }
      }
    },
  );
});
