import type { CompiledPlan, CompiledWorkload, Segment } from "#shared/engine/compile/compiled.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import type { WorkloadParameters, ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { createRouteViews, type RouteViews } from "#shared/engine/task/attemptViews.ts";
import { createRouteMoments, RIGHT, WRONG, type RouteMoments } from "#shared/engine/task/routeMoments.ts";
import type { CompiledRoute } from "#shared/engine/compile/routeGrid.ts";

/**
 * One workload through one trial, a fiscal month at a time.
 *
 * A month's tasks are a compound Poisson sum. The dearest few are played one by one (`playTask`); the others, the body,
 * are drawn as counts of how they ended and a sum of what they cost, with the moments of the trial's own truth. Where a
 * month has few tasks, all are played. Days are computed only where a rule asks for them: a month cap that binds, the
 * month in which the budget is gone, a replay. The day's parts are then drawn given the month's sum, so looking closer
 * changes no total.
 */
export interface WorkloadRun {
  readonly plan: CompiledPlan;
  readonly workload: CompiledWorkload;
  /**
   * Expected tasks of each day of the year, in segments where they have been asked for; by segment: whether they are, and a
   * working day's tasks at full adoption before growth.
   */
  readonly arrivals: Float64Array;
  readonly hasArrivals: Uint8Array;
  readonly level: Float64Array;
  /** By segment: expected tasks, and ln tokens growth that stands for its days. */
  readonly expected: Float64Array;
  readonly tokensGrowth: Float64Array;
  /** Money per token by epoch and attempt. */
  readonly prices: readonly Float64Array[];
  /** First epoch of the phase of each epoch: neighbours with the same rules and the same prices share moments. */
  readonly phase: Int32Array;
  readonly main: Batch[];
  readonly fallback: Batch[];
  /** Moments of a task for the route in force and for the route of `degrade`. */
  readonly mainMoments: Moments;
  readonly fallbackMoments: Moments;
  /** The same of all tasks, none of which is played: asked for where a month has too many of them. */
  readonly mainMomentsOfAll: Moments;
  readonly fallbackMomentsOfAll: Moments;
  readonly pool: Pool;
  readonly year: Tally;
  readonly month: MonthState;
  parameters: WorkloadParameters;
  streamA: number;
  streamB: number;
}

/** What is booked: money, tasks by ending, attempts, and by attempt of the workload tokens and money. */
export interface Tally {
  spend: number;
  right: number;
  wrong: number;
  failed: number;
  unmet: number;
  attempts: number;
  readonly tokens: Float64Array;
  readonly tokenSpend: Float64Array;
}

/** An empty tally for a workload of so many attempts. */
export function createTally(attempts: number): Tally {
  return {
    spend: 0,
    right: 0,
    wrong: 0,
    failed: 0,
    unmet: 0,
    attempts: 0,
    tokens: createScratch(attempts),
    tokenSpend: createScratch(attempts),
  };
}

/** Sets all of a tally to zero. */
export function clearTally(tally: Tally): void {
  tally.spend = tally.right = tally.wrong = tally.failed = tally.unmet = tally.attempts = 0;
  tally.tokens.fill(0);
  tally.tokenSpend.fill(0);
}

/** The tasks of one segment under one route, before any month cap. */
export interface Batch {
  readonly segment: Segment;
  /** The segment's place among the workload's. */
  readonly index: number;
  /** Set apart from the main route's: MAIN_BODY or FALLBACK_BODY. */
  readonly bodyStream: number;
  /** Expected tasks. */
  expected: number;
  /** The body: sums over the segment. */
  spend: number;
  right: number;
  wrong: number;
  failed: number;
  attempts: number;
  readonly tokens: Float64Array;
  /** By attempt: of what a day spends more than expected, the part that pays for the attempt's tokens. */
  readonly tokensOfDeviation: Float64Array;
  /** Expected squared cost of a body task. */
  squaredCost: number;
  /** As many equal tasks would spend with the same relative variance. */
  effectiveTasks: number;
  /** How far a day's tasks follow its spend, and the part of its spend's deviation that is the batch's own. */
  followed: number;
  own: number;
  /**
   * By ending: how a day's count follows its spend (regression of shares), and the part of its variance that spend
   * explains.
   */
  readonly follows: Float64Array;
  readonly explained: Float64Array;
  /** Tasks played one by one. */
  played: number;
  readonly playedCost: number[];
  readonly playedEnding: number[];
  readonly playedAttempts: number[];
  readonly playedRank: number[];
  /** attempts × played. */
  readonly playedTokens: number[];
  /**
   * By day of the segment: share of the body's spend, how far that deviates from what was expected, share of its expected tasks; day of
   * each played task.
   */
  readonly spendShare: Float64Array;
  readonly spendDeviation: Float64Array;
  readonly taskShare: Float64Array;
  /** Tasks of the body on each day; computed only where something cuts a day. */
  readonly dayTasks: Float64Array;
  hasDayTasks: boolean;
  readonly playedDay: number[];
  isRefined: boolean;
}

// Where tasks are played, the fallback meets the very same ones. Of a body it meets those that the main route did not:
// as many arrive, but how they go is drawn from a stream of its own.
export const MAIN_STREAM = 0,
  FALLBACK_STREAM = 0x2c1b3c6d;

