import { beforeAll, describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { trialFiguresOf, type TrialFigures } from "#shared/forecast/comparison/trialFigures.ts";
import { comparisonDocument } from "#shared/forecast/comparison/comparisonDocument.ts";
import { playCases } from "#shared/forecast/value/playedCases.ts";
import { valueAnswer, type OriginalCase } from "#shared/forecast/value/valueAnswer.ts";
import { valueTiles } from "#shared/forecast/value/words/tileWords.ts";
import type { ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ValueCase } from "#shared/plan/schema/value.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import { aCase } from "#test/shared/plan/aValuePlan.ts";

const SEED = 5;
const TRIALS = 600;

/** A small firm: one use with a case, one without, and seats. */
function aFirm(own: ValueCase | null = aCase(), change: Partial<Plan["workloads"][string]> = {}): Plan {
  const use = {
    name: "Agentic coding",
    owner: "VP Engineering",
    status: "pilot" as const,
    demand: { users: 200, tasksPerUserPerDay: { p10: 0.5, p90: 2 } },
    attempts: {
      sonnet: {
        tokens: { family: "lognormal" as const, median: 1_000_000, sigma: 0.9 },
        mix: { input: 0.1, cacheRead: 0.9 },
        success: 0.7,
      },
    },
    route: { steps: ["sonnet"] },
    outcome: { unit: "merged pull request", value: { p10: 40, p90: 160 }, captured: 0.5, reviewCost: 6 },
  };
  return {
    schema: "past-april.plan/3",
    name: "A firm",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 12 },
    budget: { amount: 400_000 },
    models: { sonnet: { price: { input: 3, cacheRead: 0.3 } } },
    workloads: {
      coding: { ...use, ...(own === null ? {} : { case: own }), ...change },
      support: { ...use, name: "Support" },
    },
    fixedCosts: { seats: { perMonth: 2_000 } },
  };
}

function answer(
  plan: Plan,
  original: OriginalCase | null = null,
  base: Pick<TrialFigures, "spend" | "benefit"> | null = null,
): ValueAnswer {
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, SEED, 0, TRIALS);
  const about = { planName: plan.name, planHash: "hash", scenario: null, seed: SEED, engine: "test" };
  const forecast = forecastOf(samples, resolved, about);
  return valueAnswer({ plan, resolved, samples, forecast, about, original, variants: [], base });
}

let whole: ValueAnswer;
beforeAll(() => {
  whole = answer(aFirm());
});

describe("law V1: value moves no number of the forecast", () => {
  it("with a case, another one or none", () => {
    const forecast = (plan: Plan): string => {
      const resolved = resolvePlan(plan);
      const samples = simulateTrials(resolved, SEED, 0, 250);
      return JSON.stringify(
        forecastOf(samples, resolved, { planName: "", planHash: "", scenario: null, seed: SEED, engine: "" }),
      );
    };
    const bare = forecast(aFirm(null));
    expect(forecast(aFirm())).toBe(bare);
    expect(forecast({ ...aFirm({ runCost: 9 }), value: { baseRate: 0.29 } })).toBe(bare);
  });
});

