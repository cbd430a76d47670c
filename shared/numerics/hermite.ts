/**
 * Functions of a standard normal latent as series of orthonormal Hermite polynomials h_n = He_n / √n!.
 *
 * Difficulty in the model is Gaussian all the way down, and in this basis conditioning is multiplication: if G and Z
 * are standard normal with correlation r, then E[h_n(G) | Z] = rⁿ·h_n(Z) (Mehler). An attempt's moments are therefore
 * computed once as a series and looked at from any level of the task's difficulty for the price of a dot product.
 */

/** Writes h_0(x) … h_{count−1}(x) to `out`. */
export function hermiteValues(x: number, out: Float64Array, count = out.length): void {
  if (count > ORDERS) throw new RangeError(`${count} Hermite polynomials; at most ${ORDERS} have their constants here`);
  out[0] = 1;
  if (count > 1) out[1] = x;
  for (let n = 2; n < count; n++) {
    out[n] = (x * out[n - 1]! - SQRT[n - 1]! * out[n - 2]!) * INVERSE_SQRT[n]!;
  }
}

const ORDERS = 128;
/** √n for the recurrences of the series. */
export const SQRT = Float64Array.from({ length: ORDERS }, (_, n) => Math.sqrt(n));
/** 1/√n; entry 0 is unused. */
export const INVERSE_SQRT = Float64Array.from({ length: ORDERS }, (_, n) => (n === 0 ? 0 : 1 / Math.sqrt(n)));
