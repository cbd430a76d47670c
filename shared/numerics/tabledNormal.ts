import { normalCdf, normalDensity, normalQuantile } from "./normal.ts";

/**
 * The normal distribution from tables, about five times as fast as `normal.ts` and exact to about 1e-9 absolute: for
 * the many draws and moments whose error is far below the Monte Carlo error. Never for tails, where `normal.ts` keeps
 * its relative error.
 */

const REACH = 8;
const STEPS = 64;
/** Φ and φ / STEPS at each node, side by side. */
const CDF = new Float64Array(2 * (2 * REACH * STEPS + 1));
for (let i = 0; 2 * i < CDF.length; i++) {
  CDF[2 * i] = normalCdf(i / STEPS - REACH);
  CDF[2 * i + 1] = normalDensity(i / STEPS - REACH) / STEPS;
}

/** Φ(x), absolute error below 3e-10 (step⁴/384 · max |φ‴|). */
export function tabledCdf(x: number): number {
  if (!(x > -REACH)) return 0;
  if (x >= REACH) return 1;
  return interpolate(CDF, (x + REACH) * STEPS);
}

const RANKS = 2048;
/** Below this share of a table's ranks the quantile bends too much for it. */
const LOWEST = 1 / 64;
/** Φ⁻¹ and its slope per step at each node: over all ranks, and over the lowest ones, as many nodes for them alone. */
const QUANTILE = tableQuantiles(1, 1 - LOWEST);
const LOW_QUANTILE = tableQuantiles(LOWEST, LOWEST);

function tableQuantiles(reach: number, highest: number): Float64Array {
  const table = new Float64Array(2 * (RANKS + 1));
  for (let i = Math.floor(LOWEST * RANKS); i <= (highest / reach) * RANKS; i++) {
    table[2 * i] = normalQuantile((reach * i) / RANKS);
    table[2 * i + 1] = reach / (RANKS * normalDensity(table[2 * i]!));
  }
  return table;
}

/** Φ⁻¹(u), absolute error below 2e-8; far out in the tails `normalQuantile` itself. */
export function tabledQuantile(u: number): number {
  if (u >= LOWEST && u <= 1 - LOWEST) return interpolate(QUANTILE, u * RANKS);
  if (u < LOWEST) return u > LOWEST * LOWEST ? interpolate(LOW_QUANTILE, u * (RANKS / LOWEST)) : normalQuantile(u);
  // 1 − u is exact here.
  return 1 - u > LOWEST * LOWEST ? -interpolate(LOW_QUANTILE, (1 - u) * (RANKS / LOWEST)) : normalQuantile(u);
}

const MILLS_FROM = 2;
const MILLS_TO = 30;
const MILLS_STEPS = 32;
/** Mills' ratio and its slope per step at each node. */
const MILLS = new Float64Array(2 * ((MILLS_TO - MILLS_FROM) * MILLS_STEPS + 2));
for (let i = 0; 2 * i < MILLS.length; i++) {
  const x = MILLS_FROM + i / MILLS_STEPS;
  const ratio = normalCdf(-x) / normalDensity(x);
  MILLS[2 * i] = ratio;
  MILLS[2 * i + 1] = (x * ratio - 1) / MILLS_STEPS;
}

/** Mills' ratio (1 − Φ(x)) / φ(x) for x ≥ 2, relative error below 1e-8. */
export function tabledMills(x: number): number {
  if (x < MILLS_TO) return interpolate(MILLS, (x - MILLS_FROM) * MILLS_STEPS);
  const y = 1 / (x * x);
  return (1 - y * (1 - y * (3 - y * 15))) / x;
}

/** Cubic Hermite interpolation of a table of values and slopes. */
function interpolate(table: Float64Array, position: number): number {
  const i = position | 0;
  const u = position - i;
  const left = table[2 * i]!;
  const leftSlope = table[2 * i + 1]!;
  const rise = table[2 * i + 2]! - left;
  const rightSlope = table[2 * i + 3]!;
  return left + u * (leftSlope + u * (3 * rise - 2 * leftSlope - rightSlope + u * (leftSlope + rightSlope - 2 * rise)));
}
