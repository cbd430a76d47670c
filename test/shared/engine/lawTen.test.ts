import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { LAW_TWO_PLANS } from "#test/reference/lawTwo/lawTwoPlans.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { resolved } from "./lawPlans.ts";

/**
 * Law 10: money has no natural size. Doubling is exact in binary, so a forecast in half the currency must be the very
 * same to the last bit.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Fields of a plan whose figures, however deep, are money. */
const MONEY_OF_PLAN = new Set([
  "price",
  "perMonth",
  "amount",
  "reviewCost",
  "failureCost",
  "errorCost",
  "cost",
  "hourlyCost",
  "runCost",
  "perOutcome",
  "spend",
  "benefit",
]);
/** What a decision compares with its limit: of these the limit is money. */
const MONEY_OF_GATE = new Set(["costPerOutcome", "benefit"]);
/** Fields below those that are none. */
const NO_MONEY_OF_PLAN = new Set(["evidence", "weights"]);

/**
 * Of an outcome `value` is money; elsewhere it is only how a certain number is written. The limit of a decision is
 * money where the rule asks for money.
 */
function isMoneyField(field: string, parent: string, { what }: { readonly [name: string]: Json }): boolean {
  return (
    MONEY_OF_PLAN.has(field) ||
    (field === "budget" && parent !== "") ||
    (field === "value" && parent === "outcome") ||
    ((field === "atMost" || field === "atLeast") && typeof what === "string" && MONEY_OF_GATE.has(what))
  );
}

/**
 * The plan with every figure of money doubled: prices, fixed costs, caps in cost, month caps, budget, worth and costs
 * of an outcome, verifiers, choices.
 */
function doubled(part: Json, isMoney = false, name = ""): Json {
  if (NO_MONEY_OF_PLAN.has(name)) return part;
  if (typeof part === "number") return isMoney ? 2 * part : part;
  if (part === null || typeof part !== "object") return part;
  if (Array.isArray(part)) return part.map((item: Json) => doubled(item, isMoney));
  return Object.fromEntries(
    Object.entries(part).map(([field, value]) => [
      field,
      doubled(value, isMoney || isMoneyField(field, name, part as { readonly [name: string]: Json }), field),
    ]),
  );
}

/** Fields of a forecast whose figures, however deep, are money; those of a spend's error too. */
const MONEY_OF_FORECAST = new Set([
  "budget",
  "spend",
  "cumulative",
  "meanExcess",
  "base",
  "ask",
  "contingency",
  "costPerOutcome",
  "netValue",
  "usage",
  "tax",
  "views",
  "overage",
  "unused",
  "drawn",
  "beyond",
  "lost",
  "charged",
  "paid",
]);

/** Months are lists of money; how many months are closed is a number. */
function isMoneyOf(name: string, value: Json): boolean {
  return MONEY_OF_FORECAST.has(name) || (name === "months" && Array.isArray(value));
}

/** Of a month of a view or a cost center, the chance that the budget is spent by its end. */
function isChanceOf(name: string, path: string): boolean {
  return name === "spent" && path.includes("/months/");
}

/** Every figure and word of a forecast by its path, money apart from the rest. */
function figuresOf(
  part: Json,
  path = "",
  isMoney = false,
): { readonly money: Map<string, number>; readonly rest: Map<string, Json> } {
  if (part === null || typeof part !== "object") {
    return isMoney && typeof part === "number"
      ? { money: new Map([[path, part]]), rest: new Map() }
      : { money: new Map(), rest: new Map([[path, part]]) };
  }
  const parts = Object.entries(part).map(([name, value]) =>
    figuresOf(value, `${path}/${name}`, isMoneyOf(name, value) || (isMoney && !isChanceOf(name, path))),
  );
  return {
    money: new Map(parts.flatMap(({ money }) => [...money])),
    rest: new Map(parts.flatMap(({ rest }) => [...rest])),
  };
}

function figuresOfPlan(plan: Plan, trials: number) {
  const ready = resolved(plan);
  return figuresOf(forecastOf(simulateTrials(ready, 1, 0, trials), ready, ABOUT) as unknown as Json);
}

/** A plan that holds each kind of money figure somewhere, uncertain wherever it may be. */
const ALL_KINDS: Plan = {
  ...LAW_TWO_PLANS["everything uncertain, block: 60 a day"]!.plan,
  fixedCosts: {
    seats: {
      perMonth: { p10: 70.3, p90: 130.7 },
      renewal: { from: "2027-02-01", multiplier: { p10: 1.2, p90: 4 }, probability: 0.6 },
    },
    desk: { perMonth: { min: 3.3, mode: 7.1, max: 20.9 } },
    tools: { perMonth: { values: [1.1, 2.3, 9.7], weights: [1, 2, 3] } },
    rent: { perMonth: { min: 0.3, max: 11.7 } },
  },
};

const CASES: readonly (readonly [string, Plan, number])[] = [
  ...templates.map((template) => [`the ${template.id} template`, planOfTemplate(template), 300] as const),
  ["fixed costs of every form", ALL_KINDS, 200],
  ...[
    "everything uncertain: 4 a day",
    "attempt cap: cost, two models, 250 a day",
    "demand: uncertain worth of an outcome, 50 a day",
  ].map((name) => [name, LAW_TWO_PLANS[name]!.plan, 100] as const),
];

describe("law 10: with every figure of money doubled", () => {
  it.each(CASES)("every figure of money doubles to the last bit and nothing else moves: %s", (_, plan, trials) => {
    const { scenarios: __, ...own } = plan;
    const once = figuresOfPlan(own, trials);
    const twice = figuresOfPlan(soundPlan(doubled(own)), trials);
    expect(once.money.size).toBeGreaterThan(80);
    // Closed months are compared on a scale of logarithms, on which a doubling rounds.
    const off = plan.actuals === undefined ? 0 : 1e-9;
    const isDouble = (figure: number, single: number): boolean =>
      Math.abs(figure - 2 * single) <= off * Math.abs(2 * single);
    expect([...twice.money].filter(([path, figure]) => !isDouble(figure, once.money.get(path)!))).toEqual([]);
    expect(twice.money.size).toBe(once.money.size);
    if (off === 0) expect(twice.rest).toEqual(once.rest);
    expect([...once.money.values()].some((figure) => figure > 0)).toBe(true);
  });
});
