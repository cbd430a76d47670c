import { describe, expect, it } from "vitest";
import { uncertainMean } from "#shared/distributions/uncertain.ts";
import type { ActualsVariance } from "#shared/forecast/lookingBack/actualsVariance.ts";
import { pastForecastsOf, widenPlan } from "#shared/forecast/lookingBack/pastForecasts.ts";
import { varianceCauses } from "#shared/forecast/lookingBack/varianceCauses.ts";
import { epochDayOf } from "#shared/units.ts";
import { aPlan } from "#test/renderer/fakes.ts";

/** Working days from a Monday on, with a money of each. */
function workingDays(
  from: string,
  weeks: number,
  money: (week: number) => number,
): { readonly day: number; readonly money: number }[] {
  const first = epochDayOf(from);
  return Array.from({ length: weeks * 5 }, (_, i) => ({
    day: first + Math.floor(i / 5) * 7 + (i % 5),
    money: money(Math.floor(i / 5)),
  }));
}

describe("forecasts of the past", () => {
  it("go by whole weeks while there are few months, each from the weeks before it", () => {
    const past = pastForecastsOf(workingDays("2027-01-04", 10, (week) => 100 + week))!;
    expect(past.step).toBe("week");
    // Three weeks must be known before the first forecast.
    expect(past.forecasts.map(({ from }) => from)).toEqual(
      Array.from({ length: 7 }, (_, i) => epochDayOf("2027-01-04") + 7 * (3 + i)),
    );
    expect(past.forecasts[0]!.observed).toBe(5 * 103);
    expect(past.forecasts.every(({ p10, p50, p90 }) => p10 < p50 && p50 < p90)).toBe(true);
    expect(past.widening).toBeNull();
  });

  it("leave out weeks that are not whole", () => {
    const whole = workingDays("2027-01-04", 6, () => 10);
    const past = pastForecastsOf([...whole, { day: epochDayOf("2027-02-15"), money: 1 }])!;
    expect(past.forecasts.at(-1)!.observed).toBe(50);
  });

  it("are none of a past that is too short", () => {
    expect(pastForecastsOf([])).toBeNull();
    expect(pastForecastsOf(workingDays("2027-01-04", 3, () => 10))).toBeNull();
  });

  it("go by month from a year on", () => {
    const past = pastForecastsOf(workingDays("2026-01-01", 62, () => 10))!;
    expect(past.step).toBe("month");
  });

  it("widen a plan by what was missing, as variances add", () => {
    const plan = aPlan({ shared: { tokens: { p10: 0.9, p90: 1.1 }, wander: { monthlySd: 0.3, persistence: 0.9 } } });
    const widened = widenPlan(plan, { missingSd: 0.4 }).plan;
    expect(widened.shared!.wander).toEqual({ monthlySd: 0.5, persistence: 0.9 });
    expect(uncertainMean(widened.shared!.tokens!)).toBe(uncertainMean(plan.shared!.tokens!));
  });
});

describe("causes of a variance", () => {
  it("sum to the difference, name what is cheaper so, and gather what is next to nothing", () => {
    const parts = { price: -100, volume: 900, tokensPerTask: 700, mix: 0, luck: 1, unsplit: 0 };
    const variance: ActualsVariance = {
      months: 3,
      planned: 10_000,
      actual: 11_501,
      workloads: [
        {
          id: "coding",
          planned: 10_000,
          actual: 11_501,
          parts,
          tasks: { planned: 1, actual: 1 },
          tokens: { planned: 1, actual: 1 },
        },
      ],
      fixedCosts: 0,
      unassigned: 0,
    };
    const causes = varianceCauses(variance);
    expect(causes.map(({ name }) => name)).toEqual([
      "More tasks than planned",
      "More tokens per task",
      "Price: cheaper tokens",
      "All else",
    ]);
    expect(causes.reduce((sum, { amount }) => sum + amount, 0)).toBe(1_501);
  });
});
