import { afterAll, describe, expect, it } from "vitest";
import { createScratch, watchScratch } from "#shared/engine/numbers/scratch.ts";

/** Before the engine is loaded: what it makes once for all plans is watched too. */
watchScratch(true);
const { simulateTrials, replayTrial } = await import("#shared/engine/simulate.ts");
const { compilePlan } = await import("#shared/engine/observed/compilePlan.ts");
const { taskMeans, drawSources } = await import("#shared/engine/taskMeans.ts");
const { resolvePlan } = await import("#shared/plan/defaults.ts");
const { LAW_TWO_PLANS } = await import("#test/reference/lawTwo/lawTwoPlans.ts");
const { aWorkload, aYear, MEDIUM } = await import("#test/shared/engine/lawPlans.ts");

afterAll(() => watchScratch(false));

describe("watched scratch", () => {
  it("throws where it is read or written beyond its end, and is an array of numbers else", () => {
    const values = createScratch(3);
    values[2] = 5;
    values.fill(1, 0, 2);
    expect([values.length, values[0], values[2], [...values.subarray(1)]]).toEqual([3, 1, 5, [1, 5]]);
    expect(() => values[3]).toThrow(RangeError);
    expect(() => (values[-1] = 0)).toThrow(RangeError);
    expect(() => values[NaN]).toThrow(RangeError);
    expect(() => createScratch(1.5)).toThrow(RangeError);
  });

  it("is only watched while tests ask for it", () => {
    watchScratch(false);
    const values = createScratch(3);
    watchScratch(true);
    expect(values[3]).toBeUndefined();
  });
});

describe("the engine never reads or writes beyond its scratch", () => {
  // Each rule of the model once: watched scratch is slow.
  const CASES = Object.entries(LAW_TWO_PLANS).filter(
    ([name], i) => name.startsWith("deep") || name.startsWith("everything") || i % 4 === 0,
  );
  it.each(CASES)("on “%s”", (_, { plan }) => {
    const resolved = resolvePlan(plan);
    simulateTrials(resolved, 1, 0, 1);
    replayTrial(compilePlan(resolved, 1, 0), 1);
  });

  it.each([1, 2, 240, 257, 1000])("on success curves of %d bins", (bins) => {
    const success = { byEffort: Array.from({ length: bins }, (_, i) => 0.95 - (0.6 * i) / bins) };
    for (const route of [
      { steps: ["medium"] as [string] },
      { steps: ["medium", "strong", "medium"] as [string, ...string[]], verifier: { catches: 0.9, falseAlarms: 0.1 } },
    ]) {
      const workload = aWorkload(200, {
        attempts: { medium: { ...MEDIUM, success }, strong: MEDIUM },
        route,
        attemptCap: { tokens: 900_000 },
      });
      const plan = resolvePlan(aYear({ work: workload }, { months: 1 }));
      simulateTrials(plan, 1, 0, 1);
      taskMeans(plan, "work", 1, { sources: drawSources(plan, 1), draws: 1, from: 0, to: 1 });
    }
  });

  it("on as many attempts as a route may have", () => {
    for (const route of [
      { bestOf: 64, model: "medium", verifier: { catches: 0.9, falseAlarms: 0.1 } },
      {
        steps: Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? "small" : "medium")) as [string, ...string[]],
        verifier: { catches: 0.9, falseAlarms: 0.1 },
      },
    ]) {
      simulateTrials(resolvePlan(aYear({ work: aWorkload(200, { route }) }, { months: 1 })), 1, 0, 1);
    }
  });
});
