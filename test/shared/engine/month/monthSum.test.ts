import { describe, expect, it } from "vitest";
import { MEDIUM, aWorkload, aYear, simulated } from "#test/shared/engine/lawPlans.ts";

const TRIALS = 20_000;

/**
 * With one sure model and no cap a month's spend is a compound Poisson sum, whose moments are known: n·E[X], n·E[X²],
 * and skewness E[X³] / (√n · E[X²]^1.5). Runaways of a sure factor f in a share s of attempts multiply E[Xʳ] by 1 − s +
 * s·fʳ.
 */
function knownSkewness(
  tasks: number,
  sigma: number,
  runaway: { readonly share: number; readonly factor: number },
): number {
  const mixed = (r: number): number => 1 - runaway.share + runaway.share * runaway.factor ** r;
  return (Math.exp(4.5 * sigma ** 2) * mixed(3)) / (Math.sqrt(tasks) * (Math.exp(2 * sigma ** 2) * mixed(2)) ** 1.5);
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly sd: number; readonly skewness: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  return { mean, sd, skewness: values.reduce((sum, x) => sum + ((x - mean) / sd) ** 3, 0) / values.length };
}

describe("a month's sum of tasks", () => {
  it.each([
    { perDay: 40, sigma: 0.5, runaway: { share: 0, factor: 1 } },
    { perDay: 40, sigma: 0.9, runaway: { share: 0.002, factor: 20 } },
    { perDay: 400, sigma: 0.9, runaway: { share: 0.002, factor: 20 } },
    { perDay: 4_000, sigma: 0.9, runaway: { share: 0.001, factor: 40 } },
  ])(
    "is as skew as it must be, tail and body together: $perDay a day, sigma $sigma, runaways $runaway",
    ({ perDay, sigma, runaway }) => {
      const medium = {
        ...MEDIUM,
        tokens: { family: "lognormal", median: 600_000, sigma },
        ...(runaway.share > 0 ? { runaway } : {}),
      } as const;
      // No attempt meets the limit, which would take the top off the sum.
      const work = aWorkload(
        perDay,
        { attempts: { medium: { ...medium, tokens: { ...medium.tokens, limit: 1e12 } } } },
        { tasksPerUserPerDay: perDay / 10, users: 10 },
      );
      const [month] = simulated(aYear({ work }, { months: 1 }), TRIALS).months;
      const workingDays = 21;
      const known = knownSkewness(perDay * workingDays, sigma, runaway);
      const { skewness } = momentsOf(month!);
      // Standard error of a skewness: √(6/n) for a normal, more for a skewed sum, whose sixth moment is larger.
      expect(Math.abs(skewness - known)).toBeLessThan(4 * Math.sqrt(6 / TRIALS) * (1 + 3 * known ** 2));
    },
  );
});
