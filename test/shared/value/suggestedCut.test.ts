import { describe, expect, it } from "vitest";
import { normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { mean } from "#shared/statistics/moments.ts";
import { decisionWorth } from "#shared/value/decisionRule.ts";
import { suggestedCut, type EffectPrior } from "#shared/value/suggestedCut.ts";

/** Law V13's case: one in five works; then the year is 700 better, else 300 worse, so that an effect of 0.06 breaks even. */
const V13: EffectPrior = { chance: 0.2, mean: 0.2, sd: 0 };
const BREAK_EVEN = 0.06;

describe("the suggested cut of a rule", () => {
  it.each([0.05, 0.1, 0.2, 0.3])("is 0.1 + se²/0.2 · ln(240/140) in V13's case, seen to %d", (error) => {
    expect(suggestedCut(V13, { error, breakEven: BREAK_EVEN })).toBeCloseTo(
      0.1 + (error ** 2 / 0.2) * Math.log(240 / 140),
      12,
    );
  });

  it.each([0.05, 0.1, 0.2, 0.3])("regrets at most a tenth more than the best of 21 cuts, seen to %d", (error) => {
    const random = streamOf(under(keyOf(2_027), "regret of the suggestion", 100 * error));
    const trials = 160_000;
    const isGood = Array.from({ length: trials }, () => random() < V13.chance);
    const seen = Float64Array.from(isGood, (good) => (good ? V13.mean : 0) + error * normalQuantile(random()));
    const pass = Float64Array.from(isGood, (good) => (good ? 700 : -300));
    const cut = suggestedCut(V13, { error, breakEven: BREAK_EVEN })!;
    const { today, ruleWorth, bestWorth } = decisionWorth(seen, pass, new Float64Array(trials), cut);
    const perfect = mean(pass.map((net) => Math.max(0, net))) - today;
    const above = (perfect - ruleWorth) / (perfect - bestWorth);
    expect(above).toBeLessThanOrEqual(1.1);
    // It is the best of all cuts, so that only chance can let one of the 21 look better.
    expect(above).toBeLessThan(1.02);
  });

  /** What keeping from `cut` on brings on average, in units of v, by plain summation over the effect and what is seen. */
  function worthOf({ chance, mean: middle, sd }: EffectPrior, error: number, breakEven: number, cut: number): number {
    const steps = 600;
    const [low, high] = [-6 * error - 5 * sd, middle + 6 * error + 5 * sd];
    let worth = 0;
    for (let i = 0; i <= steps; i++) {
      const seen = low + ((high - low) * i) / steps;
      if (seen < cut) continue;
      worth -= (((1 - chance) * normalDensity(seen / error)) / error) * breakEven;
      for (let k = -20; k <= 20; k++) {
        const effect = middle + (sd * k) / 4;
        const weight = normalDensity(k / 4) / 4;
        worth += ((chance * weight * normalDensity((seen - effect) / error)) / error) * (effect - breakEven);
      }
    }
    return (worth * (high - low)) / steps;
  }

  it("brings more than any cut of a fine grid where the effect itself is uncertain", () => {
    for (const prior of [
      { chance: 0.55, mean: 0.22, sd: 0.1 },
      { chance: 0.1, mean: 0.22, sd: 0.1 },
      { chance: 0.9, mean: 0.1, sd: 0.2 },
    ])
      for (const error of [0.05, 0.15, 0.4])
        for (const breakEven of [0.03, 0.15, 0.4]) {
          const cut = suggestedCut(prior, { error, breakEven })!;
          const found = worthOf(prior, error, breakEven, cut);
          for (let at = -0.5; at <= 2; at += 0.05)
            expect(found).toBeGreaterThanOrEqual(worthOf(prior, error, breakEven, at) - 2e-3 * error);
        }
  });

  it("asks for more the less is believed, the worse one sees and the dearer the use is", () => {
    const at = (chance: number, error: number, breakEven: number): number =>
      suggestedCut({ chance, mean: 0.2, sd: 0.08 }, { error, breakEven })!;
    expect(at(0.1, 0.1, 0.06)).toBeGreaterThan(at(0.3, 0.1, 0.06));
    expect(at(0.2, 0.3, 0.06)).toBeGreaterThan(at(0.2, 0.1, 0.06));
    expect(at(0.2, 0.1, 0.1)).toBeGreaterThan(at(0.2, 0.1, 0.06));
  });

  it("sees the effect itself without error, and then cuts where it breaks even", () => {
    expect(suggestedCut({ chance: 0.2, mean: 0.2, sd: 0.1 }, { error: 0, breakEven: 0.06 })).toBe(0.06);
    expect(suggestedCut({ chance: 0.2, mean: 0.2, sd: 0.1 }, { error: 1e-9, breakEven: 0.06 })).toBeCloseTo(0.06, 6);
  });

  it("names no cut where none is better than always or never", () => {
    // Never: the effect is too small however surely it is seen.
    expect(suggestedCut(V13, { error: 0.1, breakEven: 0.2 })).toBeNull();
    expect(suggestedCut(V13, { error: 0, breakEven: 0.3 })).toBeNull();
    // Always: it costs nothing, or it surely works.
    expect(suggestedCut(V13, { error: 0.1, breakEven: 0 })).toBeNull();
    expect(suggestedCut({ ...V13, chance: 1 }, { error: 0.1, breakEven: 0.06 })).toBeNull();
    // Nothing is believed.
    expect(suggestedCut({ ...V13, chance: 0 }, { error: 0.1, breakEven: 0.06 })).toBeNull();
    expect(suggestedCut(V13, { error: Number.NaN, breakEven: 0.06 })).toBeNull();
  });
});
