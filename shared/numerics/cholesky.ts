/**
 * Symmetric positive definite matrices, small and dense, row by row in one array of n² numbers.
 *
 * Source  G. H. Golub & C. F. Van Loan (2013), Matrix Computations, algorithm 4.2.1
 */

/** The lower triangle L with L·Lᵀ = `matrix`; null where the matrix is not positive definite. */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) lower[i * n + j] = rest / lower[j * n + j]!;
      else if (rest > 0 && rest < Infinity) lower[i * n + i] = Math.sqrt(rest);
      else return null;
    }
  }
  return lower;
}

/** x with L·Lᵀ·x = `right`. */
export function choleskySolve(lower: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const x = forwardSolve(lower, right);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower[k * n + i]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  return x;
}

/** x with L·x = `right`: the right side in units of its own noise. */
export function forwardSolve(lower: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * n + k]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  return x;
}

/** Inverse of L·Lᵀ. */
export function choleskyInverse(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    choleskySolve(lower, unit).forEach((value, i) => (inverse[i * n + j] = value));
  }
  return inverse;
}
