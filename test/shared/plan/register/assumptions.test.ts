import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assumptionRegister, gradesInWords, gradesWithin, middleGrade } from "#shared/plan/register/assumptions.ts";
import { inputsOf, levelOneInputs } from "#shared/plan/unknowns/inputs.ts";
import { pathOf } from "#shared/plan/pointer.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";
import { aPlan, aPlanWith, soundPlan, type Edit } from "#test/shared/plan/aPlan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";

describe("the inputs of a plan", () => {
  it("are all the places where an uncertain number may stand, and tokens, success and price, in the order of the file", () => {
    const coding = (names: string[]) => names.map((name) => `/workloads/coding/${name}`);
    expect(inputsOf(aPlan()).map(({ pointer }) => pointer)).toEqual([
      "/shared/demand",
      "/shared/tokens",
      "/shared/prices",
      "/models/sonnet/price",
      "/models/sonnet/priceChanges/0/multiplier",
      "/models/haiku/price",
      ...coding([
        "demand/users",
        "demand/adoption/0/share",
        "demand/adoption/1/share",
        "demand/tasksPerUserPerDay",
        "demand/monthlyGrowth",
        "demand/rebound",
      ]),
      ...coding([
        "attempts/sonnet/tokens",
        "attempts/sonnet/runaway/factor",
        "attempts/sonnet/success",
        "attempts/haiku/tokens",
        "attempts/haiku/success",
      ]),
      ...coding([
        "tokensMultiplier",
        "tokensGrowth",
        "outcome/value",
        "outcome/captured",
        "outcome/reviewCost",
        "outcome/failureCost",
        "outcome/errorCost",
      ]),
      "/fixedCosts/seats/perMonth",
      "/fixedCosts/seats/renewal/multiplier",
    ]);
  });

  it("say what a draw is clamped to", () => {
    const ranges = Object.fromEntries(
      levelOneInputs(aPlan()).map(({ pointer, field }) => [pointer.replace("/workloads/coding/", ""), field.range]),
    );
    expect(ranges).toMatchObject({
      "/shared/tokens": "amount",
      "demand/adoption/0/share": "share",
      "demand/monthlyGrowth": "growth",
      "demand/rebound": "elasticity",
      tokensGrowth: "growth",
      "outcome/captured": "share",
      "outcome/value": "amount",
      "/fixedCosts/seats/perMonth": "amount",
    });
  });

  it("of level 1 leave out the factor of a runaway, which every attempt draws", () => {
    const pointers = levelOneInputs(aPlan()).map(({ pointer }) => pointer);
    expect(pointers).not.toContain("/workloads/coding/attempts/sonnet/runaway/factor");
    expect(pointers).toContain("/models/sonnet/priceChanges/0/multiplier");
  });
});

