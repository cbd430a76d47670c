import { cholesky, choleskyInverse, choleskySolve } from "#shared/numerics/cholesky.ts";

/**
 * Least squares for a monthly series whose noise remembers: y = X·β + ε, ε an AR(1) process by calendar distance,
 * corr(ε_t, ε_t′) = ρ^|t−t′|, so that a missing month costs its value and shifts no other.
 *
 * Prior       flat on β, 1/σ; ρ on a grid with weights ∝ x(1−x), x = ρ/0.95 kept within 0.02..0.98
 * Posterior   of one coefficient: a mixture over ρ of Student t with n − p degrees of freedom, centre β̂, scale
 *             √(SS/(n−p)·(X′R⁻¹X)⁻¹), weight ∝ prior·|R|^(−½)·|X′R⁻¹X|^(−½)·SS^(−(n−p)/2)
 * Source      A. Zellner & G. C. Tiao (1964), Bayesian Analysis of the Regression Model with Autocorrelated Errors,
 *             JASA 59, 763–778
 */
export interface RegressionFit {
  /** By value of ρ: its posterior weight (they sum to 1), the coefficients and their scales. */
  readonly parts: readonly FitPart[];
  /** Degrees of freedom, n − p. */
  readonly freedom: number;
}

export interface FitPart {
  readonly weight: number;
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

export const LARGEST_RHO = 0.95;

/** 0, 0.05 … 0.95. */
export const RHO_GRID: readonly number[] = Array.from({ length: 20 }, (_, i) => i / 20);

/** The series moves beside its line by no more than rounding: there is no noise to judge a slope or a step by. */
const STILL = 1e-12;

function rhoPrior(rho: number): number {
  const x = Math.min(0.98, Math.max(0.02, rho / LARGEST_RHO));
  return x * (1 - x);
}

/**
 * Fits `values` at `months` (ascending, whole calendar months) by the given columns. Null where the values lie on their
 * line but for rounding. At least one value more than columns, and columns that are independent.
 */
export function fitAutocorrelated(
  months: Float64Array,
  columns: readonly Float64Array[],
  values: Float64Array,
  grid: readonly number[] = RHO_GRID,
): RegressionFit | null {
  const freedom = values.length - columns.length;
  const size = values.reduce((sum, value) => sum + value * value, 0);
  if (leastSquares(months, columns, values, 0).squares <= STILL * Math.max(1, size)) return null;
  const fits = grid.map((rho) => leastSquares(months, columns, values, rho));
  const lnWeights = fits.map(
    ({ lnRoots, squares }, i) => Math.log(rhoPrior(grid[i]!)) - lnRoots - (freedom / 2) * Math.log(squares),
  );
  const highest = Math.max(...lnWeights);
  const weights = lnWeights.map((lnWeight) => Math.exp(lnWeight - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    freedom,
    parts: fits.map(({ coefficients, variances, squares }, i) => ({
      weight: weights[i]! / total,
      centres: coefficients,
      scales: variances.map((variance) => Math.sqrt((squares / freedom) * variance)),
    })),
  };
}

/** The coefficients of ordinary least squares; of values without noise all there is to know. */
export function plainCoefficients(columns: readonly Float64Array[], values: Float64Array): Float64Array {
  return leastSquares(
    Float64Array.from(values, (_, i) => i),
    columns,
    values,
    0,
  ).coefficients;
}

/** Generalised least squares at one ρ. */
function leastSquares(
  months: Float64Array,
  columns: readonly Float64Array[],
  values: Float64Array,
  rho: number,
): {
  readonly coefficients: Float64Array;
  /** Diagonal of (X′R⁻¹X)⁻¹. */
  readonly variances: Float64Array;
  /** Residuals by R⁻¹: SS. */
  readonly squares: number;
  /** ½ ln|R| + ½ ln|X′R⁻¹X|. */
  readonly lnRoots: number;
} {
  // An AR(1) process looks back one step only: each value less what the one before foretells has noise of its own.
  const roots = months.map((month, i) => (i === 0 ? 1 : Math.sqrt(1 - rho ** (2 * (month - months[i - 1]!)))));
  const whiten = (column: Float64Array): Float64Array =>
    column.map((value, i) =>
      i === 0 ? value : (value - rho ** (months[i]! - months[i - 1]!) * column[i - 1]!) / roots[i]!,
    );
  const x = columns.map(whiten);
  const y = whiten(values);
  const p = columns.length;
  const normal = new Float64Array(p * p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) normal[i * p + j] = dot(x[i]!, x[j]!);
  const lower = cholesky(normal, p);
  if (lower === null) throw new Error("the columns of a regression depend on one another");
  const coefficients = choleskySolve(
    lower,
    Float64Array.from(x, (column) => dot(column, y)),
  );
  const inverse = choleskyInverse(lower, p);
  let squares = 0;
  for (let i = 0; i < y.length; i++) {
    let rest = y[i]!;
    for (let j = 0; j < p; j++) rest -= coefficients[j]! * x[j]![i]!;
    squares += rest * rest;
  }
  let lnRoots = 0;
  for (const root of roots) lnRoots += Math.log(root);
  for (let j = 0; j < p; j++) lnRoots += Math.log(lower[j * p + j]!);
  return { coefficients, variances: Float64Array.from({ length: p }, (_, j) => inverse[j * p + j]!), squares, lnRoots };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}
