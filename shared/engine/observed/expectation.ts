import type { Key } from "#shared/random/random.ts";
import { enterParameters, fillArrivals } from "#shared/engine/month/arrivals.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import { createParameters, drawParametersFrom, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import type { ParameterSource } from "#shared/engine/parameters/sources.ts";
import { createWorkloadRun, momentsOfSegment, type WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * What parameters predict of the closed months: means over run-to-run variation, without playing any of it. The plan
 * must be compiled whole, without tails that are played one by one.
 */
export interface Expectation {
  readonly plan: CompiledPlan;
  readonly months: number;
  readonly parameters: ParameterDraw;
  readonly runs: readonly WorkloadRun[];
  /** By workload, of each closed month. */
  readonly workloads: readonly ExpectedMonths[];
  /** By workload, all that decided over a task under the parameters entered last. */
  readonly known: readonly number[][];
}

export interface ExpectedMonths {
  /** Tasks that arrive. */
  readonly tasks: Float64Array;
  /** Relative variance of the tasks for days that are uneven beyond chance. */
  readonly dayVariance: Float64Array;
  /** Of one task: money, its relative variance, attempts, chances to end right, wrong and failed. */
  readonly cost: Float64Array;
  readonly costVariance: Float64Array;
  readonly attempts: Float64Array;
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly failed: Float64Array;
  /** Of one task, by attempt of the workload: tokens, and money for them. */
  readonly tokens: readonly Float64Array[];
  readonly tokenSpend: readonly Float64Array[];
}

/** Scratch for the expectations of the first months of a plan. */
export function createExpectation(plan: CompiledPlan, months: number): Expectation {
  const parameters = createParameters(plan);
  const column = (): Float64Array => createScratch(months);
  return {
    plan,
    months,
    parameters,
    known: plan.workloads.map(() => []),
    runs: plan.workloads.map((_, w) => createWorkloadRun(plan, w, parameters)),
    workloads: plan.workloads.map(({ attempts }) => ({
      tasks: column(),
      dayVariance: column(),
      cost: column(),
      costVariance: column(),
      attempts: column(),
      right: column(),
      wrong: column(),
      failed: column(),
      tokens: attempts.map(column),
      tokenSpend: attempts.map(column),
    })),
  };
}

/** Fills the expectation for the parameters of a random source. */
export function expectMonths(expectation: Expectation, source: ParameterSource): void {
  const { plan, parameters, runs, workloads, months } = expectation;
  drawParametersFrom(plan, source, parameters);
  for (const [w, run] of runs.entries()) {
    enterParameters(run, parameters);
    const isKnown = isTaskKnown(run, expectation.known[w]!, months);
    for (let month = 0; month < months; month++) {
      if (isKnown) workloads[w]!.tasks[month] = tasksOf(run, month);
      else expectMonth(run, month, workloads[w]!);
    }
  }
}

function tasksOf({ workload: { firstSegment }, expected }: WorkloadRun, month: number): number {
  let tasks = 0;
  for (let s = firstSegment[month]!; s < firstSegment[month + 1]!; s++) tasks += expected[s]!;
  return tasks;
}

/** The tasks of two parameter draws are alike when all that decides over one differs by less than this. */
const ALIKE = 1e-12;

/**
 * Whether a task is worth what it was under the parameters entered before: most numbers move how many there are, and moments
 * are dear.
 */
function isTaskKnown(run: WorkloadRun, known: number[], months: number): boolean {
  const {
    workload,
    parameters: { truth },
    prices,
    fees,
    tokensGrowth,
    expected,
  } = run;
  let i = 0;
  let isKnown = true;
  const compare = (value: number): void => {
    if (!(Math.abs(value - known[i]!) <= ALIKE * Math.abs(value))) isKnown = false;
    known[i++] = value;
  };
  for (const value of truth.kappa) compare(value);
  for (const value of truth.shift) compare(value);
  for (const curve of truth.byEffort) for (const value of curve) compare(value);
  for (const epoch of prices) for (const value of epoch) compare(value);
  if (workload.hasFees) for (const epoch of fees) for (const value of epoch) compare(value);
  for (let month = 0; month < months; month++) {
    const tasks = tasksOf(run, month);
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
      compare(tokensGrowth[s]!);
      compare(tasks > 0 ? expected[s]! / tasks : 0);
    }
  }
  return isKnown;
}

function expectMonth(run: WorkloadRun, month: number, out: ExpectedMonths): void {
  const { workload, prices } = run;
  let tasks = 0,
    cost = 0,
    square = 0,
    attempts = 0,
    right = 0,
    wrong = 0,
    failed = 0;
  for (const column of out.tokens) column[month] = 0;
  for (const column of out.tokenSpend) column[month] = 0;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { epoch } = workload.segments[s]!;
    const expected = run.expected[s]!;
    if (expected === 0) continue;
    const moments = momentsOfSegment(run, s);
    tasks += expected;
    cost += expected * (moments.cost[0]! + moments.cost[1]! + moments.cost[2]!);
    square += expected * (moments.square[0]! + moments.square[1]! + moments.square[2]!);
    attempts += expected * moments.attempts;
    right += expected * moments.probability[0]!;
    wrong += expected * moments.probability[1]!;
    failed += expected * moments.probability[2]!;
    for (let k = 0; k < out.tokens.length; k++) {
      const tokens = expected * moments.tokens[k]!;
      out.tokens[k]![month] = out.tokens[k]![month]! + tokens;
      out.tokenSpend[k]![month] = out.tokenSpend[k]![month]! + tokens * prices[epoch]![k]!;
    }
  }
  const each = (sum: number): number => (tasks > 0 ? sum / tasks : 0);
  out.tasks[month] = tasks;
  out.dayVariance[month] = workload.dispersion > 0 && tasks > 0 ? unevenness(run, month) / tasks ** 2 : 0;
  out.cost[month] = each(cost);
  out.costVariance[month] = cost > 0 ? Math.max(0, (each(square) - each(cost) ** 2) / each(cost) ** 2) : 0;
  out.attempts[month] = each(attempts);
  // Chances sum to 1 but for what a series cut off.
  const all = right + wrong + failed;
  out.right[month] = all > 0 ? right / all : 0;
  out.wrong[month] = all > 0 ? wrong / all : 0;
  out.failed[month] = all > 0 ? failed / all : 0;
  for (const column of [...out.tokens, ...out.tokenSpend]) column[month] = each(column[month]!);
}

