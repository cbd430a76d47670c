import { isMonthly } from "#shared/engine/compile/isMonthly.ts";
import type { CompiledPlan, CompiledPolicy, CompiledWorkload, Slot } from "#shared/engine/compile/compiled.ts";
import type { CompiledRoute } from "#shared/engine/route/routeGrid.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import type { ParameterDraw, WorkloadParameters } from "#shared/engine/parameters/drawParameters.ts";
import type { RouteContext } from "#shared/engine/task/routeContext.ts";
import type { TaskMoments } from "#shared/engine/task/taskMoments.ts";
import { createRouteTasks, momentsAt, type RouteTasks } from "#shared/engine/task/routeTasks.ts";
import { createTasksInPlay, type TasksInPlay } from "#shared/engine/task/tasksInPlay.ts";
import { createBatch, FALLBACK_STREAM, MAIN_STREAM, USER_FALLBACK_STREAM, type Batch } from "./batch.ts";
import { createMonthlyTally, type MonthlyTally } from "./monthlyTally.ts";
import { createMonthState, type MonthState } from "./monthState.ts";
import { createPool, type Pool } from "./pool.ts";
import { createTally, type Tally } from "./tally.ts";

/**
 * One workload through one trial, a fiscal month at a time.
 *
 * A month's tasks are a compound Poisson sum. The dearest few are played one by one (`playTasks`); the others, the
 * body, are drawn as counts of how they ended and a sum of what they cost, with the moments of the trial's own truth.
 * Where a month has few tasks, all are played. Days are computed only where a rule asks for them: a month cap that
 * binds, the month in which the budget is spent, a replay. The day's parts are then drawn given the month's sum, so
 * looking closer changes no total.
 */
export interface WorkloadRun {
  readonly plan: CompiledPlan;
  readonly workload: CompiledWorkload;
  /** The workload's parameters in the trial entered last. */
  readonly parameters: WorkloadParameters;
  /**
   * Expected tasks of each day of the year, and of the segment up to its end, in segments where they have been asked
   * for; by segment: whether they are, and a working day's tasks at full adoption before growth.
   */
  readonly arrivals: Float64Array;
  readonly arrived: Float64Array;
  readonly hasArrivals: Uint8Array;
  readonly level: Float64Array;
  /** How far each day of the year is from what is expected of it; null: days are as expected but for chance. */
  readonly dayFactors: Float64Array | null;
  /** Whether the factors are those of a year that is simulated; else they do not count. */
  hasDayFactors: boolean;
  /** By segment: expected tasks, and ln tokens growth that stands for its days. */
  readonly expected: Float64Array;
  readonly tokensGrowth: Float64Array;
  /** Money per token by epoch and attempt. */
  readonly prices: readonly Float64Array[];
  /** Money of fees by epoch and attempt. */
  readonly fees: readonly Float64Array[];
  /** First epoch of the phase of each epoch: neighbours with the same rules and the same prices share moments. */
  readonly phase: Int32Array;
  /** By segment: its tasks under the route in force, and under the route of `degrade`. */
  readonly main: readonly Batch[];
  readonly fallback: readonly Batch[];
  /** The same of the route that people take beyond their cap. */
  readonly userFallback: readonly Batch[];
  /** Tasks of these routes, and of the same routes without tails. */
  readonly tasks: readonly RouteTasks[];
  /** The tasks in play. */
  readonly inPlay: TasksInPlay;
  readonly pool: Pool;
  readonly year: Tally;
  /** What each fiscal month did, of a workload with a case or a decision; null: nobody asks. */
  readonly monthly: MonthlyTally | null;
  /** By fiscal month, what a decision multiplies the work by; 1: none was taken. */
  readonly workFactor: Float64Array;
  readonly month: MonthState;
  /** Key of the workload's run-to-run variation. */
  streamA: number;
  streamB: number;
}

/** The routes of a workload: one for each of its policies, or none. */
interface RouteOfPolicy {
  readonly routeOf: (policy: CompiledPolicy) => CompiledRoute | null;
  readonly slotsOf: (policy: CompiledPolicy) => readonly Slot[];
  readonly bodyStream: number;
}

const MAIN: RouteOfPolicy = { routeOf: ({ route }) => route, slotsOf: ({ slots }) => slots, bodyStream: MAIN_STREAM };
const FALLBACK: RouteOfPolicy = {
  routeOf: ({ fallback }) => fallback,
  slotsOf: ({ fallbackSlots }) => fallbackSlots,
  bodyStream: FALLBACK_STREAM,
};
const USER_FALLBACK: RouteOfPolicy = {
  routeOf: ({ userFallback }) => userFallback,
  slotsOf: ({ userFallbackSlots }) => userFallbackSlots,
  bodyStream: USER_FALLBACK_STREAM,
};

