import type { Segment, Slot } from "#shared/engine/compile/compiled.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import type { RouteTasks } from "#shared/engine/task/routeTasks.ts";

/**
 * The tasks of one segment under one route, before any month cap (sections 1, 2 and 5 of `shared/engine/README.md`).
 * The tail is played task by task; the rest, the body, is a sum. Each part has one writer: nobody the plan,
 * `drawBatch.ts` the draw, `splitDays.ts` the days.
 */
export interface Batch {
  readonly plan: BatchPlan;
  readonly draw: BatchDraw;
  readonly days: BatchDays;
}

export interface BatchPlan {
  readonly segment: Segment;
  /** The segment's place among the workload's. */
  readonly index: number;
  /** Address of the body's random numbers: MAIN_STREAM or FALLBACK_STREAM. */
  readonly bodyStream: number;
  /** Where an attempt may lie in its tail. */
  readonly slots: readonly Slot[];
  /** The route's tasks; and the same without tails, for months of so many that the tail alone is too many to play. */
  readonly tasks: RouteTasks;
  readonly tasksOfAll: RouteTasks;
}

export interface BatchDraw {
  /** Raised with every draw, so that the days know whether they are those of this one. */
  number: number;
  /** Key of the segment's random numbers. */
  a: number;
  b: number;
  /** Expected tasks. */
  expected: number;
  /** The body: sums over the segment. */
  spend: number;
  right: number;
  wrong: number;
  failed: number;
  attempts: number;
  readonly tokens: Float64Array;
  /** By attempt, how often it was made; kept only where attempts have fees. */
  readonly made: Float64Array;
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
  /** Tasks played one by one; `makeRoom` replaces these arrays by longer ones. */
  played: number;
  playedCost: Float64Array;
  playedEnding: Uint8Array;
  playedAttempts: Int32Array;
  /** attempts × played. */
  playedTokens: Float64Array;
  /** The same, how often each was made; of a workload without fees nothing. */
  playedMade: Float64Array;
  /** Keys of their random numbers. */
  playedA: Int32Array;
  playedB: Int32Array;
}

/** By day of the segment. */
export interface BatchDays {
  /** Number of the draw whose days these are, and of the one whose `tasks` these are; 0: of none. */
  drawn: number;
  tasksDrawn: number;
  /** Share of the body's spend, how far that deviates from what was expected, and share of its expected tasks. */
  readonly spendShare: Float64Array;
  readonly spendDeviation: Float64Array;
  readonly taskShare: Float64Array;
  /** Tasks of the body; computed only where something cuts a day. */
  readonly tasks: Float64Array;
  /** Day of each played task. */
  readonly played: number[];
}

// Where tasks are played, the fallback meets the very same ones. Of a body it meets those that the main route did not:
// as many arrive, but how they go is drawn from a stream of its own.
export const MAIN_STREAM = 0,
  FALLBACK_STREAM = 0x2c1b3c6d,
  USER_FALLBACK_STREAM = 0x297a2d39;

/** Days of the longest month: places of everything that is kept by day of a month. */
export const LONGEST_MONTH = 31;

/** A batch that nothing has been drawn for. `attempts` of its workload. */
export function createBatch(plan: BatchPlan, attempts: number): Batch {
  return {
    plan,
    draw: {
      number: 0,
      a: 0,
      b: 0,
      expected: 0,
      spend: 0,
      right: 0,
      wrong: 0,
      failed: 0,
      attempts: 0,
      tokens: createScratch(attempts),
      made: createScratch(attempts),
      tokensOfDeviation: createScratch(attempts),
      squaredCost: 0,
      effectiveTasks: 0,
      followed: 0,
      own: 1,
      follows: createScratch(3),
      explained: createScratch(3),
      played: 0,
      playedCost: createScratch(0),
      playedEnding: new Uint8Array(0),
      playedAttempts: new Int32Array(0),
      playedTokens: createScratch(0),
      playedMade: createScratch(0),
      playedA: new Int32Array(0),
      playedB: new Int32Array(0),
    },
    days: {
      drawn: 0,
      tasksDrawn: 0,
      spendShare: createScratch(LONGEST_MONTH),
      spendDeviation: createScratch(LONGEST_MONTH),
      taskShare: createScratch(LONGEST_MONTH),
      tasks: createScratch(LONGEST_MONTH),
      played: [],
    },
  };
}

/** Makes room for so many more played tasks, keeping those there are. */
export function makeRoom(draw: BatchDraw, more: number): void {
  const needed = draw.played + more;
  if (needed <= draw.playedCost.length) return;
  const room = 2 * needed;
  const attempts = draw.tokens.length;
  draw.playedCost = longer(draw.playedCost, draw.played, createScratch(room));
  draw.playedTokens = longer(draw.playedTokens, draw.played * attempts, createScratch(room * attempts));
  draw.playedMade = longer(draw.playedMade, draw.played * attempts, createScratch(room * attempts));
  draw.playedEnding = longer(draw.playedEnding, draw.played, new Uint8Array(room));
  draw.playedAttempts = longer(draw.playedAttempts, draw.played, new Int32Array(room));
  draw.playedA = longer(draw.playedA, draw.played, new Int32Array(room));
  draw.playedB = longer(draw.playedB, draw.played, new Int32Array(room));
}

function longer<Numbers extends Float64Array | Int32Array | Uint8Array>(
  from: Numbers,
  count: number,
  into: Numbers,
): Numbers {
  for (let i = 0; i < count; i++) into[i] = from[i]!;
  return into;
}

/** Tasks of a batch's body. */
export function bodyCount({ right, wrong, failed }: BatchDraw): number {
  return right + wrong + failed;
}

/** Tasks of a batch's body that ended so. */
export function countOf({ right, wrong, failed }: BatchDraw, ending: number): number {
  return ending === RIGHT ? right : ending === WRONG ? wrong : failed;
}
