import { mean, sampleRankCorrelation, sampleStandardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { simulatePlain } from "./plain.ts";
import type { PlainWorkloadYear, PlainYear } from "./plainYear.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Attempt, MonthCap, Plan, Workload } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";

// Every attempt of model "a": lognormal of median 100,000 and sigma 0.5, at 10 a million: a median attempt costs 1.
const MEDIAN = 100_000;
const SIGMA = 0.5;
const PRICE = 10;
const MEAN_TOKENS = MEDIAN * Math.exp(SIGMA ** 2 / 2);
const MEAN_COST = (MEAN_TOKENS / 1e6) * PRICE;
const SUCCESS = 0.7;
const ATTEMPT: Attempt = {
  tokens: { family: "lognormal", median: MEDIAN, sigma: SIGMA },
  mix: { input: 1 },
  success: SUCCESS,
};
/** Of January, February and March 2027. */
const WORKING_DAYS = [21, 20, 23];

function aWorkload(perDay: number, over: Partial<Workload> = {}, demand: Partial<Workload["demand"]> = {}): Workload {
  return {
    demand: { users: 1, tasksPerUserPerDay: perDay, ...demand },
    attempts: { a: ATTEMPT, b: { ...ATTEMPT, success: 0.9 } },
    route: { steps: ["a"] },
    outcome: { value: 0 },
    ...over,
  };
}

type PlanOver = Partial<Omit<Plan, "workloads" | "budget">> & {
  readonly months?: number;
  readonly budget?: Plan["budget"];
};

function aPlan(workloads: Record<string, Workload>, { months = 1, ...over }: PlanOver = {}): Plan {
  return {
    schema: "past-april.plan/1",
    name: "A plan worked by hand",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months },
    budget: { amount: 1e12 },
    models: { a: { price: { input: PRICE } }, b: { price: { input: 5 * PRICE } } },
    workloads,
    ...over,
  };
}

function simulate(plan: Plan, trials: number, firstTrial = 0): PlainYear[] {
  const checked = checkPlan(plan);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return simulatePlain(resolvePlan(checked.plan), 1, firstTrial, firstTrial + trials);
}

/** Years of the only workload of a plan. */
function yearsOf(workload: Workload, trials: number, over: PlanOver = {}): PlainWorkloadYear[] {
  return simulate(aPlan({ work: workload }, over), trials).map((year) => year.workloads[0]!);
}

/** The mean of the draws lies within four standard errors of `expected`. */
function expectMean(draws: readonly number[], expected: number): void {
  const error = sampleStandardDeviation([...draws]) / Math.sqrt(draws.length);
  expect(
    Math.abs(mean([...draws]) - expected),
    `mean ${mean([...draws])} ± ${error}, expected ${expected}`,
  ).toBeLessThanOrEqual(4 * error + 1e-9 * Math.abs(expected));
}

/** Σ numerator ÷ Σ denominator lies within four standard errors (of a ratio of sums) of `expected`. */
function expectRatio<Year>(
  years: readonly Year[],
  numerator: (year: Year) => number,
  denominator: (year: Year) => number,
  expected: number,
): void {
  const below = mean(years.map(denominator));
  const residuals = years.map((year) => numerator(year) - expected * denominator(year));
  const error = sampleStandardDeviation(residuals) / Math.sqrt(years.length) / below;
  const ratio = mean(years.map(numerator)) / below;
  expect(Math.abs(ratio - expected), `ratio ${ratio} ± ${error}, expected ${expected}`).toBeLessThanOrEqual(
    4 * error + 1e-9 * Math.abs(expected),
  );
}

function expectVariance(draws: readonly number[], expected: number): void {
  const centre = mean([...draws]);
  expectMean(
    draws.map((draw) => ((draw - centre) ** 2 * draws.length) / (draws.length - 1)),
    expected,
  );
}

function expectPerTask(
  years: readonly PlainWorkloadYear[],
  of: (year: PlainWorkloadYear) => number,
  expected: number,
): void {
  expectRatio(years, of, (year) => year.tasks, expected);
}

