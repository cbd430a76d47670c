import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import {
  actualsVarianceOf,
  type ActualsVariance,
  type WorkloadVariance,
} from "#shared/forecast/lookingBack/actualsVariance.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { varianceCauses } from "#shared/forecast/lookingBack/varianceCauses.ts";
import { yearVariance } from "#shared/forecast/lookingBack/yearVariance.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

const engineering = planOfTemplate(templates.find(({ id }) => id === "engineering")!);

function forecast(plan: Plan, trials = 2_000): Forecast {
  const resolved = resolvePlan(plan);
  return forecastOf(simulateTrials(resolved, 1, 0, trials), resolved, {
    planName: plan.name,
    planHash: "0".repeat(64),
    scenario: null,
    seed: 1,
    engine: "test",
  });
}

/** The engineering year after two months in which coding cost half as much again, by as many more tasks. */
function closedYear(): Plan {
  const planned = forecast(engineering);
  const months = planned.months.slice(0, 2).map(({ month }) => ({
    month,
    workloads: Object.fromEntries(
      Object.entries(planned.workloads).map(([id, { spend, tasks, tokens }]) => [
        id,
        {
          spend: Math.round((spend.mean / 12) * 1.5),
          tasks: Math.round((tasks.mean / 12) * 1.5),
          tokens: { [Object.keys(engineering.workloads[id]!.attempts)[0]!]: Math.round((tokens.mean / 12) * 1.5) },
        },
      ]),
    ),
  }));
  return setActuals(engineering, { months }).plan;
}

const allOf = ({ price, volume, tokensPerTask, mix, luck, unsplit }: WorkloadVariance["parts"]): number =>
  price + volume + tokensPerTask + mix + luck + unsplit;
const sumOf = ({ workloads, fixedCosts, unassigned }: ActualsVariance): number =>
  workloads.reduce((sum, { parts }) => sum + allOf(parts), fixedCosts + unassigned);

describe("what moved the year", () => {
  const plan = closedYear();
  const [before, now] = [forecast(engineering), forecast(plan)];
  const closed = actualsVarianceOf(resolvePlan(plan))!;
  const year = yearVariance(before, now, closed)!;

  it("adds up to the difference of the two means, workload by workload", () => {
    expect(sumOf(year)).toBeCloseTo(now.spend.mean - before.spend.mean, 0);
    for (const { id, planned, actual, parts } of year.workloads) {
      expect(allOf(parts)).toBeCloseTo(actual - planned, 3);
      expect(actual).toBe(now.workloads[id]!.spend.mean);
    }
    expect(varianceCauses(year).reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(
      year.actual - year.planned,
      0,
    );
  });

  it("is not told of a year that had closed months before", () => {
    expect(yearVariance(now, now, closed)).toBeNull();
  });

  it("leaves the closed months' luck and mix as they are", () => {
    for (const one of year.workloads) {
      const own = closed.workloads.find(({ id }) => id === one.id)!;
      expect([one.parts.luck, one.parts.mix]).toEqual([own.parts.luck, own.parts.mix]);
    }
  });
});

describe("a workload's rest of the year", () => {
  const none = { price: 0, volume: 0, tokensPerTask: 0, mix: 0, luck: 0, unsplit: 0 };
  const closedOf = (change: Partial<WorkloadVariance> = {}): ActualsVariance => ({
    months: 3,
    planned: 100,
    actual: 100,
    fixedCosts: 0,
    unassigned: 0,
    workloads: [
      {
        id: "w",
        planned: 100,
        actual: 100,
        parts: none,
        tasks: { planned: 10, actual: 10 },
        tokens: { planned: 1000, actual: 1000 },
        ...change,
      },
    ],
  });
  /** A forecast of one workload: of it only these means are read. */
  const yearOf = (spend: number, tasks: number, tokens: number): Forecast =>
    ({
      months: [],
      spend: { mean: spend },
      fixedCosts: {},
      workloads: { w: { spend: { mean: spend }, tasks: { mean: tasks }, tokens: { mean: tokens } } },
    }) as unknown as Forecast;
  const partsOf = (now: Forecast, closed = closedOf()): WorkloadVariance["parts"] =>
    yearVariance(yearOf(400, 40, 4000), now, closed)!.workloads[0]!.parts;

  it.each([
    ["twice the tasks", yearOf(700, 70, 7000), { volume: 300 }],
    ["twice the tokens of a task", yearOf(700, 40, 7000), { tokensPerTask: 300 }],
    ["twice the price of a token", yearOf(700, 40, 4000), { price: 300 }],
  ])("%s is all one cause", (_, now, cause) => {
    for (const [name, amount] of Object.entries(partsOf(now)))
      expect(amount).toBeCloseTo((cause as Record<string, number>)[name] ?? 0, 9);
  });

  it("without the tokens of the closed months counts a task's cost as tokens, and without tasks splits nothing", () => {
    expect(
      partsOf(yearOf(700, 40, 4000), closedOf({ tokens: { planned: 1000, actual: null } })).tokensPerTask,
    ).toBeCloseTo(300, 9);
    expect(partsOf(yearOf(700, 70, 7000), closedOf({ tasks: { planned: 10, actual: null } })).unsplit).toBeCloseTo(
      300,
      9,
    );
  });
});
