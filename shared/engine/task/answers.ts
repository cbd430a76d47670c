import type { CompiledStep } from "#shared/engine/route/routeGrid.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { follow, pay } from "./costMoments.ts";
import type { RouteContext } from "./routeContext.ts";
import type { TaskMoments } from "./taskMoments.ts";
import {
  RIGHT_AT,
  ROW,
  STOPPED_AT,
  WRONG_AT,
  type Answer,
  type RouteScratch,
  type WalkScratch,
} from "./routeScratch.ts";

/**
 * The answers of one attempt at one point of the grid: right, wrong, or stopped at its cap, each with the moments of
 * its cost. A walk loads them, uses them, and counts their attempts and tokens.
 */

/** Loads good, bad and killed with a step's attempt in a state, its fallback after a stop included. */
export function loadAttempt(
  { cap, prices, fees }: RouteContext,
  { capped, free, cappedScale, freeScale, walk }: RouteScratch,
  step: CompiledStep,
  point: number,
  state: number,
): void {
  const { attempt, rows, fallbackRows } = step;
  const { good, bad, killed } = walk;
  const { values } = capped[attempt]!;
  const scale = cappedScale[attempt]!;
  const price = prices[attempt]! * scale;
  const at = (rows === null ? point : rows[state]!) * ROW;
  loadAnswer(values, at + RIGHT_AT, price, scale, good);
  loadAnswer(values, at + WRONG_AT, price, scale, bad);
  loadAnswer(values, at + STOPPED_AT, price, scale, killed);
  if (fees !== null && fees[attempt]! > 0) {
    chargeFee(fees[attempt]!, good);
    chargeFee(fees[attempt]!, bad);
    chargeFee(fees[attempt]!, killed);
  }
  if (cap === null || cap.fallback < 0 || killed.cost[0] === 0) return;
  const { values: after } = free[cap.fallback]!;
  const afterScale = freeScale[cap.fallback]!;
  const afterPrice = prices[cap.fallback]! * afterScale;
  const afterAt = (fallbackRows === null ? point : fallbackRows[state]!) * ROW;
  const afterFee = fees === null ? 0 : fees[cap.fallback]!;
  addFallback(
    walk,
    { values: after, at: afterAt + RIGHT_AT, price: afterPrice, scale: afterScale, fee: afterFee },
    good,
  );
  addFallback(
    walk,
    { values: after, at: afterAt + WRONG_AT, price: afterPrice, scale: afterScale, fee: afterFee },
    bad,
  );
  clear(killed.cost);
  killed.attempts = killed.tokens = killed.tokensTimesCost = 0;
}

function loadAnswer(values: Float64Array, at: number, price: number, scale: number, answer: Answer): void {
  const chance = values[at]!;
  const tokens = values[at + 1]!;
  const squared = values[at + 2]! * price;
  const { cost } = answer;
  cost[0] = chance;
  cost[1] = tokens * price;
  cost[2] = squared * price;
  cost[3] = values[at + 3]! * price * price * price;
  answer.attempts = chance;
  answer.tokens = tokens * scale;
  answer.tokensTimesCost = squared * scale;
  answer.fallbackTokens = answer.fallbackTimesCost = 0;
}

/** Adds an attempt's fees to an answer. */
function chargeFee(fee: number, answer: Answer): void {
  pay(answer.cost, fee);
  answer.tokensTimesCost += answer.tokens * fee;
}

/** A row of the moments of the attempt that follows a stop, and what it costs. */
interface FallbackRow {
  readonly values: Float64Array;
  readonly at: number;
  readonly price: number;
  readonly scale: number;
  readonly fee: number;
}

/**
 * Adds to an answer those that come from the fallback after `killed`: given the point the two attempts are independent.
 */
function addFallback(
  { killed, after }: WalkScratch,
  { values, at, price, scale, fee }: FallbackRow,
  answer: Answer,
): void {
  const chance = values[at]!;
  const tokens = values[at + 1]!;
  const squared = values[at + 2]! * price + (fee > 0 ? tokens * fee : 0);
  const stops = killed.cost;
  after[0] = chance;
  after[1] = tokens * price;
  after[2] = values[at + 2]! * price * price;
  after[3] = values[at + 3]! * price * price * price;
  if (fee > 0) pay(after, fee);
  follow(stops, after, 1, answer.cost);
  answer.attempts += 2 * stops[0]! * chance;
  answer.tokens += killed.tokens * chance;
  answer.tokensTimesCost += killed.tokensTimesCost * chance + killed.tokens * after[1];
  answer.fallbackTokens += stops[0]! * tokens * scale;
  answer.fallbackTimesCost += (stops[0]! * squared + stops[1]! * tokens) * scale;
}

/**
 * Counts attempts and tokens of an answer that comes with this weight, in tasks that cost so much besides (weight ×
 * cost).
 */
export function count(
  { cap, fees }: RouteContext,
  attempt: number,
  answer: Answer,
  weight: number,
  otherCost: number,
  out: TaskMoments,
): void {
  out.attempts += weight * answer.attempts;
  if (fees !== null) {
    // Each answer has one attempt of its step; what else it has are fallbacks after a stop.
    out.made[attempt] = out.made[attempt]! + weight * answer.cost[0]!;
    if (cap !== null && cap.fallback >= 0)
      out.made[cap.fallback] = out.made[cap.fallback]! + weight * (answer.attempts - answer.cost[0]!);
  }
  out.tokens[attempt] = out.tokens[attempt]! + weight * answer.tokens;
  out.tokensTimesCost[attempt] =
    out.tokensTimesCost[attempt]! + weight * answer.tokensTimesCost + otherCost * answer.tokens;
  if (answer.fallbackTokens === 0) return;
  const { fallback } = cap!;
  out.tokens[fallback] = out.tokens[fallback]! + weight * answer.fallbackTokens;
  out.tokensTimesCost[fallback] =
    out.tokensTimesCost[fallback]! + weight * answer.fallbackTimesCost + otherCost * answer.fallbackTokens;
}

/** Adds to an ending `weight` × moments of cost. */
export function end(ending: number, weight: number, moments: Float64Array, out: TaskMoments): void {
  out.probability[ending] = out.probability[ending]! + weight * moments[0]!;
  out.cost[ending] = out.cost[ending]! + weight * moments[1]!;
  out.square[ending] = out.square[ending]! + weight * moments[2]!;
  out.cube += weight * moments[3]!;
}

/**
 * Share of the tasks that come to a step of this point in this state, from the state before the axes that open at it.
 */
export function shareOf({ opening, states }: CompiledStep, point: number, state: number): number {
  return opening === null ? 1 : opening[point * states + state]!;
}
