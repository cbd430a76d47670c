import { describe, expect, it } from "vitest";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { EngineReply } from "#shared/engine/port.ts";
import { runForecast } from "#shared/engine/schedule.ts";
import type { EngineWorker, EngineWorkers, WorkerDeath } from "#shared/engine/workers.ts";
import { serveEngine } from "#shared/engine/serve.ts";
import { CHUNK_TRIALS, replayTrial, simulateChunk, simulateTrials, TWIN_EVERY } from "#shared/engine/simulate.ts";
import type { WorkloadSamples } from "#shared/engine/samples.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { AttemptCap, Plan, Scenario, Workload } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { LAW_TWO_PLANS } from "#test/reference/lawTwo/lawTwoPlans.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { aWorkload, aYear, bytesOf, MEDIUM, resolved, simulated, SMALL, STRONG, trialsBelow } from "./lawPlans.ts";

/**
 * The laws of MODEL.md, section 5, by their numbers there. Law 2 is in lawTwo.test.ts, law 3 in lawThree.test.ts, law
 * 10 in lawTen.test.ts.
 */

const TEMPLATES = templates.map((template) => [template.id, resolvePlan(planOfTemplate(template))] as const);
const ONE_SEED = 20270101;

describe("law 1: the same plan, seed and trials give the same bytes", () => {
  const TRIALS = CHUNK_TRIALS + 60;

  it.each(TEMPLATES)("of the %s template with 1, 2 and 3 workers, whoever answers first", async (_, plan) => {
    const alone = bytesOf(simulateTrials(plan, ONE_SEED, 0, TRIALS));
    for (const count of [1, 2, 3]) {
      const end = await runForecast({ pool: workersHere(count), plan, seed: ONE_SEED, trials: TRIALS });
      expect(end.status === "done" && bytesOf(end.result)).toBe(alone);
    }
  });

  it.each(TEMPLATES)(
    "of the %s template for any split into chunks, in any order, compiled anew, after other plans",
    (_, plan) => {
      const compiled = compilePlan(plan, ONE_SEED, TWIN_EVERY);
      const whole = simulateChunk(compiled, 0, 60);
      const other = compilePlan(
        resolved(aYear({ work: aWorkload(300, { monthCap: { amount: 900, atCap: "defer" } }) }, { months: 3 })),
        7,
        1,
      );
      simulateChunk(other, 0, 5);
      const again = compilePlan(structuredClone(plan), ONE_SEED, TWIN_EVERY);
      for (const [from, to] of [
        [47, 60],
        [0, 1],
        [13, 47],
        [1, 13],
      ] as const) {
        const part = simulateChunk(again, from, to);
        const length = to - from;
        for (let column = 0; column * length < part.columns.length; column++) {
          const stored = whole.columns.subarray(column * 60 + from, column * 60 + to);
          expect(part.columns.subarray(column * length, (column + 1) * length)).toEqual(stored);
        }
      }
    },
  );

  it("and a replay in between, of another trial or of the same, moves nothing", () => {
    const plan = TEMPLATES[0]![1];
    const compiled = compilePlan(plan, ONE_SEED, TWIN_EVERY);
    const first = bytesOf(simulateChunk(compiled, 20, 30));
    replayTrial(compiled, 3);
    replayTrial(compiled, 20);
    expect(bytesOf(simulateChunk(compiled, 20, 30))).toBe(first);
  });

  it("and another seed gives others", () => {
    const plan = TEMPLATES[2]![1];
    expect(bytesOf(simulateTrials(plan, 1, 0, 20))).not.toBe(bytesOf(simulateTrials(plan, 2, 0, 20)));
  });
});

