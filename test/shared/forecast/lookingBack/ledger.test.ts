import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import {
  addToLedger,
  lastLocked,
  lockedAsk,
  lockForecast,
  monthTotalsOf,
} from "#shared/forecast/lookingBack/ledger.ts";
import {
  describeLedgerIssue,
  EMPTY_LEDGER,
  ledgerText,
  readLedger,
  type LockedForecast,
} from "#shared/forecast/lookingBack/ledgerFile.ts";
import { pooledSentence, scoreForecast, scoreLedger } from "#shared/forecast/lookingBack/scoreLedger.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planHash } from "#shared/plan/canonical.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { crpsOfQuantiles } from "#shared/statistics/scores.ts";
import { closedTo, yearByMonth } from "#test/shared/engine/yearByMonth.ts";
import { aWorkload, aYear } from "#test/shared/engine/lawPlans.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";

const PLAN = soundPlan(
  aYear(
    {
      work: aWorkload(
        300,
        { tokensMultiplier: { p10: 0.7, p90: 1.5 } },
        { wander: { monthlySd: 0.1, persistence: 0.9 } },
      ),
    },
    { months: 6, budget: { amount: 60_000 }, fixedCosts: { seats: { perMonth: 500 } } },
  ),
);

function locked(plan: Plan = PLAN): LockedForecast {
  const resolved = resolvePlan(plan);
  const forecast = forecastOf(simulateTrials(resolved, 1, 0, 500), resolved, {
    planName: plan.name,
    planHash: planHash(plan),
    scenario: null,
    seed: 1,
    engine: "0.1.0",
  });
  return lockForecast(forecast, resolved, { author: "FP&A", lockedOn: "2027-01-04" });
}

describe("a locked forecast", () => {
  const forecast = locked();

  it("says who gave it out, on which day, and all that makes it again", () => {
    expect(forecast).toMatchObject({
      lockedOn: "2027-01-04",
      author: "FP&A",
      plan: { name: PLAN.name, hash: planHash(PLAN) },
      scenario: null,
      seed: 1,
      trials: 500,
      engine: "0.1.0",
      currency: "USD",
      budget: 60_000,
      closed: 0,
    });
    expect(forecast.months.map(({ month }) => month)).toEqual([
      "2027-01",
      "2027-02",
      "2027-03",
      "2027-04",
      "2027-05",
      "2027-06",
    ]);
  });

  it("comes back from its file as it was, and a second time adds nothing", () => {
    const ledger = addToLedger(EMPTY_LEDGER, forecast);
    expect(readLedger(ledgerText(ledger))).toEqual({ ok: true, ledger });
    expect(addToLedger(ledger, structuredClone(forecast))).toBe(ledger);
    expect(addToLedger(ledger, { ...forecast, lockedOn: "2027-02-01" }).forecasts).toHaveLength(2);
  });

  it("of a plan with closed months knows which of them are no forecast", () => {
    const { months } = yearByMonth(PLAN, 3)(1);
    expect(locked(closedTo(PLAN, months, 2)).closed).toBe(2);
  });
});

describe("the last forecast of months that have closed", () => {
  const months = ["2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"];
  const first = locked();
  const later = { ...first, lockedOn: "2027-02-10", closed: 1 };

  it("is the latest that was locked before they closed", () => {
    const ledger = { ...EMPTY_LEDGER, forecasts: [later, first] };
    expect(lastLocked(ledger, "USD", months, 3)).toBe(later);
    expect(lastLocked(ledger, "USD", months, 1)).toBe(first);
  });

  it("is none of another currency, of a scenario, of other months, or after the fact", () => {
    expect(lastLocked({ ...EMPTY_LEDGER, forecasts: [first] }, "EUR", months, 2)).toBeNull();
    expect(lastLocked({ ...EMPTY_LEDGER, forecasts: [{ ...first, scenario: "fewer" }] }, "USD", months, 2)).toBeNull();
    expect(lastLocked({ ...EMPTY_LEDGER, forecasts: [first] }, "USD", ["2028-01"], 1)).toBeNull();
    expect(lastLocked({ ...EMPTY_LEDGER, forecasts: [later] }, "USD", months, 1)).toBeNull();
    expect(lastLocked(EMPTY_LEDGER, "USD", months, 2)).toBeNull();
  });

  it("asked for its own quantile, written to the digits that it was given out with", () => {
    expect(lockedAsk(first, 0.8)).toBe(first.year.quantiles.p80);
    expect(lockedAsk(first, 0.85)).toBeNull();
    expect(first.year.goodTo).toBeGreaterThan(0);
    const { goodTo: _, ...year } = first.year;
    expect(readLedger(ledgerText({ ...EMPTY_LEDGER, forecasts: [{ ...first, year }] })).ok).toBe(true);
  });
});

