import { describe, expect, it } from "vitest";
import { keyOf } from "#shared/random/random.ts";
import {
  drawTotals,
  lawOfLevel,
  LARGEST_MULTIPLE,
  type HistoryFacts,
  type LevelLaw,
} from "#shared/statistics/levelLaw.ts";
import { filterLevel } from "#shared/statistics/localLevel.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

const MONTH = { weight: 4, squares: 4 };

function lawOf(weeks: readonly number[], change: Partial<HistoryFacts> = {}): LevelLaw {
  const mean = weeks.reduce((sum, week) => sum + week, 0) / weeks.length;
  const facts = { largest: Math.max(...weeks), weeks: 1, idle: 0, others: [], least: mean / 1000 };
  return lawOfLevel(filterLevel(weeks, 1), { ...facts, ...change });
}

describe("the law of a level", () => {
  const calm = lawOf([100, 101, 99, 100, 102, 100, 98, 101, 100, 99, 100, 101, 100, 100, 99, 101]);
  const wild = lawOf([100, 95, 40, 42, 200, 210, 60, 64, 30, 28, 150, 160, 90, 86, 20, 24]);

  it("wanders and scatters little after a calm history, far and unevenly after a wild one", () => {
    expect(calm.monthlySd.p10).toBeLessThan(0.1);
    const middle = ({ p10, p90 }: typeof calm.monthlySd): number => Math.sqrt(p10 * p90);
    expect(middle(wild.monthlySd)).toBeGreaterThan(10 * middle(calm.monthlySd));
    expect(wild.monthlySd.p90).toBeGreaterThan(0.5);
    expect(calm.dispersion).toBeLessThan(0.02);
    for (const { monthlySd } of [calm, wild]) expect(monthlySd.p90).toBeGreaterThan(monthlySd.p10);
  });

  it("begins where the level is: half of the first months lie above it", () => {
    for (const law of [calm, wild]) {
      const futures = drawTotals(law, [MONTH], 4_000, keyOf(3));
      expect(Math.abs(Math.log(sortedQuantile(futures, 0.5) / (4 * Math.exp(law.level.mean))))).toBeLessThan(0.15);
    }
  });

  it("is led by all methods alike, and wider where days of work are often idle", () => {
    const others = [
      { middle: Math.log(800), spread: 0.1 },
      { middle: Math.log(800), spread: 0.1 },
    ];
    const led = lawOf([100, 101, 99, 100, 102, 100], { others });
    // Of three methods one says 400 for four weeks and two say 800.
    expect(Math.abs(led.level.mean - Math.log((400 * 800 * 800) ** (1 / 3) / 4))).toBeLessThan(0.02);
    const idle = lawOf([100, 101, 99, 100, 102, 100], { others, idle: 0.5 });
    expect(idle.monthlySd.p90).toBeGreaterThan(1.3 * led.monthlySd.p90);
  });

  it("goes on without an explosion: no month is more than a multiple of the largest four weeks and its chance", () => {
    const year = Array.from({ length: 12 }, () => MONTH);
    const futures = drawTotals(wild, year, 4_000, keyOf(4));
    expect(wild.most).toBeLessThanOrEqual((LARGEST_MULTIPLE * 210) / Math.exp(wild.level.mean) + 1e-9);
    expect(sortedQuantile(futures, 0.9)).toBeLessThan(20 * 4 * 210 * 12);
    expect(futures.every((sum) => Number.isFinite(sum) && sum >= 0)).toBe(true);
  });

  it("is the same in every unit", () => {
    const large = lawOf([100, 95, 40, 42, 200, 210].map((value) => 1000 * value));
    const small = lawOf([100, 95, 40, 42, 200, 210]);
    expect(large.monthlySd.p90).toBeCloseTo(small.monthlySd.p90, 9);
    expect(large.most).toBeCloseTo(small.most, 9);
  });
});
