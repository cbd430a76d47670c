import { beforeAll, describe, expect, it } from "vitest";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { replayTrial, simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { forecastWarnings } from "#shared/forecast/warnings.ts";
import { reforecastSentence } from "#shared/forecast/words/sentences.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { ActualMonth, Plan } from "#shared/plan/schema/plan.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { aWorkload, aYear, bytesOf } from "#test/shared/engine/lawPlans.ts";
import { UNKNOWN } from "#test/shared/engine/unknownYear.ts";
import { closedTo, yearByMonth } from "#test/shared/engine/yearByMonth.ts";

const spendOf = (plan: Plan, trials: number, seed = 5): Samples => simulateTrials(resolvePlan(plan), seed, 0, trials);

describe("over synthetic years drawn from the plan as it is", () => {
  const YEARS = 200;
  const TRIALS = 150;
  const priorWidth = (() => {
    const spend = spendOf(UNKNOWN, 2_000).spend.slice().sort();
    return sortedQuantile(spend, 0.9) - sortedQuantile(spend, 0.1);
  })();

  describe.each([1, 3, 6, 9])("the 80%% range of the year after month %i", (closed) => {
    let held = 0;
    let width = 0;
    beforeAll(() => {
      const make = yearByMonth(UNKNOWN, 77);
      for (let y = 0; y < YEARS; y++) {
        const { months, spend } = make(y);
        // Luck of its own for every forecast: with one seed for all, what these few trials miss would be missed in
        // every year.
        const sorted = spendOf(closedTo(UNKNOWN, months, closed), TRIALS, y).spend.sort();
        const [low, high] = [sortedQuantile(sorted, 0.1), sortedQuantile(sorted, 0.9)];
        if (low <= spend && spend <= high) held++;
        width += (high - low) / YEARS;
      }
    }, 300_000);

    it("holds in 77 to 83 of 100, within the standard error of so many years", () => {
      const error = Math.sqrt((0.8 * 0.2) / YEARS);
      expect(held / YEARS).toBeGreaterThan(0.77 - error);
      expect(held / YEARS).toBeLessThan(0.83 + error);
    });

    it("is narrower than the plan's", () => {
      expect(width).toBeLessThan(0.85 * priorWidth);
    });
  });
});

describe("after three months", () => {
  const { months } = yearByMonth(UNKNOWN, 3)(2);
  const plan = closedTo(UNKNOWN, months, 3);
  const samples = spendOf(plan, 1_000);

  it("the past is what it was, in every trial, and part of the year", () => {
    for (let m = 0; m < 3; m++) {
      const { workloads, fixedCosts } = months[m]!;
      const spent = Object.values(workloads).reduce((total, { spend }) => total + spend, 0) + fixedCosts!["seats"]!;
      expect(samples.months[m]!.every((money) => Math.abs(money - spent) < 1e-9 * spent)).toBe(true);
    }
    for (let trial = 0; trial < samples.trials; trial += 99) {
      const year = samples.months.reduce((total, month) => total + month[trial]!, 0);
      expect(samples.spend[trial]!).toBeCloseTo(year, 6);
      const parts = samples.workloads.reduce((total, { spend }) => total + spend[trial]!, 0);
      expect(samples.spend[trial]! - parts).toBeGreaterThan(0);
    }
    const fixed = samples.fixedCosts[0]!.spend;
    expect(mean(samples.spend)).toBeCloseTo(
      samples.workloads.reduce((total, { spend }) => total + mean(spend), fixed),
      4,
    );
  });

  it("same plan, seed and trials are the same bytes, however the trials are handed out", () => {
    expect(bytesOf(spendOf(plan, 500))).toBe(bytesOf(spendOf(structuredClone(plan), 500)));
  });

  it("a replayed trial is the stored one, closed days and all", () => {
    const compiled = compilePlan(resolvePlan(plan), 5, 0);
    for (const i of [0, 400, 999]) {
      const { daySpend } = replayTrial(compiled, samples.reforecast!.trialOf[i]!);
      expect(sum(daySpend)).toBeCloseTo(samples.spend[i]!, 4);
    }
  });

  it("the outlook has the closed days, and every future goes on from them", () => {
    const compiled = compilePlan(resolvePlan(plan), 5, 0);
    const { actual, paths, fan } = outlookOf(samples, resolvePlan(plan), (trial) => replayTrial(compiled, trial));
    expect(actual).toHaveLength(31 + 28 + 31 + 1);
    const spent = actual!.at(-1)!;
    expect(spent).toBeCloseTo(
      samples.months.slice(0, 3).reduce((total, month) => total + month[0]!, 0),
      4,
    );
    for (const { spend } of paths) expect(spend[90]).toBeCloseTo(spent, 4);
    for (const row of fan.quantiles) expect(row[90]).toBeCloseTo(spent, 4);
  });

  it("errors are those of the effective trials, and the forecast says what is closed", () => {
    const resolved = resolvePlan(plan);
    const forecast = forecastOf(samples, resolved, {
      planName: "x",
      planHash: "0".repeat(64),
      scenario: null,
      seed: 5,
      engine: "0",
    });
    const { effective } = samples.reforecast!;
    expect(effective).toBeGreaterThan(50);
    expect(effective).toBeLessThanOrEqual(1_000);
    expect(forecast.reforecast).toEqual({
      months: 3,
      closedTo: "2027-03-31",
      spent: forecast.months[2]!.cumulative.mean,
      effective,
      widening: samples.reforecast!.widening,
    });
    const independent = forecastOf({ ...samples, reforecast: { ...samples.reforecast!, effective: 1_000 } }, resolved, {
      planName: "x",
      planHash: "",
      scenario: null,
      seed: 5,
      engine: "0",
    });
    expect(forecast.spend.standardError.p80 / independent.spend.standardError.p80).toBeCloseTo(
      Math.sqrt(1_000 / effective),
      9,
    );
    expect(reforecastSentence(forecast, resolved)).toMatch(
      /^Closed to March 31 at \$[\d.,]+[KM]?; the rest by 1,000 simulated years consistent with the actuals \(effective sample [\d,]+\)\.$/,
    );
  });

  it("a scenario has the same past, the same weights and the same luck trial by trial", () => {
    const cheaper = simulateTrials(resolveScenario(plan, "cheaper"), 5, 0, 1_000);
    expect([...cheaper.reforecast!.trialOf]).toEqual([...samples.reforecast!.trialOf]);
    expect([...cheaper.months[2]!]).toEqual([...samples.months[2]!]);
    expect([...cheaper.workloads[1]!.spend]).toEqual([...samples.workloads[1]!.spend]);
    expect(mean(cheaper.workloads[0]!.spend)).toBeLessThan(0.7 * mean(samples.workloads[0]!.spend));
  });
});

describe("what was seen is believed as far as it goes", () => {
  const flat = (spend: number, tasks?: number): ActualMonth[] =>
    ["2027-01", "2027-02", "2027-03"].map((month) => ({
      month,
      workloads: { work: { spend, ...(tasks === undefined ? {} : { tasks }) } },
    }));
  const after = (plan: Plan, months: ActualMonth[], trials = 1_000): Samples =>
    spendOf(setActuals(plan, { months }).plan, trials);
  const unsure = soundPlan(aYear({ work: aWorkload(300, { tokensMultiplier: { p10: 0.5, p90: 2 } }) }));
  const middle = mean(spendOf(unsure, 2_000).months[0]!);

  it("months at twice the plan's middle make the rest of the year as dear", () => {
    const before = spendOf(unsure, 2_000).months[8]!;
    const now = after(unsure, flat(2 * middle, 300 * 21)).months[8]!;
    expect(mean(now) / mean(before)).toBeGreaterThan(1.8);
    expect(mean(now) / mean(before)).toBeLessThan(2.3);
  });

  it("spend alone, without tasks, says it too", () => {
    expect(mean(after(unsure, flat(2 * middle)).months[8]!) / middle).toBeGreaterThan(1.8);
  });

  it("a plan in which nothing is unknown learns nothing: the rest of the year is as it was", () => {
    const sure = soundPlan(aYear({ work: aWorkload(300) }));
    const { reforecast, months } = after(sure, flat(2 * middle, 300 * 21));
    expect(reforecast).toMatchObject({ effective: 1_000, widening: 1 });
    expect([...months[8]!]).toEqual([...spendOf(sure, 1_000).months[8]!]);
  });

  it("months beyond all that the plan held possible widen the ranges, and it is said", () => {
    const narrow = soundPlan(aYear({ work: aWorkload(300, { tokensMultiplier: { p10: 0.95, p90: 1.05 } }) }));
    const months = flat(3 * middle, 300 * 21);
    const samples = after(narrow, months);
    expect(samples.reforecast!.widening).toBeGreaterThan(2);
    const resolved = resolvePlan(setActuals(narrow, { months }).plan);
    const forecast = forecastOf(samples, resolved, {
      planName: "x",
      planHash: "",
      scenario: null,
      seed: 5,
      engine: "0",
    });
    expect(forecastWarnings(forecast, resolved).join(" ")).toContain("The actuals hardly fit this plan");
  });

  it("a month that its cap has cut says nothing of demand", () => {
    const capped = soundPlan(
      aYear({
        work: aWorkload(300, { tokensMultiplier: { p10: 0.5, p90: 2 }, monthCap: { amount: middle, atCap: "block" } }),
      }),
    );
    expect(after(capped, flat(middle, 3_000)).reforecast).toMatchObject({ effective: 1_000, widening: 1 });
  });

  it("an event that has been seen has happened", () => {
    const renewal = { from: "2027-02-01", multiplier: { p10: 1.8, p90: 2.2 }, probability: 0.3 };
    const seats = soundPlan(aYear({ work: aWorkload(300) }, { fixedCosts: { seats: { perMonth: 1_000, renewal } } }));
    const charged = (second: number): Samples =>
      after(
        seats,
        flat(middle, 6_300).map((month, m) => ({ ...month, fixedCosts: { seats: m === 0 ? 1_000 : second } })),
      );
    expect(charged(2_000).fixedCosts[0]!.spend / 12_000).toBeGreaterThan(1.85);
    expect(charged(1_000).fixedCosts[0]!.spend).toBeCloseTo(12_000, -1);
  });

  it("a wander goes on from where it was: high months are followed by high months, less and less", () => {
    const wanders = soundPlan(aYear({ work: aWorkload(300, {}, { wander: { monthlySd: 0.2, persistence: 0.8 } }) }));
    const before = spendOf(wanders, 4_000);
    const { months } = after(wanders, flat(1.4 * middle * (mean(before.months[0]!) / middle), 1.4 * 300 * 21), 4_000);
    const ratio = (m: number): number => mean(months[m]!) / mean(before.months[m]!);
    expect(ratio(3)).toBeGreaterThan(1.2);
    expect(ratio(3)).toBeLessThan(1.4);
    expect(ratio(11)).toBeLessThan(1.12);
  });
});

describe("the money as of now", () => {
  it("that is gone in a closed month is gone on a day of it, in every trial; with block, nothing more is spent", () => {
    const { months } = yearByMonth(UNKNOWN, 3)(2);
    const spent = (m: number): number =>
      Object.values(months[m]!.workloads).reduce((total, { spend }) => total + spend, 2_000);
    for (const atExhaustion of ["overrun", "block"] as const) {
      const plan = { ...closedTo(UNKNOWN, months, 3), budget: { amount: spent(0) + 0.5 * spent(1), atExhaustion } };
      const samples = spendOf(plan, 200);
      const day = samples.runOutDay[0]!;
      expect(day).toBeGreaterThanOrEqual(31);
      expect(day).toBeLessThan(59);
      expect(samples.runOutDay.every((other) => other === day)).toBe(true);
      const later = samples.months[5]!;
      if (atExhaustion === "block") expect(mean(later)).toBeLessThan(10_000);
      else expect(mean(later)).toBeGreaterThan(10_000);
    }
  });

  it("a year that is over spends what it has spent", () => {
    const { months } = yearByMonth(UNKNOWN, 3)(2);
    const { spend } = yearByMonth(UNKNOWN, 3)(2);
    const samples = spendOf(closedTo(UNKNOWN, months, 12), 100);
    expect(samples.spend.every((money) => Math.abs(money - spend) < 1e-6 * spend)).toBe(true);
  });
});
