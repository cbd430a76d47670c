/**
 * Gaussian copula: dependent uncertain numbers are quantiles at correlated normal scores, so that each keeps its own
 * distribution.
 *
 * Source  R. L. Iman & W. J. Conover (1982); rank to product moment: K. Pearson (1907), On Further Methods of
 * Determining Correlation
 */

/** The correlation of normal scores whose (Spearman) rank correlation is `rank`. */
export function pearsonOfRank(rank: number): number {
  return 2 * Math.sin((Math.PI * rank) / 6);
}

/** Eigenvalues down to this far below zero are rounding. */
const TOLERANCE = 1e-9;
/** What of a variance is left after those before it, below which a number follows them entirely. */
const DETERMINED = 1e-12;

/**
 * Lower-triangular L with L·Lᵀ = `correlation`, rows of length 1: scores are L times independent normal numbers.
 * `correlation` is symmetric with a diagonal of ones and may be singular (two numbers that always move together);
 * null if it is no correlation at all: an eigenvalue below −1e-9.
 */
export function correlationFactor(correlation: readonly (readonly number[])[]): number[][] | null {
  const size = correlation.length;
  if (!isPositiveSemidefinite(correlation)) return null;
  const factor = correlation.map(() => new Array<number>(size).fill(0));
  for (let j = 0; j < size; j++) {
    const left = remainder(correlation, factor, j, j);
    if (left <= DETERMINED) continue;
    const pivot = Math.sqrt(left);
    for (let i = j; i < size; i++) factor[i]![j] = remainder(correlation, factor, i, j) / pivot;
  }
  for (const row of factor) {
    const length = Math.hypot(...row);
    for (let j = 0; j < size; j++) row[j]! /= length;
  }
  return factor;
}

/**
 * Cholesky's method on the matrix lifted by the tolerance goes through exactly when no eigenvalue lies further below
 * zero.
 */
function isPositiveSemidefinite(matrix: readonly (readonly number[])[]): boolean {
  const lifted = matrix.map((row, i) => row.map((value, j) => (i === j ? value + TOLERANCE : value)));
  const factor = matrix.map(() => new Array<number>(matrix.length).fill(0));
  for (let j = 0; j < matrix.length; j++) {
    const left = remainder(lifted, factor, j, j);
    if (!(left > 0)) return false;
    const pivot = Math.sqrt(left);
    for (let i = j; i < matrix.length; i++) factor[i]![j] = remainder(lifted, factor, i, j) / pivot;
  }
  return true;
}

/** matrix[i][j] less what the first j columns of the factor already explain. */
function remainder(
  matrix: readonly (readonly number[])[],
  factor: readonly (readonly number[])[],
  i: number,
  j: number,
): number {
  let left = matrix[i]![j]!;
  for (let k = 0; k < j; k++) left -= factor[i]![k]! * factor[j]![k]!;
  return left;
}
