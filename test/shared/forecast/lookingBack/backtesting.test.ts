import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { forecastFromHistory } from "#shared/forecast/lookingBack/forecastFromHistory.ts";
import { wideningOf, wideningSentence } from "#shared/forecast/lookingBack/widening.ts";
import {
  pitCounts,
  rollingOrigin,
  scoreCases,
  skillSentence,
  verdictOf,
  verdictSentence,
  type BackTest,
  type BackTestCase,
} from "#shared/forecast/lookingBack/backtesting.ts";
import { keyOf, uniformAt, under } from "#shared/random/random.ts";
import { crpsOfQuantiles, crpsOfSample, rangeCoverage } from "#shared/statistics/scores.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { column } from "#test/shared/statistics/reference.ts";
import { LARGEST_MULTIPLE } from "#shared/statistics/levelLaw.ts";

interface Reference {
  readonly cases: readonly {
    readonly sorted: readonly number[];
    readonly observed: number;
    readonly straightLine: number;
    readonly carried: number;
  }[];
  readonly eachCrps: readonly number[];
  readonly crps: number;
  readonly pinball: readonly (readonly [number, number])[];
  readonly ranges: readonly (readonly [number, number])[];
  readonly bias: number;
  readonly skill: { readonly straightLine: number; readonly carried: number };
  readonly pit: readonly number[];
  readonly history: readonly number[];
  readonly lines: readonly number[];
}

/** Made by test/reference/make_backtest.py with NumPy. */
const reference = JSON.parse(
  readFileSync(new URL("../../../reference/backtest.json", import.meta.url), "utf8"),
) as Reference;
const cases = reference.cases.map((one, i): BackTestCase => ({
  ...one,
  id: "work",
  origin: i,
  sorted: column(one.sorted),
}));

/** Months that grow by so much and wander with this standard deviation of ln. */
function history(seed: number, months: number, growth: number, sd: number): number[] {
  const key = under(keyOf(11), seed);
  let ln = Math.log(100_000);
  return Array.from({ length: months }, (_, m) => Math.exp((ln += growth + sd * normalQuantile(uniformAt(key, m)))));
}

describe("scores of a back-test", () => {
  const test = scoreCases(cases)!;

  it("agree with the plainest computation outside; CRPS with the sample formula over all pairs to 1e-12", () => {
    for (const [i, { sorted, observed }] of cases.entries()) {
      expect(Math.abs(crpsOfSample(sorted, observed) / reference.eachCrps[i]! - 1)).toBeLessThan(1e-12);
    }
    expect(Math.abs(test.crps / reference.crps - 1)).toBeLessThan(1e-12);
    expect(test.pinball.map(({ level }) => level)).toEqual(reference.pinball.map(([level]) => level));
    for (const [i, [, loss]] of reference.pinball.entries())
      expect(Math.abs(test.pinball[i]!.loss / loss - 1)).toBeLessThan(1e-12);
    expect(test.ranges.map(({ level, held }) => [level, held])).toEqual(
      reference.ranges.map(([level, held]) => [level, expect.closeTo(held, 12) as number]),
    );
    expect(test.bias).toBeCloseTo(reference.bias, 12);
    expect(test.skill.straightLine).toBeCloseTo(reference.skill.straightLine, 12);
    expect(test.skill.carried).toBeCloseTo(reference.skill.carried, 12);
    expect(test.pit).toEqual(reference.pit.map((place) => expect.closeTo(place, 12) as number));
  });

  it("of no case are none", () => {
    expect(scoreCases([])).toBeNull();
  });
});

