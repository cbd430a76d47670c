import { describe, expect, it } from "vitest";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { compareFigures } from "#shared/forecast/comparison/comparison.ts";
import { comparisonSentence, worthWords } from "#shared/forecast/comparison/comparisonWords.ts";
import { pairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import {
  countDifference,
  isNoDifference,
  meansInCounts,
  meansInMoney,
  moneyDifference,
  moneyDifferenceWords,
  rangeGoodTo,
} from "#shared/forecast/comparison/differenceWords.ts";
import { trialFiguresOf, type TrialFigures } from "#shared/forecast/comparison/trialFigures.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { addScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

const column = (...values: readonly number[]) => Float64Array.from(values);
const NAMES = { base: "Current routing", other: "Route by difficulty" };

describe("a paired difference", () => {
  it("is taken trial by trial, not between quantiles", () => {
    // Each trial differs by −1, though the columns are each other's permutation but for that.
    const difference = pairedDifference(column(10, 30, 20, 40), column(9, 29, 19, 39));
    expect(difference).toMatchObject({
      mean: -1,
      means: { base: 25, other: 24 },
      p10: -1,
      p50: -1,
      p90: -1,
      less: 1,
      same: 0,
      more: 0,
      trials: 4,
    });
    expect(difference.standardError.mean).toBe(0);
  });

  it("whose middle is exactly nothing writes its ends no finer than they are known", () => {
    // Most years do not differ at all, so the middle is 0 without an error; one in eight saves an odd amount.
    const saved = Float64Array.from({ length: 400 }, (_, trial) => (trial % 8 === 0 ? -50_000 - 37.31 * trial : 0));
    const difference = pairedDifference(new Float64Array(400), saved);
    expect(difference.p50).toBe(0);
    expect(difference.p10).toBeLessThan(-50_000);
    expect(rangeGoodTo(difference)).toBeGreaterThanOrEqual(100);
    expect(isNoDifference(difference)).toBe(false);
    const hardly = Float64Array.from({ length: 400 }, (_, trial) => (trial === 0 ? 5 : 0));
    expect(isNoDifference(pairedDifference(new Float64Array(400), hardly))).toBe(true);
  });

  it("calls the same what is within a cent, and counts the rest on its side", () => {
    expect(pairedDifference(column(1, 1, 1, 1), column(1.005, 0.995, 2, 0))).toMatchObject({
      less: 0.25,
      same: 0.5,
      more: 0.25,
    });
  });

  it("uses only trials that both have", () => {
    expect(pairedDifference(column(1, 2, 3), column(2, 3)).trials).toBe(2);
    expect(() => pairedDifference(column(1), column(1))).toThrow("at least two trials");
  });

  it("leaves its columns as they were", () => {
    const base = column(3, 1, 2);
    pairedDifference(base, column(0, 0, 9));
    expect([...base]).toEqual([3, 1, 2]);
  });

  it("has the quantiles of R-7, by hand", () => {
    const zeros = new Float64Array(11);
    expect(
      pairedDifference(
        zeros,
        Float64Array.from({ length: 11 }, (_, i) => i - 5),
      ),
    ).toMatchObject({ p10: -4, p50: 0, p90: 4, less: 5 / 11, same: 1 / 11, more: 5 / 11 });
  });
});

describe("a comparison of scenarios", () => {
  const plan = planOfTemplate(templates.find(({ id }) => id === "support")!);
  const figuresOf = (of: Plan): TrialFigures => {
    const resolved = resolvePlan(of);
    return trialFiguresOf(simulateTrials(resolved, 1, 0, 200), resolved, 1);
  };
  const base = figuresOf(plan);

  it("with itself differs by 0 in every trial", () => {
    const { plan: withCopy, scenarioId } = addScenario(plan, { name: "Copy", change: {} });
    const comparison = compareFigures(base, figuresOf(applyScenario(withCopy, scenarioId)));
    for (const difference of [comparison.spend, comparison.netValue, ...Object.values(comparison.outcomes)]) {
      expect(difference).toMatchObject({ mean: 0, p10: 0, p50: 0, p90: 0, less: 0, same: 1, more: 0 });
    }
    expect(comparisonSentence(comparison, { base: "A", other: "Copy" }, "USD")).toBe(
      "Copy spends the same as A in 50 of 50 simulated years and has the same net value.",
    );
  });

  it("sums net value over workloads and keeps outcomes apart", () => {
    const resolved = resolvePlan(plan);
    const samples = simulateTrials(resolved, 1, 0, 200);
    expect(Object.keys(base.outcomes)).toEqual(Object.keys(plan.workloads));
    const last = samples.trials - 1;
    expect(base.netValue[last]).toBeCloseTo(
      samples.workloads.reduce((sum, { netValue }) => sum + netValue[last]!, 0),
      6,
    );
  });

  it("of plans with different workloads counts a missing one as nothing", () => {
    const first = Object.keys(plan.workloads)[0]!;
    const outcomes = Object.fromEntries(Object.entries(base.outcomes).filter(([id]) => id !== first));
    const comparison = compareFigures(base, { ...base, outcomes });
    expect(comparison.outcomes[first]!.p50).toBeLessThan(0);
  });
});

describe("means and their difference side by side", () => {
  const figures = (value: number): number => Number(value.toPrecision(12));
  /** "+$0.2M" → 200,000. */
  const amountOf = (words: string): number => {
    const [, sign, number, unit] = /^([+−]?)(?:\$?)([\d,.]+)([kMB]?)$/.exec(
      words.replace("−$", "−").replace("+$", "+"),
    )!;
    return figures(
      (sign === "−" ? -1 : 1) * Number(number!.replaceAll(",", "")) * { "": 1, k: 1e3, M: 1e6, B: 1e9 }[unit!]!,
    );
  };

  it.each<[number, number, number]>([
    [735_400, 766_000, 40_000],
    [700_000, 800_000, 300_000],
    [9_000_000, 2_800_000, 900_000],
    [61_234, 61_900, 5_000],
    [12.4, 15.1, 3],
    [1_960_000, 2_041_000, 200_000],
    [-400_000, 350_000, 80_000],
  ])("of %i and %i add up as they are printed", (one, two, sd) => {
    const scores = Array.from({ length: 2_000 }, (_, i) => Math.sin(12.9898 * i) * 1.4);
    const difference = pairedDifference(
      Float64Array.from(scores, (z) => one + 5 * sd * z),
      Float64Array.from(scores, (z, i) => two + 5 * sd * z + sd * (scores[(i * 7 + 3) % 2_000] ?? 0)),
    );
    const [base, other] = meansInMoney([difference], "USD") as [string, string];
    const { figure } = moneyDifference(difference, "USD");
    const apart = figures(amountOf(other) - amountOf(base));
    if (apart === 0) expect(figure).toMatch(/same|under/);
    else expect(amountOf(figure)).toBeCloseTo(apart, 6);
    const counts = meansInCounts([difference]).map(amountOf) as [number, number];
    const counted = countDifference(difference).figure;
    if (counts[0] !== counts[1]) expect(amountOf(counted)).toBeCloseTo(counts[1] - counts[0], 6);
  });

  it("of several scenarios are printed to the finest of their differences", () => {
    const base = Float64Array.from({ length: 1_000 }, (_, i) => 700_000 + 600 * (i % 500));
    const near = pairedDifference(
      base,
      base.map((value, i) => value + 30_000 + 100 * (i % 7)),
    );
    const far = pairedDifference(
      base,
      base.map((value, i) => value + 400_000 + 900 * ((i * 37) % 500)),
    );
    const row = [near, far];
    const [first, second, third] = meansInMoney(row, "USD").map(amountOf) as [number, number, number];
    expect(amountOf(moneyDifference(near, "USD", row).figure)).toBeCloseTo(second - first, 6);
    expect(amountOf(moneyDifference(far, "USD", row).figure)).toBeCloseTo(third - first, 6);
  });

  it("add up where one difference of the row is known far less well than another", () => {
    const random = streamOf(keyOf(1));
    const noise = Float64Array.from({ length: 2_000 }, () => 2 * random() - 1);
    const base = Float64Array.from({ length: 2_000 }, (_, i) => 9_149_000 + 2_000_000 * Math.sin(12.9898 * i));
    const sure = pairedDifference(
      base,
      base.map((value, i) => value - 2_420_000 + 1_000 * Math.sin(i)),
    );
    const unsure = pairedDifference(
      base,
      base.map((value, i) => value - 1_268_000 + 1_500_000 * noise[i]!),
    );
    const row = [sure, unsure];
    const [first, , third] = meansInMoney(row, "USD").map(amountOf) as [number, number, number];
    expect(amountOf(moneyDifference(unsure, "USD").figure)).not.toBeCloseTo(third - first, 6);
    expect(amountOf(moneyDifference(unsure, "USD", row).figure)).toBeCloseTo(third - first, 6);
    const counts = meansInCounts(row).map(amountOf) as [number, number, number];
    expect(amountOf(countDifference(unsure, row).figure)).toBeCloseTo(counts[2] - counts[0], 6);
    const figure = moneyDifference(unsure, "USD", row).figure.slice(1);
    expect(comparisonSentence({ spend: unsure, netValue: unsure }, { base: "A", other: "B" }, "USD", row)).toContain(
      `spends ${figure} less than A`,
    );
  });

  it("say so where a difference is sure and too small to be printed, and where none is known", () => {
    const base = Float64Array.from({ length: 100 }, () => 9_000_000);
    expect(moneyDifference(pairedDifference(base, base), "USD").figure).toBe("same");
    expect(
      moneyDifference(
        pairedDifference(
          base,
          base.map((value, i) => value + (i % 2 === 0 ? 500 : -500)),
        ),
        "USD",
      ).figure,
    ).toBe("about the same");
    expect(
      moneyDifference(
        pairedDifference(
          base,
          base.map((value) => value + 300),
        ),
        "USD",
      ).figure,
    ).toBe("under $0.01M more");
  });
});

describe("the words of a difference", () => {
  const spread = (low: number, high: number) =>
    Float64Array.from({ length: 1000 }, (_, i) => low + ((high - low) * i) / 999);
  const zeros = new Float64Array(1000);
  const against = (low: number, high: number) => pairedDifference(zeros, spread(low, high));

  it("say what it spends and is worth, in counts of fifty", () => {
    const comparison = { spend: against(-2_100_000, -1_100_000), netValue: against(-100_000, 2_400_000) };
    expect(comparisonSentence(comparison, NAMES, "USD")).toBe(
      "Route by difficulty spends $1.6M less than Current routing on average; it is cheaper in 50 of 50 simulated years and gives more net value in 48 of 50.",
    );
  });

  it("claim no difference smaller than its error", () => {
    expect(moneyDifferenceWords(against(-1_000_000, 1_000_000), "USD")).toBe("about the same");
    expect(moneyDifferenceWords(against(800_000, 1_000_000), "USD")).toBe("$900,000 more");
    expect(moneyDifferenceWords(pairedDifference(zeros, zeros), "USD")).toBe("the same");
  });

  it("name all three sides where many futures are the same", () => {
    expect(worthWords({ ...against(-1, 1), less: 0.54, same: 0.3, more: 0.16 })).toBe(
      "gives less net value in 27 of 50, the same in 15, more in 8",
    );
    expect(worthWords({ ...against(-1, 1), less: 0.002, same: 0.996, more: 0.002 })).toBe(
      "has the same net value in almost all of them",
    );
    expect(worthWords({ ...against(-1, 1), less: 0.004, same: 0.5, more: 0.496 })).toBe(
      "gives more net value in 25 of 50, the same in 25, less in fewer than 1",
    );
  });
});
