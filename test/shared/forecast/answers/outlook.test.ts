import { describe, expect, it } from "vitest";
import { formatChance } from "#shared/format/chances.ts";
import { FAN_LEVELS } from "#shared/forecast/answers/outlookShapes.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { syntheticForecast } from "#test/shared/forecast/syntheticYear.ts";

const { samples, plan, outlook, replay } = syntheticForecast();

function ascending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value >= values[i - 1]!);
}

describe("the outlook of a forecast", () => {
  it("has the exact quantiles of cumulative spend at every month end", () => {
    const soFar = new Float64Array(samples.trials);
    samples.months.forEach((month, m) => {
      soFar.forEach((_, trial) => (soFar[trial]! += month[trial]!));
      const sorted = soFar.slice().sort();
      const day = outlook.monthStarts[m + 1]!;
      FAN_LEVELS.forEach((level, row) =>
        expect(outlook.fan.quantiles[row]![day]).toBeCloseTo(sortedQuantile(sorted, level), 6),
      );
    });
  });

  it("never lets a quantile of the fan fall with time or cross another", () => {
    expect(outlook.fan.quantiles.every((row) => row.length === outlook.days + 1 && ascending(row))).toBe(true);
    for (let day = 0; day <= outlook.days; day += 7)
      expect(ascending(outlook.fan.quantiles.map((row) => row[day]!))).toBe(true);
  });

  it("follows the course of spend within a month: hardly anything on a Sunday", () => {
    const middle = outlook.fan.quantiles[FAN_LEVELS.indexOf(0.5)]!;
    const spentOn = (day: number): number => middle[day + 1]! - middle[day]!;
    // January 10, 2027 is a Sunday and spends 0.15 of a working day.
    expect(spentOn(9) / spentOn(10)).toBeGreaterThan(0.1);
    expect(spentOn(9) / spentOn(10)).toBeLessThan(0.2);
  });

  it("shows the trials at ranks (k − ½)/8 of the year's spend, day by day as they were simulated", () => {
    const ranked = [...samples.spend.keys()].sort((a, b) => samples.spend[a]! - samples.spend[b]!);
    expect(outlook.paths.map(({ trial }) => trial)).toEqual(
      Array.from({ length: 8 }, (_, k) => ranked[Math.floor(((k + 0.5) / 8) * samples.trials)]),
    );
    for (const { trial, spend, spentOn } of outlook.paths) {
      expect(spend.at(-1)).toBeCloseTo(samples.spend[trial]!, 6);
      expect(spend[1]).toBe(replay(trial).daySpend[0]);
      if (spentOn !== null)
        expect(spend[spentOn]! < plan.budget.amount && spend[spentOn + 1]! >= plan.budget.amount * (1 - 1e-9)).toBe(
          true,
        );
    }
  });

  it("fills as many dots as the words count", () => {
    expect(outlook.dots).toHaveLength(50);
    expect(ascending(outlook.dots)).toBe(true);
    expect(formatChance(1 - outlook.runOut.never)).toBe(`${outlook.dotsSpent} of 50`);
  });

  it("gives every future one run-out day or none", () => {
    const { onDay, byDay, never, p10, p50 } = outlook.runOut;
    expect(never + onDay.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    expect(byDay.at(-1)).toBeCloseTo(1 - never, 12);
    expect(byDay[p10!]! >= 0.1 && byDay[p10! - 1]! < 0.1).toBe(true);
    expect(byDay[p50!]! >= 0.5 && byDay[p50! - 1]! < 0.5).toBe(true);
  });

  it("puts the plan's own confidence on the ladder, and the reserve above it", () => {
    const { ladder } = syntheticForecast({ confidence: 0.85 }).outlook;
    expect(ladder.rungs.map(({ confidence }) => confidence)).toEqual([0.5, 0.7, 0.8, 0.85, 0.9, 0.95]);
    expect(ladder.ask).toBe(ladder.rungs[3]!.amount);
    expect(ladder.reserve?.confidence).toBe(0.95);
    expect(syntheticForecast({ confidence: 0.95 }).outlook.ladder.reserve?.confidence).toBe(0.99);
    expect(syntheticForecast({ confidence: 0.99 }).outlook.ladder.reserve).toBeNull();
  });

  it("says that the ask is hidden where work stops before it is reached", () => {
    expect(syntheticForecast({ atExhaustion: "block" }).outlook.askIsHidden).toBe(true);
    expect(syntheticForecast({ atExhaustion: "block", budget: 40e6 }).outlook.askIsHidden).toBe(false);
    expect(outlook.askIsHidden).toBe(false);
  });

  it("works with three futures", () => {
    const few = syntheticForecast({ trials: 3 });
    expect(few.outlook.paths.length).toBeLessThanOrEqual(3);
    expect(few.outlook.fan.quantiles.flat().every(Number.isFinite)).toBe(true);
  });

  it("draws a month without spend straight, and divides by nothing", () => {
    const { plan: empty, samples: none } = syntheticForecast({ trials: 20, median: 1 });
    const zeroed = { ...none, months: none.months.map((month) => month.map(() => 0)), spend: none.spend.map(() => 0) };
    const drawn = outlookOf(zeroed, empty, () => ({ daySpend: new Float64Array(366) }));
    expect(drawn.fan.quantiles.flat().every((value) => value === 0)).toBe(true);
  });
});