/** Moments of a task by phase, and by policy what this trial knows of its route (null: it has no such route). */
export interface Moments {
  readonly phases: readonly PhaseMoments[];
  readonly views: readonly (RouteViews | null)[];
}

/**
 * Moments at up to three amounts of token growth, to interpolate between; none: too much growth, evaluated each time.
 */
export interface PhaseMoments {
  isReady: boolean;
  growths: 0 | 1 | 2 | 3;
  readonly growth: Float64Array;
  readonly at: readonly [RouteMoments, RouteMoments, RouteMoments];
  readonly now: RouteMoments;
}

/** Work put off to later months: what it would have been on its day, waiting for a price. */
export interface Pool {
  right: number;
  wrong: number;
  failed: number;
  attempts: number;
  /** Money beside tokens: verifiers and choices. */
  other: number;
  readonly tokens: Float64Array;
}

interface MonthState {
  /** Spend of each day of the month after its cap; valid when isByDay. */
  readonly daySpend: Float64Array;
  /** By day: share of the day's own tasks done by the route, and by the fallback; share of its deferred work done. */
  readonly own: Float64Array;
  readonly byFallback: Float64Array;
  readonly deferredDone: Float64Array;
  /** Spend of a day's deferred work at that day's prices, if all of it is done. */
  readonly deferredSpend: Float64Array;
  isByDay: boolean;
  spend: number;
  readonly deferring: Pool;
  /** By segment of the month: its fallback has been drawn. */
  readonly fallbackDrawn: boolean[];
}

export const LONGEST_MONTH = 31;

/** Scratch for the workload at `index` of the plan. */
export function createWorkloadRun(plan: CompiledPlan, index: number, parameters: ParameterDraw): WorkloadRun {
  const workload = plan.workloads[index]!;
  const attempts = workload.attempts.length;
  const createMoments = (routes: readonly (CompiledRoute | null)[]): Moments => ({
    phases: workload.epochs.map(() => ({
      isReady: false,
      growths: 0,
      growth: createScratch(3),
      at: [createRouteMoments(attempts), createRouteMoments(attempts), createRouteMoments(attempts)],
      now: createRouteMoments(attempts),
    })),
    views: routes.map((route) => (route === null ? null : createRouteViews(route))),
  });
  const createPool = (): Pool => ({
    right: 0,
    wrong: 0,
    failed: 0,
    attempts: 0,
    other: 0,
    tokens: createScratch(attempts),
  });
  const days = (): Float64Array => createScratch(LONGEST_MONTH);
  return {
    plan,
    workload,
    arrivals: createScratch(plan.days),
    hasArrivals: new Uint8Array(workload.segments.length),
    level: createScratch(workload.segments.length),
    expected: createScratch(workload.segments.length),
    tokensGrowth: createScratch(workload.segments.length),
    prices: workload.epochs.map(() => createScratch(attempts)),
    phase: new Int32Array(workload.epochs.length),
    main: workload.segments.map((segment, s) => createBatch(segment, s, attempts, MAIN_STREAM)),
    fallback: workload.segments.map((segment, s) => createBatch(segment, s, attempts, FALLBACK_STREAM)),
    mainMoments: createMoments(workload.policies.map(({ route }) => route)),
    fallbackMoments: createMoments(workload.policies.map(({ fallback }) => fallback)),
    mainMomentsOfAll: createMoments(workload.policies.map(({ route }) => route)),
    fallbackMomentsOfAll: createMoments(workload.policies.map(({ fallback }) => fallback)),
    pool: createPool(),
    year: createTally(attempts),
    month: {
      daySpend: days(),
      own: days(),
      byFallback: days(),
      deferredDone: days(),
      deferredSpend: days(),
      isByDay: false,
      spend: 0,
      deferring: createPool(),
      fallbackDrawn: [],
    },
    parameters: parameters.workloads[index]!,
    streamA: 0,
    streamB: 0,
  };
}

function createBatch(segment: Segment, index: number, attempts: number, bodyStream: number): Batch {
  return {
    segment,
    index,
    bodyStream,
    expected: 0,
    spend: 0,
    right: 0,
    wrong: 0,
    failed: 0,
    attempts: 0,
    tokens: createScratch(attempts),
    tokensOfDeviation: createScratch(attempts),
    squaredCost: 0,
    effectiveTasks: 0,
    followed: 0,
    own: 1,
    follows: createScratch(3),
    explained: createScratch(3),
    played: 0,
    playedCost: [],
    playedEnding: [],
    playedAttempts: [],
    playedRank: [],
    playedTokens: [],
    playedDay: [],
    spendShare: createScratch(LONGEST_MONTH),
    spendDeviation: createScratch(LONGEST_MONTH),
    taskShare: createScratch(LONGEST_MONTH),
    dayTasks: createScratch(LONGEST_MONTH),
    hasDayTasks: false,
    isRefined: false,
  };
}

/** Tasks of a batch's body. */
export function bodyCount(batch: Batch): number {
  return batch.right + batch.wrong + batch.failed;
}

/** Tasks of a batch's body that ended so. */
export function countOf(batch: Batch, ending: number): number {
  return ending === RIGHT ? batch.right : ending === WRONG ? batch.wrong : batch.failed;
}