describe("the assumption register", () => {
  const lineOf = (pointer: string, ...edits: readonly Edit[]) =>
    assumptionRegister(soundPlan(aPlanWith(...edits))).find((line) => line.pointer === pointer);

  it("has the evidence that the plan gives, with the owner of the workload", () => {
    expect(lineOf("/workloads/coding/outcome/value")).toEqual({
      pointer: "/workloads/coding/outcome/value",
      label: "Value of one merged pull request, Agentic coding",
      value: { kind: "number", unit: "money", number: aPlan().workloads["coding"]!.outcome.value },
      event: null,
      evidence: { grade: "judged", by: "FP&A", date: "2027-02-01" },
      grade: "judged",
      owner: "VP Engineering",
    });
  });

  it("takes an input without evidence for a guess", () => {
    expect(lineOf("/workloads/coding/demand/users")).toMatchObject({
      evidence: null,
      grade: "guessed",
      value: { unit: "people", number: 1200 },
    });
    expect(lineOf("/workloads/coding/demand/users", ["/workloads/coding/owner", undefined])).toMatchObject({
      owner: null,
    });
  });

  it("says when an event comes and how likely it is", () => {
    expect(lineOf("/models/sonnet/priceChanges/0/multiplier")).toMatchObject({
      label: "Change of the price of Sonnet from July 2027",
      event: { from: "2027-07-01", probability: 0.5 },
      value: { kind: "number", unit: "factor", number: { p10: 0.6, p90: 0.9 } },
    });
    expect(
      lineOf("/fixedCosts/seats/renewal/multiplier", [
        "/fixedCosts/seats/renewal",
        { from: "2027-04-15", multiplier: 2 },
      ]),
    ).toMatchObject({
      label: "Renewal of IDE seats from April 15, 2027",
      event: { from: "2027-04-15", probability: 1 },
    });
  });

  it("has tokens, success and price as they stand in the plan", () => {
    const { attempts } = aPlan().workloads["coding"]!;
    expect(lineOf("/workloads/coding/attempts/sonnet/tokens")?.value).toEqual({
      kind: "tokens",
      tokens: attempts["sonnet"]!.tokens,
    });
    expect(lineOf("/workloads/coding/attempts/haiku/success")?.value).toEqual({ kind: "success", success: 0.6 });
    expect(lineOf("/models/haiku/price")?.value).toEqual({
      kind: "price",
      price: aPlan().models["haiku"]!.price,
      rate: null,
    });
  });

  it("names every input in the field's words", () => {
    expect(assumptionRegister(aPlan()).map(({ label }) => label)).toEqual([
      "Demand of all workloads at once",
      "Tokens of all workloads at once",
      "Prices of all models at once",
      "Price of Sonnet",
      "Change of the price of Sonnet from July 2027",
      "Price of haiku",
      "People, Agentic coding",
      "Adoption by January 2027, Agentic coding",
      "Adoption by July 2027, Agentic coding",
      "Tasks per person and day, Agentic coding",
      "Growth of demand a month, Agentic coding",
      "Reaction of demand to price, Agentic coding",
      "Tokens of one attempt with Sonnet, Agentic coding",
      "Tokens of a runaway compared with an attempt of Sonnet, Agentic coding",
      "Success of an attempt with Sonnet, Agentic coding",
      "Tokens of one attempt with haiku, Agentic coding",
      "Success of an attempt with haiku, Agentic coding",
      "Tokens versus the reference runs, Agentic coding",
      "Growth of tokens a month, Agentic coding",
      "Value of one merged pull request, Agentic coding",
      "Share of the value that is realized, Agentic coding",
      "Review of one answer, Agentic coding",
      "Cost of one failed task, Agentic coding",
      "Cost of one undetected error, Agentic coding",
      "IDE seats a month",
      "Renewal of IDE seats from April 2027",
    ]);
  });

  it("has a line for every input of any plan, each at a value of the plan", () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const register = assumptionRegister(plan);
        expect(register.map(({ pointer }) => pointer)).toEqual(inputsOf(plan).map(({ pointer }) => pointer));
        for (const { pointer, label, value } of register) {
          const stated = pathOf(pointer)!.reduce<unknown>(
            (place, name) => (place as Record<string, unknown>)[name],
            plan,
          );
          expect(Object.values(value)).toContain(stated);
          expect(label).not.toContain("undefined");
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("how well a part of a plan is known", () => {
  it.each<[Parameters<typeof middleGrade>[0], string, string]>([
    [
      ["measured", "guessed", "judged"],
      "judged",
      "Half of its 3 inputs or more are at least judged: 1 guessed, 1 judged, 1 measured.",
    ],
    [
      ["measured", "guessed", "guessed", "judged"],
      "guessed",
      "Half of its 4 inputs or more are guessed: 2 guessed, 1 judged, 1 measured.",
    ],
    [["sampled", "sampled"], "sampled", "All of its 2 inputs are sampled."],
    [["measured"], "measured", "Its one input is measured."],
    [[], "guessed", "None of its inputs has evidence."],
  ])("is one grade, and words that say the same: %j", (grades, grade, words) => {
    expect(middleGrade(grades)).toBe(grade);
    expect(gradesInWords(grades)).toBe(words);
  });
});

describe("contracts that have the id of a workload", () => {
  const { seats, commitments, workloads, fixedCosts, ...rest } = aContractPlan();
  const measured = { p10: 18, p90: 20, evidence: { grade: "measured" as const, source: "invoice" } };
  const { renewal: _, ...copilot } = seats!["copilot"]!;
  const plan = soundPlan({
    ...rest,
    workloads,
    seats: { coding: { ...copilot, owner: "IT", perMonth: measured } },
    commitments: { coding: { ...commitments!["acme"]!, owner: "Purchasing" } },
    fixedCosts: { coding: { ...fixedCosts!["gateway"]!, perMonth: measured } },
  });
  const register = assumptionRegister(plan);

  it("have the grades of their own inputs", () => {
    expect(gradesWithin(register, ["seats", "coding"])).toContain("measured");
    expect(gradesWithin(register, ["fixedCosts", "coding"])).toEqual(["measured"]);
    expect(gradesWithin(register, ["workloads", "coding"])).not.toContain("measured");
    expect(gradesWithin(register, ["workloads", "cod"])).toEqual([]);
  });

  it("are owned by whoever the contract names", () => {
    const owners = new Map(register.map(({ pointer, owner }) => [pointer.split("/")[1], owner]));
    expect(owners.get("seats")).toBe("IT");
  });
});