function expectClose(value: number, expected: number): void {
  expect(Math.abs(value - expected), `${value}, expected ${expected}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(expected)),
  );
}

/** P(tokens > c) and E[tokens; tokens ≤ c] of an attempt of model "a". */
const above = (c: number): number => normalCdf(-Math.log(c / MEDIAN) / SIGMA);
const meanUpTo = (c: number): number => MEAN_TOKENS * normalCdf(Math.log(c / MEDIAN) / SIGMA - SIGMA);

/** ∫ of a smooth function against the standard normal density. */
function normalMean(of: (z: number) => number): number {
  const step = 1e-3;
  let sum = 0;
  for (let z = -9 + step / 2; z < 9; z += step) sum += of(z) * normalDensity(z) * step;
  return sum;
}

describe("tokens and money of one-step work", () => {
  const years = yearsOf(aWorkload(20), 1500);

  it("has as many tasks as are expected, with Poisson spread", () => {
    expectMean(
      years.map((year) => year.tasks),
      20 * 21,
    );
    expectVariance(
      years.map((year) => year.tasks),
      20 * 21,
    );
  });

  it("spends demand × mean tokens × price, with the spread of a compound sum", () => {
    expectMean(
      years.map((year) => year.spend),
      20 * 21 * MEAN_COST,
    );
    expectVariance(
      years.map((year) => year.spend),
      20 * 21 * MEAN_COST ** 2 * Math.exp(SIGMA ** 2),
    );
  });

  it("prices what it counts, and makes one attempt a task", () => {
    for (const year of years) {
      expectClose(year.spend, (year.tokens / 1e6) * PRICE);
      expect(year.attempts).toBe(year.tasks);
      expect(year.unmet).toBe(0);
    }
  });

  it("succeeds as often as the plan says; a visible wrong answer is a failure, an unseen one an error", () => {
    expectPerTask(years, (year) => year.outcomes, SUCCESS);
    expect(years.every((year) => year.errors === 0)).toBe(true);
    const unseen = yearsOf(aWorkload(20, { outcome: { value: 0, failuresVisible: false } }), 200);
    expectPerTask(unseen, (year) => year.errors, 1 - SUCCESS);
    expect(unseen.every((year) => year.failures === 0)).toBe(true);
  });

  it("multiplies tokens by the workload's and the shared multiplier and by growth, and prices by the shared one", () => {
    const grown = simulate(
      aPlan(
        { work: aWorkload(20, { tokensMultiplier: 1.5, tokensGrowth: 0.5 }) },
        { months: 2, shared: { tokens: 1.2, prices: 0.7, demand: 2 } },
      ),
      400,
    );
    const weekdays = Array.from({ length: 59 }, (_, day) => day).filter((day) => ![0, 6].includes((5 + day) % 7));
    const growth = mean(weekdays.map((day) => 1.5 ** (day / 30.4375)));
    expectMean(
      grown.map((year) => year.workloads[0]!.tasks),
      2 * 20 * 41,
    );
    expectRatio(
      grown,
      (year) => year.spend,
      (year) => year.workloads[0]!.tasks,
      MEAN_COST * 1.5 * 1.2 * 0.7 * growth,
    );
  });

  it("takes no attempt above the limit, whatever multiplies it; without a limit, 100 medians", () => {
    const limit = 120_000;
    const limited = yearsOf(
      aWorkload(20, {
        attempts: { a: { ...ATTEMPT, tokens: { family: "lognormal", median: MEDIAN / 2, sigma: SIGMA, limit } } },
        tokensMultiplier: 2,
      }),
      300,
    );
    expectPerTask(limited, (year) => year.tokens, meanUpTo(limit) + limit * above(limit));
    const huge = yearsOf(aWorkload(20, { tokensMultiplier: 1e6 }), 20);
    for (const year of huge) expectClose(year.tokens, year.tasks * 100 * MEDIAN);
  });

  it("prices each class of token by the mix", () => {
    const attempts = { a: { ...ATTEMPT, mix: { input: 0.1, cacheRead: 0.6, cacheWrite: 0.2, output: 0.1 } } };
    const [year] = yearsOf(aWorkload(20, { attempts }), 1, {
      models: { a: { price: { input: 3, cacheRead: 0.3, cacheWrite: 4, output: 15 } } },
    });
    expectClose(year!.spend, (year!.tokens / 1e6) * (0.3 + 0.18 + 0.8 + 1.5));
  });

  it("runs away as often as the plan says, by the factor, and never succeeds then", () => {
    const attempts = { a: { ...ATTEMPT, success: 1, runaway: { share: 0.1, factor: { min: 10, max: 30 } } } };
    const runaways = yearsOf(aWorkload(20, { attempts }), 600);
    expectPerTask(runaways, (year) => year.outcomes, 0.9);
    // The limit of 100 medians cuts a little of the largest factors: of X·f the part above it.
    const cut = normalMean((z) =>
      mean(
        Array.from({ length: 200 }, (_, i) =>
          Math.min(100 * MEDIAN, MEDIAN * Math.exp(SIGMA * z) * (10 + (i + 0.5) / 10)),
        ),
      ),
    );
    expectPerTask(runaways, (year) => year.tokens, 0.9 * MEAN_TOKENS + 0.1 * cut);
  });
});

describe("difficulty and success", () => {
  /** 1.5 − 2V within 0..1: right on cheap tasks, wrong on dear ones. */
  const FALLING = { byEffort: [1, 0] };
  const falling = (v: number): number => Math.min(1, Math.max(0, 1.5 - 2 * v));

  it("draws success along the curve, linear between the centres of its bins and out to the edges", () => {
    const byEffort = [0.9, 0.6, 0.5, 0.2];
    const attempts = { a: { ...ATTEMPT, success: { byEffort } } };
    // A half bin at an edge lies on average a quarter of a bin beyond its centre, on the line of the two centres next
    // to it.
    const expected = mean(byEffort) + (byEffort[0]! - byEffort[1]! + byEffort[3]! - byEffort[2]!) / 32;
    for (const sameModel of [0, 0.8]) {
      expectPerTask(
        yearsOf(aWorkload(20, { attempts, difficulty: { acrossModels: 0, sameModel } }), 300),
        (year) => year.outcomes,
        expected,
      );
    }
  });

  it("ties success to how dear the task is, not to how dear the run is", () => {
    const [a, s] = [0.3, 0.6];
    // Free attempts that succeed: the second model is tried only after a failure, so its tokens tell which tasks fail.
    const escalated = yearsOf(
      aWorkload(20, {
        attempts: { a: { ...ATTEMPT, success: FALLING }, b: { ...ATTEMPT, success: 1 } },
        difficulty: { acrossModels: a, sameModel: s },
        route: { steps: ["a", "b"], verifier: { catches: 1, falseAlarms: 0 } },
      }),
      1200,
      { models: { a: { price: { input: 0 } }, b: { price: { input: PRICE } } } },
    );
    // b's score given a's task score g has mean ρ·g and variance 1 − ρ², ρ = a/√s.
    const rho = a / Math.sqrt(s);
    const perTask = normalMean(
      (g) => (1 - falling(normalCdf(g))) * MEDIAN * Math.exp(SIGMA * rho * g + (SIGMA ** 2 * (1 - rho ** 2)) / 2),
    );
    expectPerTask(escalated, (year) => year.spend, (perTask / 1e6) * PRICE);
    expect(perTask / (0.5 * MEAN_TOKENS)).toBeGreaterThan(1.1);
    expectPerTask(escalated, (year) => year.attempts, 1.5);
    expect(escalated.every((year) => year.outcomes === year.tasks)).toBe(true);
  });

  it("gives a retry the task's own difficulty: two attempts correlate by sameModel", () => {
    const s = 0.8;
    const twice = yearsOf(
      aWorkload(2, {
        difficulty: { acrossModels: 0.4, sameModel: s },
        route: { bestOf: 2, model: "a", verifier: { catches: 1, falseAlarms: 1 } },
      }),
      4000,
    );
    // Var of a compound Poisson sum of c₁ + c₂: λ·E[(c₁ + c₂)²], with E[c₁c₂] = mean²·exp(sσ²).
    const square = 2 * MEAN_COST ** 2 * (Math.exp(SIGMA ** 2) + Math.exp(s * SIGMA ** 2));
    expectVariance(
      twice.map((year) => year.spend),
      2 * 21 * square,
    );
  });

  it("with sameModel 0 a retry is a fresh draw", () => {
    const fresh = yearsOf(
      aWorkload(20, {
        attempts: { a: { ...ATTEMPT, success: FALLING } },
        route: { steps: ["a", "a"], verifier: { catches: 1, falseAlarms: 0 } },
      }),
      400,
    );
    expectPerTask(fresh, (year) => year.outcomes, 1 - 0.5 * 0.5);
  });
});

describe("routes", () => {
  const verifier = { catches: 0.8, falseAlarms: 0.1, cost: 5 };
  const flagged = (p: number): number => p * verifier.falseAlarms + (1 - p) * verifier.catches;

  it("cascades: escalates what is flagged, pays the verifier for every attempt but the last", () => {
    const years = yearsOf(aWorkload(20, { route: { steps: ["a", "b", "a"], verifier } }), 600);
    const [first, second] = [flagged(0.7), flagged(0.9)];
    expectPerTask(years, (year) => year.attempts, 1 + first + first * second);
    expectPerTask(
      years,
      (year) => year.spend,
      MEAN_COST * (1 + 5 * first + first * second) + verifier.cost * (1 + first),
    );
    expectPerTask(years, (year) => year.outcomes, 0.7 * 0.9 + first * 0.9 * 0.9 + first * second * 0.7);
    expectPerTask(years, (year) => year.errors, 0.3 * 0.2 + first * 0.1 * 0.2);
    expectPerTask(years, (year) => year.failures, first * second * 0.3);
  });

  it("best of n: makes and verifies all, takes the first unflagged, fails when all are flagged", () => {
    const years = yearsOf(
      aWorkload(20, { route: { bestOf: 3, model: "a", verifier }, outcome: { value: 0, failuresVisible: false } }),
      600,
    );
    const right = 0.7 * 0.9;
    const wrong = 0.3 * 0.2;
    const taken = 1 - (1 - right - wrong) ** 3;
    expectPerTask(years, (year) => year.attempts, 3);
    expectPerTask(years, (year) => year.spend, 3 * (MEAN_COST + verifier.cost));
    expectPerTask(years, (year) => year.outcomes, (taken * right) / (right + wrong));
    expectPerTask(years, (year) => year.errors, (taken * wrong) / (right + wrong));
    expectPerTask(years, (year) => year.failures, 1 - taken);
  });

  it.each([
    ["chance", undefined, 0],
    ["difficulty", undefined, 1],
    ["difficulty", 0.6, 0.6],
  ] as const)("chooses by %s with accuracy %s", (by, accuracy, seen) => {
    const a = 0.5;
    const years = simulate(
      aPlan({
        work: aWorkload(20, {
          difficulty: { acrossModels: a },
          route: {
            choose: [
              { upTo: 0.6, steps: ["a"] },
              { upTo: 1, steps: ["b"] },
            ],
            by,
            cost: 0.03,
            ...(accuracy === undefined ? {} : { accuracy }),
          },
        }),
      }),
      800,
    );
    const cheap = seen * normalCdf(normalQuantile(0.6) - SIGMA * Math.sqrt(a)) + (1 - seen) * 0.6;
    const tasks = (year: PlainYear): number => year.workloads[0]!.tasks;
    expectRatio(years, (year) => year.models[0]!.tokens, tasks, MEAN_TOKENS * cheap);
    expectRatio(years, (year) => year.models[1]!.tokens, tasks, MEAN_TOKENS * (1 - cheap));
    expectRatio(years, (year) => year.workloads[0]!.outcomes, tasks, 0.6 * 0.7 + 0.4 * 0.9);
    for (const year of years)
      expectClose(year.spend, year.models[0]!.spend + year.models[1]!.spend + 0.03 * tasks(year));
  });
});

describe("attempt cap", () => {
  const cap = 130_000;
  const stopped = above(cap);
  const charged = meanUpTo(cap) + cap * stopped;

  it("stops an attempt at the cap and charges that; what is killed has failed, seen or not", () => {
    const years = yearsOf(
      aWorkload(20, { attemptCap: { tokens: cap }, outcome: { value: 0, failuresVisible: false } }),
      600,
    );
    expectPerTask(years, (year) => year.tokens, charged);
    expectPerTask(years, (year) => year.failures, stopped);
    expectPerTask(years, (year) => year.outcomes, SUCCESS * (1 - stopped));
    expectPerTask(years, (year) => year.errors, (1 - SUCCESS) * (1 - stopped));
  });

  it("in money is the money's worth of tokens at the day's price", () => {
    const inTokens = yearsOf(aWorkload(20, { attemptCap: { tokens: cap } }), 5);
    expect(
      yearsOf(aWorkload(20, { attemptCap: { cost: (cap / 1e6) * PRICE } }), 5).map((year) => year.failures),
    ).toEqual(inTokens.map((year) => year.failures));
    const change = { from: "2027-01-01", multiplier: 2 };
    const dearer = yearsOf(aWorkload(20, { attemptCap: { cost: 2 * (cap / 1e6) * PRICE } }), 5, {
      models: { a: { price: { input: PRICE }, priceChanges: [change] }, b: { price: { input: 0 } } },
    });
    expect(dearer.map((year) => year.failures)).toEqual(inTokens.map((year) => year.failures));
  });

  it("lets an approved attempt go on", () => {
    const years = yearsOf(aWorkload(20, { attemptCap: { tokens: cap, approval: 0.4 } }), 600);
    expectPerTask(years, (year) => year.tokens, 0.4 * MEAN_TOKENS + 0.6 * charged);
    expectPerTask(years, (year) => year.outcomes, SUCCESS * (1 - 0.6 * stopped));
  });

  it("gives the answer of the fallback model's one uncapped attempt, counted and at its own price", () => {
    const years = simulate(aPlan({ work: aWorkload(20, { attemptCap: { tokens: cap, fallbackModel: "b" } }) }), 600);
    const tasks = (year: PlainYear): number => year.workloads[0]!.tasks;
    expectRatio(years, (year) => year.workloads[0]!.attempts, tasks, 1 + stopped);
    expectRatio(years, (year) => year.models[1]!.tokens, tasks, stopped * MEAN_TOKENS);
    expectRatio(years, (year) => year.spend, tasks, (charged / 1e6) * PRICE + stopped * 5 * MEAN_COST);
    expectRatio(years, (year) => year.workloads[0]!.outcomes, tasks, (1 - stopped) * 0.7 + stopped * 0.9);
  });

  it("hands back what is partly done: right with `partial` times its chance, judged like any answer", () => {
    const route = { steps: ["a", "b"], verifier: { catches: 0.5, falseAlarms: 0 } };
    const years = yearsOf(aWorkload(20, { route, attemptCap: { tokens: cap, partial: 0.4 } }), 600);
    const right = SUCCESS * (1 - stopped + 0.4 * stopped);
    const escalated = 0.5 * (1 - right);
    expectPerTask(years, (year) => year.attempts, 1 + escalated);
    expectPerTask(years, (year) => year.errors, 0.5 * (1 - right));
    expectPerTask(years, (year) => year.outcomes, right + escalated * 0.9 * (1 - stopped + 0.4 * stopped));
  });

  it("always flags what was killed", () => {
    const route = { steps: ["a", "b"], verifier: { catches: 0, falseAlarms: 0 } };
    expectPerTask(
      yearsOf(aWorkload(20, { route, attemptCap: { tokens: cap } }), 400),
      (year) => year.attempts,
      1 + stopped,
    );
    const bestOf = { bestOf: 2, model: "a", verifier: { catches: 0, falseAlarms: 0 } };
    expectPerTask(
      yearsOf(aWorkload(20, { route: bestOf, attemptCap: { tokens: cap } }), 400),
      (year) => year.failures,
      stopped ** 2,
    );
  });

  it("of infinity changes nothing", () => {
    expect(yearsOf(aWorkload(20, { attemptCap: { tokens: 1e15, partial: 0.5 } }), 5)).toEqual(
      yearsOf(aWorkload(20), 5),
    );
  });

  it("approves a runaway in vain, and caps a stopped one", () => {
    const attempts = { a: { ...ATTEMPT, success: 1, runaway: { share: 1, factor: 50 } } };
    for (const attemptCap of [
      { tokens: cap, approval: 1 },
      { tokens: cap, partial: 1 },
    ]) {
      const years = yearsOf(aWorkload(20, { attempts, attemptCap }), 5);
      expect(years.every((year) => year.outcomes === 0 && year.failures === year.tasks)).toBe(true);
    }
  });
});

describe("month cap", () => {
  /** About half of January's spend. */
  const amount = 250;
  const capped = (
    monthCap: Partial<MonthCap>,
    over: Partial<Workload> = {},
    demand: Partial<Workload["demand"]> = {},
  ): Workload => aWorkload(20, { monthCap: { amount, atCap: "block", ...monthCap }, ...over }, demand);
  const free = yearsOf(aWorkload(20), 20, { months: 3 });

  it("blocks at the amount to the cent, and books the same share of everything", () => {
    yearsOf(capped({}), 20, { months: 3 }).forEach((year, trial) => {
      year.monthSpend.forEach((spend, month) => expectClose(spend, Math.min(amount, free[trial]!.monthSpend[month]!)));
      expectClose(year.outcomes + year.errors + year.failures + year.unmet, year.tasks);
      expectClose((year.tokens / 1e6) * PRICE, year.spend);
      expect(year.tasks).toBe(free[trial]!.tasks);
    });
    // With one day of work, the share of every tally is the room ÷ what the day would cost.
    const oneDay = {
      calendar: { workingDays: ["fri" as const], holidays: ["2027-01-08", "2027-01-15", "2027-01-22", "2027-01-29"] },
    };
    const whole = yearsOf(aWorkload(1000), 5, oneDay);
    yearsOf(capped({}, { demand: { users: 1, tasksPerUserPerDay: 1000 } }), 5, oneDay).forEach((year, trial) => {
      const share = amount / whole[trial]!.spend;
      expectClose(year.outcomes, share * whole[trial]!.outcomes);
      expectClose(year.failures, share * whole[trial]!.failures);
      expectClose(year.attempts, share * whole[trial]!.attempts);
      expectClose(year.unmet, (1 - share) * whole[trial]!.tasks);
    });
  });

  it("defers into the next month and loses nothing while months follow", () => {
    // Uncapped from March on, so that all is done in the end.
    const years = yearsOf(
      capped({ atCap: "defer" }, { changes: [{ from: "2027-03-01", set: { monthCap: null } }] }),
      20,
      { months: 3 },
    );
    years.forEach((year, trial) => {
      expectClose(year.monthSpend[0]!, amount);
      expectClose(year.monthSpend[1]!, amount);
      for (const figure of ["spend", "tasks", "outcomes", "failures", "attempts", "tokens"] as const)
        expectClose(year[figure], free[trial]![figure]);
      expectClose(year.unmet, 0);
    });
  });

  it("leaves unmet what still waits at the end", () => {
    const blocked = yearsOf(capped({}), 5);
    yearsOf(capped({ atCap: "defer" }), 5).forEach((year, trial) => expectClose(year.unmet, blocked[trial]!.unmet));
  });

  it("pays deferred work at the prices of the day it is done, with the tokens of the day it arrived", () => {
    const models: Plan["models"] = {
      a: { price: { input: PRICE }, priceChanges: [{ from: "2027-02-01", multiplier: 3 }] },
      b: { price: { input: 0 } },
    };
    const only = { seasonality: [1, 0, 0] };
    const growth = { tokensGrowth: 0.5 };
    const all = yearsOf(aWorkload(20, growth, only), 5, { months: 3, models });
    const work = capped(
      { atCap: "defer" },
      { ...growth, changes: [{ from: "2027-02-01", set: { monthCap: null } }] },
      only,
    );
    simulate(aPlan({ work }, { months: 3, models }), 5).forEach(({ spend, workloads: [year] }, trial) => {
      expectClose(year!.monthSpend[1]!, 3 * (all[trial]!.spend - amount));
      expectClose(spend, year!.spend);
      expectClose(year!.tokens, all[trial]!.tokens);
    });
  });

  it("spreads deferred work evenly over the next month's working days, day by day", () => {
    // Demand in January only, and a budget that lies between the seventh and the eighth working day's part.
    const only = { seasonality: [1, 0, 0] };
    const [whole] = yearsOf(aWorkload(20, {}, only), 1, { months: 3 });
    const part = (whole!.spend - amount) / WORKING_DAYS[1]!;
    const budget = { amount: amount + 7.5 * part };
    const work = capped({ atCap: "defer" }, { changes: [{ from: "2027-02-01", set: { monthCap: null } }] }, only);
    const [year] = simulate(aPlan({ work }, { months: 3, budget }), 1);
    expect(year!.runOutDay).toBe(epochDayOf("2027-02-10") - epochDayOf("2027-01-01"));
  });

  it("passes over a month without working days", () => {
    const holidays = Array.from({ length: 28 }, (_, i) => `2027-02-${String(i + 1).padStart(2, "0")}`);
    const only = { seasonality: [1, 1, 0] };
    const [whole] = yearsOf(aWorkload(20, {}, only), 1, { months: 3, calendar: { holidays } });
    const [year] = yearsOf(capped({ amount: 200, atCap: "defer" }, {}, only), 1, { months: 3, calendar: { holidays } });
    expectClose(year!.monthSpend[0]!, 200);
    expect(year!.monthSpend[1]).toBe(0);
    expectClose(year!.monthSpend[2]!, 200);
    expectClose(year!.unmet, whole!.tasks - year!.outcomes - year!.failures);
  });

  it("caps deferred work again with the month's own", () => {
    const only = { seasonality: [2, 0, 0] };
    const all = yearsOf(aWorkload(20, {}, only), 5, { months: 3 });
    yearsOf(capped({ amount: 300, atCap: "defer" }, {}, only), 5, { months: 3 }).forEach((year, trial) => {
      year.monthSpend.forEach((spend, month) => expectClose(spend, Math.min(300, all[trial]!.spend - 300 * month)));
    });
  });

  it("degrades the rest by the fallback route: the same tasks, not capped further by the month", () => {
    const free = yearsOf(aWorkload(20), 10);
    // To itself: nothing changes. To a free model: the spend of a block, with nothing unmet.
    yearsOf(capped({ atCap: "degrade", fallback: { steps: ["a"] } }), 10).forEach((year, trial) => {
      for (const figure of ["spend", "outcomes", "failures", "attempts", "tokens"] as const)
        expectClose(year[figure], free[trial]![figure]);
    });
    const models = { a: { price: { input: PRICE } }, b: { price: { input: 0 } } };
    yearsOf(capped({ atCap: "degrade", fallback: { steps: ["b"] } }), 10, { models }).forEach((year) => {
      expectClose(year.spend, amount);
      expect(year.unmet).toBe(0);
      expectClose(year.outcomes + year.failures, year.tasks);
    });
    // The fallback's spend is the month's spend too, above the amount; and the attempt cap holds in it.
    const dearer = yearsOf(
      capped({ amount: 100, atCap: "degrade", fallback: { steps: ["b"] } }, { attemptCap: { tokens: 50_000 } }),
      300,
    );
    const cheaper = (meanUpTo(50_000) + 50_000 * above(50_000)) / 1e6;
    expectRatio(
      dearer,
      (year) => year.spend - 100,
      (year) => year.tasks - 100 / (cheaper * PRICE),
      cheaper * 5 * PRICE,
    );
  });

  it.each([
    [0, 10.5],
    [3, 11],
    [4, 12],
    [10, 16],
  ])("acts %s days late on whole days: %s days are worked", (lagDays, days) => {
    // Each day spends 400 within a few per cent; the eleventh working day, Friday 15 January, reaches the amount.
    const attempts = { a: { ...ATTEMPT, tokens: { family: "lognormal" as const, median: MEDIAN, sigma: 1e-9 } } };
    const years = yearsOf(capped({ amount: 10.5 * 400, lagDays }, { attempts }, { tasksPerUserPerDay: 400 }), 5);
    for (const year of years) expect(Math.abs(year.spend / 400 - days)).toBeLessThan(0.5);
  });

  it("with a lag knows nothing in the first days of a month", () => {
    const years = yearsOf(capped({ amount: 0, lagDays: 5 }), 300, { months: 2 });
    // Friday 1 and Monday and Tuesday 4 and 5 January; Monday to Friday 1 to 5 February.
    expectMean(
      years.map((year) => year.monthSpend[0]!),
      3 * 20 * MEAN_COST,
    );
    expectMean(
      years.map((year) => year.monthSpend[1]!),
      5 * 20 * MEAN_COST,
    );
    expectMean(
      years.map((year) => year.unmet),
      20 * (18 + 15),
    );
  });

  it("asks for approval once a month, when the cap is first met", () => {
    expect(yearsOf(capped({ approval: 1 }), 20, { months: 3 })).toEqual(free);
    const uncapped = yearsOf(aWorkload(20), 300, { months: 3 });
    const given = yearsOf(capped({ approval: 0.3 }), 300, { months: 3 }).map((year, trial) =>
      year.monthSpend.map((spend, month) => {
        if (spend > amount * (1 + 1e-9)) expectClose(spend, uncapped[trial]!.monthSpend[month]!);
        return spend > amount * (1 + 1e-9) ? 1 : 0;
      }),
    );
    expectMean(given.flat(), 0.3);
    // Each month asks anew.
    expectMean(
      given.map(([first, second]) => first! * second!),
      0.3 ** 2,
    );
  });
});

describe("budget", () => {
  it("blocks all work at the amount, within the day by one share, and lets fixed costs go on", () => {
    // One working day with work, and a month after it with fixed costs alone.
    const only = { seasonality: [1, 0] };
    const workloads = { one: aWorkload(300, {}, only), two: aWorkload(100, { route: { steps: ["b"] } }, only) };
    const oneDay: PlanOver = {
      calendar: { workingDays: ["fri"], holidays: ["2027-01-08", "2027-01-15", "2027-01-22", "2027-01-29"] },
      months: 2,
    };
    const fixedCosts = { seats: { perMonth: 100 } };
    const budget = { amount: 500, atExhaustion: "block" as const };
    const free = simulate(aPlan(workloads, { ...oneDay, fixedCosts }), 5);
    simulate(aPlan(workloads, { ...oneDay, fixedCosts, budget }), 5).forEach((year, trial) => {
      const share = 400 / (free[trial]!.monthSpend[0]! - 100);
      year.workloads.forEach((workload, w) => {
        const whole = free[trial]!.workloads[w]!;
        for (const figure of ["spend", "tokens", "attempts", "outcomes", "failures"] as const)
          expectClose(workload[figure], share * whole[figure]);
        expectClose(workload.unmet, (1 - share) * whole.tasks);
      });
      expectClose(year.monthSpend[0]!, 500);
      expectClose(year.spend, 600);
      expect(year.runOutDay).toBe(0);
    });
  });

  it("spends the smaller of the amount and what the plan needs", () => {
    const amount = 20 * 41 * MEAN_COST;
    const free = simulate(aPlan({ work: aWorkload(20) }, { months: 2 }), 40);
    simulate(aPlan({ work: aWorkload(20) }, { months: 2, budget: { amount, atExhaustion: "block" } }), 40).forEach(
      (year, trial) => {
        expectClose(year.spend, Math.min(amount, free[trial]!.spend));
        expect(year.runOutDay !== null).toBe(free[trial]!.spend >= amount);
        expectClose(year.workloads[0]!.tasks, free[trial]!.workloads[0]!.tasks);
      },
    );
  });

  it("leaves what waits unmet once it is used up", () => {
    const work = aWorkload(20, { monthCap: { amount: 250, atCap: "defer" } });
    for (const year of simulate(aPlan({ work }, { months: 3, budget: { amount: 300, atExhaustion: "block" } }), 5)) {
      expectClose(year.spend, 300);
      expectClose(
        year.workloads[0]!.outcomes + year.workloads[0]!.failures + year.workloads[0]!.unmet,
        year.workloads[0]!.tasks,
      );
    }
  });

  it("of fixed costs alone runs out on the exact day", () => {
    const fixedCosts = { seats: { perMonth: 100, renewal: { from: "2027-03-15", multiplier: 2 } } };
    const runOut = (amount: number): number | null =>
      simulate(aPlan({}, { months: 6, fixedCosts, budget: { amount } }), 1)[0]!.runOutDay;
    const day = (date: string): number => epochDayOf(date) - epochDayOf("2027-01-01");
    expect([300, 301, 500, 900, 900.0001].map(runOut)).toEqual([
      day("2027-03-01"),
      day("2027-04-01"),
      day("2027-04-01"),
      day("2027-06-01"),
      null,
    ]);
  });
});

describe("fixed costs", () => {
  it("multiply from the first month that begins on or after the renewal, if it happens", () => {
    const fixedCosts = {
      late: { perMonth: 100, renewal: { from: "2027-02-02", multiplier: 3 } },
      onDay: { perMonth: 10, renewal: { from: "2027-02-01", multiplier: 3 } },
      early: { perMonth: 1, renewal: { from: "2026-06-30", multiplier: 5 } },
      maybe: { perMonth: 1, renewal: { from: "2027-01-01", multiplier: 2, probability: 0.3 } },
    };
    const years = simulate(aPlan({}, { months: 3, fixedCosts }), 500);
    expect(years[0]!.fixedCosts.slice(0, 3)).toEqual([500, 70, 15]);
    expectMean(
      years.map((year) => year.fixedCosts[3]!),
      3 * 1.3,
    );
    expectClose(years[0]!.monthSpend[0]!, 100 + 10 + 5 + years[0]!.fixedCosts[3]! / 3);
  });
});

describe("demand", () => {
  const tasksOf = (demand: Partial<Workload["demand"]>, over: PlanOver = {}, trials = 400): number[] =>
    yearsOf(aWorkload(20, {}, demand), trials, over).map((year) => year.tasks);
  const weekdays = (days: number): number[] =>
    Array.from({ length: days }, (_, day) => day).filter((day) => ![0, 6].includes((5 + day) % 7));

  it("grows by the month of 30.4375 days, counted in days", () => {
    expectMean(
      tasksOf({ monthlyGrowth: 0.3 }, { months: 2 }),
      weekdays(59).reduce((sum, day) => sum + 20 * 1.3 ** (day / 30.4375), 0),
    );
    expectMean(tasksOf({ monthlyGrowth: -1 }), 20);
  });

  it("follows the adoption curve: linear in days between points, constant outside", () => {
    const adoption = [
      { month: 0.5, share: 0.2 },
      { month: 2, share: 1 },
    ];
    const share = (day: number): number => (day <= 15.5 ? 0.2 : day >= 59 ? 1 : 0.2 + (0.8 * (day - 15.5)) / 43.5);
    expectMean(
      tasksOf({ adoption }, { months: 3 }),
      weekdays(90).reduce((sum, day) => sum + 20 * share(day), 0),
    );
  });

  it("clamps uncertain shares after the draw", () => {
    expectMean(
      tasksOf({ adoption: [{ month: 0, share: { values: [-1, 0.5, 2], weights: [1, 1, 1] } }] }),
      (20 * 21 * (0 + 0.5 + 1)) / 3,
    );
  });

  it("has seasons, rest days and holidays", () => {
    const calendar = { workingDays: ["mon" as const, "tue" as const], holidays: ["2027-01-04"], restDayShare: 0.1 };
    // January 2027: 4 Mondays and 4 Tuesdays, one of them a holiday. February: 4 and 4.
    expectMean(tasksOf({ seasonality: [1, 2] }, { months: 2, calendar }), 20 * (7 + 24 * 0.1 + 2 * (8 + 20 * 0.1)));
  });

  it("differs by who the users are: variance userSpread² ÷ users at the end", () => {
    const spread = (users: number, adoption: number): number => {
      const demand = {
        users,
        tasksPerUserPerDay: 800 / users / adoption / 21,
        userSpread: 1.2,
        adoption: [{ month: 0, share: adoption }],
      };
      const tasks = yearsOf(aWorkload(0, { route: { steps: ["a"] } }, demand), 1200).map((year) => year.tasks);
      expectMean(tasks, 800);
      expectVariance(tasks, 800 + 800 ** 2 * (1.2 ** 2 / Math.max(1, users * adoption)));
      return sampleStandardDeviation(tasks);
    };
    expect(spread(0.5, 1)).toBeGreaterThan(spread(20, 0.5));
  });

  it("wanders by month around its mean, remembering, own and shared together", () => {
    const [sd, persistence] = [0.2, 0.7];
    const attempts = { a: { ...ATTEMPT, tokens: { family: "lognormal" as const, median: MEDIAN, sigma: 1e-9 } } };
    const perMonth = (over: PlanOver, wander: Workload["demand"]["wander"] | undefined): number[][] => {
      const work = aWorkload(0, { attempts }, { tasksPerUserPerDay: 10, ...(wander === undefined ? {} : { wander }) });
      const years = yearsOf(work, 1200, { months: 3, ...over });
      return [0, 1, 2].map((month) => years.map((year) => year.monthSpend[month]! / (10 * WORKING_DAYS[month]!)));
    };
    const variances = [sd ** 2, sd ** 2 * (1 + persistence ** 2), sd ** 2 * (1 + persistence ** 2 + persistence ** 4)];
    for (const [over, wander, factor] of [
      [{}, { monthlySd: sd, persistence }, 1],
      [{ shared: { wander: { monthlySd: sd, persistence } } }, undefined, 1],
      [{ shared: { wander: { monthlySd: sd, persistence } } }, { monthlySd: sd, persistence }, 2],
    ] as const) {
      const months = perMonth(over, wander);
      months.forEach((draws, month) => {
        expectMean(draws, 1);
        expectVariance(draws, Math.expm1(factor * variances[month]!) + 1 / (10 * WORKING_DAYS[month]!));
      });
      expectMean(
        months[0]!.map((draw, trial) => draw * months[2]![trial]!),
        Math.exp(factor * persistence ** 2 * sd ** 2),
      );
    }
  });

  it("rebounds with the price of the lead model against the start", () => {
    const models = (multiplier: number): Plan["models"] => ({
      a: {
        price: { input: PRICE },
        priceChanges: [
          { from: "2027-02-01", multiplier },
          { from: "2026-05-01", multiplier: 0.5 },
        ],
      },
      b: { price: { input: PRICE } },
    });
    const after = (rebound: number, multiplier: number): number[] =>
      tasksOf({ rebound, seasonality: [0, 1] }, { months: 2, models: models(multiplier) });
    expectMean(after(-1, 0.5), 20 * 20 * 2);
    expectMean(after(-0.5, 0.25), 20 * 20 * 2);
    expectMean(after(0.5, 4), 20 * 20 * 2);
    expectMean(after(-1, 0), 20 * 20);
  });

  it("with rebound −1 spends the same when the price of the only model falls", () => {
    const models = {
      a: { price: { input: PRICE }, priceChanges: [{ from: "2027-02-01", multiplier: 0.4 }] },
      b: { price: { input: 0 } },
    };
    const years = yearsOf(aWorkload(20, {}, { rebound: -1 }), 400, { months: 2, models });
    expectMean(
      years.map((year) => year.spend),
      20 * 41 * MEAN_COST,
    );
  });
});

describe("what nobody knows", () => {
  it("price changes multiply, happen once a trial for all who use the model, and count from their day", () => {
    const models: Plan["models"] = {
      a: {
        price: { input: PRICE },
        priceChanges: [
          { from: "2026-01-01", multiplier: 0.5 },
          { from: "2027-01-18", multiplier: 0.2, probability: 0.4 },
        ],
      },
      b: { price: { input: PRICE } },
    };
    const attempts = { a: { ...ATTEMPT, tokens: { family: "lognormal" as const, median: MEDIAN, sigma: 1e-9 } } };
    const years = simulate(
      aPlan({ one: aWorkload(400, { attempts }), two: aWorkload(300, { attempts }) }, { models }),
      200,
    );
    // Eleven working days at half the price, ten at half or at a tenth of it.
    const fell = years.map(({ workloads: [one, two] }) => {
      const perTask = one!.spend / one!.tasks;
      expect(Math.abs(perTask - two!.spend / two!.tasks)).toBeLessThan(0.04);
      const happened = perTask < 0.4;
      expect(Math.abs(perTask - (happened ? (0.5 * 11 + 0.1 * 10) / 21 : 0.5))).toBeLessThan(0.04);
      return happened ? 1 : 0;
    });
    expectMean(fell, 0.4);
  });

  it("draws a truth behind observed runs: the next run is Student-t on the log scale", () => {
    const n = 5;
    const attempts = {
      a: { ...ATTEMPT, tokens: { family: "lognormal" as const, median: MEDIAN, sigma: SIGMA, runs: n, limit: 1e15 } },
    };
    // One working day with one task expected: the years with exactly one attempt each show one run.
    const calendar = {
      workingDays: ["fri" as const],
      holidays: ["2027-01-08", "2027-01-15", "2027-01-22", "2027-01-29"],
    };
    const scores = yearsOf(aWorkload(1, { attempts }), 8000, { calendar })
      .filter((year) => year.tasks === 1)
      .map((year) => Math.log(year.tokens / MEDIAN) / (SIGMA * Math.sqrt(1 + 1 / n)));
    // Quantiles of Student's t with 4 degrees of freedom.
    for (const [p, t] of [
      [0.9, 1.533206],
      [0.975, 2.776445],
      [0.75, 0.740697],
      [0.1, -1.533206],
    ] as const) {
      expectMean(
        scores.map((score) => (score <= t ? 1 : 0)),
        p,
      );
    }
  });

  it("uses mean and spread of the logarithm of an empirical body, and shares the truth over the trial", () => {
    const quantiles = Array.from({ length: 101 }, (_, p) => MEDIAN * Math.exp((p - 50) / 50));
    const attempts = { a: { ...ATTEMPT, tokens: { family: "empirical" as const, quantiles, runs: 1e9 } } };
    const years = yearsOf(aWorkload(50, { attempts }), 100);
    // Uniform on the log scale over −1..1; a billion runs leave nothing unknown.
    expectPerTask(years, (year) => year.tokens, MEDIAN * Math.sinh(1));
    const few = yearsOf(
      aWorkload(200, {
        attempts: { a: { ...ATTEMPT, tokens: { family: "lognormal", median: MEDIAN, sigma: SIGMA, runs: 30 } } },
      }),
      800,
    );
    const logs = few.map((year) => Math.log(year.tokens / year.tasks));
    // ln of the mean is m + shift + κ²σ²/2: κ² is 29/χ²₂₉, of mean 29/27 and variance 2·29²/(27²·25).
    const kappaSquareVariance = (2 * 29 ** 2) / (27 ** 2 * 25);
    expectMean(logs, Math.log(MEDIAN) + (SIGMA ** 2 / 2) * (29 / 27));
    expectVariance(
      logs,
      (SIGMA ** 2 / 30) * (29 / 27) + (SIGMA ** 4 / 4) * kappaSquareVariance + Math.expm1(SIGMA ** 2) / (21 * 200),
    );
  });

  it("draws the truth behind an observed success rate from its beta posterior", () => {
    const n = 2;
    const attempts = { a: { ...ATTEMPT, success: { byEffort: [0.75], runs: n } } };
    const rates = yearsOf(aWorkload(60, { attempts }), 2500).map((year) => year.outcomes / year.tasks);
    const [a, b] = [0.5 + 0.75 * n, 0.5 + 0.25 * n];
    const rate = a / (a + b);
    const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
    expectMean(rates, rate);
    expectVariance(rates, variance + (rate * (1 - rate) - variance) / (60 * 21));
  });

  it("correlates uncertain numbers by rank, and leaves their distributions alone", () => {
    const fixedCosts = {
      x: { perMonth: { p10: 1, p90: 9 } },
      y: { perMonth: { min: 0, mode: 1, max: 9 } },
      z: { perMonth: { min: 0, max: 1 } },
    };
    const correlations: Plan["correlations"] = [
      { between: ["/fixedCosts/x/perMonth", "/fixedCosts/y/perMonth"], rank: 0.6 },
      { between: ["/fixedCosts/z/perMonth", "/fixedCosts/y/perMonth"], rank: -1 },
    ];
    expect(() =>
      simulate(
        aPlan(
          {},
          {
            fixedCosts,
            correlations: [
              ...correlations,
              { between: ["/fixedCosts/x/perMonth", "/fixedCosts/z/perMonth"], rank: 0.6 },
            ],
          },
        ),
        1,
      ),
    ).toThrow();
    const drawn = simulate(
      aPlan(
        {},
        {
          fixedCosts,
          correlations: [
            ...correlations,
            { between: ["/fixedCosts/x/perMonth", "/fixedCosts/z/perMonth"], rank: -0.6 },
          ],
        },
      ),
      4000,
    );
    const [x, y, z] = [0, 1, 2].map((i) => drawn.map((year) => year.fixedCosts[i]!)) as [number[], number[], number[]];
    expect(Math.abs(sampleRankCorrelation(x, y) - 0.6)).toBeLessThan(4 / Math.sqrt(4000));
    expect(sampleRankCorrelation(y, z)).toBeLessThan(-0.999999);
    expectMean(
      x.map((value) => (value < 9 ? 1 : 0)),
      0.9,
    );
    expectMean(y, (0 + 4 * 1 + 9) / 6);
  });

  it("moves the adoption curve as a whole, by the rank of its list", () => {
    const adoption = [
      { month: 0, share: { min: 0, max: 1 } },
      { month: 1, share: { min: 0, max: 1 } },
    ];
    const years = simulate(
      aPlan(
        { work: aWorkload(0, {}, { tasksPerUserPerDay: 5000, adoption }) },
        {
          fixedCosts: { x: { perMonth: { min: 0, max: 1 } } },
          correlations: [{ between: ["/workloads/work/demand/adoption", "/fixedCosts/x/perMonth"], rank: 1 }],
        },
      ),
      20,
    );
    for (const year of years)
      expect(Math.abs(year.workloads[0]!.tasks / (5000 * 21) - year.fixedCosts[0]!)).toBeLessThan(0.03);
  });
});

describe("luck and accounts", () => {
  it("a trial depends on the plan, the seed and its number alone", () => {
    const plan = aPlan({ work: aWorkload(5, {}, { wander: { monthlySd: 0.2, persistence: 0.5 } }) }, { months: 2 });
    expect(simulate(plan, 1, 3)[0]).toEqual(simulate(plan, 5)[3]);
    expect(simulate(plan, 1)[0]).not.toEqual(simulate(plan, 1, 1)[0]);
  });

  it("a change of one workload moves no other", () => {
    const other = aWorkload(5);
    const [before] = simulate(aPlan({ one: aWorkload(5), other }), 1);
    const [after] = simulate(
      aPlan({
        one: aWorkload(9, { route: { bestOf: 2, model: "b", verifier: { catches: 1, falseAlarms: 0 } } }),
        other,
      }),
      1,
    );
    expect(after!.workloads[1]).toEqual(before!.workloads[1]);
  });

  it("adds up: models, workloads, fixed costs, months; value, loaded cost and net value", () => {
    const outcome = { value: { p10: 5, p90: 9 }, captured: 0.5, reviewCost: 1, failureCost: 2, errorCost: 4 };
    const route = { steps: ["a", "b"], verifier: { catches: 0.5, falseAlarms: 0.1 } };
    const plan = aPlan(
      { one: aWorkload(10, { route, outcome: { ...outcome, value: 7 } }), two: aWorkload(10, { outcome }) },
      { months: 2, fixedCosts: { seats: { perMonth: 40 } } },
    );
    for (const year of simulate(plan, 5)) {
      const [one, two] = year.workloads as [PlainWorkloadYear, PlainWorkloadYear];
      expectClose(year.spend, one.spend + two.spend + 80);
      expectClose(year.models[0]!.spend + year.models[1]!.spend, one.spend + two.spend);
      expectClose(year.models[0]!.tokens + year.models[1]!.tokens, one.tokens + two.tokens);
      expectClose(year.monthSpend[0]! + year.monthSpend[1]!, year.spend);
      expect(one.accepted).toBe(one.outcomes + one.errors);
      expectClose(one.loadedCost, one.spend + one.accepted + 2 * one.failures + 4 * one.errors);
      expectClose(one.netValue, one.outcomes * 3.5 - one.loadedCost);
    }
  });

  it("a change replaces what it names from its day on, whole; null takes a cap away", () => {
    const change = (from: string): Workload =>
      aWorkload(200, {
        attemptCap: { tokens: 50_000, partial: 1 },
        monthCap: { amount: 1, atCap: "block" },
        changes: [
          { from, set: { attemptCap: null, monthCap: null } },
          { from: "2027-02-01", set: { route: { steps: ["b"] } } },
        ],
      });
    const [early] = simulate(aPlan({ work: change("2026-03-01") }, { months: 2 }), 1);
    const [never] = simulate(
      aPlan(
        { work: aWorkload(200, { changes: [{ from: "2027-02-01", set: { route: { steps: ["b"] } } }] }) },
        { months: 2 },
      ),
      1,
    );
    expect(early).toEqual(never);
    expectClose(early!.models[1]!.spend, early!.monthSpend[1]!);
    const [late] = simulate(aPlan({ work: change("2027-02-01") }, { months: 2 }), 1);
    expectClose(late!.monthSpend[0]!, 1);
    expectClose(late!.monthSpend[1]!, never!.monthSpend[1]!);
  });
});
