import type { Random } from "#shared/random/random.ts";
import { gammaDraw, lnGammaDraw } from "./gamma.ts";

/**
 * Beta: a share that nobody knows exactly, such as a success rate observed in n runs.
 *
 * Parameters  a > 0, b > 0
 * Support     0 < x < 1
 * Mean        a / (a + b)
 * Variance    a·b / ((a + b)²·(a + b + 1))
 * Source      Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25
 * Chances     `incompleteBeta.ts` in shared/numerics
 */

/** One draw, as the share of one gamma draw in the sum of two. */
export function betaDraw(a: number, b: number, random: Random): number {
  if (a >= 1 && b >= 1) {
    const one = gammaDraw(a, random);
    return one / (one + gammaDraw(b, random));
  }
  // A tiny shape's draw underflows; its logarithm does not.
  const lnOne = lnGammaDraw(a, random);
  const lnOther = lnGammaDraw(b, random);
  return 1 / (1 + Math.exp(lnOther - lnOne));
}
