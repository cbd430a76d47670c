import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { addToLedger, lockForecast } from "#shared/forecast/lookingBack/ledger.ts";
import { EMPTY_LEDGER, ledgerText, readLedger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
import { valueAnswer } from "#shared/forecast/value/valueAnswer.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aValuePlan } from "./aValuePlan.ts";

const about = { planName: "Plan", planHash: "a".repeat(64), scenario: null, seed: 5, engine: "1.0.0" };

function answered(plan: Plan) {
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, about.seed, 0, 300);
  const forecast = forecastOf(samples, resolved, about);
  return { resolved, samples, forecast, trials: trialFiguresOf(samples, resolved, about.seed) };
}

describe("a case that is locked with its forecast", () => {
  it("is kept with what it claims and where its middle lay, and later edits are held against it", () => {
    const plan = aValuePlan();
    const { resolved, forecast, trials } = answered(plan);
    const by = { author: "FP&A", lockedOn: "2026-12-01" };
    const locked = lockForecast(forecast, resolved, by, new Map(Object.entries(trials.claims)));
    const read = readLedger(ledgerText(addToLedger(EMPTY_LEDGER, locked)));
    if (!read.ok) throw new Error("a ledger of our own is read again");
    const original = originalIn(read.ledger);
    expect(original?.date).toBe("2026-12-01");
    expect(original?.workloads["coding"]).toEqual(trials.claims["coding"]);

    // The arrow begins where the middle lay then, whatever the plan says now.
    const dearer = structuredClone(plan);
    dearer.workloads["coding"]!.outcome.value = 20;
    const now = answered(dearer);
    const { workloads } = valueAnswer({ plan: dearer, ...now, about, original, variants: [], base: null });
    const { ellipse, lockedMiddle } = workloads["coding"]!.quadrant!;
    expect(lockedMiddle).toEqual(trials.claims["coding"]!.middle);
    expect(ellipse.impact).toBeLessThan(lockedMiddle!.impact);
  });

  it("has no middle of then where nothing is locked", () => {
    const plan = aValuePlan();
    const { workloads } = valueAnswer({ plan, ...answered(plan), about, original: null, variants: [], base: null });
    expect(workloads["coding"]!.quadrant!.lockedMiddle).toBeNull();
  });
});
