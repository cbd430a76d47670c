import { describe, expect, it } from "vitest";
import { caseScoresByTrial } from "#shared/engine/caseDraws.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { playCases } from "#shared/forecast/value/playedCases.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Issue } from "#shared/plan/check/issues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { DecisionGate, ValueCase } from "#shared/plan/schema/value.ts";
import { mean, standardErrorOfMean, sum } from "#shared/statistics/moments.ts";
import { simulatePlain } from "#test/reference/model/plain.ts";
import { aCase } from "#test/shared/plan/aValuePlan.ts";

const RATE = "/workloads/first/demand/tasksPerUserPerDay";
const HOURS = "/workloads/first/case/saved/hours";

/** One use with a case, of few tasks: the plain reference plays each of them. */
function aPlan(own: ValueCase, gate: DecisionGate | null, more: Partial<Plan> = {}): Plan {
  return {
    schema: "past-april.plan/3",
    name: "Case",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 8 },
    budget: { amount: 50_000 },
    models: { m: { price: { input: 3 } } },
    // Half of such uses pay, so that benefits are seen in few years.
    value: { baseRate: 0.5, record: { product: { passed: 3, of: 4 } } },
    workloads: {
      first: {
        demand: { users: 30, tasksPerUserPerDay: { p10: 0.05, p90: 0.3 } },
        attempts: {
          m: {
            tokens: { family: "lognormal", median: 1_000_000, sigma: 0.8 },
            mix: { input: 1 },
            success: 0.7,
          },
        },
        route: { steps: ["m"] },
        outcome: { value: { p10: 20, p90: 90 }, captured: 0.5, reviewCost: 1, failureCost: 2 },
        case: own,
        ...(gate === null ? {} : { gate }),
      },
    },
    ...more,
  };
}

const SAVED: ValueCase = { saved: { hours: { p10: 0.5, p90: 2 }, hourlyCost: 60, goesTo: "cash" }, anyway: 0.1 };
const correlated = (rank: number, ...between: [string, string]): Partial<Plan> => ({
  correlations: [{ between, rank }],
});

const WORLDS: Readonly<Record<string, Plan>> = {
  "hours that go to cash": aPlan({ ...SAVED, lagMonths: 0 }, null),
  "hours that move with how much there is to do": aPlan({ ...SAVED, lagMonths: 1 }, null, correlated(0.8, RATE, HOURS)),
  "everything said": aPlan({ ...aCase(), oneOff: [{ name: "review", month: "2027-02", amount: 900 }] }, null),
  "a ceiling below what is done, and a long lag": aPlan(
    { ...SAVED, workflow: [{ step: "review", how: "keep", capacityPerDay: { p10: 0.8, p90: 2 } }], lagMonths: 4 },
    null,
  ),
  "a claim that nobody measured": aPlan(
    { ...SAVED, metric: { name: "days", better: "lower", target: { p10: 0.1, p90: 0.3 } }, lagMonths: 0 },
    null,
  ),
  "decided by the benefit so far": aPlan({ ...SAVED, lagMonths: 0, runCost: 200 }, {
    decideOn: "2027-03",
    keepIf: { what: "benefit", atLeast: 500 },
    pass: 2,
    fail: 0,
  } satisfies DecisionGate),
  "decided by a change": aPlan(
    { ...aCase(), oneOff: [], runCost: 100, workflow: [] },
    { decideOn: "2027-02", keepIf: { what: "change", atLeast: 0.2, goodTo: 0.1 }, pass: 3, fail: 0.5 },
  ),
  "kept at a size that moves with the demand": aPlan(
    { ...SAVED, lagMonths: 0 },
    {
      decideOn: "2027-02",
      keepIf: { what: "costPerOutcome", atMost: 8 },
      pass: { p10: 1, p90: 5 },
      fail: { p10: 0.2, p90: 0.8 },
    },
    correlated(-0.9, RATE, "/workloads/first/gate/pass"),
  ),
};

describe("law 2 of the value part: cases come to what the plain reference says", () => {
  it.each(Object.keys(WORLDS))("%s", (name) => {
    const plan = resolvePlan(WORLDS[name]!);
    const plain = simulatePlain(plan, 5, 0, 600);
    const samples = simulateTrials(plan, 6, 0, 4_000);
    const own = playCases({ resolved: plan, samples, about: { seed: 6 } }).cases.get("first")!;
    const ofYear = (of: (year: NonNullable<(typeof plain)[number]["cases"][number]>) => number): number[] =>
      plain.map(({ cases }) => of(cases[0]!));
    for (const [what, reference, fast] of [
      ["spend", plain.map(({ spend }) => spend), samples.spend],
      ["benefit", ofYear(({ benefit }) => sum(benefit)), own.benefit],
      ["arrives", ofYear(({ benefit }) => (sum(benefit) === 0 ? 0 : 1)), own.benefit.map((one) => (one === 0 ? 0 : 1))],
      ["later", ofYear(({ later }) => later), own.later],
      ["claimed", ofYear(({ claimed }) => sum(claimed)), own.claimed],
      ["net", ofYear(({ net }) => sum(net)), own.net],
      ["waiting", ofYear(({ waiting }) => waiting), own.waiting],
      ["pays back", ofYear(({ paysBackIn }) => (paysBackIn === null ? 0 : 1)), own.payback.map((m) => (m < 0 ? 0 : 1))],
      ["month", ofYear(({ paysBackIn }) => paysBackIn ?? -1), own.payback],
    ] as const) {
      const error = Math.hypot(standardErrorOfMean(reference), standardErrorOfMean(fast));
      expect(Math.abs(mean(reference) - mean(fast)), what).toBeLessThanOrEqual(4 * error + 1e-9);
    }
  });
});

