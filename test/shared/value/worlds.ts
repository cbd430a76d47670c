import { compileUncertain } from "#shared/distributions/uncertain.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan, Uncertain } from "#shared/plan/schema/plan.ts";
import type { PlanValue, ValueCase } from "#shared/plan/schema/value.ts";
import { keyOf, uniformAt, under } from "#shared/random/random.ts";
import { createCaseYear, fillCaseYear } from "#shared/value/caseYear.ts";
import { compileCase } from "#shared/value/compileCase.ts";
import { drawCase, drawRates } from "#shared/value/drawCase.ts";
import { paybackMonth } from "#shared/value/payback.ts";

/** A use whose outcomes and spend are given by month: the value part alone, without an engine. */
export interface World {
  readonly start: string;
  readonly outcomes: readonly number[];
  readonly spend: readonly number[];
  readonly workingDays: readonly number[];
  readonly value: Uncertain;
  readonly captured: Uncertain;
  readonly baseRate: number;
  readonly record?: PlanValue["record"];
  readonly status: "pilot" | "production";
  readonly booked?: readonly (number | null)[];
  readonly case: ValueCase;
}

/** A pilot of one year with a thousand outcomes a month; one use in twenty like it works. */
export function pilotWorld(own: ValueCase): World {
  return {
    start: "2027-01",
    outcomes: Array<number>(12).fill(1_000),
    spend: Array<number>(12).fill(10_000),
    workingDays: Array<number>(12).fill(21),
    value: 0,
    captured: 1,
    baseRate: 0.05,
    status: "pilot",
    case: own,
  };
}

/** Over trials. */
export interface WorldYear {
  readonly open: number;
  readonly gates: Readonly<Record<string, number>>;
  readonly benefit: Float64Array;
  readonly net: Float64Array;
  readonly later: number;
  readonly claimed: number;
  readonly pays: number;
  /** Share of trials by month of payback. */
  readonly byMonth: readonly number[];
  readonly waiting: number;
  /** Lowest benefit of a month in any trial in which nothing was worse than before. */
  readonly released: number;
}

/** The plan of a world, with its use. */
export function worldPlan(world: World): Plan {
  const closed = (world.booked ?? []).map((benefit, m) => ({
    month: `${world.start.slice(0, 5)}${String(m + 1).padStart(2, "0")}`,
    workloads: { use: { spend: 1, ...(benefit === null ? {} : { benefit }) } },
  }));
  return {
    schema: "past-april.plan/3",
    name: "A world",
    currency: "USD",
    fiscalYear: { start: `${world.start}-01`, months: world.outcomes.length },
    budget: { amount: 1e6 },
    models: { model: { price: { input: 1 } } },
    value: { baseRate: world.baseRate, ...(world.record === undefined ? {} : { record: world.record }) },
    workloads: {
      use: {
        status: world.status,
        demand: { users: 100, tasksPerUserPerDay: 1 },
        attempts: {
          model: { tokens: { family: "lognormal", median: 1, sigma: 0.1 }, mix: { input: 1 }, success: 1 },
        },
        route: { steps: ["model"] },
        outcome: { value: world.value, captured: world.captured },
        case: world.case,
      },
    },
    ...(closed.length === 0 ? {} : { actuals: { months: closed } }),
  };
}

/** Plays the value part of a world. */
export function playWorld(world: World, trials: number, seed: number): WorldYear {
  const plan = resolvePlan(worldPlan(world));
  const workload = plan.workloads[0]!;
  const own = compileCase(plan, workload, workload.case!);
  const months = world.outcomes.length;
  const year = createCaseYear(months);
  const [value, captured] = [compileUncertain(world.value), compileUncertain(world.captured)];
  const benefit = new Float64Array(trials);
  const net = new Float64Array(trials);
  const byMonth = new Array<number>(months).fill(0);
  const gates: Record<string, number> = {};
  let [open, later, claimed, pays, waiting, released] = [0, 0, 0, 0, 0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const key = under(keyOf(seed), trial);
    const draw = drawCase(own, { key, rates: drawRates(plan.value, key), scores: null });
    const score = (name: string): number => normalQuantile(uniformAt(under(key, name), 0));
    const worked = {
      outcomes: Float64Array.from(world.outcomes),
      spend: Float64Array.from(world.spend),
      besides: new Float64Array(months),
      outcomeValue: Math.max(0, value(score("value"))) * Math.min(1, Math.max(0, captured(score("captured")))),
    };
    fillCaseYear(year, draw, worked, { workingDays: world.workingDays, booked: world.booked ?? [] }, Infinity);
    benefit[trial] = year.benefit.reduce((sum, one) => sum + one, 0);
    net[trial] = year.net.reduce((sum, one) => sum + one, 0);
    later += year.later / trials;
    claimed += year.claimed.reduce((sum, one) => sum + one, 0) / trials;
    waiting += year.waiting / trials;
    released += year.released.reduce((sum, one) => sum + one, 0) / trials;
    const month = paybackMonth(year.net);
    if (month >= 0) {
      pays += 1 / trials;
      byMonth[month]! += 1 / trials;
    }
    if (Object.values(draw.open).every(Boolean)) open += 1 / trials;
    for (const [gate, isOpen] of Object.entries(draw.open))
      gates[gate] = (gates[gate] ?? 0) + (isOpen ? 1 / trials : 0);
  }
  return { open, gates, benefit, net, later, claimed, pays, byMonth, waiting, released };
}
