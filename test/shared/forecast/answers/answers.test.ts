import { describe, expect, it } from "vitest";
import type { Samples } from "#shared/engine/samples.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { ABOUT, aPlan, aSample } from "#test/shared/forecast/samples.ts";

const oneTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

describe("the year's spend", () => {
  it("is told by R-7 quantiles, whatever the order of trials", () => {
    const { quantiles, mean } = forecastOf(aSample(oneTo(101).reverse()), aPlan(), ABOUT).spend;
    expect(quantiles).toEqual({
      p1: 2,
      p5: 6,
      p10: 11,
      p20: 21,
      p25: 26,
      p50: 51,
      p75: 76,
      p80: 81,
      p90: 91,
      p95: 96,
      p99: 100,
    });
    expect(mean).toBe(51);
  });

  it("has standard errors that repeated runs show", () => {
    // 400 runs of 1,000 trials of a uniform year: the spread of their P80 is what one run states, within 15 %: four
    // standard errors of a spread of 400 figures (4/√800), and a little for the density rule.
    const runs = Array.from({ length: 400 }, (_, run) => {
      const random = streamOf(keyOf(run));
      return forecastOf(aSample(Array.from({ length: 1000 }, () => 50 + 100 * random())), aPlan(), ABOUT).spend;
    });
    const spreadOf = (figures: readonly number[]): number => {
      const mean = figures.reduce((sum, x) => sum + x, 0) / figures.length;
      return Math.sqrt(figures.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (figures.length - 1));
    };
    const statedOf = (name: "p50" | "p80" | "mean"): number =>
      runs.reduce((sum, { standardError }) => sum + standardError[name], 0) / runs.length;
    expect(Math.abs(spreadOf(runs.map(({ quantiles }) => quantiles.p50)) / statedOf("p50") - 1)).toBeLessThan(0.15);
    expect(Math.abs(spreadOf(runs.map(({ quantiles }) => quantiles.p80)) / statedOf("p80") - 1)).toBeLessThan(0.15);
    expect(Math.abs(spreadOf(runs.map(({ mean }) => mean)) / statedOf("mean") - 1)).toBeLessThan(0.15);
  });

  it("asks for the plan's own confidence: base, contingency and ask sum", () => {
    const { reserve } = forecastOf(aSample(oneTo(101)), aPlan({ confidence: 0.9 }), ABOUT);
    expect(reserve).toEqual({ base: 51, confidence: 0.9, ask: 91, contingency: 40 });
  });
});

describe("overrun", () => {
  it("counts years above the budget by more than rounding, and says by how much they are", () => {
    const { overrun } = forecastOf(aSample([90, 100, 100 * (1 + 5e-10), 110, 130]), aPlan(), ABOUT);
    expect(overrun.probability).toBe(0.4);
    expect(overrun.meanExcess).toBe(20);
  });

  it("never seen is not given out as impossible, and has no excess", () => {
    const { overrun } = forecastOf(aSample(new Array<number>(100).fill(90)), aPlan(), ABOUT);
    expect(overrun.probability).toBe(0);
    expect(overrun.meanExcess).toBe(0);
    expect(overrun.standardError).toBeGreaterThan(0);
    expect(overrun.standardError).toBeLessThan(0.01);
  });
});

describe("run-out", () => {
  /** Ten futures of which these run out on these days of the year. */
  const runOutOf = (days: readonly number[], trials = 10) => {
    const runOutDay = Float64Array.from({ length: trials }, (_, trial) => days[trial] ?? -1);
    return forecastOf(aSample(new Array<number>(trials).fill(50), { runOutDay }), aPlan(), ABOUT).runOut;
  };

  it("sums to 1 with never, month by month", () => {
    const { never, byMonthEnd } = runOutOf([30, 31, 40, 58]);
    expect(never).toBe(0.6);
    // January ends with day 30.
    expect(byMonthEnd).toEqual([0.1, 0.4]);
  });

  it("names the first day by which it is gone in 1 of 10, half, 9 of 10; null beyond the year", () => {
    expect(runOutOf([3, 4, 5, 6, 7]).quantiles).toEqual({ p10: "2027-01-04", p50: "2027-01-08", p90: null });
  });

  it("is safe until the last day with a risk of at most 1 in 10", () => {
    expect(runOutOf([3, 10]).safeUntil).toEqual({ confidence: 0.9, date: "2027-01-10" });
    expect(runOutOf([3]).safeUntil.date).toBe("2027-02-28");
    expect(runOutOf([]).safeUntil.date).toBe("2027-02-28");
  });

  it("is safe on no day when more than 1 in 10 are gone on the first", () => {
    expect(runOutOf([0, 0]).safeUntil.date).toBeNull();
    expect(runOutOf([0]).safeUntil.date).toBe("2027-02-28");
  });

  it("knows the whole year, its last day too", () => {
    expect(runOutOf(oneTo(10).map(() => 58))).toEqual({
      never: 0,
      byMonthEnd: [0, 1],
      quantiles: { p10: "2027-02-28", p50: "2027-02-28", p90: "2027-02-28" },
      safeUntil: { confidence: 0.9, date: "2027-02-27" },
    });
  });
});

