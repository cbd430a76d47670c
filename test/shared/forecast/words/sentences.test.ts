import { describe, expect, it } from "vitest";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import {
  answerInBrief,
  askSentence,
  decisionReason,
  decisionTitle,
  runOutSentence,
  goodToSentence,
  oddsInWords,
  precisionSentence,
  rangeSentence,
  safeUntilSentence,
  varianceSentence,
  whenSpentSentence,
} from "#shared/forecast/words/sentences.ts";
import { forecastWarnings } from "#shared/forecast/warnings.ts";
import { ABOUT, aPlan, aSample } from "#test/shared/forecast/samples.ts";

const MILLION = 1e6;

/**
 * 10,000 evenly spread futures from $5M to $15M against $10M, of which those above run out: the dearest first, evenly
 * over the days.
 */
function aForecast(budget: Parameters<typeof aPlan>[0] = {}): [Forecast, ReturnType<typeof aPlan>] {
  const trials = 10_000;
  // In no order, as simulated years come: 3,779 and 10,000 have no divisor in common.
  const spend = Array.from({ length: trials }, (_, i) => (5 + (10 * ((i * 3_779) % trials)) / (trials - 1)) * MILLION);
  const runOutDay = Float64Array.from(spend, (year) =>
    year >= 10 * MILLION ? Math.round(58 * ((15 * MILLION - year) / (5 * MILLION))) : -1,
  );
  const plan = aPlan({ amount: 10 * MILLION, ...budget });
  return [
    forecastOf(
      aSample(spend, { runOutDay, twinTrials: Float64Array.of(0, 1), twinSpend: Float64Array.from(spend.slice(0, 2)) }),
      plan,
      ABOUT,
    ),
    plan,
  ];
}

/** Every future spends the same and none runs out. */
function aCertain(year: number): [Forecast, ReturnType<typeof aPlan>] {
  const plan = aPlan({ amount: 10 * MILLION });
  return [forecastOf(aSample(new Array<number>(1000).fill(year)), plan, ABOUT), plan];
}

describe("the answer", () => {
  it("is three sentences: how likely, how much to ask for, until when it is safe", () => {
    expect(answerInBrief(...aForecast())).toEqual([
      "25 of 50 simulated years overspend.",
      "To be 80% sure, budget $13.0M.",
      "Safe until January 12.",
    ]);
  });

  it("asks for the plan's own confidence", () => {
    expect(answerInBrief(...aForecast({ confidence: 0.9 }))[1]).toBe("To be 90% sure, budget $14.00M.");
  });

  it("where work stops at the budget, names no ask that was cut off by it", () => {
    const [forecast, plan] = aForecast({ atExhaustion: "block" });
    expect(answerInBrief(forecast, plan)).toEqual([
      "25 of 50 simulated years spend the budget early, and work stops.",
      "Safe until January 12.",
    ]);
    expect(runOutSentence(forecast, plan)).toBe(
      "The $10M is spent before the year ends in 25 of 50 simulated years, and work stops.",
    );
    expect(askSentence(forecast, plan)).toContain("cannot show what would be enough");
  });

  it("of a certain year is exact", () => {
    expect(answerInBrief(...aCertain(9_876_543))).toEqual([
      "0 of 50 simulated years overspend.",
      "To be 80% sure, budget $9.88M.",
      "It lasts the whole year.",
    ]);
    expect(rangeSentence(...aCertain(9_876_543))).toBe("Every simulated year ends at $9.88M.");
  });
});

