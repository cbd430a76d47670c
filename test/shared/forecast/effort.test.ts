import { median } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { attemptBurn, blendedPrice, cacheShare, capAt, capCurve, spendByEffort } from "../../../shared/forecast/effort.ts";
import type { Effort } from "../../../shared/forecast/effort.ts";
import { presetSameModel, runCostPresets } from "../../../shared/plan/presets/runCostPresets.ts";
import type { RunCostPreset } from "../../../shared/plan/presets/runCostPresets.ts";
import type { ResolvedAttempt } from "../../../shared/plan/resolved.ts";
import { fieldCaps } from "../field/fieldData.ts";

const INPUT_ONLY = { input: 1, cacheRead: 0, cacheWrite: 0, output: 0 };

function anEffort(change: Partial<ResolvedAttempt> = {}, sameModel = 0.8): Effort {
  const attempt: ResolvedAttempt = {
    modelId: "model",
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
  const tokens = { family: "lognormal", median: medianUsd * 1e6, sigma: lnSd, tail: { from: 0.9, shape: tailShape } } as const;
  return anEffort({ tokens, limit: maxUsd * 1e6, success: { byEffort, runs: null } }, presetSameModel);
}

const presets = runCostPresets.filter((preset): preset is Measured => preset.byEffort !== undefined && preset.agent === "mini-swe-agent");
const field = fieldCaps["mini-swe-agent"];

describe("a cap on one attempt", () => {
  it.each([1, 2, 3, 5] as const)("of %d × the middle keeps what the field kept: successes within 3 points, spend within 4", (multiple) => {
    const kept = presets.map(ofPreset).map((effort) => capAt(effort, multiple * effortMedian(effort)));
    expect(Math.abs(median(kept.map(({ successesKept }) => successesKept)) - field.successesKept[multiple]!)).toBeLessThan(0.03);
    expect(Math.abs(median(kept.map(({ spendKept }) => spendKept)) - field.spendKept[multiple]!)).toBeLessThan(0.04);
  });

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

describe("what one attempt burns", () => {
  it("is the lognormal it was stated as", () => {
    const burn = attemptBurn(anEffort());
    expect(burn.median).toBeCloseTo(1e6, -2);
    // exp(0.9² / 2) = 1.4993; the dearest tenth takes Φ(0.9 − 1.2816) = 0.3514; the limit at 100 × takes next to nothing away.
    expect(burn.mean / 1e6).toBeCloseTo(1.4993, 3);
    expect(burn.dearestTenth).toBeCloseTo(0.3514, 3);
  });

  it("is dearer by its runaways", () => {
    const burn = attemptBurn(anEffort({ runaway: { share: 0.01, factor: 20 }, limit: 1e12 }));
    expect(burn.mean / 1e6).toBeCloseTo(1.4993 * (0.99 + 0.01 * 20), 3);
  });

  it("scales with what multiplies it", () => {
    const burn = attemptBurn({ ...anEffort(), multiplier: 2 });
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
  const mix = { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 };

  it("is blended by its shares", () => {
    // 0.05·3 + 0.88·0.3 + 0.05·3.75 + 0.02·15
    expect(blendedPrice(mix, { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 })).toBeCloseTo(0.9015, 12);
  });

  it("tells how much of the prompt is read from the cache", () => {
    expect(cacheShare(mix)).toBeCloseTo(0.88 / 0.98, 12);
    expect(cacheShare({ input: 0, cacheRead: 0, cacheWrite: 0, output: 1 })).toBeNull();
  });
});

function effortMedian({ attempt: { tokens } }: Effort): number {
  return "median" in tokens ? tokens.median : Number.NaN;
}
