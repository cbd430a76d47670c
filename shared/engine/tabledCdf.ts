import { normalCdf, normalDensity } from "../distributions/normal.ts";

const REACH = 8;
const STEPS = 64;
const SIZE = 2 * REACH * STEPS + 1;
/** Φ and φ / STEPS at each node, side by side. */
const TABLE = new Float64Array(2 * SIZE);
for (let i = 0; i < SIZE; i++) {
  TABLE[2 * i] = normalCdf(i / STEPS - REACH);
  TABLE[2 * i + 1] = normalDensity(i / STEPS - REACH) / STEPS;
}

/**
 * Φ(x) by cubic Hermite interpolation of a table: absolute error below 3e-10 (step⁴/384 · max |φ‴|), five times as fast as `normalCdf`.
 * For moments of the body, of which that is far below the Monte Carlo error; never for tails.
 */
export function tabledCdf(x: number): number {
  if (!(x > -REACH)) return 0;
  if (x >= REACH) return 1;
  const position = (x + REACH) * STEPS;
  const i = Math.floor(position);
  const u = position - i;
  const left = TABLE[2 * i]!;
  const leftSlope = TABLE[2 * i + 1]!;
  const rise = TABLE[2 * i + 2]! - left;
  const rightSlope = TABLE[2 * i + 3]!;
  return left + u * (leftSlope + u * (3 * rise - 2 * leftSlope - rightSlope + u * (leftSlope + rightSlope - 2 * rise)));
}
