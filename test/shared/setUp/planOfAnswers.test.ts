import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { answerIssues } from "#shared/setUp/answerIssues.ts";
import { answersUpTo, noAnswers, QUESTIONS, type SetUpAnswers } from "#shared/setUp/answers.ts";
import { replacementOf } from "#shared/setUp/guesses.ts";
import { blankPlan, planOfAnswers } from "#shared/setUp/planOfAnswers.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { arbitraryAnswers } from "./arbitraryAnswers.ts";

const nordwind: SetUpAnswers = {
  ...noAnswers("Nordwind AI plan FY2027", "2027-01-14"),
  people: [{ kind: "engineers", count: 300 }],
  tools: [
    { kind: "seats", name: "Copilot Business", seats: null, perMonth: 19, currency: "USD", source: "list price" },
    {
      kind: "usage",
      name: "Claude API",
      models: [
        { provider: "Anthropic", model: "claude-opus-5" },
        { provider: "Anthropic", model: "claude-sonnet-5-5" },
      ],
    },
  ],
  spend: {
    months: ["2026-09", "2026-10", "2026-11", "2026-12"],
    rows: [
      { tool: "Copilot Business", amounts: [5_190, 5_230, 5_240, 5_860] },
      { tool: "Claude API", amounts: [14_210, 17_940, 21_630, 22_880] },
    ],
  },
  budget: { amount: 600_000, currency: "EUR", firstMonth: "2027-02", rates: { USD: 0.92 } },
};

