import { normalQuantile } from "#shared/numerics/normal.ts";
import type { CourseBands } from "./CourseFan.tsx";

const LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

/**
 * Quantiles of a rate by fiscal month, entry 0 today's: a random walk of ln by `monthlySd` a month whose mean stays the
 * rate (MODEL.md 3.6).
 */
export function currencyFan(rate: number, monthlySd: number, months: number): CourseBands {
  const at = (level: number, month: number): number =>
    rate * Math.exp(monthlySd * Math.sqrt(month) * normalQuantile(level) - (month * monthlySd ** 2) / 2);
  return {
    levels: LEVELS,
    quantiles: LEVELS.map((level) => Array.from({ length: months + 1 }, (_, month) => at(level, month))),
    lines: [],
  };
}
