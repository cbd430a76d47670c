import type { CompiledAttempt } from "#shared/engine/compile/compiled.ts";
import { MOST_TERMS } from "#shared/engine/route/grids.ts";
import type { CompiledRoute } from "#shared/engine/route/routeGrid.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { createTokenPart, type Orders, type TokenPart } from "./tokenSeries.ts";

/**
 * What is written over and over while the moments of a route are computed. All sizes come from the compiled route.
 * Moments of single attempts are kept within a trial, because another growth or other prices may need the same ones.
 */
export interface RouteScratch {
  /** By attempt of the workload: its moments under the cap, and free of it as the fallback after a stop. */
  readonly capped: readonly ConditionalMoments[];
  readonly free: readonly ConditionalMoments[];
  /** By attempt: e^(growth asked for − growth at which its moments were computed). */
  readonly cappedScale: Float64Array;
  readonly freeScale: Float64Array;
  readonly series: SeriesScratch;
  /** Orders 0 to 3 of the attempts that come through, and the chance of a stop, given the view of one row. */
  readonly given: Float64Array;
  /** Of one row: orders 0 to 2 and stops of what is right, then orders 0 to 3 and stops of all. */
  readonly row: Float64Array;
  readonly walk: WalkScratch;
}

/**
 * Moments of one attempt, given a point of the difficulty that it shares with other attempts of its task.
 *
 * By row of its projection: orders 0 to 3 of the tokens of an answer that is right (from RIGHT_AT), wrong, or of a stop
 * (killed at the cap, or waiting for the fallback). rows × ROW.
 */
export interface ConditionalMoments {
  readonly values: Float64Array;
  /** ln growth at which they were computed. Where neither cap nor limit can bind, another growth only scales tokens. */
  growth: number;
  isFree: boolean;
}

export const ROW = 12,
  RIGHT_AT = 0,
  WRONG_AT = 4,
  STOPPED_AT = 8;

/** Hermite series of one attempt. */
export interface SeriesScratch {
  readonly part: TokenPart;
  readonly answered: Orders;
  /** The same with runaways, which answer but never succeed. */
  readonly fruitless: Orders;
  readonly stoppedGood: Float64Array;
  readonly stoppedAll: Float64Array;
}

/**
 * One answer of an attempt in play: moments of its cost, its attempts, and of the attempt itself and of its fallback
 * tokens, and tokens × cost.
 */
export interface Answer {
  readonly cost: Float64Array;
  attempts: number;
  tokens: number;
  tokensTimesCost: number;
  fallbackTokens: number;
  fallbackTimesCost: number;
}

/** Of a walk through a route's steps from one point of the grid. */
export interface WalkScratch {
  readonly good: Answer;
  readonly bad: Answer;
  readonly killed: Answer;
  /** Moments of cost: of being here, of going on from here, and of what is added. */
  readonly here: Float64Array;
  readonly next: Float64Array;
  readonly step: Float64Array;
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly any: Float64Array;
  readonly after: Float64Array;
  /** By state: chance to end within the body from here on, and what that costs. */
  readonly finishes: Float64Array;
  readonly ahead: Float64Array;
  /** Moments of cost of the states of one step and of the next. */
  readonly states: readonly [Float64Array, Float64Array];
  /** Of the attempt that is counted: cost of the task besides it, times the weight of being here. */
  besides: number;
  /** Of those that go on from here: share that is lost to a tail, and what lies ahead of the others. */
  lost: number;
  costAhead: number;
}

/** Scratch for a route of a workload of these attempts. */
export function createRouteScratch(route: CompiledRoute, attempts: readonly CompiledAttempt[]): RouteScratch {
  const moments = (): ConditionalMoments[] =>
    route.projections.map((projection) => ({
      values: createScratch(projection === null ? 0 : projection.rows * ROW),
      growth: NaN,
      isFree: false,
    }));
  const series = (): Float64Array => createScratch(MOST_TERMS);
  const orders = (): Orders => [series(), series(), series(), series()];
  return {
    capped: moments(),
    free: moments(),
    cappedScale: createScratch(attempts.length),
    freeScale: createScratch(attempts.length),
    series: {
      part: createTokenPart(
        attempts.map((attempt) => attempt.series),
        MOST_TERMS,
      ),
      answered: orders(),
      fruitless: orders(),
      stoppedGood: series(),
      stoppedAll: series(),
    },
    given: createScratch(5),
    row: createScratch(9),
    walk: createWalkScratch(route),
  };
}

function createWalkScratch({ branches }: CompiledRoute): WalkScratch {
  const places = Math.max(...branches.map((branch) => branch.places));
  const states = Math.max(...branches.map(({ mostStates }) => mostStates));
  const costMoments = (): Float64Array => createScratch(4);
  const answer = (): Answer => ({
    cost: costMoments(),
    attempts: 0,
    tokens: 0,
    tokensTimesCost: 0,
    fallbackTokens: 0,
    fallbackTimesCost: 0,
  });
  return {
    good: answer(),
    bad: answer(),
    killed: answer(),
    here: costMoments(),
    next: costMoments(),
    step: costMoments(),
    right: costMoments(),
    wrong: costMoments(),
    any: costMoments(),
    after: costMoments(),
    finishes: createScratch(places),
    ahead: createScratch(places),
    states: [createScratch(4 * states), createScratch(4 * states)],
    besides: 0,
    lost: 0,
    costAhead: 0,
  };
}

/** Forgets the moments of a trial's attempts: another trial has another truth. */
export function forgetAttempts({ capped, free }: RouteScratch): void {
  for (let i = 0; i < capped.length; i++) capped[i]!.isFree = free[i]!.isFree = false;
}