describe("the plan of answers", () => {
  it("has no issue, whatever subset of the questions is answered", () => {
    fc.assert(
      fc.property(arbitraryAnswers, fc.subarray([...QUESTIONS]), (answers, unanswered) => {
        const some = { ...answers, ...Object.fromEntries(unanswered.map((question) => [question, null])) };
        const read = checkPlan(JSON.parse(JSON.stringify(planOfAnswers(some))));
        expect(read.ok ? [] : read.issues).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same for the same answers, and blank without any", () => {
    expect(planOfAnswers(nordwind)).toEqual(planOfAnswers(nordwind));
    const blank = blankPlan("Plan", "2026-11-29");
    expect(blank.fiscalYear.start).toBe("2027-01-01");
    expect(assumptionRegister(blank).every(({ grade }) => grade === "guessed")).toBe(true);
  });

  it("grades answers as judged, pasted spend as measured, and the rest as guessed", () => {
    const register = assumptionRegister(planOfAnswers(nordwind));
    const grades = (part: string): string[] =>
      register.filter(({ pointer }) => pointer.endsWith(part)).map(({ grade }) => grade);
    expect(grades("/demand/users")).toEqual(["judged"]);
    expect(grades("/demand/tasksPerUserPerDay")).toEqual(["measured"]);
    expect(grades("/perMonth")).toEqual(["measured"]);
    expect(grades("/price")).toEqual(["measured", "measured"]);
    expect(grades("/demand/monthlyGrowth")).toEqual(["guessed"]);
    expect(grades("/multiplier")).toEqual(["guessed", "guessed"]);
  });

  it("says of every guess what would replace it", () => {
    fc.assert(
      fc.property(arbitraryAnswers, (answers) => {
        for (const { pointer, grade } of assumptionRegister(planOfAnswers(answers)))
          if (grade === "guessed") expect(replacementOf(pointer), pointer).not.toBeNull();
      }),
    );
  });

  it("no longer guesses what the question that replaces a guess has answered", () => {
    const all: SetUpAnswers = { ...nordwind, growth: { kind: "little" }, dates: [] };
    const left = assumptionRegister(planOfAnswers(all))
      .filter(({ grade }) => grade === "guessed")
      .map(({ pointer }) => replacementOf(pointer));
    expect(new Set(left)).toEqual(new Set(["usage", "value"]));
  });

  it("starts the year at the level of the spend that was pasted", () => {
    const plan = planOfAnswers({ ...nordwind, growth: { kind: "none" }, dates: [] });
    const { spend, trials } = simulateTrials(resolvePlan(plan), 1, 0, 2_000);
    const median = [...spend].toSorted((one, other) => one - other)[trials / 2]!;
    // Claude's line at the end of December is about 24,000 a month, Copilot's about 5,700: no growth from there.
    expect(median).toBeGreaterThan(12 * 27_000);
    expect(median).toBeLessThan(12 * 32_000);
  });

  it("converts prices at the rate that was answered and keeps their currency", () => {
    const plan = planOfAnswers(nordwind);
    expect(plan.currencies).toEqual({ USD: { rate: 0.92 } });
    expect(Object.values(plan.models).map(({ price }) => price.currency)).toEqual(["USD", "USD"]);
    const seats = planOfAnswers({ ...nordwind, spend: null }).fixedCosts!["copilot-business"]!;
    expect(seats.perMonth).toMatchObject({ value: Number((300 * 19 * 0.92).toPrecision(4)) });
  });

  it("divides known spend among groups, and follows a head count by month", () => {
    const plan = planOfAnswers({
      ...nordwind,
      people: [
        {
          kind: "engineers",
          count: 300,
          byMonth: [
            { month: "2027-02", people: 100 },
            { month: "2027-08", people: 200 },
          ],
        },
        { kind: "support", count: 50 },
      ],
    });
    const [first] = Object.values(plan.workloads);
    expect(Object.keys(plan.workloads)).toHaveLength(2);
    expect(first!.demand.users).toMatchObject({ value: 200 });
    expect(first!.demand.adoption).toMatchObject([
      { month: 0, share: { value: 0.5 } },
      { month: 6, share: { value: 1 } },
    ]);
  });

  it("takes a row of spend that names no tool as a tool of its own", () => {
    const plan = planOfAnswers({ ...nordwind, tools: null });
    expect(Object.keys(plan.fixedCosts!)).toEqual(["copilot-business"]);
    expect(Object.values(plan.workloads).map(({ name }) => name)).toEqual(["Claude API, coding agents"]);
  });

  it("knows what had been answered after each question", () => {
    const upTo = answersUpTo(nordwind, "tools");
    expect(upTo.tools).toBe(nordwind.tools);
    expect(upTo.spend).toBeNull();
    expect(upTo.budget).toBeNull();
  });
});

describe("hostile answers", () => {
  const wrong: readonly [string, Partial<SetUpAnswers>, string][] = [
    ["people below one", { people: [{ kind: "office", count: 0 }] }, "number of people"],
    ["people that are no number", { people: [{ kind: "office", count: NaN }] }, "number of people"],
    [
      "a tool without a name",
      { tools: [{ kind: "seats", name: " ", seats: 1, perMonth: 1, currency: "USD" }] },
      "name of a tool",
    ],
    [
      "a model that is not sold",
      { tools: [{ kind: "usage", name: "X", models: [{ provider: "X", model: "y" }] }] },
      "not on the price list",
    ],
    ["a tool without models", { tools: [{ kind: "usage", name: "X", models: [] }] }, "has no model"],
    [
      "a month twice",
      { spend: { months: ["2026-09", "2026-09"], rows: [{ tool: "X", amounts: [1, 2] }] } },
      "given twice",
    ],
    ["a month that is none", { spend: { months: ["Sept"], rows: [{ tool: "X", amounts: [1] }] } }, "not a month"],
    [
      "amounts below nothing",
      { spend: { months: ["2026-09"], rows: [{ tool: "X", amounts: [-1] }] } },
      "must be from 0",
    ],
    [
      "no amount at all",
      { spend: { months: ["2026-09"], rows: [{ tool: "X", amounts: [0] }] } },
      "No amount is above 0",
    ],
    ["a budget of nothing", { budget: { amount: 0, currency: "EUR", firstMonth: "2027-02" } }, "above 0"],
    [
      "a currency that is none",
      { budget: { amount: 1, currency: "Euro", firstMonth: "2027-02" } },
      "three capital letters",
    ],
    ["growth the wrong way round", { growth: { kind: "between", low: 0.2, high: 0.1 } }, "Swap them"],
    ["growth without end", { growth: { kind: "between", low: 0, high: Infinity } }, "Growth must be"],
    ["a day that does not exist", { dates: [{ tool: "X", date: "2027-02-30" }] }, "must be a day"],
    ["a chance above one", { dates: [{ tool: "X", date: "2027-02-20", chance: 2 }] }, "must be from 0% to 100%"],
  ];

  it.each(wrong)("give one sentence for %s, and a sound plan meanwhile", (_, answer, words) => {
    const answers = { ...nordwind, ...answer };
    const issues = answerIssues(answers);
    expect(issues.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(words)]);
    expect(checkPlan(JSON.parse(JSON.stringify(planOfAnswers(answers)))).ok).toBe(true);
  });

  it("never give a plan with an issue, whatever numbers they hold", () => {
    const anything = fc.oneof(fc.double(), fc.constantFrom(1e300, -1, 0, 5e-324, NaN));
    fc.assert(
      fc.property(arbitraryAnswers, anything, anything, fc.string(), (answers, one, other, text) => {
        const hostile: SetUpAnswers = {
          ...answers,
          name: text,
          people: [{ kind: "engineers", count: one, name: text }],
          budget: { amount: other, currency: text, firstMonth: text },
          growth: { kind: "between", low: one, high: other },
        };
        const read = checkPlan(JSON.parse(JSON.stringify(planOfAnswers(hostile))));
        expect(read.ok ? [] : read.issues).toEqual([]);
      }),
    );
  });
});
