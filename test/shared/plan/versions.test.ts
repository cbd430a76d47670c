import { describe, expect, it } from "vitest";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import { setActuals, setAt, setRate } from "#shared/plan/edits/edits.ts";
import { statesFigure, withoutIllustrative } from "#shared/plan/illustrative.ts";
import { checkPlan, readPlan } from "#shared/plan/check/read.ts";
import { addScenario, duplicateScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { inItsVersion, versionOf } from "#shared/plan/versions.ts";
import { aPlan, aPlanWith, issuesOf, soundPlan } from "./aPlan.ts";

const V3 = ["/schema", "past-april.plan/3"] as const;

describe("version 3", () => {
  it("says that a plan is illustrative, and prices in another currency with its rate; it may have actuals", () => {
    expect(issuesOf(aPlanWith([...V3], ["/illustrative", true]))).toEqual([]);
    expect(
      issuesOf(aPlanWith([...V3], ["/currencies", { EUR: { rate: 1.09 } }], ["/models/haiku/price/currency", "EUR"])),
    ).toEqual([]);
    const actuals = { months: [{ month: "2027-01", workloads: { coding: { spend: 1 } } }] };
    expect(issuesOf(aPlanWith([...V3], ["/illustrative", true], ["/actuals", actuals]))).toEqual([]);
  });

  it.each([
    ["illustrative", ["/illustrative", true]],
    ["currencies", ["/currencies", { EUR: { rate: 1.09 } }]],
    ["price.currency", ["/models/haiku/price/currency", "USD"]],
    ["comments", ["/comments", [{ at: "/budget/amount", by: "Ann", date: "2027-01-12", text: "Too low." }]]],
    ["dispersion", ["/workloads/coding/demand/dispersion", 0.5]],
    ["keeps", ["/workloads/coding/demand/wander/keeps", "middle"]],
    ["sdSpread", ["/workloads/coding/demand/wander/sdSpread", 0.5]],
    ["most", ["/shared", { wander: { monthlySd: 0.1, persistence: 0.9, most: 4 } }]],
  ] as const)("alone can say %s: a lower version that does is refused and told so", (name, edit) => {
    expect(issuesOf(aPlanWith([...edit]))).toEqual([
      `/schema: found "past-april.plan/1" in a plan with "${name}"; wanted "past-april.plan/3".`,
    ]);
    expect(issuesOf(aPlanWith(["/schema", "past-april.plan/2"], [...edit]))).toEqual([
      `/schema: found "past-april.plan/2" in a plan with "${name}"; wanted "past-april.plan/3".`,
    ]);
  });

  it("alone can say it in a scenario too", () => {
    const scenarios = { dear: { change: { models: { haiku: { price: { currency: "USD" } } } } } };
    expect(issuesOf(aPlanWith(["/scenarios", scenarios]))[0]).toBe(
      '/schema: found "past-april.plan/1" in a plan with "price.currency"; wanted "past-april.plan/3".',
    );
    expect(issuesOf(aPlanWith([...V3], ["/scenarios", scenarios]))).toEqual([]);
  });

  it("is what a plan becomes that needs it, and no longer is when it does not; every other plan keeps its bytes", () => {
    const plan = soundPlan(aPlan());
    const rated = setRate(plan, "EUR", 1.09).plan;
    expect(rated.schema).toBe("past-april.plan/3");
    expect(checkPlan(rated).ok).toBe(true);
    expect(planHash(inItsVersion(setAt(rated, "/currencies", undefined), rated))).toBe(planHash(plan));
    const closed = setActuals(
      { ...plan, illustrative: true, schema: "past-april.plan/3" },
      { months: [{ month: "2027-01", workloads: { coding: { spend: 1 } } }] },
    ).plan;
    expect(closed.schema).toBe("past-april.plan/3");
    expect(withoutIllustrative(closed).schema).toBe("past-april.plan/2");
    expect(versionOf(plan)).toBe("past-april.plan/1");
  });
});

describe("rates of currencies", () => {
  const EUR_PLAN = [[...V3], ["/currency", "EUR"]] as const;
  const plan = soundPlan(
    aPlanWith(
      ...EUR_PLAN.map(([at, value]) => [at, value] as [string, unknown]),
      ["/currencies", { USD: { rate: 0.92 } }],
      ["/models/sonnet/price", { currency: "USD", input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 }],
    ),
  );

  it("turn $5 into €4.60, never into €5", () => {
    const [sonnet] = resolvePlan(plan).models.filter(({ id }) => id === "sonnet");
    expect(sonnet!.price).toEqual({
      input: 0.92 * 5,
      cacheRead: 0.92 * 0.5,
      cacheWrite: 0.92 * 6.25,
      cacheWriteHour: 0.92 * (1.6 * 6.25),
      output: 0.92 * 25,
    });
  });

  it("may differ by scenario", () => {
    const { plan: withDear, scenarioId } = addScenario(plan, { change: { currencies: { USD: { rate: 1 } } } });
    expect(checkPlan(withDear).ok).toBe(true);
    expect(resolveScenario(withDear, scenarioId).models.find(({ id }) => id === "sonnet")!.price.input).toBe(5);
  });

  it.each<[what: string, edit: [string, unknown], fault: string]>([
    [
      "a price in a currency without a rate",
      ["/currencies", undefined],
      '/models/sonnet/price/currency: found "USD", for which the plan has no rate; wanted a rate at /currencies/USD/rate: how much EUR one USD costs.',
    ],
    [
      "a rate of the plan's own currency",
      ["/currencies/EUR", { rate: 1 }],
      `/currencies/EUR: found a rate for "EUR", the currency of the plan; wanted currencies other than the plan's own.`,
    ],
    ["a rate of 0", ["/currencies/USD/rate", 0], "/currencies/USD/rate: found 0; wanted a number above 0."],
    ["no rate", ["/currencies/USD", {}], "/currencies/USD/rate: found nothing; wanted a number."],
    [
      "a rate that moves backward",
      ["/currencies/USD/monthlySd", -0.02],
      "/currencies/USD/monthlySd: found -0.02; wanted a number of at least 0.",
    ],
    [
      "no currency",
      ["/currencies/usd", { rate: 1 }],
      '/currencies/usd: found the currency "usd"; wanted three capital letters such as USD.',
    ],
    [
      "a currency of a price that is none",
      ["/models/sonnet/price/currency", "dollar"],
      '/models/sonnet/price/currency: found "dollar"; wanted three capital letters such as USD.',
    ],
  ])("%s is refused", (_, edit, fault) => {
    const own: [string, unknown][] = [
      ["/schema", "past-april.plan/3"],
      ["/currency", "EUR"],
      ["/currencies", { USD: { rate: 0.92 } }],
      ["/models/sonnet/price/currency", "USD"],
    ];
    expect(issuesOf(aPlanWith(...own, edit))).toContain(fault);
  });

  it("are given, or the price cannot be counted: nothing is forecast as if the rate were 1", () => {
    const unrated = { ...plan, currencies: {} };
    expect(resolvePlan(unrated).models.find(({ id }) => id === "sonnet")!.price.input).toBeNaN();
    expect(readPlan(JSON.stringify(unrated)).ok).toBe(false);
  });
});

describe("the first figure of one's own", () => {
  const plan = soundPlan(
    aPlanWith([...V3], ["/illustrative", true], ["/models/haiku/price/evidence", { grade: "judged" }]),
  );
  it.each<[what: string, pointer: string, value: unknown, isFigure: boolean]>([
    ["a budget", "/budget/amount", 61_234, true],
    ["people", "/workloads/coding/demand/users", 300, true],
    ["a price", "/models/haiku/price/input", 3, true],
    ["a cap that was not there", "/workloads/coding/monthCap", { amount: 5, atCap: "block" }, true],
    ["a figure in a scenario", "/scenarios", { other: { change: { budget: { amount: 1 } } } }, false],
    ["a name", "/name", "Ours", false],
    ["evidence", "/models/haiku/price/evidence", { grade: "measured" }, false],
    ["another model", "/models/other", { price: { input: 1 } }, false],
  ])("%s", (_, pointer, value, isFigure) => {
    expect(statesFigure(plan, setAt(plan, pointer, value))).toBe(isFigure);
  });

  it("may stand in a scenario; a copy of a scenario is none", () => {
    const { plan: withOther, scenarioId } = addScenario(plan, { change: {} });
    expect(statesFigure(plan, withOther)).toBe(false);
    const typed = {
      ...withOther,
      scenarios: { ...withOther.scenarios, [scenarioId]: { change: { budget: { amount: 7 } } } },
    };
    expect(statesFigure(withOther, typed)).toBe(true);
    expect(statesFigure(typed, duplicateScenario(typed, scenarioId).plan)).toBe(false);
  });
});