describe("numbers of a case that move together with others", () => {
  const trials = 4_000;
  const first = Array.from({ length: trials }, (_, trial) => trial);
  const bytes = (plan: Plan): string => {
    const resolved = resolvePlan(plan);
    const samples = simulateTrials(resolved, 3, 0, 500);
    return JSON.stringify(
      forecastOf(samples, resolved, { planName: "", planHash: "", scenario: null, seed: 3, engine: "" }),
    );
  };

  const faultsOf = (plan: Plan): readonly Issue[] => {
    const read = checkPlan(plan);
    return read.ok ? [] : read.issues;
  };

  it("are accepted where they are uncertain, and refused with their path where they are not", () => {
    const plan = aPlan(SAVED, null, correlated(0.5, RATE, HOURS));
    expect(checkPlan(plan)).toMatchObject({ ok: true });
    const certain = correlated(0.5, RATE, "/workloads/first/case/saved/hourlyCost");
    expect(faultsOf(aPlan(SAVED, null, certain))).toMatchObject([
      { pointer: "/correlations/0/between/1", found: expect.stringContaining("which is certain") as string },
    ]);
    const target = { ...SAVED, metric: { name: "days", target: { p10: 0.1, p90: 0.3 } } };
    const claim = correlated(0.5, RATE, "/workloads/first/case/metric/target");
    expect(faultsOf(aPlan(target, null, claim))).toMatchObject([
      { found: expect.stringContaining("which is not drawn once a trial") as string },
    ]);
  });

  it("law V1: leave every byte of the forecast", () => {
    const without = bytes(aPlan(SAVED, null));
    expect(bytes(aPlan(SAVED, null, correlated(0.9, RATE, HOURS)))).toBe(without);
    const pairs = [
      { between: [RATE, "/workloads/first/outcome/value"] as [string, string], rank: 0.5 },
      { between: [HOURS, "/workloads/first/outcome/value"] as [string, string], rank: 0.6 },
    ];
    expect(bytes(aPlan(SAVED, null, { correlations: pairs }))).toBe(
      bytes(aPlan(SAVED, null, { correlations: pairs.slice(0, 1) })),
    );
  });

  it.each([0.8, 0.3, -0.5, 1, -1])("have the rank correlation that is said: %d", (rank) => {
    const plan = resolvePlan(aPlan(SAVED, null, correlated(rank, RATE, HOURS)));
    const scoresOf = caseScoresByTrial(plan, 3);
    const hours = first.map((trial) => scoresOf(trial)![0]!);
    const tasks = unknownDraws(plan, 3, first).find(({ unknown }) => unknown.pointer === RATE)!.values;
    expect(Math.abs(rankCorrelation(hours, tasks) - rank)).toBeLessThan(Math.abs(rank) === 1 ? 1e-9 : 0.05);
    // Each keeps its own distribution.
    expect(Math.abs(mean(hours))).toBeLessThan(4 / Math.sqrt(trials));
    expect(Math.abs(mean(hours.map((score) => score * score)) - 1)).toBeLessThan(4 * Math.sqrt(2 / trials));
  });

  it("do not move together where nothing says so", () => {
    expect(caseScoresByTrial(resolvePlan(aPlan(SAVED, null)), 3)(0)).toBeNull();
  });

  it("learn from closed months what the number learns with which they move", () => {
    const busy = ["2027-01", "2027-02", "2027-03"].map((month) => ({
      month,
      workloads: { first: { spend: 900, tasks: 230 } },
    }));
    const plan = resolvePlan(aPlan(SAVED, null, { ...correlated(0.9, RATE, HOURS), actuals: { months: busy } }));
    const samples = simulateTrials(plan, 3, 0, 400);
    const { trialOf } = samples.reforecast!;
    const scoresOf = caseScoresByTrial(plan, 3);
    const hours = Array.from(trialOf, (trial) => scoresOf(trial)![0]!);
    const tasks = unknownDraws(plan, 3, trialOf).find(({ unknown }) => unknown.pointer === RATE)!.values;
    // About 0.35 tasks a person and day, where 1 in 10 years has more than 0.3: the score of hours follows it up.
    expect(mean(tasks)).toBeGreaterThan(0.3);
    expect(mean(hours)).toBeGreaterThan(1);
  });
});

function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const ranks = (values: ArrayLike<number>): number[] => {
    const order = Array.from(values, (value, i) => [value, i] as const).sort(([a], [b]) => a - b);
    const found = new Array<number>(order.length);
    for (const [rank, [, i]] of order.entries()) found[i] = rank;
    return found;
  };
  const [x, y] = [ranks(one), ranks(other)];
  const middle = (x.length - 1) / 2;
  const product = (a: readonly number[], b: readonly number[]): number =>
    sum(a.map((v, i) => (v - middle) * (b[i]! - middle)));
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
