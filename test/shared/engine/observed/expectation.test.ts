import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import { describe, expect, it } from "vitest";
import { compileWhole } from "#shared/engine/compile/compileYear.ts";
import { hashedSource } from "#shared/engine/parameters/sources.ts";
import { createExpectation, expectMonths } from "#shared/engine/observed/expectation.ts";
import { keyOf } from "#shared/random/random.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { aWorkload, aYear, MEDIUM, SMALL } from "#test/shared/engine/lawPlans.ts";
import { yearByMonth } from "#test/shared/engine/yearByMonth.ts";

const PLANS: Record<string, Plan> = {
  "one attempt": aYear({ work: aWorkload(300) }, { months: 4 }),
  "escalation under a cap": aYear(
    {
      work: aWorkload(300, {
        attempts: { small: SMALL, medium: MEDIUM },
        route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
        attemptCap: { tokens: 900_000 },
      }),
    },
    { months: 4 },
  ),
  "a tail and runaways": aYear(
    {
      work: aWorkload(300, {
        attempts: {
          medium: {
            ...MEDIUM,
            tokens: { family: "lognormal", median: 600_000, sigma: 0.9, tail: { from: 0.95, shape: 0.3 } },
            runaway: { share: 0.01, factor: { min: 5, max: 20 } },
          },
        },
      }),
    },
    { months: 4 },
  ),
  "growth of tokens and a change on a day": aYear(
    {
      work: aWorkload(
        300,
        { tokensGrowth: 0.05, changes: [{ from: "2027-02-15", set: { route: { steps: ["strong"] } } }] },
        { monthlyGrowth: 0.03 },
      ),
    },
    { months: 4 },
  ),
};

describe.each(Object.entries(PLANS))("the expectation of closed months, %s", (_, written) => {
  const plan = soundPlan(written);
  const expectation = createExpectation(compileWhole(resolvePlan(plan), 1), 4);
  expectMonths(expectation, hashedSource(trialKey(keyOf(1), 0)));
  const own = expectation.workloads[0]!;

  it("is what trials come to on average, within four standard errors: tasks, cost, outcomes, attempts", () => {
    const TRIALS = 300;
    const make = yearByMonth(plan, 3);
    const years = Array.from({ length: TRIALS }, (__, trial) =>
      make(trial).months.map(({ workloads }) => workloads["work"]!),
    );
    for (let m = 0; m < 4; m++) {
      const expected = {
        tasks: own.tasks[m]!,
        spend: own.tasks[m]! * own.cost[m]!,
        outcomes: own.tasks[m]! * own.right[m]!,
        attempts: own.tasks[m]! * own.attempts[m]!,
      };
      for (const [what, value] of Object.entries(expected) as [keyof typeof expected, number][]) {
        const seen = years.map((year) => year[m]![what]!);
        const mean = seen.reduce((sum, one) => sum + one, 0) / TRIALS;
        const error = Math.sqrt(seen.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (TRIALS - 1) / TRIALS);
        expect(Math.abs(mean - value) / error, `${what} of month ${m}`).toBeLessThan(4 + (0.003 * value) / error);
      }
    }
  });
});