describe("months", () => {
  it("sum to the year, and run up to date trial by trial, not quantile by quantile", () => {
    // The dear January is the cheap February: each month varies, the year does not.
    const months = [Float64Array.of(10, 20, 30), Float64Array.of(40, 30, 20)];
    const forecast = forecastOf(aSample([50, 50, 50], { months }), aPlan(), ABOUT);
    expect(forecast.months.map(({ month }) => month)).toEqual(["2027-01", "2027-02"]);
    expect(forecast.months[0]!.spend.quantiles.p50).toBe(20);
    expect(forecast.months[1]!.cumulative.quantiles).toEqual(forecast.spend.quantiles);
    expect(forecast.months[0]!.spend.mean + forecast.months[1]!.spend.mean).toBe(forecast.spend.mean);
  });
});

describe("workloads", () => {
  it("cost per outcome is of all trials together, its quantiles of the trials that had outcomes", () => {
    const workload = { outcomes: Float64Array.of(0, 10, 30), loadedCost: Float64Array.of(20, 50, 90) };
    const { costPerOutcome } = forecastOf(aSample([10, 30, 60], { workload }), aPlan(), ABOUT).workloads["w"]!;
    expect(costPerOutcome.tokens).toBe(100 / 40);
    expect(costPerOutcome.loaded).toBe(160 / 40);
    expect(costPerOutcome.quantiles?.p50).toBe((5 + 3) / 2);
  });

  it("adding failed attempts never lowers the all-in cost per outcome", () => {
    const at = (cost: number) =>
      forecastOf(
        aSample([10, 10], { workload: { outcomes: Float64Array.of(5, 5), loadedCost: Float64Array.of(cost, cost) } }),
        aPlan(),
        ABOUT,
      ).workloads["w"]!.costPerOutcome.loaded!;
    expect(at(14)).toBeGreaterThan(at(10));
  });

  it("without any outcome has no cost per outcome", () => {
    expect(forecastOf(aSample([10, 20]), aPlan(), ABOUT).workloads["w"]!.costPerOutcome).toEqual({
      tokens: null,
      loaded: null,
      quantiles: null,
    });
  });

  it("counts a task once, by how it ended", () => {
    const workload = {
      outcomes: Float64Array.of(4, 6),
      errors: Float64Array.of(1, 3),
      failures: Float64Array.of(2, 2),
      unmet: Float64Array.of(0, 1),
    };
    const { tasks, outcomes, errors, failures, unmet } = forecastOf(aSample([1, 2], { workload }), aPlan(), ABOUT)
      .workloads["w"]!;
    expect([outcomes.mean, errors.mean, failures.mean, unmet.mean, tasks.mean]).toEqual([5, 2, 2, 0.5, 9.5]);
  });
});

