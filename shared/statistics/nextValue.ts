import { studentQuantile } from "#shared/distributions/student.ts";
import { mean, variance } from "./moments.ts";

/**
 * Where the next of a few like values will lie, with 8 chances in 10: mean ± t₀.₉·s·√(1 + 1/n), on the scale on which
 * they are normal. At least two values; positive ones are taken on the log scale. Source: Gelman et al. (2013),
 * Bayesian Data Analysis, 3.2.
 */
export function nextValueRange(values: readonly number[]): {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
} {
  const isPositive = values.every((value) => value > 0);
  const scaled = Float64Array.from(values, (value) => (isPositive ? Math.log(value) : value));
  const middle = mean(scaled);
  const reach = studentQuantile(0.9, values.length - 1) * Math.sqrt(variance(scaled) * (1 + 1 / values.length));
  const back = isPositive ? Math.exp : (value: number): number => value;
  return { low: back(middle - reach), middle: back(middle), high: back(middle + reach) };
}
