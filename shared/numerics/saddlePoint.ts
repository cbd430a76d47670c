/**
 * The two functions from which every gamma, beta, Poisson and binomial probability here is built without cancellation.
 *
 * Source  C. Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 */

/** From here on the asymptotic series holds to the last digit. */
const SERIES_FROM = 10;

/** ln x! − ln(√(2πx)·(x/e)ˣ) for real x > 0: what Stirling's formula leaves out. Absolute error a few 1e-15. */
export function stirlingError(x: number): number {
  if (x >= SERIES_FROM) return stirlingSeries(x);
  const steps = Math.ceil(SERIES_FROM - x);
  const shifted = x + steps;
  // (x+1)(x+2)…(x+steps) leads from x! to shifted!
  let product = 1;
  for (let k = 1; k < steps; k++) product *= (x + k) / shifted;
  return stirlingSeries(shifted) + (x + 0.5) * Math.log(shifted / x) - Math.log(product) - steps;
}

function stirlingSeries(x: number): number {
  const r = 1 / x;
  const square = r * r;
  return (
    r *
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square / 156))))))
  );
}

/** x·ln(x/mean) + mean − x for x > 0, mean > 0: half the deviance, exact also where x is close to the mean. */
export function halfDeviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) > 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  const square = v * v;
  let sum = difference * v;
  let power = 2 * x * v;
  for (let k = 3; ; k += 2) {
    power *= square;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * meanˣ·e^(−mean) / Γ(x+1) for real x > 0: the Poisson probability, and the front factor of the incomplete gamma
 * function.
 */
export function poissonTerm(x: number, mean: number): number {
  return Math.exp(-stirlingError(x) - halfDeviance(x, mean)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * Γ(x+y+1) / (Γ(x+1)·Γ(y+1)) · pˣ·qʸ with q = 1 − p, for real x, y > 0: the front factor of the incomplete beta
 * function.
 */
export function binomialTerm(x: number, y: number, p: number, q: number): number {
  const n = x + y;
  return (
    Math.exp(stirlingError(n) - stirlingError(x) - stirlingError(y) - halfDeviance(x, n * p) - halfDeviance(y, n * q)) *
    Math.sqrt(n / (2 * Math.PI * x * y))
  );
}

/** ln Γ(x) for real x > 0. */
export function lnGamma(x: number): number {
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI);
}