/** Variance of a month's expected tasks for the factors of its days. */
function unevenness(run: WorkloadRun, month: number): number {
  const { workload, arrivals, plan } = run;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) fillArrivals(run, s);
  let squares = 0;
  for (let day = plan.monthStarts[month]!; day < plan.monthStarts[month + 1]!; day++) squares += arrivals[day]! ** 2;
  return workload.dispersion * squares;
}

// ---- observations ---------------------------------------------------------------------------------------------------

/** The figures of the closed months, in the order of the plan; NaN: not known. */
export interface ObservedWorkload {
  readonly spend: Float64Array;
  readonly tasks: Float64Array;
  readonly attempts: Float64Array;
  readonly outcomes: Float64Array;
  /** By attempt of the workload. */
  readonly tokens: readonly Float64Array[];
}

/** One observed figure, on the scale on which its run-to-run variation is nearly normal. */
export interface Observation {
  readonly kind: "tasks" | "cost" | "spend" | "outcomes" | "fixed";
  /** Workload, or fixed cost. */
  readonly of: number;
  readonly month: number;
  readonly value: number;
  /** Tasks behind it: how many independent runs it averages. */
  readonly tasks: number;
}

/** A month that spent this share of its cap shows what the cap let through, not what was wanted. */
const NEAR_CAP = 0.9;

/**
 * The figures of the closed months that say something about the parameters: ln tasks, ln cost of a task (ln spend where tasks
 * are not known), log odds of an outcome, ln of a fixed cost. What a month cap has cut, and months without work, say
 * nothing.
 */
export function observationsOf(
  plan: CompiledPlan,
  workloads: readonly ObservedWorkload[],
  fixedCosts: readonly Float64Array[],
): Observation[] {
  const observed: Observation[] = [];
  for (const [of, { spend, tasks, outcomes }] of workloads.entries()) {
    for (let month = 0; month < spend.length; month++) {
      if (isCut(plan, of, month, spend[month]!)) continue;
      const n = tasks[month]!;
      if (Number.isNaN(n)) {
        if (spend[month]! > 0) observed.push({ kind: "spend", of, month, value: Math.log(spend[month]!), tasks: NaN });
        continue;
      }
      observed.push({ kind: "tasks", of, month, value: Math.log(n + 0.5), tasks: n });
      if (n > 0 && spend[month]! > 0)
        observed.push({ kind: "cost", of, month, value: Math.log(spend[month]! / n), tasks: n });
      if (n > 0 && !Number.isNaN(outcomes[month]!)) {
        const right = Math.min(n, outcomes[month]!);
        observed.push({ kind: "outcomes", of, month, value: Math.log((right + 0.5) / (n - right + 0.5)), tasks: n });
      }
    }
  }
  for (const [of, money] of fixedCosts.entries()) {
    for (let month = 0; month < money.length; month++)
      if (money[month]! > 0)
        observed.push({ kind: "fixed", of, month, value: Math.log(money[month]!), tasks: Infinity });
  }
  return observed;
}

function isCut({ workloads }: CompiledPlan, w: number, month: number, spend: number): boolean {
  const workload = workloads[w]!;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const cap = workload.policies[workload.segments[s]!.policy]!.monthCap;
    if (cap !== null && spend >= NEAR_CAP * cap.amount) return true;
  }
  return false;
}

/** What the expectation says of each observation, on its scale. */
export function predict(
  { workloads, parameters }: Expectation,
  observed: readonly Observation[],
  out: Float64Array,
): void {
  for (const [i, { kind, of, month, tasks }] of observed.entries()) {
    const own = workloads[of]!;
    switch (kind) {
      case "tasks":
        out[i] = lnOf(own.tasks[month]! + 0.5);
        break;
      case "cost":
        // The mean of a logarithm lies below the logarithm of the mean.
        out[i] = lnOf(own.cost[month]!) - Math.min(MOST_BIAS, own.costVariance[month]! / (2 * tasks));
        break;
      case "spend":
        out[i] =
          lnOf(own.tasks[month]! * own.cost[month]!) -
          Math.min(MOST_BIAS, (1 + own.costVariance[month]!) / (2 * Math.max(1, own.tasks[month]!)));
        break;
      case "outcomes":
        out[i] = lnOf((own.right[month]! + 1e-9) / (1 - own.right[month]! + 1e-9));
        break;
      case "fixed":
        out[i] = lnOf(parameters.fixedCosts[of]![month]!);
        break;
      default:
        throw new Error(`no prediction for ${kind satisfies never}`);
    }
  }
}

const MOST_BIAS = 0.5;

function lnOf(x: number): number {
  return Math.log(Math.max(1e-12, x));
}

/** The key below which a trial's random numbers of the re-forecast itself lie. */
export const REFORECAST: Key = { a: 0x452821e6, b: 0x38d01377 };