describe("the two levels of chance", () => {
  const random = streamOf(keyOf(7));
  const normalish = (): number => random() + random() + random() - 1.5;
  /** 4,000 trials with a twin each: level 1 with standard deviation `unknown`, level 2 with `luck`. */
  const sharesOf = (unknown: number, luck: number) => {
    const level1 = Array.from({ length: 4000 }, () => 1000 + unknown * normalish());
    const spend = level1.map((year) => year + luck * normalish());
    const twinSpend = Float64Array.from(level1, (year) => year + luck * normalish());
    return forecastOf(aSample(spend, { twinTrials: Float64Array.from(spend.keys()), twinSpend }), aPlan(), ABOUT)
      .variance;
  };

  it.each([
    [3, 1, 0.9],
    [1, 1, 0.5],
    [0, 1, 0],
  ])("unknowns of %d and luck of %d are told apart", (unknown, luck, share) => {
    const { unknowns, runToRun } = sharesOf(unknown, luck);
    // Standard error of a correlation of 4,000 pairs: at most 1/√4000; four of them.
    expect(Math.abs(unknowns - share)).toBeLessThan(4 / Math.sqrt(4000));
    expect(unknowns + runToRun).toBe(1);
  });

  it("a plan without any chance has no luck from run to run", () => {
    const twins = { twinTrials: Float64Array.of(0, 1), twinSpend: Float64Array.of(50, 50) };
    expect(forecastOf(aSample([50, 50], twins), aPlan(), ABOUT).variance).toEqual({ unknowns: 1, runToRun: 0 });
  });

  it("stays within 0 and 1 where twins differ by more than strangers", () => {
    const twins = { twinTrials: Float64Array.of(0, 1), twinSpend: Float64Array.of(99, 1) };
    expect(forecastOf(aSample([1, 99], twins), aPlan(), ABOUT).variance).toEqual({ unknowns: 0, runToRun: 1 });
  });
});

describe("laws", () => {
  const money = (samples: Samples, factor: number): Samples => ({
    ...samples,
    spend: samples.spend.map((x) => x * factor),
    months: samples.months.map((month) => month.map((x) => x * factor)),
    workloads: samples.workloads.map((workload) => ({
      ...workload,
      spend: workload.spend.map((x) => x * factor),
      loadedCost: workload.loadedCost.map((x) => x * factor),
      netValue: workload.netValue.map((x) => x * factor),
    })),
    fixedCosts: samples.fixedCosts.map(({ spend, years }) => ({
      spend: spend * factor,
      years: years.map((year) => year * factor),
    })),
    models: samples.models.map(({ spend, tokens }) => ({ spend: spend * factor, tokens })),
    twinSpend: samples.twinSpend.map((x) => x * factor),
  });
  const random = streamOf(keyOf(3));
  const spend = Array.from({ length: 997 }, () => 130 * random());
  const samples = aSample(spend, {
    runOutDay: Float64Array.from(spend, (year) => (year >= 100 ? Math.floor(59 * random()) : -1)),
    twinTrials: Float64Array.from({ length: 100 }, (_, i) => 8 * i),
    twinSpend: Float64Array.from({ length: 100 }, (_, i) => spend[8 * i]! + random()),
    workload: {
      outcomes: Float64Array.from(spend, () => Math.floor(4 * random())),
      netValue: Float64Array.from(spend, () => random() - 0.5),
    },
  });

  it("doubling all money doubles every figure of money exactly and moves no other (law 10)", () => {
    const once = forecastOf(samples, aPlan(), ABOUT);
    const twice = forecastOf(money(samples, 2), aPlan({ amount: 200 }), ABOUT);
    const isMoney = (path: string): boolean =>
      !/\/(probability|byMonthEnd|never|variance|tokens\/mean|outcomes|errors|failures|unmet|tasks|attempts|confidence|trials|seed|overrun\/standardError)/.test(
        path,
      );
    const compare = (a: unknown, b: unknown, path: string): void => {
      if (typeof a === "number") expect([path, b]).toEqual([path, isMoney(path) ? 2 * a : a]);
      else if (typeof a === "object" && a !== null)
        for (const key of Object.keys(a))
          compare((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}/${key}`);
      else expect([path, b]).toEqual([path, a]);
    };
    compare(once, twice, "");
  });

  it("has no figure that JSON cannot hold", () => {
    const visit = (value: unknown): void => {
      if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
    };
    visit(forecastOf(samples, aPlan(), ABOUT));
    visit(forecastOf(aSample([0, 0]), aPlan(), ABOUT));
    visit(forecastOf(aSample([0, 1e15]), aPlan({ amount: 1e15 }), ABOUT));
  });

  it("keeps ids that other objects reserve", () => {
    const plan = aPlan();
    const odd = { ...plan, workloads: plan.workloads.map((workload) => ({ ...workload, id: "__proto__" })) };
    expect(Object.keys(forecastOf(samples, odd, ABOUT).workloads)).toEqual(["__proto__"]);
  });
});