describe("a value answer", () => {
  it("is plain JSON of its schema, and has null and no 0 where nothing is known", () => {
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
    expect(whole.schema).toBe("past-april.value/1");
    const { support } = whole.workloads;
    expect(support).toMatchObject({ benefit: null, net: null, pays: null, ifCut: null, verb: null, gates: null });
    expect(support!.claimed.mean).toBeGreaterThan(0);
    expect(support!.open).toEqual(["outcome", "workflow", "owner", "behaviour"]);
    expect(whole.portfolio).toMatchObject({ withCase: 1, withoutCase: 1 });
  });

  it("says on what each gate stands", () => {
    expect(whole.workloads["coding"]!.gates!.map(({ gate, by }) => `${gate} ${by}`)).toEqual([
      "works measured",
      "adopted counted",
      "flows capacity",
      "captured reference",
      "product reference",
    ]);
    expect(whole.workloads["coding"]!.gates![1]!.factor).toBeCloseTo(0.6463, 4);
    expect(whole.workloads["coding"]!.stamps).toEqual(["no-control", "few-months"]);
    expect(whole.workloads["coding"]!.questions).toEqual({
      outcome: true,
      workflow: true,
      owner: true,
      behaviour: true,
      cost: true,
    });
  });

  it("law V6: byMonthEnd and never sum to 1, and it pays back no more often than it reaches the money", () => {
    const { pays, reaches } = whole.workloads["coding"]!;
    expect(pays!.byMonthEnd.at(-1)! + pays!.never).toBeCloseTo(1, 12);
    expect(pays!.byMonthEnd.every((chance, m, all) => m === 0 || chance >= all[m - 1]!)).toBe(true);
    expect(pays!.probability).toBeLessThanOrEqual(reaches!);
  });

  it("law V14: its quadrant's shares sum to 1", () => {
    const { highHigh, highLow, lowHigh, lowLow } = whole.workloads["coding"]!.quadrant!;
    expect(highHigh + highLow + lowHigh + lowLow).toBeCloseTo(1, 12);
  });

  it("law V14: is held against the locked case, whatever the live one says", () => {
    const original: OriginalCase = {
      hash: "a".repeat(64),
      date: "2026-12-01",
      workloads: { coding: { tasks: 10_000, claimed: Array<number>(12).fill(50_000) } },
    };
    const dear = { ...aFirm().workloads["coding"]!.outcome, value: { p10: 80, p90: 320 } };
    const [one, other] = [answer(aFirm(), original), answer(aFirm(aCase(), { outcome: dear }), original)];
    expect(other.tiles.benefit!.mean).toBeGreaterThan(1.3 * one.tiles.benefit!.mean);
    const ratio = other.tiles.againstCase.year!.share.p90 / one.tiles.againstCase.year!.share.p90;
    expect(ratio).toBeGreaterThan(1.2);
    expect(one.original).toEqual({ hash: original.hash, date: "2026-12-01" });
  });

  it("law V17: a cut of the whole year saves the costs of the use and gives up its benefit, later too", () => {
    const { ifCut, net, benefit } = whole.workloads["coding"]!;
    expect(ifCut!.from).toBe("2027-01-01");
    expect(ifCut!.givesUp.mean).toBeCloseTo(benefit!.mean + benefit!.later.mean, 5);
    expect(ifCut!.saves.mean).toBeCloseTo(benefit!.mean - net!.mean, 5);
  });

  it("law V17: doubling all money doubles every figure of money and moves no chance, verb or date", () => {
    const twice = (value: number | { p10: number; p90: number }) =>
      typeof value === "number" ? 2 * value : { p10: 2 * value.p10, p90: 2 * value.p90 };
    const own = aCase();
    const plan = aFirm({
      ...own,
      saved: { ...own.saved!, hourlyCost: 190 },
      disbenefits: [{ name: "incidents after merge", perOutcome: { p10: 2, p90: 18 } }],
      oneOff: [{ ...own.oneOff![0]!, amount: { p10: 60_000, p90: 180_000 } }],
      runCost: 8_000,
    });
    const doubled: Plan = {
      ...plan,
      budget: { amount: 800_000 },
      models: { sonnet: { price: { input: 6, cacheRead: 0.6 } } },
      fixedCosts: { seats: { perMonth: 4_000 } },
      workloads: Object.fromEntries(
        Object.entries(plan.workloads).map(([id, workload]) => [
          id,
          { ...workload, outcome: { ...workload.outcome, value: twice({ p10: 40, p90: 160 }), reviewCost: 12 } },
        ]),
      ),
    };
    const [before, after] = [whole.workloads["coding"]!, answer(doubled).workloads["coding"]!];
    expect(after.net!.mean / before.net!.mean).toBeCloseTo(2, 10);
    expect(after.benefit!.quantiles.p90 / before.benefit!.quantiles.p90).toBeCloseTo(2, 10);
    expect(after.pays).toEqual(before.pays);
    expect(after.verb).toBe(before.verb);
    expect(after.reaches).toBe(before.reaches);
  });
});