/** Engine workers on this thread; the higher its number, the sooner one answers. */
function workersHere(count: number): EngineWorkers {
  const workers = Array.from({ length: count }, (_, index): EngineWorker => {
    const listeners = new Set<(event: EngineReply | WorkerDeath) => void>();
    let ask: Parameters<Parameters<typeof serveEngine>[0]["onMessage"]>[0] = () => undefined;
    serveEngine({
      onMessage: (listener) => (ask = listener),
      post: (reply) => setTimeout(() => listeners.forEach((listener) => listener(reply)), 5 * (count - index)),
    });
    return {
      post: (request) => ask(structuredClone(request)),
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  });
  let jobs = 0;
  return { workers, newJob: () => ++jobs };
}

describe("law 4: scenarios meet the same luck", () => {
  const NOTHING_NEW: Record<string, Scenario> = {
    empty: { change: {} },
    restated: {
      change: {
        budget: { atExhaustion: "overrun" },
        workloads: { code: { route: { steps: ["medium"] }, tokensMultiplier: { p10: 0.8, p90: 1.6 } } },
      },
    },
  };
  const base = aYear(
    {
      code: aWorkload(
        200,
        { tokensMultiplier: { p10: 0.8, p90: 1.6 } },
        { tasksPerUserPerDay: { p10: 10, p90: 30 }, wander: { monthlySd: 0.1, persistence: 0.9 } },
      ),
      chat: aWorkload(
        40,
        { route: { steps: ["small", "small"], verifier: { catches: 0.8, falseAlarms: 0.1, cost: 0.01 } } },
        { userSpread: 1 },
      ),
      rare: aWorkload(1, { monthCap: { amount: 20, atCap: "degrade", fallback: { steps: ["small"] } } }),
    },
    { shared: { tokens: { p10: 0.9, p90: 1.3 } }, scenarios: NOTHING_NEW },
  );

  it.each(Object.keys(NOTHING_NEW))("a scenario that changes nothing (%s) differs by 0 in every trial", (id) => {
    const changed = resolvePlan(applyScenario(soundPlan(base), id));
    expect(bytesOf(simulateTrials(changed, 1, 0, 100))).toBe(bytesOf(simulated(base, 100)));
  });

  it("cuts the standard error of a difference between routes of like cost at least threefold", () => {
    const TRIALS = 2000;
    const other = (seed: number) =>
      simulated(
        { ...base, workloads: { ...base.workloads, code: { ...base.workloads["code"]!, route: CHEAPER } } },
        TRIALS,
        seed,
      );
    const CHEAPER = {
      choose: [
        { upTo: 0.12, steps: ["small"] as [string] },
        { upTo: 1, steps: ["medium"] as [string] },
      ],
      by: "chance" as const,
    };
    const asIs = simulated(base, TRIALS);
    const same = other(1);
    const apart = other(2);
    const ratio = mean(same.spend) / mean(asIs.spend);
    expect(Math.abs(ratio - 1)).toBeGreaterThan(0.02);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
    expect(forecastOf(asIs, resolved(base), ABOUT).variance.unknowns).toBeGreaterThan(0.9);
    const errorWith = (samples: typeof same): number =>
      Math.sqrt(variance(samples.spend.map((spend, trial) => spend - asIs.spend[trial]!)) / TRIALS);
    expect(errorWith(apart) / errorWith(same)).toBeGreaterThan(3);
  });

  // Few tasks are played one by one, many are summed.
  it.each([2, 400])("luck from run to run is shared too: %d tasks a day, with nothing uncertain", (perDay) => {
    const spendOf = (route: Workload["route"], seed: number) =>
      simulated(aYear({ work: aWorkload(perDay, { route }) }, { months: 3 }), 1000, seed).spend;
    const asIs = spendOf({ steps: ["medium"] }, 1);
    const cheaper = {
      choose: [
        { upTo: 0.12, steps: ["small"] as [string] },
        { upTo: 1, steps: ["medium"] as [string] },
      ],
      by: "chance" as const,
    };
    const errorWith = (spend: Float64Array): number =>
      Math.sqrt(variance(spend.map((money, trial) => money - asIs[trial]!)));
    // A task in eight is another model's, so the two years cannot go quite alike.
    expect(errorWith(spendOf(cheaper, 2)) / errorWith(spendOf(cheaper, 1))).toBeGreaterThan(2);
  });

  const code = base.workloads["code"]!;
  const CHANGES: Record<string, Workload> = {
    "another route": { ...code, route: { bestOf: 2, model: "small", verifier: { catches: 0.8, falseAlarms: 0.1 } } },
    "another demand": { ...code, demand: { users: 3, tasksPerUserPerDay: 1 } },
    "an attempt cap": { ...code, attemptCap: { tokens: 500_000, partial: 0.4 } },
    "a month cap": { ...code, monthCap: { amount: 1000, atCap: "block" } },
    "known tokens": { ...code, tokensMultiplier: 1 },
    "a change on a date": { ...code, changes: [{ from: "2027-03-10", set: { route: { steps: ["strong"] } } }] },
  };

  it.each(Object.entries(CHANGES))("%s in one workload moves no other workload by a single bit", (_, changed) => {
    const one = simulated(base, 40);
    const other = simulated({ ...base, workloads: { ...base.workloads, code: changed } }, 40);
    expect(bytesOf(other.workloads[0])).not.toBe(bytesOf(one.workloads[0]));
    expect(bytesOf(other.workloads.slice(1))).toBe(bytesOf(one.workloads.slice(1)));
  });

  it("a workload that is new, gone or in another place moves no other", () => {
    const one = simulated(base, 40);
    const { code: _, ...others } = base.workloads;
    const alone = { ...base, scenarios: {} };
    expect(bytesOf(simulated({ ...alone, workloads: others }, 40).workloads)).toBe(bytesOf(one.workloads.slice(1)));
    const moved = simulated({ ...alone, workloads: { fresh: aWorkload(7), ...others, code } }, 40);
    expect(bytesOf(moved.workloads.slice(1))).toBe(bytesOf([...one.workloads.slice(1), one.workloads[0]]));
  });
});

describe("law 5: caps", () => {
  /** The largest figure a plan may hold. */
  const AS_GOOD_AS_INFINITE = 1e15;
  const UNCAPPED = Object.entries(LAW_TWO_PLANS).filter(([, { plan }]) =>
    Object.values(plan.workloads).every(({ attemptCap, changes }) => !attemptCap && !changes),
  );

  it("one of infinity changes nothing, on any plan of the grid", () => {
    expect(UNCAPPED.length).toBeGreaterThan(40);
    for (const [name, { plan }] of UNCAPPED) {
      const free = bytesOf(simulateTrials(resolvePlan(plan), 1, 0, 10));
      for (const attemptCap of [
        { tokens: AS_GOOD_AS_INFINITE },
        { cost: AS_GOOD_AS_INFINITE },
        { tokens: AS_GOOD_AS_INFINITE, approval: 0.5, partial: 0.5 },
      ]) {
        expect(bytesOf(simulateTrials(withCap(plan, attemptCap), 1, 0, 10)), name).toBe(free);
      }
    }
  });

  const TOKEN_CAPS = [1e4, 2e5, 4e5, 6e5, 6.1e5, 8e5, 1e6, 1.05e6, 1.5e6, 2.5e6, 5e6, 1.2e7, 5e7, 1e9].map(
    (tokens) => ({ tokens }),
  );
  const COST_CAPS = [0.01, 0.1, 0.3, 0.31, 0.5, 0.9, 2, 8, 50, 1000].map((cost) => ({ cost }));
  const ONE_STEP: readonly (readonly [name: string, plan: Plan, caps: readonly AttemptCap[]])[] = [
    ["1 task a day", aYear({ work: aWorkload(1) }), TOKEN_CAPS],
    ["30 a day, by money", aYear({ work: aWorkload(30) }, { months: 2 }), COST_CAPS],
    ["600 a day, growing", aYear({ work: aWorkload(600, { tokensGrowth: 0.02 }) }, { months: 3 }), TOKEN_CAPS],
    [
      "uncertain demand and tokens",
      aYear({ work: aWorkload(80, { tokensMultiplier: { p10: 0.7, p90: 1.8 } }, { userSpread: 1.2 }) }, { months: 2 }),
      TOKEN_CAPS,
    ],
    [
      "runaways",
      aYear({ work: withMedium(200, { runaway: { share: 0.01, factor: { min: 10, max: 50 } } }) }, { months: 2 }),
      TOKEN_CAPS,
    ],
    [
      "a heavy tail",
      aYear(
        {
          work: withMedium(150, {
            tokens: { family: "lognormal", median: 600_000, sigma: 0.8, tail: { from: 0.95, shape: 0.3 } },
          }),
        },
        { months: 2 },
      ),
      TOKEN_CAPS,
    ],
    [
      "percentiles of ten runs",
      aYear({ work: withMedium(40, { tokens: { family: "empirical", quantiles: SKEWED, runs: 10 } }) }, { months: 2 }),
      TOKEN_CAPS,
    ],
  ];
  const STOPS: readonly (readonly [name: string, what: Omit<AttemptCap, "tokens" | "cost">])[] = [
    ["stopped", {}],
    ["approved at times", { approval: 0.4 }],
    ["handed back", { partial: 0.6 }],
  ];
  const CASES = ONE_STEP.flatMap(([name, plan, caps]) =>
    STOPS.map(([how, what]) => [name, how, plan, caps.map((cap) => ({ ...cap, ...what }))] as const),
  );

  it.each(CASES)("raised step by step, never lowers the spend of any of 300 trials: %s, %s", (_, __, plan, caps) => {
    let before: Float64Array | null = null;
    for (const cap of caps) {
      const { spend } = simulateTrials(withCap(plan, cap), 1, 0, 300);
      if (before !== null) expect(trialsBelow(spend, before), JSON.stringify(cap)).toEqual([]);
      before = spend;
    }
  });

  it("failed attempts that are added never lower the all-in cost per outcome", () => {
    const loaded = (workload: Workload): number => {
      const year = aYear({ work: workload }, { months: 3 });
      const plan = { ...year, models: { ...year.models, hopeless: year.models["small"]! } };
      return forecastOf(simulated(plan, 300), resolved(plan), ABOUT).workloads["work"]!.costPerOutcome.loaded!;
    };
    for (const perDay of [1, 100]) {
      const attempts = { hopeless: { ...SMALL, success: 0 }, medium: MEDIUM };
      const inTurn = (...steps: [string, ...string[]]): Workload =>
        aWorkload(perDay, { attempts, route: { steps, verifier: { catches: 1, falseAlarms: 0 } } });
      const ladders = [
        // More and more attempts that fail come first.
        [inTurn("medium"), inTurn("hopeless", "medium"), inTurn("hopeless", "hopeless", "medium")],
        // More and more of the only attempts fail.
        [1, 0.9, 0.6, 0.2].map((share) =>
          withMedium(perDay, { success: { byEffort: [0.9 * share, 0.85 * share, 0.7 * share, 0.45 * share] } }),
        ),
        // More and more attempts run away, which always fails.
        [0, 0.005, 0.05, 0.3].map((share) => withMedium(perDay, { runaway: { share, factor: { min: 5, max: 30 } } })),
      ];
      for (const ladder of ladders) {
        const costs = ladder.map(loaded);
        expect(costs).toEqual([...costs].sort((a, b) => a - b));
        expect(new Set(costs).size).toBe(costs.length);
      }
    }
  });
});

function withMedium(perDay: number, over: Partial<typeof MEDIUM>): Workload {
  return aWorkload(perDay, { attempts: { small: SMALL, medium: { ...MEDIUM, ...over }, strong: STRONG } });
}

/** Quantiles of a skewed quantity, much like a fit to runs of the field. */
const SKEWED = Array.from({ length: 101 }, (_, p) => Math.round(100_000 * Math.exp(0.035 * p + (p / 100) ** 8)));

function withCap(plan: Plan, attemptCap: AttemptCap): ResolvedPlan {
  return resolved({
    ...plan,
    workloads: Object.fromEntries(
      Object.entries(plan.workloads).map(([id, workload]) => [id, { ...workload, attemptCap }]),
    ),
  });
}

describe("law 6: the day on which the budget is gone", () => {
  it.each(["overrun", "block"] as const)(
    "comes with probabilities that sum to 1, never included (%s)",
    (atExhaustion) => {
      const plan = aYear(
        { work: aWorkload(60, {}, { tasksPerUserPerDay: { p10: 4, p90: 8 } }) },
        { budget: { amount: 14_000, atExhaustion } },
      );
      const samples = simulated(plan, 500);
      const days = Array.from(
        { length: 365 },
        (_, day) => samples.runOutDay.filter((gone) => gone === day).length / 500,
      );
      const { never, byMonthEnd } = forecastOf(samples, resolved(plan), ABOUT).runOut;
      expect(never).toBeGreaterThan(0);
      expect(never).toBeLessThan(1);
      expect(never + days.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
      expect(never + byMonthEnd.at(-1)!).toBeCloseTo(1, 12);
    },
  );

  const DAY_OF_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
  it.each([
    [450, "overrun", DAY_OF_MONTH[4]!],
    [400, "block", DAY_OF_MONTH[3]!],
    [100, "block", 0],
    [99.99, "overrun", 0],
    [800, "overrun", DAY_OF_MONTH[5]!],
    [2800, "block", DAY_OF_MONTH[11]!],
    [2800.01, "overrun", -1],
  ] as const)("of fixed costs alone is exact in every trial: %d, %s", (amount, atExhaustion, day) => {
    // 100 a month, and 300 from the renewal on, which falls within April: May is the first dear month.
    const seats = { perMonth: 100, renewal: { from: "2027-04-02", multiplier: 3 } };
    const { runOutDay, spend, months } = simulated(
      aYear({}, { budget: { amount, atExhaustion }, fixedCosts: { seats } }),
      50,
    );
    expect(new Set(runOutDay)).toEqual(new Set([amount === 2800.01 ? -1 : day]));
    expect(new Set(spend)).toEqual(new Set([400 + 8 * 300]));
    expect(months.map((month) => month[7])).toEqual([100, 100, 100, 100, 300, 300, 300, 300, 300, 300, 300, 300]);
  });

  it("of uncertain fixed costs is the first month's first day on which they add up to the amount, in every trial", () => {
    const seats = {
      perMonth: { p10: 80, p90: 160 },
      renewal: { from: "2027-05-01", multiplier: { min: 1, max: 4 }, probability: 0.5 },
    };
    const { runOutDay, months } = simulated(
      aYear({}, { budget: { amount: 1500, atExhaustion: "block" }, fixedCosts: { seats, desk: { perMonth: 10 } } }),
      500,
    );
    for (const [trial, day] of runOutDay.entries()) {
      let spent = 0;
      const gone = months.findIndex((month) => (spent += month[trial]!) >= 1500);
      expect(day).toBe(gone === -1 ? -1 : DAY_OF_MONTH[gone]);
    }
    expect(new Set(runOutDay).size).toBeGreaterThan(4);
  });

  it.each([
    ["overrun", 20],
    ["block", 20],
    ["overrun", 800],
    ["block", 800],
  ] as const)(
    "month caps of a twelfth of the budget in all, with block, end the year on the amount: %s, %d tasks a day",
    (atExhaustion, perDay) => {
      const amount = 30 * perDay;
      const half = { monthCap: { amount: amount / 24, atCap: "block" as const } };
      const plan = aYear(
        { one: aWorkload(perDay, half), two: aWorkload(perDay, half) },
        { budget: { amount, atExhaustion } },
      );
      const samples = simulated(plan, 100);
      for (const spend of samples.spend) expect(Math.abs(spend / amount - 1)).toBeLessThan(1e-9);
      expect(samples.runOutDay.every((day) => day >= DAY_OF_MONTH[11]!)).toBe(true);
      expect(forecastOf(samples, resolved(plan), ABOUT).overrun.probability).toBe(0);
    },
  );
});

describe("law 7: tasks that escalate", () => {
  /** Mean cost of the strong model's attempts at escalated tasks, over that at all tasks. */
  function dearness(perDay: number, acrossModels: number, trials: number): number {
    const difficulty = { acrossModels, sameModel: 0.8 };
    const year = (over: Partial<Omit<Workload, "demand">>) =>
      simulated(aYear({ work: aWorkload(perDay, { difficulty, ...over }) }, { months: 2 }), trials);
    const cascade = year({
      route: { steps: ["small", "strong"], verifier: { catches: 0.95, falseAlarms: 0.05, cost: 0.02 } },
    });
    const alone = year({ route: { steps: ["strong"] } });
    const tasks = ({ outcomes, errors, failures }: WorkloadSamples): number =>
      mean(outcomes) + mean(errors) + mean(failures);
    const escalated = cascade.workloads[0]!.attempts - tasks(cascade.workloads[0]!);
    return cascade.models[2]!.spend / escalated / (alone.models[2]!.spend / alone.workloads[0]!.attempts);
  }

  // 40 working days: 1,000 trials of 4 a day, or 100 of 1,500, let escalate so many that the mean is known within 0.5
  // %, and 0.1 %.
  it.each([
    [4, 1000, 0.02],
    [1500, 100, 0.005],
  ] as const)("cost the strong model its average when difficulty is not shared: %d a day", (perDay, trials, within) => {
    expect(Math.abs(dearness(perDay, 0, trials) - 1)).toBeLessThan(within);
  });

  it.each([
    [4, 1000],
    [1500, 100],
  ] as const)("cost it 1.15 to 1.4 times that when it is shared as in the field: %d a day", (perDay, trials) => {
    const field = dearness(perDay, 0.42, trials);
    expect(field).toBeGreaterThan(1.15);
    expect(field).toBeLessThan(1.4);
    expect(dearness(perDay, 0.2, trials)).toBeGreaterThan(1.03);
    expect(dearness(perDay, 0.7, trials)).toBeGreaterThan(field);
  });
});

describe("law 8: a cheaper price per token is not a cheaper task", () => {
  const dear = { ...MEDIUM, tokens: { family: "lognormal" as const, median: 2.5 * 600_000, sigma: 0.9 } };
  const cheaper = { input: 0.6 * 3, cacheRead: 0.6 * 0.3, cacheWrite: 0.6 * 3.75, output: 0.6 * 15 };

  it.each([2, 500])(
    "2.5 times the tokens at 60 % of the price are half as much again in every trial: %d a day",
    (perDay) => {
      const base = aYear({ work: aWorkload(perDay) }, { months: 3 });
      const moved = aYear(
        { work: withMedium(perDay, dear) },
        { months: 3, models: { ...base.models, medium: { price: cheaper } } },
      );
      const before = simulated(base, 100).spend;
      const after = simulated(moved, 100).spend;
      for (const [trial, spend] of after.entries()) expect(Math.abs(spend / before[trial]! - 1.5)).toBeLessThan(1e-9);
    },
  );

  it("also when it is another model with luck of its own, within four standard errors", () => {
    const base = aYear({ work: aWorkload(300) }, { months: 3 });
    const other = aYear(
      { work: aWorkload(300, { attempts: { cheap: dear }, route: { steps: ["cheap"] } }) },
      { months: 3, models: { cheap: { price: cheaper } } },
    );
    const [before, after] = [simulated(base, 300).spend, simulated(other, 300).spend];
    const error = Math.sqrt((1.5 ** 2 * variance(before) + variance(after)) / 300);
    expect(Math.abs(mean(after) - 1.5 * mean(before))).toBeLessThan(4 * error);
    expect(error / mean(before)).toBeLessThan(0.01);
  });
});

describe("law 9: rebound", () => {
  const year = (perDay: number, rebound: number, multiplier: number): Float64Array => {
    const price = aYear({}).models["medium"]!;
    const attempts = { medium: MEDIUM };
    return simulated(
      aYear(
        { work: aWorkload(perDay, { attempts }, { rebound }) },
        { months: 6, models: { medium: { ...price, priceChanges: [{ from: "2027-02-11", multiplier }] } } },
      ),
      400,
    ).spend;
  };

  it.each([
    [5, 0.5],
    [400, 0.5],
    [400, 0.25],
    [400, 1.5],
  ] as const)("of −1 leaves mean spend as it was when the only price changes: %d a day, × %d", (perDay, multiplier) => {
    const before = year(perDay, -1, 1);
    const difference = year(perDay, -1, multiplier).map((spend, trial) => spend - before[trial]!);
    const error = Math.sqrt(variance(difference) / difference.length);
    expect(error / mean(before)).toBeLessThan(0.01);
    expect(Math.abs(mean(difference))).toBeLessThan(4 * error);
  });

  it("of 0 lets spend follow the price", () => {
    expect(mean(year(400, 0, 0.5)) / mean(year(400, 0, 1))).toBeLessThan(0.65);
  });
});
