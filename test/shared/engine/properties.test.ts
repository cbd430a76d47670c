import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { replayTrial, simulateChunk, simulateTrials, TWIN_EVERY } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast, Quantiles } from "#shared/forecast/answers/forecast.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean } from "#shared/statistics/moments.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";
import { bytesOf } from "./lawPlans.ts";

/**
 * What holds of every valid plan. Half of the plans have few tasks, which are all played; half have so many that most
 * are summed.
 */
const FEW = arbitraryPlan();
const MANY = arbitraryPlan({ maxTasksPerDay: 400, maxMonths: 2 });
const PLANS = fc.oneof(FEW, MANY).map((plan) => resolvePlan(plan));
/** A seed of its own for each property, so that together they meet more plans. */
const runs = (seed: number, numRuns = 200) => ({ seed, numRuns });
const TRIALS = 8;
/** To the cent, and where sums are large to the last digits that adding in another order may move. */
const CENT = 0.005;

function expectSame(one: number, other: number, what: string): void {
  expect(Math.abs(one - other), `${what}: ${one} and ${other}`).toBeLessThanOrEqual(CENT + 1e-11 * Math.abs(other));
}

/** Every number of a forecast or of samples by its path. */
function numbersOf(part: unknown, path = ""): [string, number][] {
  if (typeof part === "number") return [[path, part]];
  if (part instanceof Float64Array) return [...part].map((number, i) => [`${path}/${i}`, number]);
  if (part === null || typeof part !== "object") return [];
  return Object.entries(part).flatMap(([name, value]) => numbersOf(value, `${path}/${name}`));
}

function allQuantiles(forecast: Forecast): Quantiles[] {
  const { spend, months, workloads } = forecast;
  const found = [
    spend,
    ...months.flatMap((month) => [month.spend, month.cumulative]),
    ...Object.values(workloads).flatMap((w) => [w.spend, w.outcomes, w.netValue, w.costPerOutcome]),
  ];
  return found.flatMap(({ quantiles }) => (quantiles === null ? [] : [quantiles]));
}

function forEachPlan(seed: number, check: (plan: ResolvedPlan, samples: Samples) => void): void {
  fc.assert(
    fc.property(PLANS, (plan) => check(plan, simulateTrials(plan, 3, 0, TRIALS))),
    runs(seed),
  );
}