describe("law V2: more tokens move spend and nothing else", () => {
  it("in no trial where the workload is played, in no mean else", () => {
    const dear = answer(aFirm(aCase(), { tokensMultiplier: 2 }));
    const [one, other] = [whole.workloads["coding"]!, dear.workloads["coding"]!];
    expect(other.reaches).toBe(one.reaches);
    expect(other.gates).toEqual(one.gates);
    // Four standard errors of 600 trials, of a benefit that mostly is nothing.
    expect(Math.abs(other.benefit!.mean / one.benefit!.mean - 1)).toBeLessThan(0.05);
    expect(dear.diagnostics["coding"]!.tokens).toBeGreaterThan(1.9 * whole.diagnostics["coding"]!.tokens);
  });
});

describe("law V16: groups under ten are shown nowhere", () => {
  const small = {
    ...aCase(),
    behaviour: { ...aCase().behaviour!, eligible: 9, did: { from: "2026-10", values: [9] } },
  };

  it("neither their counts nor their use", () => {
    const found = answer(aFirm(small));
    expect(found.tiles.behaviour).toEqual([]);
    expect(found.tiles.accepted.map(({ workload }) => workload)).toEqual(["support"]);
    expect(found.tiles.intervened).toEqual([]);
    expect(found.workloads["coding"]!.quadrant).toBeNull();
    expect(found.diagnostics["coding"]).toBeUndefined();
    expect(found.workloads["coding"]!.gates!.find(({ gate }) => gate === "adopted")).not.toHaveProperty("factor");
    expect(JSON.stringify(found)).not.toContain('"eligible"');
  });

  it("nor is a group of nine users", () => {
    const few = answer(aFirm(aCase(), { demand: { users: 9, tasksPerUserPerDay: 2 } }));
    expect(few.diagnostics["coding"]).toBeUndefined();
    expect(few.tiles.behaviour).toEqual([]);
  });
});

describe("closed months", () => {
  const months = ["2027-01", "2027-02", "2027-03"].map((month, m) => ({
    month,
    workloads: {
      coding: { spend: 9_000, tasks: 1_000, outcomes: 820, interventions: 90, exceptions: 30, benefit: 10_000 * m },
      support: { spend: 9_000 },
    },
  }));
  let closed: ValueAnswer;
  beforeAll(() => {
    closed = answer({ ...aFirm(), actuals: { months } });
  });

  it("open the gate to the money once finance has booked, and tell what was accepted", () => {
    expect(closed.workloads["coding"]!.gates![3]).toEqual({ gate: "captured", by: "booked", chance: 1 });
    expect(closed.tiles.benefit!.bookedToDate).toBe(30_000);
    expect(closed.tiles.accepted[0]).toMatchObject({ of: 3_000, n: 2_460, from: "closed months" });
    expect(closed.tiles.intervened[0]).toMatchObject({ of: 3_000, interventions: { n: 270 }, exceptions: { n: 90 } });
    expect(closed.tiles.againstCase.toDate!.benefit).toBe(30_000);
    expect(closed.workloads["coding"]!.ifCut!.from).toBe("2027-04-01");
  });

  it("hold each count against the tasks of the months in which it was counted", () => {
    const late = months.map(({ month, workloads }, m) => {
      const { exceptions, ...rest } = workloads.coding;
      return { month, workloads: { ...workloads, coding: m < 2 ? rest : { ...rest, exceptions } } };
    });
    const plan = { ...aFirm(), actuals: { months: late } };
    const found = answer(plan);
    expect(found.tiles.intervened[0]).toMatchObject({
      of: 3_000,
      interventions: { of: 3_000, n: 270 },
      exceptions: { of: 1_000, n: 30 },
    });
    const tile = valueTiles({ answer: found, plan: resolvePlan(plan) }, null).find(({ id }) => id === "intervened");
    expect(tile!.figure).toBe("9%, exceptions 3%");
  });
});

describe("the months behind a case", () => {
  it("add up to the year of the forecast", () => {
    const resolved = resolvePlan(aFirm());
    const samples = simulateTrials(resolved, SEED, 0, 250);
    const { monthly, spend, outcomes, loadedCost } = samples.workloads[0]!;
    for (let trial = 0; trial < 250; trial += 50) {
      const year = (of: (month: number) => Float64Array): number =>
        sum(Array.from({ length: 12 }, (_, month) => of(month)[trial]!));
      expect(year(monthly!.spend) / spend[trial]!).toBeCloseTo(1, 10);
      expect(year(monthly!.outcomes) / outcomes[trial]!).toBeCloseTo(1, 10);
      expect((year(monthly!.spend) + year(monthly!.besides)) / loadedCost[trial]!).toBeCloseTo(1, 10);
    }
    expect(samples.workloads[1]!.monthly).toBeUndefined();
    const about = { planName: "", planHash: "", scenario: null, seed: SEED, engine: "" };
    const { cases } = playCases({ resolved, samples, about });
    expect([...cases.keys()]).toEqual(["coding"]);
  });
});

