import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attemptCapWords, monthCapWords } from "#shared/report/differences/capWords.ts";
import { differencesInWords, scenarioInWords } from "#shared/report/differences/differenceWords.ts";
import { routeWords } from "#shared/report/differences/routeWords.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { aPlan, aPlanWith, soundPlan } from "#test/shared/plan/aPlan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";

const plan = aPlan();
const coding = plan.workloads["coding"]!;
const changed = (part: object, more: Partial<Plan> = {}): Plan => ({
  ...plan,
  ...more,
  workloads: { coding: { ...coding, ...part } },
});
const only = (edited: Plan) => {
  const [first, ...others] = differencesInWords(plan, edited);
  expect(others).toEqual([]);
  return [first!.label, first!.before, first!.after];
};

describe("what differs, in words", () => {
  it.each<[what: string, edited: Plan, words: readonly string[]]>([
    [
      "a route",
      changed({ route: { steps: ["haiku", "sonnet"], verifier: { catches: 0.9, falseAlarms: 0 } } }),
      ["Agentic coding: route", "Sonnet", "haiku, then Sonnet"],
    ],
    [
      "a cap",
      changed({ attemptCap: { cost: 3 } }),
      ["Agentic coding: cap on one attempt", "stop at 6.0M tokens", "stop at $3"],
    ],
    [
      "an uncertain number",
      changed({ demand: { ...coding.demand, tasksPerUserPerDay: { p10: 1, p90: 2 } } }),
      ["Tasks per person and day, Agentic coding", "2.0 to 6.0 a day", "1.0 to 2.0 a day"],
    ],
    [
      "adoption",
      changed({ demand: { ...coding.demand, adoption: [{ month: 0, share: 0.32 }] } }),
      ["Agentic coding: adoption", "30% in month 1, 50% to 95% in month 7", "32% all year"],
    ],
    [
      "the budget",
      changed({}, { budget: { ...plan.budget, amount: 9_600_000 } }),
      ["Budget: amount", "$4.8M", "$9.6M"],
    ],
    [
      "what happens at its end",
      changed({}, { budget: { ...plan.budget, atExhaustion: "block" } }),
      ["Budget: when it is spent", "work goes on", "work stops"],
    ],
  ])("%s", (_, edited, words) => {
    expect(only(edited)).toEqual(words);
  });

  it("says of an uncertain number that is left out what holds then", () => {
    const { tokensMultiplier: _, ...rest } = coding;
    const edited = { ...plan, workloads: { coding: rest } };
    expect(only(edited).at(-1)).toBe("1×");
  });

  it("says none where the plan says nothing", () => {
    const uncapped = {
      ...plan,
      workloads: {
        coding: Object.fromEntries(Object.entries(coding).filter(([name]) => name !== "monthCap")) as typeof coding,
      },
    };
    expect(only(uncapped)).toEqual(["Agentic coding: monthly cap", "$250,000, then haiku", "none"]);
  });

  it.each<[route: Route, other: Route, words: readonly string[]]>([
    [
      { steps: ["haiku", "sonnet"], verifier: { catches: 0.9, falseAlarms: 0.05 } },
      { steps: ["haiku", "sonnet"], verifier: { catches: 0.8, falseAlarms: 0.05, cost: 0.02 } },
      ["check catches 90%, refuses 5% of good ones", "check catches 80%, refuses 5% of good ones, $0.02 each"],
    ],
    [
      { choose: [{ upTo: 1, steps: ["haiku"] }], by: "difficulty", accuracy: 0.7 },
      { choose: [{ upTo: 1, steps: ["haiku"] }], by: "difficulty", accuracy: 0.7, cost: 0.005 },
      ["difficulty recognized in 70%", "difficulty recognized in 70%; choosing costs $0.005 a task"],
    ],
  ])("tells two routes over the same models apart: %j", (route, other, words) => {
    const [difference] = differencesInWords(changed({ route }), changed({ route: other }));
    expect([difference!.before, difference!.after]).toEqual(words);
  });

  it("names routes and caps of every kind", () => {
    const choose: Route = {
      choose: [
        { upTo: 0.6, steps: ["haiku"] },
        { upTo: 1, steps: ["sonnet"] },
      ],
      by: "difficulty",
    };
    expect(routeWords(plan, choose)).toBe("by difficulty: 60% haiku, the rest Sonnet");
    expect(routeWords(plan, { bestOf: 3, model: "sonnet", verifier: { catches: 1, falseAlarms: 0 } })).toBe(
      "best of 3 with Sonnet",
    );
    expect(monthCapWords(plan, { amount: 455_000, atCap: "block", lagDays: 2 })).toBe(
      "$455,000, then block, known 2 days late",
    );
    expect(attemptCapWords(plan, { tokens: 6e6, fallbackModel: "haiku" })).toBe(
      "stop at 6.0M tokens, then one attempt with haiku",
    );
  });

  it("of every shipped scenario has a label, and two values that read differently", () => {
    for (const template of templates) {
      const shipped = planOfTemplate(template);
      for (const id of scenarioIds(shipped)) {
        const words = scenarioInWords(shipped, id);
        expect(words.length).toBeGreaterThan(0);
        for (const { label, before, after } of words) {
          expect(`${label}${before}${after}`).not.toMatch(/undefined|NaN|\[object|null/);
          expect(before).not.toBe(after);
        }
      }
    }
  });

  it("never fails, whatever two plans say", () => {
    fc.assert(
      fc.property(arbitraryPlan(), arbitraryPlan(), (base, edited) => {
        for (const { before, after } of differencesInWords(
          { ...base, currency: "USD" },
          { ...edited, currency: "USD" },
        ))
          expect(before).not.toBe(after);
      }),
      { numRuns: 40 },
    );
  });
});

describe("prices in another currency", () => {
  const inEuros = soundPlan(
    aPlanWith(
      ["/schema", "past-april.plan/3"],
      ["/currency", "EUR"],
      ["/currencies", { USD: { rate: 0.92 } }],
      ["/models/haiku/price/currency", "USD"],
      ["/models/haiku/price/evidence", { grade: "measured" }],
    ),
  );
  const words = (change: Record<string, unknown>): string[] =>
    scenarioInWords({ ...inEuros, scenarios: { a: { change } } }, "a").map(
      ({ label, before, after }) => `${label}: ${before}, ${after}`,
    );

  it("are told in it, and the rate as a rate; evidence that goes with a figure is no difference of its own", () => {
    expect(words({ currencies: { USD: { rate: 1.05 } } })).toEqual(["Rate of USD: 1 USD = 0.92 EUR, 1 USD = 1.05 EUR"]);
    const { input } = inEuros.models["haiku"]!.price;
    expect(words({ models: { haiku: { price: { input: 9, evidence: { grade: "guessed" } } } } })).toEqual([
      expect.stringMatching(new RegExp(`: \\$${input}(\\.\\d+)?, \\$9$`)),
    ]);
  });
});
