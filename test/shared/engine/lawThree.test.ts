import { beforeAll, describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { compileTokens, lnTokensAtScore, type TokensCurve } from "#shared/distributions/tokens.ts";
import { pilotTruth } from "#shared/engine/parameters/sources.ts";
import { compileTokenSeries } from "#shared/engine/route/tokenPanels.ts";
import { createTokenPart, integrateTokens } from "#shared/engine/task/tokenSeries.ts";
import { keyOf, streamOf, type Random } from "#shared/random/random.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { fieldGroups } from "#test/shared/field/fieldData.ts";
import { aWorkload, aYear, MEDIUM, simulated, SMALL, STRONG } from "./lawPlans.ts";

/**
 * Law 3. In each world the true distribution of a run's tokens is drawn, n runs of it are observed, and next year is
 * forecast from their mean and spread of ln tokens by the engine's own rule. The year has so many tasks that they
 * average out: what it spends is the true mean. A P80 holds if that lies below it.
 *
 * Of an empirical form the engine knows the shape and estimates place and scale, so here too the shape is known. It is
 * exact for shapes that are normal on the log scale and good for those that lean there to neither side; shapes that
 * lean hold less often.
 */
const WORLDS = 5000;
/** Trials of each world's forecast. */
const TRIALS = 300;

interface Coverage {
  p80: number;
  p95: number;
  plugIn: number;
}

/**
 * ln of the mean of exp(scale · shape), by the engine's own integral; the shape has mean 0 and standard deviation 1.
 */
function lnMeanByScale(shape: TokensCurve): (scale: number) => number {
  const part = createTokenPart([compileTokenSeries(shape, 1)], 1);
  const orders = [new Float64Array(1), new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const;
  const STEP = 0.01;
  const table = Float64Array.from({ length: 801 }, (_, i) => {
    part.kappa = (i * STEP) / shape.logSd;
    integrateTokens(part, 7.99, orders);
    return Math.log(orders[1][0]!);
  });
  return (scale) => {
    const position = Math.min(799, scale / STEP);
    const i = Math.floor(position);
    return table[i]! + (position - i) * (table[i + 1]! - table[i]!);
  };
}

/** How often forecasts from n runs hold, over worlds of these shapes and of spreads as in the field. */
function coverage(shapes: readonly TokensCurve[], n: number, random: Random): Coverage {
  const lnMeans = shapes.map(lnMeanByScale);
  const held: Coverage = { p80: 0, p95: 0, plugIn: 0 };
  const runs = new Float64Array(n);
  const forecast = new Float64Array(TRIALS);
  for (let world = 0; world < WORLDS; world++) {
    const which = Math.floor(random() * shapes.length);
    const shape = shapes[which]!;
    const lnMean = lnMeans[which]!;
    const place = 12 + 3 * random();
    const scale = 0.5 + 0.6 * random();
    for (let i = 0; i < n; i++)
      runs[i] = place + (scale / shape.logSd) * (lnTokensAtScore(shape, normalQuantile(random())) - shape.logMean);
    const truth = place + lnMean(scale);
    const m = mean(runs);
    const s = Math.sqrt(variance(runs));
    for (let trial = 0; trial < TRIALS; trial++) {
      const { kappa, shift } = pilotTruth(n, s, normalQuantile(random()), random);
      forecast[trial] = m + shift + lnMean(kappa * s);
    }
    forecast.sort();
    if (truth <= sortedQuantile(forecast, 0.8)) held.p80++;
    if (truth <= sortedQuantile(forecast, 0.95)) held.p95++;
    if (truth <= m + lnMean(s)) held.plugIn++;
  }
  return { p80: held.p80 / WORLDS, p95: held.p95 / WORLDS, plugIn: held.plugIn / WORLDS };
}

const LOGNORMAL = [compileTokens({ family: "lognormal", median: 1, sigma: 1 })];

/**
 * Shapes as they are measured: an airline's support agent, runs that a harness stops at its limit, and two fatter than
 * normal at both ends.
 */
function empiricalShapes(): TokensCurve[] {
  const airline = fieldGroups()
    .find(({ name }) => name.startsWith("tau_bench_airline"))!
    .tasks.flat()
    .sort((a, b) => a - b);
  const scores = Array.from({ length: 101 }, (_, p) => normalQuantile(Math.min(0.996, Math.max(0.004, p / 100))));
  const shapes = [
    Array.from({ length: 101 }, (_, p) => sortedQuantile(Float64Array.from(airline), p / 100)),
    scores.map((z) => Math.exp(Math.max(-1.8, Math.min(1.8, z)))),
    scores.map((z) => Math.exp(z + 0.04 * z ** 3)),
    scores.map((z) => Math.exp(z + 0.02 * z ** 3)),
  ];
  return shapes.map((quantiles) => compileTokens({ family: "empirical", quantiles }));
}

describe.each([
  ["lognormal", () => LOGNORMAL],
  ["empirical", empiricalShapes],
] as const)("law 3: over 5,000 worlds of %s truths", (_, shapes) => {
  describe.each([10, 40, 400])("a forecast from %i pilot runs", (n) => {
    let held: Coverage;
    beforeAll(() => {
      held = coverage(shapes(), n, streamOf(keyOf(n)));
    });

    it("has a P80 that holds in 78 to 84 of 100", () => {
      expect(held.p80).toBeGreaterThanOrEqual(0.78);
      expect(held.p80).toBeLessThanOrEqual(0.84);
    });

    it("has a P95 that holds in 93.5 to 97 of 100", () => {
      expect(held.p95).toBeGreaterThanOrEqual(0.935);
      expect(held.p95).toBeLessThanOrEqual(0.97);
    });

    it("would hold in about half at any level, had it taken the pilot for the truth", () => {
      expect(held.plugIn).toBeGreaterThan(0.42);
      expect(held.plugIn).toBeLessThan(0.58);
    });
  });
});

describe("the engine itself", () => {
  it.each([10, 40])("forecasts the year of a plan with %i runs by that rule", (runs) => {
    const TRIALS_HERE = 2000;
    const tokens = { family: "lognormal" as const, median: 600_000, sigma: 0.9 };
    const year = (more: { runs?: number }) =>
      simulated(
        aYear(
          {
            work: aWorkload(2000, {
              attempts: {
                small: SMALL,
                medium: { ...MEDIUM, tokens: { ...tokens, ...more, limit: 1e12 } },
                strong: STRONG,
              },
            }),
          },
          { months: 2 },
        ),
        TRIALS_HERE,
      ).spend;
    const known = Math.log(mean(year({})));
    const lnMean = lnMeanByScale(LOGNORMAL[0]!);
    const random = streamOf(keyOf(7));
    const byRule = Float64Array.from({ length: 200_000 }, () => {
      const { kappa, shift } = pilotTruth(runs, 0.9, normalQuantile(random()), random);
      return known + shift + lnMean(kappa * 0.9) - lnMean(0.9);
    }).sort();
    const spend = year({ runs }).map(Math.log).sort();
    for (const p of [0.1, 0.5, 0.8, 0.95]) {
      const below = spend.filter((lnSpend) => lnSpend <= sortedQuantile(byRule, p)).length / TRIALS_HERE;
      expect(Math.abs(below - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / TRIALS_HERE));
    }
  });
});