describe("a ledger with faults is refused, each with its path", () => {
  const ledger = (change: (forecast: Record<string, unknown>) => void): string => {
    const forecast = structuredClone(locked()) as unknown as Record<string, unknown>;
    change(forecast);
    return JSON.stringify({ schema: "past-april.ledger/1", forecasts: [forecast] });
  };
  it.each<[what: string, text: string, sentence: RegExp]>([
    ["no JSON", "{", /which is not JSON/],
    ["nothing", "", /empty file/],
    ["another schema", '{"schema": "past-april.plan/1", "forecasts": []}', /^\/schema: found "past-april\.plan\/1"/],
    ["a list", "[]", /^The ledger: found an empty list/],
    [
      "a hash that is none",
      ledger((one) => (one["plan"] = { name: "x", hash: "12" })),
      /^\/forecasts\/0\/plan\/hash: found "12"/,
    ],
    [
      "a quantile that is gone",
      ledger((one) => delete (one["months"] as { quantiles: Record<string, unknown> }[])[1]!.quantiles["p80"]),
      /^\/forecasts\/0\/months\/1\/quantiles\/p80: found nothing/,
    ],
    [
      "more closed months than months",
      ledger((one) => (one["closed"] = 7)),
      /^\/forecasts\/0\/closed: found 7 closed months of 6/,
    ],
    ["an unknown field", ledger((one) => (one["mood"] = "good")), /^\/forecasts\/0\/mood: found the unknown field/],
  ])("%s", (_, text, sentence) => {
    const read = readLedger(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.issues.map(describeLedgerIssue).join("\n")).toMatch(sentence);
  });
});

describe("scores", () => {
  const forecast = locked();
  const middles = new Map(forecast.months.map(({ month, quantiles }): [string, number] => [month, quantiles.p50]));

  it("of all locked months together are counted in words: below, inside and above, once for every forecast", () => {
    const [first, second, third] = forecast.months;
    const actual = new Map([
      [first!.month, first!.quantiles.p10 - 1],
      [second!.month, second!.quantiles.p90],
      [third!.month, third!.quantiles.p90 + 1],
    ]);
    const twice = addToLedger(addToLedger(EMPTY_LEDGER, forecast), { ...forecast, lockedOn: "2027-02-01" });
    expect(pooledSentence(scoreLedger(addToLedger(EMPTY_LEDGER, forecast), "USD", actual))).toMatch(
      /held in 1 of 3 months/,
    );
    expect(pooledSentence(scoreLedger(twice, "USD", actual))).toMatch(/held in 2 of 6 months/);
    expect(pooledSentence(scoreLedger(twice, "USD", new Map()))).toBe("No locked month has closed yet.");
  });

  it("are of months that have come, and of the year once it is over", () => {
    const some = scoreForecast(forecast, new Map([...middles].slice(0, 2)));
    expect(some.months.map(({ month }) => month)).toEqual(["2027-01", "2027-02"]);
    expect(some.year).toBeNull();
    expect(scoreForecast(forecast, middles).year?.observed).toBeCloseTo(
      [...middles.values()].reduce((sum, value) => sum + value, 0),
      6,
    );
    expect(scoreForecast(forecast, new Map()).all).toBeNull();
  });

  it("of months that came as their middle are without bias, inside every range, and lie at one half", () => {
    const { all, months } = scoreForecast(forecast, middles);
    expect(all).toMatchObject({ months: 6, bias: 0, held: { p50: 1, p80: 1, p90: 1, p98: 1 } });
    for (const { pit } of months) expect(pit).toBeCloseTo(0.5, 9);
    expect(all!.skill).not.toBeNull();
  });

  it("of a month beyond every quantile say so, and its CRPS is that of the quantiles", () => {
    const { months } = forecast;
    const observed = 2 * months[0]!.quantiles.p99;
    const scored = scoreForecast(forecast, new Map([["2027-01", observed]]));
    expect(scored.all!.held).toEqual({ p50: 0, p80: 0, p90: 0, p98: 0 });
    expect(scored.months[0]!.pit).toBeCloseTo(0.995, 9);
    const levels = [0.01, 0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99];
    expect(scored.months[0]!.crps).toBe(
      crpsOfQuantiles(
        levels,
        levels.map((level) => months[0]!.quantiles[`p${Math.round(100 * level)}` as "p1"]),
        observed,
      ),
    );
  });

  it("hold the forecast against the straight line of what was known: the budget evenly, then the months closed on that day", () => {
    const first = scoreForecast(forecast, new Map([["2027-01", 12_000]]));
    expect(first.months[0]!.straightLine).toBe(10_000);
    const later: LockedForecast = { ...forecast, closed: 3 };
    const line = scoreForecast(
      later,
      new Map([
        ["2027-01", 1_000],
        ["2027-02", 2_000],
        ["2027-03", 3_000],
        ["2027-04", 4_500],
        ["2027-05", 4_500],
      ]),
    );
    expect(line.months.map(({ month, straightLine }) => [month, straightLine])).toEqual([
      ["2027-04", 4_000],
      ["2027-05", 5_000],
    ]);
  });
});

it("totals of a plan's closed months are all of their money", () => {
  const { months } = yearByMonth(PLAN, 3)(1);
  const plan = closedTo(
    PLAN,
    months.map((month) => ({ ...month, unassigned: 10 })),
    2,
  );
  const totals = monthTotalsOf(resolvePlan(plan));
  expect([...totals.keys()]).toEqual(["2027-01", "2027-02"]);
  expect(totals.get("2027-01")).toBeCloseTo(months[0]!.workloads["work"]!.spend + 510, 6);
});
