import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { setPrice } from "#shared/plan/edits/modelEdits.ts";
import { inputsOf } from "#shared/plan/unknowns/inputs.ts";
import { formerEvidence, statedAnew, withOwnEvidence, type Change } from "#shared/plan/register/ownEvidence.ts";
import { valueAt } from "#shared/plan/pointer.ts";
import { applyScenario, statedScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import { inputWords } from "#shared/report/assumptionWords.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";
import { aPlanWith, soundPlan } from "#test/shared/plan/aPlan.ts";

const JUDGED: Evidence = {
  grade: "judged",
  source: "HR register\nWithout contractors.",
  by: "Dana Ito",
  date: "2026-10-01",
};
const USERS = "/workloads/coding/demand/users";
const plan = soundPlan(
  aPlanWith(
    [USERS, { value: 5_000, evidence: JUDGED }],
    ["/models/haiku/price/evidence", { grade: "measured", source: "list price of haiku" }],
  ),
);
const change: Change = {
  by: "you",
  date: "2026-11-29",
  taken: "object",
  words: (input) => inputWords(input, { currency: "USD" }),
};
const edited = (before: Plan, pointer: string, value: unknown, origins: readonly Plan[] = [before]): Plan =>
  withOwnEvidence(before, setAt(before, pointer, value), origins, change);

describe("a number that is changed", () => {
  it("is guessed, by you, today, with a note on what was said of the old one", () => {
    const after = edited(plan, USERS, { value: 300, evidence: JUDGED });
    expect(valueAt(after, USERS)).toEqual({
      value: 300,
      evidence: {
        grade: "guessed",
        by: "you",
        date: "2026-11-29",
        source: "\nwas 5,000, judged, by Dana Ito, 2026-10-01: HR register; Without contractors.",
      },
    });
    expect(assumptionRegister(after).find(({ pointer }) => pointer === USERS)).toMatchObject({
      grade: "guessed",
      evidence: { by: "you" },
    });
  });

  it("is not what an agent's own limit is: the curve below it keeps its evidence, while the number of runs is part of it", () => {
    const place = inputsOf(plan).find(({ kind }) => kind === "tokens")!.pointer;
    const curve = valueAt(plan, place) as object;
    const evidence: Evidence = { grade: "measured", source: "500 runs of March" };
    const before = setAt(plan, place, { ...curve, runs: 500, evidence });
    const measured = valueAt(before, place) as object;
    expect(valueAt(edited(before, place, { ...measured, limit: 9e9 }), place)).toMatchObject({ limit: 9e9, evidence });
    expect(valueAt(edited(before, place, { ...measured, runs: 5_000 }), place)).toMatchObject({
      runs: 5_000,
      evidence: { grade: "guessed", by: "you" },
    });
  });

  it("has the evidence of before by one click, as of the day of the change", () => {
    const { evidence } = valueAt(edited(plan, USERS, { value: 300, evidence: JUDGED }), USERS) as {
      evidence: Evidence;
    };
    expect(formerEvidence(evidence)?.words).toBe("5,000");
    expect(statedAnew(evidence)).toEqual({
      grade: "judged",
      source: "HR register; Without contractors.",
      by: "Dana Ito",
      date: "2026-11-29",
    });
    expect(statedAnew(JUDGED)).toBeNull();
  });

  it("is restated too where its evidence went with it, where it was reshaped, and where it is a price of which one class changed", () => {
    for (const value of [300, { p10: 200, p90: 400, evidence: JUDGED }])
      expect(valueAt(edited(plan, USERS, value), USERS)).toMatchObject({ evidence: { grade: "guessed", by: "you" } });
    const { price } = plan.models["haiku"]!;
    const after = withOwnEvidence(plan, setPrice(plan, "haiku", { ...price, input: 9 }).plan, [plan], change);
    expect(after.models["haiku"]!.price.evidence).toMatchObject({
      grade: "guessed",
      source: expect.stringMatching(/^\nwas input .*, measured: list price of haiku$/) as unknown,
    });
  });

  it("tells of the evidence that was stated last, however often it is changed", () => {
    const once = edited(plan, USERS, { value: 300, evidence: JUDGED });
    const { evidence } = valueAt(once, USERS) as { evidence: Evidence };
    const twice = edited(once, USERS, { value: 310, evidence });
    expect((valueAt(twice, USERS) as { evidence: Evidence }).evidence.source).toBe(evidence.source);
    const anew = statedAnew(evidence)!;
    const thrice = edited(setAt(twice, USERS, { value: 310, evidence: anew }), USERS, { value: 320, evidence: anew });
    expect((valueAt(thrice, USERS) as { evidence: Evidence }).evidence.source).toBe(
      "\nwas 310, judged, by Dana Ito, 2026-11-29: HR register; Without contractors.",
    );
  });

  it("keeps what the edit itself says of it, and its past values", () => {
    const measured: Evidence = { grade: "measured", source: "usage export" };
    expect(valueAt(edited(plan, USERS, { value: 300, evidence: measured }), USERS)).toEqual({
      value: 300,
      evidence: measured,
    });
    expect(valueAt(edited(plan, USERS, { value: 300, evidence: { ...JUDGED } }), USERS)).toEqual({
      value: 300,
      evidence: JUDGED,
    });
    const seen: Evidence = { grade: "sampled", source: "HR\nseen: 290, 310" };
    const before = setAt(plan, USERS, { value: 300, evidence: seen });
    expect(
      (valueAt(edited(before, USERS, { value: 350, evidence: seen }), USERS) as { evidence: Evidence }).evidence.source,
    ).toBe("\nseen: 290, 310\nwas 300, sampled: HR");
  });

  it("is what it was when a drag is let go where it began", () => {
    const dragged = edited(plan, USERS, { value: 300, evidence: JUDGED });
    const { evidence } = valueAt(dragged, USERS) as { evidence: Evidence };
    expect(valueAt(edited(dragged, USERS, { value: 5_000, evidence }, [plan]), USERS)).toEqual({
      value: 5_000,
      evidence: JUDGED,
    });
  });

  it("that had no evidence has none, and nor has a new one", () => {
    const bare = setAt(plan, USERS, 5);
    expect(valueAt(edited(bare, USERS, 6), USERS)).toBe(6);
    expect(edited(plan, "/shared", { demand: { p10: 0.9, p90: 1.1, evidence: JUDGED } }).shared!.demand).toMatchObject({
      evidence: JUDGED,
    });
  });

  it("leaves the others alone: a list whose entry goes vouches for none anew", () => {
    const points = [
      { month: 0, share: { value: 0.2, evidence: JUDGED } },
      { month: 3, share: { value: 0.6, evidence: JUDGED } },
    ];
    const before = setAt(plan, "/workloads/coding/demand/adoption", points);
    expect(
      edited(before, "/workloads/coding/demand/adoption", points.slice(1)).workloads["coding"]!.demand.adoption,
    ).toEqual([points[1]]);
  });
});

describe("the register of a scenario", () => {
  const scenarios = {
    cheap: {
      change: {
        models: { haiku: { price: { input: 9 } } },
        workloads: { coding: { demand: { users: { value: 300, evidence: JUDGED } } } },
      },
    },
  };
  const whole = soundPlan({ ...plan, scenarios });

  it("does not vouch for a number that the scenario changed: not where a patch leaves the evidence to the plan's, nor where it repeats it", () => {
    const register = assumptionRegister(applyScenario(whole, "cheap"));
    expect(register.find(({ pointer }) => pointer === "/models/haiku/price")).toMatchObject({
      grade: "guessed",
      evidence: { source: "\nwas otherwise in the plan, measured: list price of haiku" },
    });
    expect(register.find(({ pointer }) => pointer === USERS)).toMatchObject({ grade: "guessed" });
  });

  it("keeps the evidence of numbers that it leaves alone and that which it gives itself; what is written stays as it is written", () => {
    const own: Evidence = { grade: "judged", by: "CTO" };
    const stated = soundPlan({
      ...plan,
      scenarios: { cheap: { change: { models: { haiku: { price: { input: 9, evidence: own } } } } } },
    });
    const changed = applyScenario(stated, "cheap");
    expect(changed.models["haiku"]!.price.evidence).toMatchObject(own);
    expect(valueAt(changed, USERS)).toEqual({ value: 5_000, evidence: JUDGED });
    expect(statedScenario(whole, "cheap").models["haiku"]!.price.evidence).toEqual({
      grade: "measured",
      source: "list price of haiku",
    });
  });
});

it("no edit of any number of any plan leaves a grade that was given to another number", () => {
  fc.assert(
    fc.property(arbitraryPlan(), fc.nat(), (document, pick) => {
      const any = soundPlan(document);
      const inputs = inputsOf(any).filter(
        ({ kind, value }) =>
          kind === "uncertain" &&
          typeof value === "object" &&
          value.evidence !== undefined &&
          value.evidence.grade !== "guessed",
      );
      const input = inputs[pick % Math.max(1, inputs.length)];
      if (input === undefined) return;
      const { evidence } = input.value as { evidence: Evidence };
      expect(valueAt(edited(any, input.pointer, { value: 0.123, evidence }), input.pointer)).toMatchObject({
        value: 0.123,
        evidence: { grade: "guessed", by: "you" },
      });
    }),
    { numRuns: 50 },
  );
});