describe("rolling origins", () => {
  it("make every forecast whose outcome is known, with nothing from after it", () => {
    const seen: number[][] = [];
    const made = rollingOrigin(
      [
        { id: "a", values: [1, 2, 3, 4, 5, 6] },
        { id: "b", values: [1, 2, 3] },
      ],
      2,
      (known) => {
        seen.push([...known]);
        return column([7]);
      },
    );
    expect(seen).toEqual([
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
    expect(made.map(({ id, origin, observed, carried }) => [id, origin, observed, carried])).toEqual([
      ["a", 3, 9, 6],
      ["a", 4, 11, 8],
    ]);
  });

  it("hold it against the least-squares line, as NumPy draws it", () => {
    const made = rollingOrigin([{ id: "a", values: reference.history }], 2);
    for (const [i, line] of reference.lines.entries()) expect(made[i]!.straightLine).toBeCloseTo(line, 7);
  });

  it("with the history's own forecasts hold 80% of the time where months walk as it says", () => {
    const histories = Array.from({ length: 60 }, (_, seed) => ({
      id: String(seed),
      values: history(seed, 15, 0.02, 0.15),
    }));
    const test = scoreCases(rollingOrigin(histories))!;
    expect(test.cases).toBe(720);
    const held = test.ranges.find(({ level }) => level === 0.8)!.held;
    // A history of a few calm months is not taken for calm: the field is not.
    expect(held).toBeGreaterThan(0.8 - 4 * Math.sqrt(0.16 / 720));
    expect(test.skill.straightLine!).toBeGreaterThan(0.1);
    expect(test.skill.carried!).toBeGreaterThan(0.1);
    expect(test.skill.seasonal!).toBeGreaterThan(0.1);
  });

  it("take a history of nothing, of one month and of zeros", () => {
    expect(rollingOrigin([{ id: "a", values: [] }])).toEqual([]);
    expect([...new Set(forecastFromHistory([0, 0, 0], 3))]).toEqual([0]);
    expect([...new Set(forecastFromHistory([5], 2))]).toEqual([10]);
    expect(forecastFromHistory([4, 0, 5], 1).every(Number.isFinite)).toBe(true);
  });
});

describe("a forecast from a history", () => {
  const at = (known: readonly number[], level: number, horizon = 1): number =>
    sortedQuantile(forecastFromHistory(known, horizon), level);

  it.each([
    [[100, 10, 100]],
    [[100, 10, 100, 10, 100]],
    [[100, 0, 100]],
    [[0, 0, 100]],
    [[0.001, 100, 0.001, 100]],
    [[100, 0, 0]],
    [[1, 1_000, 1]],
    [[0, 0, 0, 0, 0, 0, 7]],
  ])("of %j is no explosion", (known) => {
    const largest = Math.max(...known);
    // Months that swing tenfold leave the next one open, within the bound.
    expect(at(known, 0.9)).toBeLessThan(8 * largest);
    expect(at(known, 1)).toBeLessThanOrEqual(LARGEST_MULTIPLE * largest);
    expect(at(known, 0)).toBeGreaterThanOrEqual(0);
    expect(at(known, 1, 24)).toBeLessThanOrEqual(24 * LARGEST_MULTIPLE * largest);
  });

  it("takes a step that swings back for noise and one that stays for a change", () => {
    expect(at([100, 10, 100], 0.9)).toBeLessThan(800);
    const [swinging, lasting] = [at([100, 10, 100, 10, 100, 10], 0.5), at([100, 100, 100, 10, 10, 10], 0.5)];
    expect(swinging).toBeGreaterThan(10);
    expect(swinging).toBeLessThan(90);
    expect(lasting).toBeLessThan(15);
  });

  it("counts months of zero: they lower what is forecast and stay possible", () => {
    const without = [100, 120, 110, 90, 100];
    const withZeros = [100, 0, 120, 0, 110, 0, 90, 0, 100];
    expect(at(withZeros, 0.5)).toBeLessThan(0.8 * at(without, 0.5));
    expect(at([100, 120, 110, 0, 0, 0], 0.5)).toBeLessThan(20);
    expect(at([100, 0, 0, 100, 0, 0, 100, 0, 0], 0.05)).toBeLessThan(1);
    expect(at([100, 100, 0, 0], 0.5)).toBeLessThan(0.1 * at([100, 100], 0.5));
  });

  it("scales with its unit", () => {
    const known = [3, 0, 5, 4, 8];
    expect(
      at(
        known.map((value) => 1000 * value),
        0.8,
      ),
    ).toBeCloseTo(1000 * at(known, 0.8), 6);
  });
});

describe("the verdict", () => {
  const tested = (held: number, cases: number, pit: readonly number[] = []): BackTest => ({
    cases,
    crps: 1,
    pinball: [],
    ranges: [{ level: 0.8, held: held / cases }],
    bias: 0,
    skill: { straightLine: 0.34, carried: -0.1 },
    pit,
    logSd: 0.2,
  });

  it.each<[number, number, string]>([
    [31, 50, "Your 80% ranges held in 31 of 50 months, 62% of the time, where 40 are expected: too narrow."],
    [
      41,
      50,
      "Your 80% ranges held in 41 of 50 months, 82% of the time, where 40 are expected: as sure as it should be.",
    ],
    [50, 50, "Your 80% ranges held in 50 of 50 months, 100% of the time, where 40 are expected: too wide."],
    [3, 5, "Your 80% ranges held in 3 of 5 months: too few to judge."],
  ])("of %i of %i", (held, cases, sentence) => {
    expect(verdictSentence(tested(held, cases))).toBe(sentence);
  });

  it("says what is saved against the ruler", () => {
    expect(skillSentence(tested(1, 2))).toBe(
      "The forecasts have 34% less error than a straight line, and 10% more error than the last month carried forward.",
    );
    const far: BackTest = { ...tested(1, 2), skill: { straightLine: -10.44, carried: 0.001 } };
    expect(skillSentence(far)).toBe(
      "The forecasts have 11 times the error of a straight line, and the same error as the last month carried forward.",
    );
  });

  it("says what is saved against a seasonal pattern too, where one is known", () => {
    const { skill } = tested(1, 2);
    expect(skillSentence({ ...tested(1, 2), skill: { ...skill, seasonal: 0.2 } })).toBe(
      "The forecasts have 34% less error than a straight line, 10% more error than the last month carried forward, and 20% less error than a seasonal pattern.",
    );
  });

  it("says what wider ranges cost", () => {
    expect(wideningSentence({ factor: 1.6, missingSd: 0.3, moreError: 0.12 })).toBe(
      "Ranges 1.6 times as wide would have held 80% of the time. Their error would have been 12% larger.",
    );
  });

  it("offers the widening that would have made them hold, and only where they were too narrow", () => {
    // Forecasts half as wide as the world: scores of outcomes have standard deviation 2.
    const pit = Array.from({ length: 200 }, (_, i) => {
      const z = 2 * normalQuantile((i + 0.5) / 200);
      return Math.min(0.9999, Math.max(0.0001, 0.5 * (1 + Math.tanh(0.7978845608 * (z + 0.044715 * z ** 3)))));
    });
    const held = pit.filter((place) => place >= 0.1 && place <= 0.9).length;
    const widening = wideningOf(tested(held, 200, pit), [])!;
    expect(widening.factor).toBeCloseTo(2, 1);
    expect(widening.missingSd).toBeCloseTo(0.2 * Math.sqrt(3), 1);
    expect(wideningSentence(widening)).toBe(
      "Ranges 2 times as wide would have held 80% of the time. Their error would have been the same.",
    );
    expect(wideningOf(tested(160, 200, pit), [])).toBeNull();
    expect(verdictOf(tested(160, 200))).toBe("as sure as it should be");
  });

  it("counts where outcomes lay", () => {
    expect(pitCounts({ ...tested(1, 4), pit: [0.01, 0.05, 0.55, 1] })).toEqual([2, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe("scores of quantiles", () => {
  it("tend to the CRPS with many levels", () => {
    const { sorted, observed } = cases[0]!;
    const levels = Array.from({ length: sorted.length }, (_, i) => (i + 0.5) / sorted.length);
    expect(crpsOfQuantiles(levels, [...sorted], observed)).toBeCloseTo(crpsOfSample(sorted, observed), 6);
  });

  it("a range holds with both its ends", () => {
    expect(rangeCoverage(column([1, 1, 1, 1]), column([3, 3, 3, 3]), column([1, 2, 3, 4]))).toBe(0.75);
  });
});
