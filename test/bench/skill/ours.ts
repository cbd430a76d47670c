import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastFromHistory } from "#shared/forecast/lookingBack/forecastFromHistory.ts";
import { resolvePlan, workingDayOf } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, isoDateOf, weekdayOf } from "#shared/units.ts";
import { applyDemand, applyRestDays } from "#shared/usage/demand/applyDemand.ts";
import { demandOf } from "#shared/usage/demand/demand.ts";
import type { Rival } from "./rival.ts";

/** Tasks of a mean day that a series is scaled to: its chance of whole tasks is then small beside its own movement. */
const TASKS_A_DAY = 40;
const TRIALS = 400;
const WORKING_DAYS = ["mon", "tue", "wed", "thu", "fri"] as const;
/** Any year will do: a plan of usage has no season. */
const FIRST_YEAR = 2021;

/** A plan whose tasks cost 1 each, of so many months. */
function emptyPlan(start: string, months: number): Plan {
  return {
    schema: "past-april.plan/1",
    name: "arena",
    currency: "USD",
    fiscalYear: { start, months },
    calendar: { workingDays: [...WORKING_DAYS] },
    budget: { amount: 1 },
    models: { model: { price: { input: 1 } } },
    workloads: {
      work: {
        demand: { users: 1, tasksPerUserPerDay: 1 },
        attempts: {
          model: { tokens: { family: "lognormal", median: 1_000_000, sigma: 1e-6 }, mix: { input: 1 }, success: 1 },
        },
        route: { steps: ["model"] },
        outcome: { value: 1 },
      },
    },
  };
}

/** The first day of a February of 28 days that is this weekday. */
function februaryOn(weekday: number): string {
  for (let year = FIRST_YEAR; ; year++) {
    const start = `${year}-02-01`;
    if (year % 4 !== 0 && weekdayOf(epochDayOf(start)) === weekday) return start;
  }
}

/**
 * Usage → demand → plan → forecast, all by the product's own functions: the history is laid before a February, so that its
 * 28 days (or February to April) are the months of a plan.
 */
export const PLANNED: Rival = {
  name: "ours: usage → plan → forecast",
  forecast: (known, horizon, weekday) => {
    const start = februaryOn((weekday + known.length) % 7);
    const first = epochDayOf(start) - known.length;
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const scale = TASKS_A_DAY / mean;
    const months = horizon <= 28 ? 1 : 3;
    let plan = emptyPlan(start, months);
    const days = known.map((value, i) => ({ day: first + i, tasks: Math.round(value * scale), users: null }));
    const report = demandOf({ days, tasksByUser: null, userDays: 28 }, workingDayOf(plan.calendar));
    if (!report.known) return Float64Array.of(mean * horizon);
    const source = { name: "arena", date: isoDateOf(first) };
    plan = applyDemand(plan, "work", report, source).plan;
    plan = applyRestDays(plan, report)?.plan ?? plan;
    const { spend } = simulateTrials(resolvePlan(plan), 1, 0, TRIALS);
    return spend.map((money) => money / scale).sort();
  },
};

/** The forecaster of whole steps that is behind the back-test, on stretches of the horizon's length. */
export const STEPS: Rival = {
  name: "ours: back-test forecaster, steps",
  forecast: (known, horizon) => {
    const steps = Math.floor(known.length / 28);
    const from = known.length - 28 * steps;
    const values = Array.from({ length: steps }, (_, s) =>
      known.slice(from + 28 * s, from + 28 * (s + 1)).reduce((sum, value) => sum + value, 0),
    );
    return forecastFromHistory(values, Math.round(horizon / 28), 4).slice();
  },
};
