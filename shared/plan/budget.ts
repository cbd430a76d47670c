/**
 * Sums of money are compared with an amount up to a billionth of it: a year that stops exactly at its budget has
 * reached it and does not overrun it, in whatever order its days were added (MODEL.md 3.12).
 */
const ROUNDING = 1e-9;

/** Spend has reached the amount (of a budget or a cap). Both in money. */
export function hasReached(spend: number, amount: number): boolean {
  return spend >= reachedFrom(amount);
}

/** The least spend that counts as having reached the amount. */
export function reachedFrom(amount: number): number {
  return amount * (1 - ROUNDING);
}

/** Spend is above the amount. Both in money. */
export function hasOverrun(spend: number, amount: number): boolean {
  return spend > amount * (1 + ROUNDING);
}
