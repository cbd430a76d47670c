import { betaQuantile } from "./beta.ts";

/**
 * Student's t: an estimate over its own estimated error.
 *
 * Source  Abramowitz & Stegun (1964), 26.7.1
 */

/** The value that |t| of `degrees` > 0 degrees of freedom does not exceed with probability `level`. */
export function studentTWithin(level: number, degrees: number): number {
  // degrees ÷ (degrees + t²) is beta; its lower tail is what |t| exceeds.
  const share = betaQuantile(1 - level, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - share)) / share);
}