describe("the longer sentences", () => {
  const [forecast, plan] = aForecast();

  it("say what a planner can say aloud", () => {
    expect(runOutSentence(forecast, plan)).toBe("The $10M is spent before the year ends in 25 of 50 simulated years.");
    expect(safeUntilSentence(forecast, plan)).toBe("It is safe until January 12 in 9 of 10.");
    expect(askSentence(forecast, plan)).toBe("To be 80% sure of the whole year, budget $13.0M: $3.0M more.");
    expect(rangeSentence(forecast, plan)).toBe("9 in 10 simulated years end between $5.5M and $14.5M.");
    expect(whenSpentSentence(forecast, plan)).toBe(
      "The budget is spent before the year ends in 25 of 50 simulated years, with even odds by February 28.",
    );
    expect(decisionTitle(forecast, plan)).toBe("Approve $13.0M for January to February 2027");
    expect(decisionReason(forecast, plan)).toBe(
      "That is $3.0M above the planned $10M and enough in 8 of 10 simulated years.",
    );
    expect(goodToSentence(forecast, plan)).toBe(
      "10,000 simulated years (as precise as 500,000 drawn one by one), seed 1; simulation error ±$0.1M on money, ±1 in 50 on chances.",
    );
  });

  it("compare with a budget that is more than enough, or just enough", () => {
    expect(askSentence(...aCertain(8 * MILLION))).toBe(
      "To be 80% sure of the whole year, budget $8M: $2M less than planned.",
    );
    expect(decisionReason(...aCertain(8 * MILLION))).toBe(
      "That is $2M below the planned $10M and enough in 8 of 10 simulated years.",
    );
    expect(askSentence(...aCertain(10 * MILLION))).toBe(
      "To be 80% sure of the whole year, budget $10M: as already planned.",
    );
    expect(decisionReason(...aCertain(10 * MILLION))).toBe(
      "That is the planned $10M, and enough in 8 of 10 simulated years.",
    );
  });

  it("know a year that is safe throughout, and one that never was", () => {
    const [certain] = aCertain(8 * MILLION);
    expect(safeUntilSentence(certain, plan)).toBe("It lasts the whole year in at least 9 of 10.");
    expect(whenSpentSentence(certain, plan)).toBeNull();
    const lost = { ...forecast, runOut: { ...forecast.runOut, safeUntil: { confidence: 0.9, date: null } } };
    expect(answerInBrief(lost, plan)[2]).toBe("Not safe even on January 1.");
  });
});

describe("warnings", () => {
  it("warn of a forecast that has only luck in it", () => {
    const [forecast, plan] = aForecast();
    const warningOf = (unknowns: number): string | undefined =>
      forecastWarnings({ ...forecast, variance: { unknowns, runToRun: 1 - unknowns } }, plan)[0];
    expect(warningOf(0.01)).toBe(
      "This plan has only run-to-run variation: all its assumptions are certain. Its 80% estimate would hold about half of the time.",
    );
    expect(warningOf(0.2)).toContain("Only 20% of the uncertainty comes from assumptions.");
    expect(warningOf(0.9)).toBeUndefined();
  });

  it("warn of spend that was cut off, and of few futures", () => {
    expect(forecastWarnings(...aForecast({ atExhaustion: "block" }))).toContain(
      "Work stops when the budget is spent, so spend shows what is allowed, not what is needed.",
    );
    const [forecast, plan] = aForecast();
    expect(forecastWarnings({ ...forecast, trials: 200 }, plan)).toContain(
      "200 simulated years are few: 10,000 show the extremes better.",
    );
  });
});

describe("what a run came to", () => {
  it("says how many futures a precision took, or that it was not reached", () => {
    expect(precisionSentence({ p80: 0.0093, overrun: 0.0071 }, 0.01, 12_000)).toBe(
      "Precise to 1% after 12,000 simulated years: the 80% estimate to 0.93% of itself, the chance to overspend to 0.71%.",
    );
    expect(precisionSentence({ p80: 0.0021, overrun: 0.0005 }, 0.001, 1_000_000)).toBe(
      "1,000,000 simulated years are the most that can be run, and 0.1% needs more: the 80% estimate to 0.21% of itself, the chance to overspend to 0.05%.",
    );
  });

  it("tells unknowns from luck", () => {
    const [forecast] = aForecast();
    expect(varianceSentence({ ...forecast, variance: { unknowns: 0.97, runToRun: 0.03 } })).toBe(
      "Assumptions make up 97% of the uncertainty; run-to-run variation 3%.",
    );
  });

  it("counts stated chances in tenths where they are tenths", () => {
    expect([0.8, 0.7, 0.85, 1].map(oddsInWords)).toEqual(["8 of 10", "7 of 10", "43 of 50", "50 of 50"]);
  });
});
