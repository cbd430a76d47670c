import type { Samples } from "#shared/engine/samples.ts";
import { leastSquares } from "#shared/statistics/leastSquares.ts";
import { jackknifeError } from "#shared/statistics/moments.ts";
import { normalScores } from "#shared/statistics/normalScores.ts";
import { GROUPS, levelsAround } from "./quantileDistance.ts";
import type { YearSamples } from "./simulateChanged.ts";

/**
 * How far a quantile of the base's spend moves when an unknown is held, and the standard error of that. It takes what
 * each trial of the base drew for the unknown, and the first of its trials with the unknown held.
 */
export type HeldDistance = (
  values: Float64Array,
  held: YearSamples,
) => { readonly value: number; readonly error: number };

/**
 * Distances from few years: what holding an unknown does to a year follows so closely from what the year drew and spent that a
 * regression says it of all years of the base. The quantile is that of the regression's years, corrected by how far the
 * regression is off in the years that were simulated: a quantile's difference estimator. Its error is from groups of
 * trials left out in turn.
 *
 * Source  J. N. K. Rao, J. G. Kovar & H. J. Mantel (1990), On estimating distribution functions and quantiles from
 * survey data using auxiliary information, Biometrika 77(2), 365–375
 */
export function heldDistanceFrom(base: Samples, level: number): HeldDistance {
  const ofBase = levelsAround(base.spend, level);
  return (values, held) => {
    const predicted = predictedSpend(base, values, held);
    const ofPredicted = levelsAround(predicted, level);
    const ofHeld = levelsAround(held.spend, level);
    const ofSame = levelsAround(predicted.subarray(0, held.trials), level);
    const distance = (left: number): number => ofPredicted(left) - ofBase(left) + (ofHeld(left) - ofSame(left));
    return { value: distance(-1), error: jackknifeError(Array.from({ length: GROUPS }, (_, left) => distance(left))) };
  };
}

/**
 * Spend of every year of the base with the unknown held, as the held years say it: of workloads by the money that moves
 * and by the score of what was drawn, since a multiplier moves money in proportion; of costs by what was drawn.
 */
function predictedSpend(base: Samples, values: Float64Array, held: YearSamples): Float64Array {
  const { spend } = base;
  const one = new Float64Array(base.trials).fill(1);
  const score = normalScores(values);
  const squared = score.map((z) => z * z);
  const moved = movedSpend(base, held);
  const timesMoved = (factor: Float64Array): Float64Array => factor.map((z, t) => z * moved[t]!);
  const terms = moved.some((money) => money !== 0)
    ? [one, score, squared, moved, timesMoved(score), timesMoved(squared), timesMoved(score.map((z) => z ** 3))]
    : [one, values, score, squared];
  const weights = leastSquares(
    terms,
    held.spend.map((money, t) => money - spend[t]!),
  );
  return spend.map((money, t) => terms.reduce((sum, term, i) => sum + weights[i]! * term[t]!, money));
}

/** By trial of the base, what those workloads spend that holding the unknown changes. */
function movedSpend({ trials, workloads }: Samples, held: YearSamples): Float64Array {
  const moved = new Float64Array(trials);
  for (const [w, { spend }] of workloads.entries()) {
    if (held.workloads[w]!.spend.every((money, t) => money === spend[t])) continue;
    for (let t = 0; t < trials; t++) moved[t]! += spend[t]!;
  }
  return moved;
}