describe("of every valid plan", () => {
  it("all numbers are finite, and counts and money never below 0", () => {
    forEachPlan(1, (plan, samples) => {
      for (const [path, number] of [...numbersOf(samples), ...numbersOf(forecastOf(samples, plan, ABOUT))]) {
        expect(Number.isFinite(number), `${path} is ${number}`).toBe(true);
        if (!path.includes("netValue") && !path.includes("runOutDay")) expect(number, path).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it("quantiles ascend, and probabilities lie in 0 to 1 and sum to 1", () => {
    forEachPlan(2, (plan, samples) => {
      const forecast = forecastOf(samples, plan, ABOUT);
      for (const quantiles of allQuantiles(forecast)) {
        const values = Object.values(quantiles) as number[];
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }
      const { runOut, overrun, variance } = forecast;
      const rising = [0, ...runOut.byMonthEnd];
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
      for (const chance of [
        runOut.never,
        ...runOut.byMonthEnd,
        overrun.probability,
        variance.unknowns,
        variance.runToRun,
      ]) {
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
      }
      expect(runOut.never + runOut.byMonthEnd.at(-1)!).toBeCloseTo(1, 12);
      expect(variance.unknowns + variance.runToRun).toBeCloseTo(1, 12);
    });
  });

  it("months sum to the year, workloads and fixed costs to the total, models to no more, to the cent", () => {
    forEachPlan(3, (plan, samples) => {
      const forecast = forecastOf(samples, plan, ABOUT);
      for (let trial = 0; trial < TRIALS; trial++)
        expectSame(
          samples.months.reduce((sum, month) => sum + month[trial]!, 0),
          samples.spend[trial]!,
          `months of trial ${trial}`,
        );
      expectSame(
        forecast.months.reduce((sum, { spend }) => sum + spend.mean, 0),
        forecast.spend.mean,
        "mean of the months",
      );
      expectSame(forecast.months.at(-1)!.cumulative.mean, forecast.spend.mean, "the last month's cumulative mean");
      const workloads = Object.values(forecast.workloads).reduce((sum, { spend }) => sum + spend.mean, 0);
      const fixed = Object.values(forecast.fixedCosts).reduce((sum, { spend }) => sum + spend.mean, 0);
      expectSame(workloads + fixed, forecast.spend.mean, "workloads and fixed costs");
      const models = Object.values(forecast.models).reduce((sum, { spend }) => sum + spend.mean, 0);
      expect(models).toBeLessThanOrEqual(workloads * (1 + 1e-6) + CENT);
    });
  });

  it("tasks are outcomes, errors, failures and unmet work, and each is attempted at least as often as it ends", () => {
    forEachPlan(4, (plan, samples) => {
      const forecast = forecastOf(samples, plan, ABOUT);
      for (const [w, { id }] of plan.workloads.entries()) {
        const { tasks, outcomes, errors, failures, unmet, attempts } = forecast.workloads[id]!;
        expectSame(outcomes.mean + errors.mean + failures.mean + unmet.mean, tasks.mean, id);
        expect(attempts.mean).toBeGreaterThanOrEqual((outcomes.mean + errors.mean + failures.mean) * (1 - 1e-6) - 1e-9);
        const { loadedCost, netValue, spend } = samples.workloads[w]!;
        for (let trial = 0; trial < TRIALS; trial++) {
          expect(loadedCost[trial]!).toBeGreaterThanOrEqual(spend[trial]! * (1 - 1e-12));
          expect(netValue[trial]!).toBeGreaterThanOrEqual(-loadedCost[trial]! * (1 + 1e-12));
        }
      }
    });
  });

  it("no task is lost or made by a rule: as many arrive whatever the caps and the budget do", () => {
    fc.assert(
      fc.property(PLANS, (plan) => {
        const free = {
          ...plan,
          budget: { ...plan.budget, atExhaustion: "overrun" as const },
          workloads: plan.workloads.map((w) => ({ ...w, policies: w.policies.map((p) => ({ ...p, monthCap: null })) })),
        };
        const [ruled, unruled] = [plan, free].map((each) =>
          simulateTrials(each, 3, 0, 4).workloads.map(
            ({ outcomes, errors, failures, unmet }) => mean(outcomes) + mean(errors) + mean(failures) + mean(unmet),
          ),
        );
        // A plan that may be cut plays more of its tasks one by one: its counts are then other draws of the same law.
        for (const [w, tasks] of ruled!.entries()) {
          const expected = unruled![w]!;
          expect(Math.abs(tasks - expected), `${plan.workloads[w]!.id}: ${tasks} and ${expected}`).toBeLessThan(
            1e-6 + 6 * Math.sqrt((2 * (tasks + expected)) / 4),
          );
        }
      }),
      runs(5, 60),
    );
  });

  it("a replay tells the days of the very trial that is stored: they sum to its months to the cent, and run out on its day", () => {
    fc.assert(
      fc.property(PLANS, (plan) => {
        const compiled = compilePlan(plan, 3, TWIN_EVERY);
        const samples = simulateTrials(plan, 3, 0, 4);
        for (let trial = 0; trial < 4; trial++) {
          const { daySpend } = replayTrial(compiled, trial);
          let spent = 0;
          let gone = -1;
          for (const [month, stored] of samples.months.entries()) {
            const [first, end] = [plan.monthStarts[month]! - plan.start, plan.monthStarts[month + 1]! - plan.start];
            let ofMonth = 0;
            for (let day = first; day < end; day++) {
              expect(daySpend[day]!).toBeGreaterThanOrEqual(0);
              ofMonth += daySpend[day]!;
              spent += daySpend[day]!;
              if (gone < 0 && spent >= plan.budget.amount * (1 - 1e-9)) gone = day;
            }
            expectSame(ofMonth, stored[trial]!, `month ${month} of trial ${trial}`);
          }
          expect(gone).toBe(samples.runOutDay[trial]);
          if (plan.budget.atExhaustion === "block") expectSpentWithin(plan, samples, trial);
        }
      }),
      runs(6, 150),
    );
  });

  it("a trial is the same alone, after another one, and after a replay", () => {
    fc.assert(
      fc.property(PLANS, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (plan, trial, other) => {
        const alone = bytesOf(simulateChunk(compilePlan(plan, 3, TWIN_EVERY), trial, trial + 1));
        const compiled = compilePlan(plan, 3, TWIN_EVERY);
        simulateChunk(compiled, other, other + 1);
        expect(bytesOf(simulateChunk(compiled, trial, trial + 1))).toBe(alone);
        replayTrial(compiled, trial);
        expect(bytesOf(simulateChunk(compiled, trial, trial + 1))).toBe(alone);
      }),
      runs(7, 150),
    );
  });
});

/** A blocked year spends the amount at most, but for fixed costs, which go on. */
function expectSpentWithin(plan: ResolvedPlan, samples: Samples, trial: number): void {
  const workloads = samples.workloads.reduce((sum, { spend }) => sum + spend[trial]!, 0);
  expect(workloads).toBeLessThanOrEqual(plan.budget.amount * (1 + 1e-9));
}
