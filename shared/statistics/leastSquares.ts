import { cholesky, choleskySolve } from "#shared/numerics/cholesky.ts";

/**
 * What each term counts in the sum of terms that lies nearest to `values` by least squares: solved by the normal
 * equations of terms in units of their own size. A trace of the diagonal keeps terms that are nearly the same, or
 * nothing, solvable. Terms hold at least as many numbers as `values`; those beyond it are not read.
 *
 * Source  G. H. Golub & C. F. Van Loan (2013), Matrix Computations, 5.3
 */
export function leastSquares(terms: readonly Float64Array[], values: Float64Array): Float64Array {
  const size = terms.length;
  const sizes = terms.map((term) => Math.sqrt(productOf(term, term, values.length)) || 1);
  const products = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    right[i] = productOf(terms[i]!, values, values.length) / sizes[i]!;
    for (let j = 0; j <= i; j++) {
      const product = productOf(terms[i]!, terms[j]!, values.length) / (sizes[i]! * sizes[j]!);
      products[i * size + j] = products[j * size + i] = product;
    }
    products[i * size + i]! += TRACE;
  }
  const lower = cholesky(products, size);
  if (lower === null) throw new Error("a regression needs finite numbers");
  return choleskySolve(lower, right).map((weight, i) => weight / sizes[i]!);
}

const TRACE = 1e-9;

function productOf(one: Float64Array, other: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += one[i]! * other[i]!;
  return sum;
}
