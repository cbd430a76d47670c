import { median } from "simple-statistics";
import { describe, expect, it } from "vitest";
import {
  attemptTokens,
  cacheShare,
  capAt,
  capCurve,
  effortOf,
  scaledTokens,
  spendByEffort,
  type Effort,
} from "#shared/forecast/answers/effort.ts";
import { capEffect } from "#shared/forecast/answers/capEffect.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { presetSameModel, runCostPresets, type RunCostPreset } from "#shared/plan/presets/runCostPresets.ts";
import type { AttemptCap, Plan } from "#shared/plan/schema/plan.ts";
import type { ResolvedAttempt } from "#shared/plan/resolved.ts";
import { fieldCaps } from "#test/shared/field/fieldData.ts";

const INPUT_ONLY = { input: 1, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 0 };

function anEffort(change: Partial<ResolvedAttempt> = {}, sameModel = 0.8): Effort {
  const attempt: ResolvedAttempt = {
    modelId: "model",
    pricedAt: "model",
    viewOf: "model",
    drawnAs: "model",
    replaces: [],
    longShare: 0,
    served: [],
    fees: [],
    tokens: { family: "lognormal", median: 1e6, sigma: 0.9 },
    limit: 1e8,
    mix: INPUT_ONLY,
    runaway: { share: 0, factor: 1 },
    success: { byEffort: [0.8, 0.7, 0.55, 0.35], runs: null },
    ...change,
  };
  return { attempt, sameModel, multiplier: 1 };
}

type Measured = RunCostPreset & { readonly byEffort: readonly number[] };

function ofPreset({ medianUsd, lnSd, tailShape, maxUsd, byEffort }: Measured): Effort {
  const tokens = {
    family: "lognormal",
    median: medianUsd * 1e6,
    sigma: lnSd,
    tail: { from: 0.9, shape: tailShape },
  } as const;
  return anEffort({ tokens, limit: maxUsd * 1e6, success: { byEffort, runs: null } }, presetSameModel);
}

const presets = runCostPresets.filter(
  (preset): preset is Measured => preset.byEffort !== undefined && preset.agent === "mini-swe-agent",
);
const field = fieldCaps["mini-swe-agent"];

describe("a cap on one attempt", () => {
  it.each([1, 2, 3, 5] as const)(
    "of %d × the median keeps what the field kept: successes within 3 points, spend within 4",
    (multiple) => {
      const kept = presets.map(ofPreset).map((effort) => capAt(effort, multiple * effortMedian(effort)));
      expect(
        Math.abs(median(kept.map(({ successesKept }) => successesKept)) - field.successesKept[multiple]!),
      ).toBeLessThan(0.03);
      expect(Math.abs(median(kept.map(({ spendKept }) => spendKept)) - field.spendKept[multiple]!)).toBeLessThan(0.04);
    },
  );

  it("keeps more the higher it is, and all from the limit on", () => {
    const effort = anEffort({ limit: 5e6 });
    const { points } = capCurve(effort);
    for (const [i, point] of points.entries()) {
      if (i === 0) continue;
      expect(point.successesKept).toBeGreaterThanOrEqual(points[i - 1]!.successesKept);
      expect(point.spendKept).toBeGreaterThanOrEqual(points[i - 1]!.spendKept);
    }
    expect(capAt(effort, 5e6)).toMatchObject({ successesKept: 1, spendKept: 1, stopped: 0 });
  });

  it("keeps of successes what it keeps of attempts, where dear tasks succeed as often as cheap ones", () => {
    const point = capAt(anEffort({ success: { byEffort: [0.6], runs: null } }), 3e6);
    expect(point.successesKept).toBeCloseTo(1 - point.stopped, 6);
    // P(N(0,1) > ln 3 / 0.9) = 0.1111
    expect(point.stopped).toBeCloseTo(0.1111, 4);
  });

  it("reaches its plateau where 99 of 100 successes are kept", () => {
    const { plateau } = capCurve(anEffort());
    expect(plateau.successesKept).toBeCloseTo(0.99, 4);
    expect(plateau.multiple).toBeGreaterThan(3);
    expect(plateau.multiple).toBeLessThan(8);
  });
});

/** Four thousand tasks a day for a month: what is left of chance is below half a percent. */
function aBusyMonth(attemptCap: AttemptCap | null): Plan {
  const success = { byEffort: [0.8, 0.7, 0.55, 0.35] };
  return {
    schema: "past-april.plan/1",
    name: "Busy month",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 1 },
    budget: { amount: 1e9 },
    models: { small: { price: { input: 1 } }, large: { price: { input: 4 } } },
    workloads: {
      work: {
        demand: { users: 1, tasksPerUserPerDay: 4000 },
        attempts: {
          small: {
            tokens: { family: "lognormal", median: 1e6, sigma: 0.9 },
            mix: { input: 1 },
            runaway: { share: 0.01, factor: 20 },
            success,
          },
          large: {
            tokens: { family: "lognormal", median: 6e5, sigma: 0.7 },
            mix: { input: 1 },
            success: { byEffort: [0.9, 0.85, 0.75, 0.6] },
          },
        },
        difficulty: { acrossModels: 0.42, sameModel: 0.8 },
        tokensMultiplier: 1.3,
        route: { steps: ["small"] },
        ...(attemptCap === null ? {} : { attemptCap }),
        outcome: { value: 1 },
      },
    },
  };
}

