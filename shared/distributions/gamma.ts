import type { Random } from "#shared/random/random.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";

/**
 * Gamma with scale 1: how unevenly people use it, and, doubled, the chi-square of an estimated variance.
 *
 * Parameters  shape > 0
 * Support     x > 0
 * Mean        shape
 * Variance    shape
 * Source      G. Marsaglia & W. W. Tsang (2000), A Simple Method for Generating Gamma Variables, ACM TOMS 26(3),
 *             363–372
 * Chances     `incompleteGamma.ts` in shared/numerics
 */

/** One draw. Takes as many numbers of the stream as it needs (2 or 3, seldom more), so give it a stream of its own. */
export function gammaDraw(shape: number, random: Random): number {
  return shape < 1 ? Math.exp(lnGammaDraw(shape, random)) : standardDraw(shape, random);
}

/** The logarithm of a draw: finite also where a tiny shape makes the draw itself underflow. */
export function lnGammaDraw(shape: number, random: Random): number {
  // Below 1: a draw of shape + 1, times a power of a uniform number.
  if (shape < 1) return lnGammaDraw(shape + 1, random) + Math.log(random()) / shape;
  return Math.log(standardDraw(shape, random));
}

/** One draw for a shape of at least 1. */
function standardDraw(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = tabledQuantile(random());
    const u = random();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const square = x * x;
    // The paper's squeeze: what lies below it is accepted by the logarithms too, so it saves them and changes no draw.
    if (u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** One draw of chi-square with `k` > 0 degrees of freedom. */
export function chiSquareDraw(k: number, random: Random): number {
  return 2 * gammaDraw(k / 2, random);
}
