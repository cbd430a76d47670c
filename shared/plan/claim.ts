import { normalQuantile } from "#shared/numerics/normal.ts";
import { certainValue, uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";

/** What a case promises of its metric, on the scale of the effect (up is better): N(mean, sd²). */
export interface Claim {
  readonly mean: number;
  readonly sd: number;
}

/** Distance of the 90 % point of a standard normal from its middle: 1.2816. */
export const P90 = normalQuantile(0.9);

/**
 * The claim of a target: its 10 % and 90 % points taken to the effect's scale, mean their middle, sd half their distance
 * ÷ 1.2816. Scale log: −ln(1−c) where lower is better (c below 1), ln(1+c) where higher is; level: c itself. A certain
 * target has sd = |mean|/2.
 */
export function claimOf(target: UncertainNumber, better: "lower" | "higher", scale: "log" | "level"): Claim {
  const onScale = (change: number): number => changeOnScale(change, better, scale);
  const certain = certainValue(target);
  if (certain !== null) {
    const mean = onScale(certain);
    return { mean, sd: Math.abs(mean) / 2 };
  }
  const low = onScale(uncertainQuantile(target, 0.1));
  const high = onScale(uncertainQuantile(target, 0.9));
  return { mean: (low + high) / 2, sd: (high - low) / 2 / P90 };
}

/** A change as a target states it (0.2 is 20 % better on scale log), on the scale of the effect, where up is better. */
export function changeOnScale(change: number, better: "lower" | "higher", scale: "log" | "level"): number {
  if (scale === "level") return change;
  return better === "lower" ? -Math.log1p(-change) : Math.log1p(change);
}