describe("both ways to fail", () => {
  it("are counted on the same simulated years as the forecast, alone and together", () => {
    const plan = aFirm();
    const resolved = resolvePlan(plan);
    const samples = simulateTrials(resolved, SEED, 0, TRIALS);
    const about = { planName: plan.name, planHash: "hash", scenario: null, seed: SEED, engine: "test" };
    const forecast = forecastOf(samples, resolved, about);
    const { budget, request } = whole.portfolio.failures!;
    expect(budget.lasts).toBe(forecast.runOut.never);
    expect(budget.pays).toBe(whole.portfolio.pays!.probability);
    expect(request!.amount).toBe(forecast.reserve.ask);
    expect(request!.lasts).toBeGreaterThanOrEqual(forecast.reserve.confidence);
    expect(request!.pays).toBe(budget.pays);
    for (const { lasts, pays, both } of [budget, request!]) {
      expect(both).toBeLessThanOrEqual(Math.min(lasts, pays));
      expect(both).toBeGreaterThanOrEqual(lasts + pays - 1 - 1e-12);
    }
  });

  it("do not ask for more money where work stops at the budget, and are unknown without a case", () => {
    const stops = answer({ ...aFirm(), budget: { amount: 200_000, atExhaustion: "block" } });
    expect(stops.portfolio.failures!.request).toBeNull();
    expect(stops.portfolio.failures!.budget.lasts).toBeLessThan(1);
    expect(answer(aFirm(null)).portfolio.failures).toBeNull();
  });
});

describe("a scenario that saves", () => {
  it("says what it saves and gives up against the plan on the same trials, and nothing where it saves nothing", () => {
    const few = aFirm(aCase(), { demand: { users: 50, tasksPerUserPerDay: { p10: 0.5, p90: 2 } } });
    const figures = (plan: Plan) => {
      const resolved = resolvePlan(plan);
      return trialFiguresOf(simulateTrials(resolved, SEED, 0, TRIALS), resolved, SEED);
    };
    const [base, saving] = [figures(aFirm()), figures(few)];
    const told = answer(few, null, base).saving!;
    expect(told.saves.mean).toBeCloseTo(mean(base.spend) - mean(saving.spend), 6);
    expect(told.foregone.mean).toBeCloseTo(mean(base.benefit!) - mean(saving.benefit!), 6);
    expect(told.foregone.mean).toBeGreaterThan(0);
    expect(answer(aFirm(), null, saving).saving).toBeNull();
    expect(answer(aFirm(), null, base).saving).toBeNull();
  });
});

describe("a comparison", () => {
  const policy = (plan: Plan, name: string) => {
    const resolved = resolvePlan(plan);
    const samples = simulateTrials(resolved, SEED, 0, 250);
    const about = { planName: "", planHash: "", scenario: name === "base" ? null : name, seed: SEED, engine: "" };
    return {
      name,
      units: {},
      forecast: forecastOf(samples, resolved, about),
      trials: trialFiguresOf(samples, resolved, SEED),
    };
  };

  it("says beside every saving what it gives up; compared with itself a use gives up 0", () => {
    const few = aFirm(aCase(), { demand: { users: 50, tasksPerUserPerDay: { p10: 0.5, p90: 2 } } });
    const compared = comparisonDocument([policy(aFirm(), "base"), policy(few, "few"), policy(aFirm(), "same")]);
    expect(compared.scenarios[1]!.foregone).toBeGreaterThan(0);
    expect(compared.scenarios[0]).not.toHaveProperty("foregone");
    // It spends no less: there is no saving to stand beside.
    expect(compared.scenarios[2]).not.toHaveProperty("foregone");
    expect(policy(aFirm(), "base").trials.benefit).toEqual(policy(aFirm(), "same").trials.benefit);
    expect(policy(aFirm(null), "none").trials.benefit).toBeNull();
  });
});
