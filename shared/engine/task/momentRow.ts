import type { AttemptInPlay } from "./attemptInPlay.ts";
import { RIGHT_AT, ROW, STOPPED_AT, WRONG_AT } from "./routeScratch.ts";

/** Places in the sums of one row (`RouteScratch.row`). */
export const RIGHT_0 = 0,
  RIGHT_1 = 1,
  RIGHT_2 = 2,
  RIGHT_STOPPED = 3,
  ALL_0 = 4,
  ALL_1 = 5,
  ALL_2 = 6,
  ALL_3 = 7,
  ALL_STOPPED = 8;

/**
 * Writes what was found of one row: right, wrong and stopped answers, each within its bounds. `sums` holds what is
 * right (orders 0 to 2, and stops that would have been right) and all of it (orders 0 to 3, and stops).
 */
export function writeRow(
  { attempt, partial, capTokens }: AttemptInPlay,
  row: number,
  sums: Float64Array,
  out: Float64Array,
): void {
  const { limit } = attempt;
  // Far out a series is no longer a chance, which powers of it would blow up; there is next to no weight.
  const a0 = Math.min(1, Math.max(0, sums[ALL_0]!));
  const a1 = Math.min(a0 * limit, Math.max(0, sums[ALL_1]!));
  const a2 = Math.min(a0 * limit * limit, Math.max(0, sums[ALL_2]!));
  const a3 = Math.min(a2 * limit, Math.max(0, sums[ALL_3]!));
  const g0 = Math.min(a0, Math.max(0, sums[RIGHT_0]!));
  const g1 = Math.min(a1, Math.max(0, sums[RIGHT_1]!));
  const g2 = Math.min(a2, Math.max(0, sums[RIGHT_2]!));
  const as = Math.min(1 - a0, Math.max(0, sums[ALL_STOPPED]!));
  const gs = Math.min(as, Math.max(0, sums[RIGHT_STOPPED]!));
  // Which endings the cubes go with matters only to a step's successor; they go as the squares do.
  const g3 = a2 > 0 ? a3 * (g2 / a2) : 0;
  const c = capTokens === Infinity ? 0 : capTokens;
  const at = row * ROW;
  out[at + RIGHT_AT] = g0;
  out[at + RIGHT_AT + 1] = g1;
  out[at + RIGHT_AT + 2] = g2;
  out[at + RIGHT_AT + 3] = g3;
  out[at + WRONG_AT] = a0 - g0;
  out[at + WRONG_AT + 1] = a1 - g1;
  out[at + WRONG_AT + 2] = a2 - g2;
  out[at + WRONG_AT + 3] = a3 - g3;
  if (partial === 0) {
    addStops(out, at + STOPPED_AT, as, 0, c);
    return;
  }
  // Handed back: charged the cap, right with `partial` of its chance.
  addStops(out, at + RIGHT_AT, partial * gs, 1, c);
  addStops(out, at + WRONG_AT, as - partial * gs, 1, c);
  addStops(out, at + STOPPED_AT, 0, 0, c);
}

/** Adds to `kept` × what stands there the orders of a chance to take exactly so many tokens. */
function addStops(out: Float64Array, at: number, chance: number, kept: number, tokens: number): void {
  let moment = chance;
  for (let r = 0; r < 4; r++) {
    out[at + r] = kept * out[at + r]! + moment;
    moment *= tokens;
  }
}