/** What the batches of a workload share. */
type BatchSource = Pick<WorkloadRun, "plan" | "workload" | "parameters" | "prices" | "fees" | "phase">;

/** A batch for each segment of a workload, by one of its routes. */
function createBatches(source: BatchSource, { routeOf, slotsOf, bodyStream }: RouteOfPolicy): Batch[] {
  const { workload } = source;
  const tasks = routeTasks(source, routeOf, workload.attempts);
  const tasksOfAll = routeTasks(source, routeOf, workload.attemptsWithoutTail);
  return workload.segments.map((segment, s) => {
    const slots = slotsOf(workload.policies[segment.policy]!);
    return createBatch({ segment, index: s, bodyStream, slots, tasks, tasksOfAll }, workload.attempts.length);
  });
}

function routeTasks(
  { plan, workload, parameters: { truth }, prices, fees, phase }: BatchSource,
  routeOf: RouteOfPolicy["routeOf"],
  attempts: CompiledWorkload["attempts"],
): RouteTasks {
  const { weights, failuresVisible, hasFees, epochs } = workload;
  const contexts = epochs.map((epoch, e): RouteContext | null => {
    const policy = workload.policies[epoch.policy]!;
    const route = routeOf(policy);
    const paid = { prices: prices[e]!, fees: hasFees ? fees[e]! : null };
    return route === null ? null : { route, cap: policy.cap, attempts, truth, ...paid, weights, failuresVisible };
  });
  return createRouteTasks(contexts, { epochs, days: plan.days, phase });
}

/** Scratch for the workload at `index` of the plan. */
export function createWorkloadRun(plan: CompiledPlan, index: number, draw: ParameterDraw): WorkloadRun {
  const workload = plan.workloads[index]!;
  const parameters = draw.workloads[index]!;
  const attempts = workload.attempts.length;
  const segments = workload.segments.length;
  const prices = workload.epochs.map(() => createScratch(attempts));
  const fees = workload.epochs.map(() => createScratch(attempts));
  const phase = new Int32Array(workload.epochs.length);
  const source = { plan, workload, parameters, prices, fees, phase };
  const main = createBatches(source, MAIN);
  const fallback = createBatches(source, FALLBACK);
  const userFallback = workload.userTable === null ? [] : createBatches(source, USER_FALLBACK);
  return {
    plan,
    workload,
    parameters,
    ...createDays(plan, workload),
    hasArrivals: new Uint8Array(segments),
    level: createScratch(segments),
    expected: createScratch(segments),
    tokensGrowth: createScratch(segments),
    prices,
    fees,
    phase,
    main,
    fallback,
    userFallback,
    tasks: [main, fallback, userFallback].flatMap(([first]) =>
      first === undefined ? [] : [first.plan.tasks, first.plan.tasksOfAll],
    ),
    inPlay: createTasksInPlay(attempts),
    pool: createPool(attempts),
    year: createTally(attempts),
    workFactor: createWorkFactor(workload, plan.monthStarts.length - 1),
    monthly: isMonthly(workload) ? createMonthlyTally(plan.monthStarts.length - 1) : null,
    month: createMonthState(attempts),
    streamA: 0,
    streamB: 0,
  };
}

/** Scratch for the days of a workload's year. */
function createDays(
  { days }: CompiledPlan,
  { dispersion }: CompiledWorkload,
): Pick<WorkloadRun, "arrivals" | "arrived" | "dayFactors" | "hasDayFactors"> {
  return {
    arrivals: createScratch(days),
    arrived: createScratch(days),
    dayFactors: dispersion > 0 ? createScratch(days) : null,
    hasDayFactors: false,
  };
}

/** Moments of a task of a segment, by the route in force. */
export function momentsOfSegment({ main, parameters, tokensGrowth }: WorkloadRun, s: number): TaskMoments {
  const { tasks, segment } = main[s]!.plan;
  return momentsAt(tasks, segment.epoch, parameters.tokensGrowth, tokensGrowth[s]!);
}

/**
 * Before a trial has drawn it, a decision that was taken counts with its middle: so the expectations of closed months
 * know of it.
 */
function createWorkFactor({ decision }: CompiledWorkload, months: number): Float64Array {
  const factors = createScratch(months).fill(1);
  if (decision === null || decision.state === "rule") return factors;
  return factors.fill(decision.factors.middle(decision.state), Math.max(0, decision.gate.month + 1));
}
