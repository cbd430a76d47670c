/**
 * Derivatives of ln Γ(x), x > 0.
 *
 * Source  Abramowitz & Stegun (1964), 6.3.5, 6.3.18, 6.4.6 and 6.4.12
 */

/** From here on the asymptotic series holds to the last digit. */
const SERIES_FROM = 10;

/** ψ(x) = d ln Γ(x) / dx. */
export function digamma(x: number): number {
  let sum = 0;
  for (; x < SERIES_FROM; x++) sum -= 1 / x;
  const r = 1 / (x * x);
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12))))));
  return sum + Math.log(x) - 0.5 / x - series;
}

/** ψ′(x) = d² ln Γ(x) / dx². */
export function trigamma(x: number): number {
  let sum = 0;
  for (; x < SERIES_FROM; x++) sum += 1 / (x * x);
  const r = 1 / (x * x);
  const series =
    r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - r * (691 / 2730 - (7 * r) / 6))))));
  return sum + (1 + 0.5 / x + series) / x;
}