describe("a cap with its action", () => {
  const free = simulateTrials(resolvePlan(aBusyMonth(null)), 1, 0, 60).workloads[0]!;
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

  it.each<AttemptCap>([
    { tokens: 3e6 },
    { cost: 2.5 },
    { tokens: 2e6, approval: 0.4 },
    { tokens: 2e6, partial: 0.5 },
    { tokens: 1.5e6, fallbackModel: "large" },
    { tokens: 1.5e6, fallbackModel: "small", approval: 0.2 },
  ])("keeps what the engine says it keeps, within 1 in 100: %j", (cap) => {
    const resolved = resolvePlan(aBusyMonth(cap));
    const [small, large] = [effortOf(resolved, "work", "small")!, effortOf(resolved, "work", "large")!];
    const fallback =
      cap.fallbackModel === undefined
        ? null
        : cap.fallbackModel === "small"
          ? { effort: small, price: 1 }
          : { effort: large, price: 4 };
    const effect = capEffect(small, resolved.workloads[0]!.policies[0]!.attemptCap!, 1, 0.42, fallback);
    const capped = simulateTrials(resolved, 1, 0, 60).workloads[0]!;
    expect(Math.abs(effect.successes - total(capped.outcomes) / total(free.outcomes))).toBeLessThan(0.01);
    expect(Math.abs(effect.spend - total(capped.spend) / total(free.spend))).toBeLessThan(0.01);
  });
});

describe("what one attempt burns", () => {
  it("is the lognormal it was stated as", () => {
    const burn = attemptTokens(anEffort());
    expect(burn.median).toBeCloseTo(1e6, -2);
    // exp(0.9² / 2) = 1.4993; the dearest tenth takes Φ(0.9 − 1.2816) = 0.3514; the limit at 100 × takes next to
    // nothing away.
    expect(burn.mean / 1e6).toBeCloseTo(1.4993, 3);
    expect(burn.dearestTenth).toBeCloseTo(0.3514, 3);
  });

  it("is dearer by its runaways", () => {
    const burn = attemptTokens(anEffort({ runaway: { share: 0.01, factor: 20 }, limit: 1e12 }));
    expect(burn.mean / 1e6).toBeCloseTo(1.4993 * (0.99 + 0.01 * 20), 3);
  });

  it("is as many times as much when its tokens are scaled", () => {
    for (const tokens of [
      { family: "lognormal", median: 2, sigma: 1 },
      { family: "lognormal", p50: 2, p95: 8 },
      { family: "empirical", quantiles: Array.from({ length: 101 }, (_, i) => 1 + i) },
    ] as const) {
      const [one, three] = [1, 3].map(
        (factor) =>
          attemptTokens(
            anEffort({
              tokens: scaledTokens(
                { ...tokens, ...("quantiles" in tokens ? { quantiles: [...tokens.quantiles] } : {}) },
                factor,
              ),
            }),
          ).median,
      );
      expect(three! / one!).toBeCloseTo(3, 6);
    }
  });

  it("scales with what multiplies it", () => {
    const burn = attemptTokens({ ...anEffort(), multiplier: 2 });
    expect(burn.median).toBeCloseTo(2e6, -2);
  });
});

describe("spend by effort", () => {
  it("sums to the whole and rises with the dearness of the task", () => {
    const spend = spendByEffort(anEffort(), 4);
    expect(spend.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
    expect(spend).toEqual(spend.toSorted((a, b) => a - b));
  });

  it("is even where tasks do not differ", () => {
    for (const part of spendByEffort(anEffort({}, 0), 4)) expect(part).toBeCloseTo(0.25, 9);
  });
});

describe("the price of a mix", () => {
  const mix = { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, cacheWriteHour: 0, output: 0.02 };

  it("is blended by its shares", () => {
    // 0.05·3 + 0.88·0.3 + 0.05·3.75 + 0.02·15
    expect(
      blendedPrice(mix, { input: 3, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteHour: 0, output: 15 }),
    ).toBeCloseTo(0.9015, 12);
  });

  it("tells how much of the prompt is read from the cache", () => {
    expect(cacheShare(mix)).toBeCloseTo(0.88 / 0.98, 12);
    expect(cacheShare({ input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 1 })).toBeNull();
  });
});

function effortMedian({ attempt: { tokens } }: Effort): number {
  return "median" in tokens ? tokens.median : Number.NaN;
}
