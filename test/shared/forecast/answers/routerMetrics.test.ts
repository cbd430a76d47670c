import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averageImprovement,
  averagePgr,
  breakEvenEscalation,
  callPerformanceThreshold,
  hullQuality,
  mixingHull,
  performanceGapRecovered,
} from "#shared/forecast/answers/routerMetrics.ts";

describe("a router as RouteLLM measures it, by hand", () => {
  const weak = 0.4;
  const strong = 0.8;
  const points = [
    { share: 0, quality: 0.4 },
    { share: 0.25, quality: 0.6 },
    { share: 0.5, quality: 0.7 },
    { share: 1, quality: 0.8 },
  ];

  it("PGR is the share of the gap that is recovered", () => {
    expect(performanceGapRecovered(0.6, weak, strong)).toBeCloseTo(0.5, 12);
    expect(performanceGapRecovered(weak, weak, strong)).toBe(0);
    expect(performanceGapRecovered(strong, weak, strong)).toBe(1);
  });

  it("APGR is its mean over all shares: 0.0625 + 0.15625 + 0.4375", () => {
    expect(averagePgr(points, weak, strong)).toBeCloseTo(0.25 * 0.25 + 0.25 * 0.625 + 0.5 * 0.875, 12);
  });

  it("APGR of a router by chance is one half", () => {
    expect(
      averagePgr(
        [0, 0.5, 1].map((share) => ({ share, quality: weak + share * (strong - weak) })),
        weak,
        strong,
      ),
    ).toBeCloseTo(0.5, 12);
  });

  it("CPT is the least share of strong calls that recovers so much", () => {
    expect(callPerformanceThreshold(points, weak, strong, 0.5)).toBeCloseTo(0.25, 12);
    expect(callPerformanceThreshold(points, weak, strong, 0.8)).toBeCloseTo(0.5 + 0.5 * (0.05 / 0.25), 12);
    expect(callPerformanceThreshold(points.slice(0, 3), weak, strong, 0.9)).toBeNull();
  });
});

describe("routes as RouterBench measures them, by hand", () => {
  const routes = [
    { cost: 1, quality: 0.4 },
    { cost: 2, quality: 0.7 },
    { cost: 3, quality: 0.72 },
    { cost: 4, quality: 0.8 },
    { cost: 5, quality: 0.75 },
  ];

  it("the non-decreasing hull holds what mixing reaches, and nothing dearer that is no better", () => {
    expect(mixingHull(routes)).toEqual([
      { cost: 1, quality: 0.4 },
      { cost: 2, quality: 0.7 },
      { cost: 4, quality: 0.8 },
    ]);
    expect(hullQuality(mixingHull(routes), 3)).toBeCloseTo(0.75, 12);
    expect(hullQuality(mixingHull(routes), 9)).toBe(0.8);
    expect(hullQuality(mixingHull(routes), 0.5)).toBe(0);
  });

  it("AIQ is the mean of that over the costs: 0.55, 0.75 twice, over 3", () => {
    expect(averageImprovement(mixingHull(routes), 1, 4)).toBeCloseTo((0.55 + 2 * 0.75) / 3, 12);
  });

  it("the hull lies on or above every route, and its slope only falls", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ cost: fc.integer({ min: 1, max: 100 }), quality: fc.integer({ min: 0, max: 100 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        (some) => {
          const hull = mixingHull(some);
          for (const { cost, quality } of some) expect(hullQuality(hull, cost)).toBeGreaterThanOrEqual(quality - 1e-9);
          const slopes = hull
            .slice(1)
            .map((point, i) => (point.quality - hull[i]!.quality) / (point.cost - hull[i]!.cost));
          expect(slopes.every((slope, i) => slope > 0 && (i === 0 || slope < slopes[i - 1]!))).toBe(true);
        },
      ),
    );
  });
});

it("the break-even rate of escalation is 1 − (c₁ + v)/c₂", () => {
  expect(breakEvenEscalation(2, 0.5, 10)).toBeCloseTo(0.75, 12);
  expect(breakEvenEscalation(10, 0, 8)).toBeLessThan(0);
});
