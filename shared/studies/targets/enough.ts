import { significant } from "#shared/format/digits.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import { pointerOf, valueAt } from "#shared/plan/pointer.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Uncertain } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { STUDY_TRIALS, type StudyContext } from "#shared/studies/study.ts";
import { lifted } from "./targets.ts";

export interface EnoughQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
}

/** Something of which there would be less: tasks, tokens, prices, or the people of one workload. */
export type Lever =
  { readonly kind: "tasks" | "tokens" | "prices" } | { readonly kind: "people"; readonly workload: string };

/** What one lever alone would have to come to, so that the budget is as surely enough as the plan asks for. */
export interface EnoughLever {
  readonly lever: Lever;
  /** Its share of what is planned, 0..1; null: not even with almost nothing of it. */
  readonly factor: number | null;
  /** Outcomes of the workload that spends most, mean of a year, with it; null where there is no factor. */
  readonly outcomes: number | null;
}

export interface Enough {
  /** The budget, and the request as planned. Money of the plan. */
  readonly amount: number;
  readonly ask: number;
  readonly confidence: number;
  /** The workload that spends most, and its outcomes as planned, mean of a year; null: the plan has no workload. */
  readonly main: { readonly workload: string; readonly outcomes: number } | null;
  readonly levers: readonly EnoughLever[];
}

/** Simulated years of each forecast: the same for all of them, so few say well how far the request moves. */
const TRIALS = 2_000;
/** Forecasts for each lever, and how near to the budget is near enough, as a share of it. */
const MOST_STEPS = 6;
const NEAR = 0.003;
/** Nobody plans on less of something than this share. */
const LEAST = 0.05;
/** Workloads whose people are looked at: those that spend most. */
const MOST_WORKLOADS = 2;

/**
 * What would make the budget enough: each lever alone, brought down until the request is the budget. A plan whose
 * request is within its budget needs none.
 */
export async function enoughStudy(
  { plan, scenario }: EnoughQuestion,
  { simulate, reportProgress }: StudyContext,
): Promise<Enough> {
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  const run = (changed: Plan): Promise<Samples> => simulate(lifted(resolvePlan(changed)), TRIALS);
  const { amount, confidence } = resolvePlan(active).budget;
  const askOf = ({ spend }: Samples): number => sortedQuantile(spend.slice().sort(), confidence);
  reportProgress(0, 1);
  const ask = askOf(await simulate(lifted(resolvePlan(active)), STUDY_TRIALS));
  const base = await run(active);
  // Few simulated years say how far the request moves, all of them where it begins: the budget is moved along.
  const enough = (amount * askOf(base)) / ask;
  const order = Object.keys(active.workloads)
    .map((workload, w) => ({ workload, spend: mean(base.workloads[w]!.spend), w }))
    .toSorted((one, other) => other.spend - one.spend);
  const [first] = order;
  const main =
    first === undefined ? null : { workload: first.workload, outcomes: mean(base.workloads[first.w]!.outcomes) };
  if (ask <= amount || first === undefined) return { amount, ask, confidence, main, levers: [] };
  const levers: Lever[] = [
    { kind: "tasks" },
    { kind: "tokens" },
    { kind: "prices" },
    ...order.slice(0, MOST_WORKLOADS).map(({ workload }): Lever => ({ kind: "people", workload })),
  ];
  const steps = levers.length * MOST_STEPS + 1;
  reportProgress(1, steps);
  const found: EnoughLever[] = [];
  for (const [i, lever] of levers.entries()) {
    const at = async (
      factor: number,
    ): Promise<{ readonly factor: number; readonly over: number; readonly samples: Samples }> => {
      const samples = await run(withLess(active, lever, factor));
      return { factor, over: askOf(samples) - enough, samples };
    };
    const end = await solved(at, { factor: 1, over: askOf(base) - enough }, NEAR * enough);
    found.push({
      lever,
      factor: end?.factor ?? null,
      outcomes: end === null ? null : mean(end.samples.workloads[first.w]!.outcomes),
    });
    reportProgress(1 + (i + 1) * MOST_STEPS, steps);
  }
  return { amount, ask, confidence, main, levers: found };
}

/**
 * Where a request that falls with a factor comes down to the budget, from below, by false position; null: not even at
 * the least factor.
 */
async function solved<At extends { readonly factor: number; readonly over: number }>(
  at: (factor: number) => Promise<At>,
  above: { readonly factor: number; readonly over: number },
  near: number,
): Promise<At | null> {
  let low = await at(LEAST);
  if (low.over > 0) return null;
  let high = above;
  for (let step = 1; step < MOST_STEPS && -low.over > near; step++) {
    const share = -low.over / (high.over - low.over);
    // Always a good step away from both ends: a curve that bends would creep towards one of them.
    const factor = low.factor + Math.min(0.95, Math.max(0.05, share)) * (high.factor - low.factor);
    const next = await at(factor);
    if (next.over > 0) high = next;
    else low = next;
  }
  return low;
}

const SHARED = { tasks: "/shared/demand", tokens: "/shared/tokens", prices: "/shared/prices" } as const;

/** The place of a lever in the plan. */
function leverPointer(plan: Plan, lever: Lever): string {
  if (lever.kind !== "people") return SHARED[lever.kind];
  const at = ["workloads", lever.workload, "demand", "users"];
  // Of a group fewer may use it; how many there are is not for one workload to say.
  return pointerOf(isShareOfGroup(plan.workloads[lever.workload]?.demand.users) ? [...at, "share"] : at);
}

/** The plan with a share of what it has of a lever. */
export function withLess(plan: Plan, lever: Lever, factor: number): Plan {
  const pointer = leverPointer(plan, lever);
  const value = (valueAt(plan, pointer) as Uncertain | undefined) ?? 1;
  return setAt(plan, pointer, times(value, factor));
}

/** An uncertain number times a factor above 0; its shape and its evidence stay. */
function times(value: Uncertain, factor: number): Uncertain {
  const of = (number: number): number => significant(number * factor, 6);
  if (typeof value === "number") return of(value);
  if ("value" in value) return { ...value, value: of(value.value) };
  if ("p10" in value) return { ...value, p10: of(value.p10), p90: of(value.p90) };
  if ("mode" in value) return { ...value, min: of(value.min), mode: of(value.mode), max: of(value.max) };
  if ("values" in value) return { ...value, values: value.values.map(of) };
  return { ...value, min: of(value.min), max: of(value.max) };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
