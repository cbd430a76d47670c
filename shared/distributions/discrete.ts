import { normalQuantile, normalUpperQuantile } from "#shared/numerics/normal.ts";

/**
 * Discrete: one of a few values, each with its weight.
 *
 * Parameters  values, ascending, in the unit of the quantity; probabilities > 0 that sum to 1
 * Support     the values
 * Mean        Σ probability · value
 * Variance    Σ probability · (value − mean)²
 *
 * The values ascend whatever their order in the plan, so that a rank correlation means the same as for every other
 * family.
 */
export interface Discrete {
  readonly kind: "discrete";
  readonly values: readonly number[];
  readonly probabilities: readonly number[];
  /** The normal score up to which each value but the last reaches. */
  readonly upperScores: readonly number[];
}

/** Weights need not sum to 1; a value of weight 0 never comes. At least one weight is positive. */
export function discreteFromWeights(values: readonly number[], weights: readonly number[]): Discrete {
  const pairs = values
    .map((value, i) => ({ value, weight: weights[i] ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.value - b.value);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  const upperScores = pairs.slice(0, -1).map(({ weight }) => {
    reached += weight;
    const share = reached / total;
    return share < 0.5 ? normalQuantile(share) : normalUpperQuantile((total - reached) / total);
  });
  return {
    kind: "discrete",
    values: pairs.map(({ value }) => value),
    probabilities: pairs.map(({ weight }) => weight / total),
    upperScores,
  };
}

/** The value at a standard normal score. */
export function discreteAtScore({ values, upperScores }: Discrete, score: number): number {
  let i = 0;
  while (i < upperScores.length && score > upperScores[i]!) i++;
  return values[i]!;
}

/** The smallest value not exceeded with probability `p`. */
export function discreteQuantile(discrete: Discrete, p: number): number {
  return discreteAtScore(discrete, normalQuantile(p));
}

/** Mean, in the unit of the values. */
export function discreteMean({ values, probabilities }: Discrete): number {
  return values.reduce((sum, value, i) => sum + probabilities[i]! * value, 0);
}

/** Variance, in the square of the unit of the values. */
export function discreteVariance(discrete: Discrete): number {
  const mean = discreteMean(discrete);
  return discrete.values.reduce((sum, value, i) => sum + discrete.probabilities[i]! * (value - mean) ** 2, 0);
}
