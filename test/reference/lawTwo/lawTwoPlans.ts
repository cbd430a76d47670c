import type {
  Attempt,
  AttemptCap,
  Mix,
  MonthCap,
  Plan,
  Price,
  Route,
  Tokens,
  Verifier,
  Workload,
} from "#shared/plan/schema/plan.ts";
import { versionOf } from "#shared/plan/versions.ts";

/**
 * The plans on which the fast engine must agree with the plain reference (law 2 of the model): token forms × routes ×
 * caps × changes × demand from 1 task a day to 2,000. Budgets lie where running out is neither certain nor impossible.
 * Plans named without "uncertain" or "wander" know everything of level 1, so that nothing hides an error of level 2.
 * Heavy demand has short horizons or one working day a week, so that the reference stays affordable.
 */
export interface LawTwoCase {
  readonly plan: Plan;
  /** Trials of the stored reference. */
  readonly trials: number;
}

type Calendar = NonNullable<Plan["calendar"]>;

const MIX: Mix = { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 };
const PRICES = {
  small: { input: 0.25, cacheRead: 0.03, cacheWrite: 0.3, output: 1.25 },
  medium: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 },
  strong: { input: 15, cacheRead: 1.5, cacheWrite: 18.75, output: 75 },
} satisfies Record<string, Price>;

const SMALL: Attempt = {
  tokens: { family: "lognormal", median: 400_000, sigma: 0.8 },
  mix: MIX,
  success: { byEffort: [0.85, 0.7, 0.5, 0.25] },
};
const MEDIUM: Attempt = {
  tokens: { family: "lognormal", median: 600_000, sigma: 0.9 },
  mix: MIX,
  success: { byEffort: [0.9, 0.85, 0.7, 0.45] },
};
const STRONG: Attempt = {
  tokens: { family: "lognormal", p50: 500_000, p95: 2_500_000 },
  mix: { input: 0.06, cacheRead: 0.85, cacheWrite: 0.06, output: 0.03 },
  success: { byEffort: [0.95, 0.92, 0.85, 0.7] },
};
const ATTEMPTS = { small: SMALL, medium: MEDIUM, strong: STRONG };

const GOOD: Verifier = { catches: 0.9, falseAlarms: 0.05, cost: 0.02 };
const BAD: Verifier = { catches: 0.4, falseAlarms: 0.3, cost: 0.1 };
const PERFECT: Verifier = { catches: 1, falseAlarms: 0, cost: 0.3 };

const FIELD = { acrossModels: 0.42, sameModel: 0.8 };
const MONDAYS: Calendar = { workingDays: ["mon"] };

const ONE: Route = { steps: ["medium"] };
const CASCADE: Route = { steps: ["small", "medium"], verifier: GOOD };
const CASCADE_OF_THREE: Route = { steps: ["small", "medium", "strong"], verifier: GOOD };
const RETRY: Route = { steps: ["medium", "medium"], verifier: GOOD };
const A_B_A: Route = { steps: ["small", "medium", "small"], verifier: BAD };

const OUTCOME: Workload["outcome"] = { value: 20, captured: 0.5, reviewCost: 1, failureCost: 2, errorCost: 9 };

/** Quantiles of a bimodal quantity: short answers below the 60th percentile, long work above it. */
const BIMODAL = Array.from({ length: 101 }, (_, p) =>
  Math.round(p <= 60 ? 20_000 * 1.02 ** p : 400_000 * 1.045 ** (p - 60)),
);
/** Quantiles of a skewed quantity, much like a fit to field runs. */
const SKEWED = Array.from({ length: 101 }, (_, p) => Math.round(100_000 * Math.exp(0.035 * p + (p / 100) ** 8)));

/** A workload of `perDay` tasks on a working day. */
function workload(
  perDay: number,
  over: Partial<Omit<Workload, "demand">> = {},
  demand: Partial<Workload["demand"]> = {},
): Workload {
  return {
    demand: { users: 10, tasksPerUserPerDay: perDay / 10, ...demand },
    attempts: ATTEMPTS,
    difficulty: FIELD,
    route: ONE,
    outcome: OUTCOME,
    ...over,
  };
}

function withTokens(tokens: Tokens, over: Partial<Attempt> = {}): Partial<Workload> {
  return { attempts: { ...ATTEMPTS, medium: { ...MEDIUM, ...over, tokens } } };
}

function withMedium(over: Partial<Attempt>): Partial<Workload> {
  return { attempts: { ...ATTEMPTS, medium: { ...MEDIUM, ...over } } };
}

function withAttempts(over: Partial<Attempt>): Partial<Workload> {
  return { attempts: { small: { ...SMALL, ...over }, medium: { ...MEDIUM, ...over }, strong: { ...STRONG, ...over } } };
}

function cap(attemptCap: AttemptCap, over: Partial<Workload> = {}): Partial<Workload> {
  return { attemptCap, ...over };
}

function month(amount: number, atCap: MonthCap["atCap"], over: Partial<MonthCap> = {}): MonthCap {
  return { amount, atCap, ...(atCap === "degrade" ? { fallback: { steps: ["small"] } } : {}), ...over };
}

interface Size {
  readonly months: number;
  readonly budget: number;
  readonly trials: number;
}

function isWorkload(workloads: Workload | Record<string, Workload>): workloads is Workload {
  return "demand" in workloads;
}

function aCase(
  { months, budget, trials }: Size,
  workloads: Workload | Record<string, Workload>,
  over: Partial<Omit<Plan, "budget">> & { readonly block?: true } = {},
): LawTwoCase {
  const { block, ...rest } = over;
  const plan: Plan = {
    schema: "past-april.plan/1",
    name: "A plan of the law-2 grid",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months },
    budget: { amount: budget, ...(block ? { atExhaustion: "block" } : {}) },
    models: { small: { price: PRICES.small }, medium: { price: PRICES.medium }, strong: { price: PRICES.strong } },
    workloads: isWorkload(workloads) ? { work: workloads } : workloads,
    ...rest,
  };
  return { trials, plan: { ...plan, schema: versionOf(plan) } };
}

/** Price of the medium model that changes on a day. */
function mediumChanges(...priceChanges: NonNullable<Plan["models"][string]["priceChanges"]>): Plan["models"] {
  return {
    small: { price: PRICES.small },
    medium: { price: PRICES.medium, priceChanges },
    strong: { price: PRICES.strong },
  };
}

const TOKEN_FORMS: Record<string, LawTwoCase> = {
  "tokens: lognormal, 1 a day": aCase({ months: 12, budget: 216.2, trials: 4000 }, workload(1)),
  "tokens: lognormal of sigma 1.7, 3 a day": aCase(
    { months: 6, budget: 687, trials: 4000 },
    workload(3, withTokens({ family: "lognormal", median: 600_000, sigma: 1.7 })),
  ),
  "tokens: p50 and p95, 10 a day": aCase(
    { months: 6, budget: 1008, trials: 3000 },
    workload(10, withTokens({ family: "lognormal", p50: 600_000, p95: 2_400_000 })),
  ),
  "tokens: empirical, two humps, 20 a day": aCase(
    { months: 3, budget: 338.3, trials: 3000 },
    workload(20, withTokens({ family: "empirical", quantiles: BIMODAL })),
  ),
  "tokens: empirical with a tail, 60 a day": aCase(
    { months: 2, budget: 3136, trials: 2500 },
    workload(60, withTokens({ family: "empirical", quantiles: SKEWED, tail: { from: 0.95, shape: 0.35 } })),
  ),
  "tokens: lognormal with a heavy tail, 5 a day": aCase(
    { months: 12, budget: 710.5, trials: 3000 },
    workload(5, withTokens({ family: "lognormal", median: 600_000, sigma: 0.8, tail: { from: 0.9, shape: 0.6 } })),
  ),
  "tokens: lognormal with a tail, 120 a day": aCase(
    { months: 1, budget: 2105, trials: 3000 },
    workload(120, withTokens({ family: "lognormal", median: 600_000, sigma: 0.9, tail: { from: 0.97, shape: 0.45 } })),
  ),
  "tokens: exponential tail, 40 a day": aCase(
    { months: 1, budget: 640.7, trials: 6000 },
    workload(40, withTokens({ family: "lognormal", median: 600_000, sigma: 0.9, tail: { from: 0.8, shape: 0 } })),
  ),
  "tokens: tight limit, 5 a day": aCase(
    { months: 12, budget: 754.7, trials: 3000 },
    workload(5, {
      ...withTokens({ family: "lognormal", median: 600_000, sigma: 0.9, limit: 900_000 }),
      tokensMultiplier: 1.2,
    }),
  ),
  "tokens: tight limit, 300 a day": aCase(
    { months: 2, budget: 8692, trials: 800 },
    workload(300, withTokens({ family: "lognormal", median: 600_000, sigma: 0.9, limit: 2_000_000 })),
  ),
  "tokens: sigma 1.7, 500 a day": aCase(
    { months: 1, budget: 8517, trials: 1500 },
    workload(500, withTokens({ family: "lognormal", median: 600_000, sigma: 1.7 })),
    { calendar: { workingDays: ["mon", "thu"] } },
  ),
  "tokens: lognormal, 2,000 a day, every weekday": aCase({ months: 1, budget: 34_050, trials: 600 }, workload(2000)),
  "tokens: empirical with a tail, 2,000 a day": aCase(
    { months: 2, budget: 19_300, trials: 600 },
    workload(2000, withTokens({ family: "empirical", quantiles: SKEWED, tail: { from: 0.98, shape: 0.5 } })),
    { calendar: MONDAYS },
  ),
  "runaways: 2 a day": aCase(
    { months: 12, budget: 516.2, trials: 4000 },
    workload(2, withMedium({ runaway: { share: 0.02, factor: { min: 10, max: 50 } } })),
  ),
  "runaways: 200 a day": aCase(
    { months: 1, budget: 4217, trials: 2000 },
    workload(200, withMedium({ runaway: { share: 0.01, factor: { p10: 5, p90: 80 } } })),
  ),
  "runaways: rare and huge, at the limit, 1,000 a day": aCase(
    { months: 2, budget: 6824, trials: 1000 },
    workload(
      1000,
      withTokens(
        { family: "lognormal", median: 600_000, sigma: 0.9, limit: 40_000_000 },
        { runaway: { share: 0.002, factor: { values: [20, 500], weights: [3, 1] } } },
      ),
    ),
    { calendar: MONDAYS },
  ),
  "runaways: all factors below one, 30 a day": aCase(
    { months: 2, budget: 763.8, trials: 3000 },
    workload(30, withMedium({ runaway: { share: 0.3, factor: 0.2 } })),
  ),
};

const RUNS: Record<string, LawTwoCase> = {
  "uncertain runs: 10 behind the tokens, 5 a day": aCase(
    { months: 6, budget: 369.8, trials: 4000 },
    workload(5, withTokens({ family: "lognormal", median: 600_000, sigma: 0.9, runs: 10 })),
  ),
  "uncertain runs: 3 behind the tokens, 30 a day": aCase(
    { months: 2, budget: 897, trials: 3500 },
    workload(30, withTokens({ family: "lognormal", median: 600_000, sigma: 0.5, runs: 3, limit: 6_000_000 })),
  ),
  "uncertain runs: 40 behind an empirical form with a tail, 100 a day": aCase(
    { months: 1, budget: 2670, trials: 2000 },
    workload(100, withTokens({ family: "empirical", quantiles: SKEWED, runs: 40, tail: { from: 0.95, shape: 0.3 } })),
  ),
  "uncertain runs: 12 behind the success, 10 a day": aCase(
    { months: 3, budget: 532.2, trials: 5500 },
    workload(10, withMedium({ success: { byEffort: [0.9, 0.8, 0.6, 0.3], runs: 12 } })),
  ),
  "uncertain runs: behind tokens and success of a cascade, 150 a day": aCase(
    { months: 1, budget: 1474, trials: 1500 },
    workload(150, {
      attempts: {
        small: {
          ...SMALL,
          tokens: { family: "lognormal", median: 400_000, sigma: 0.8, runs: 20 },
          success: { byEffort: [0.85, 0.7, 0.5, 0.25], runs: 20 },
        },
        medium: {
          ...MEDIUM,
          tokens: { family: "lognormal", median: 600_000, sigma: 0.9, runs: 60 },
          success: { byEffort: [0.95, 0.8, 0.6], runs: 60 },
        },
      },
      route: CASCADE,
    }),
  ),
};

const ROUTES: Record<string, LawTwoCase> = {
  "route: cascade of two, 5 a day": aCase({ months: 12, budget: 616.7, trials: 3000 }, workload(5, { route: CASCADE })),
  "route: cascade of two, 200 a day": aCase(
    { months: 1, budget: 1950, trials: 2000 },
    workload(200, { route: CASCADE }),
  ),
  "route: cascade of two, independent difficulty, 200 a day": aCase(
    { months: 1, budget: 1685, trials: 2000 },
    workload(200, { route: CASCADE, difficulty: { acrossModels: 0, sameModel: 0 } }),
  ),
  "route: cascade of three, 30 a day": aCase(
    { months: 3, budget: 1682, trials: 2000 },
    workload(30, { route: CASCADE_OF_THREE }),
  ),
  "route: cascade of three, 1,000 a day": aCase(
    { months: 2, budget: 10_960, trials: 800 },
    workload(1000, { route: CASCADE_OF_THREE }),
    { calendar: MONDAYS },
  ),
  "route: retry with the same model, 8 a day": aCase(
    { months: 6, budget: 811.2, trials: 3000 },
    workload(8, { route: RETRY }),
  ),
  "route: retry with the same model, nearly the same run, 300 a day": aCase(
    { months: 1, budget: 7416, trials: 800 },
    workload(300, { route: RETRY, difficulty: { acrossModels: 0.42, sameModel: 0.98 } }),
  ),
  "route: small, medium, small again, 15 a day": aCase(
    { months: 3, budget: 288, trials: 3500 },
    workload(15, { route: A_B_A }),
  ),
  "route: small, medium, small again, 800 a day": aCase(
    { months: 2, budget: 3027, trials: 800 },
    workload(800, { route: A_B_A }),
    { calendar: MONDAYS },
  ),
  "route: best of three, 6 a day": aCase(
    { months: 6, budget: 1599, trials: 2000 },
    workload(6, { route: { bestOf: 3, model: "medium", verifier: GOOD } }),
  ),
  "route: best of five, 150 a day": aCase(
    { months: 1, budget: 2270, trials: 800 },
    workload(150, { route: { bestOf: 5, model: "small", verifier: BAD } }),
  ),
  "route: best of one, perfect verifier, 60 a day": aCase(
    { months: 1, budget: 1397, trials: 3500 },
    workload(60, { route: { bestOf: 1, model: "medium", verifier: PERFECT } }),
  ),
  "route: choose by difficulty, 10 a day": aCase(
    { months: 6, budget: 1973, trials: 3000 },
    workload(10, {
      route: {
        choose: [
          { upTo: 0.6, steps: ["small"] },
          { upTo: 0.9, steps: ["medium"] },
          { upTo: 1, steps: ["strong"] },
        ],
        by: "difficulty",
        accuracy: 1,
        cost: 0.005,
      },
    }),
  ),
  "route: choose by difficulty seen poorly, 400 a day": aCase(
    { months: 1, budget: 1404, trials: 1500 },
    workload(400, {
      route: {
        choose: [
          { upTo: 0.7, steps: ["small"] },
          { upTo: 1, steps: ["medium"] },
        ],
        by: "difficulty",
        accuracy: 0.6,
        cost: 0.01,
      },
    }),
    { calendar: { workingDays: ["tue", "fri"] } },
  ),
  "route: choose by chance, 20 a day": aCase(
    { months: 3, budget: 555, trials: 5000 },
    workload(20, {
      route: {
        choose: [
          { upTo: 0.5, steps: ["small"] },
          { upTo: 1, steps: ["medium"] },
        ],
        by: "chance",
      },
    }),
  ),
  "route: choose among cascades by difficulty, 90 a day": aCase(
    { months: 1, budget: 2452, trials: 3000 },
    workload(90, {
      route: {
        choose: [
          { upTo: 0.75, steps: ["small", "medium"], verifier: GOOD },
          { upTo: 1, steps: ["medium", "strong"], verifier: BAD },
        ],
        by: "difficulty",
        accuracy: 0.8,
        cost: 0.005,
      },
    }),
  ),
  "route: bad verifier, failures unseen, 25 a day": aCase(
    { months: 3, budget: 696.1, trials: 2000 },
    workload(25, {
      route: { steps: ["small", "medium"], verifier: BAD },
      outcome: { ...OUTCOME, failuresVisible: false },
    }),
  ),
  "route: perfect verifier, 70 a day": aCase(
    { months: 1, budget: 1127, trials: 2500 },
    workload(70, { route: { steps: ["small", "medium"], verifier: PERFECT } }),
  ),
  "route: only the task is hard, same for all models, 100 a day": aCase(
    { months: 1, budget: 1121, trials: 2000 },
    workload(100, { route: CASCADE, difficulty: { acrossModels: 0.9, sameModel: 0.9 } }),
  ),
  "route: flat success, no memory of the task, 2,000 a day": aCase(
    { months: 2, budget: 6087, trials: 500 },
    workload(2000, {
      ...withAttempts({ success: 0.6 }),
      route: CASCADE,
      difficulty: { acrossModels: 0, sameModel: 0 },
    }),
    { calendar: MONDAYS },
  ),
};

const ATTEMPT_CAPS: Record<string, LawTwoCase> = {
  "attempt cap: tokens, 10 a day": aCase(
    { months: 6, budget: 724.6, trials: 4000 },
    workload(10, cap({ tokens: 1_000_000 })),
  ),
  "attempt cap: tokens, 300 a day": aCase(
    { months: 1, budget: 3510, trials: 1500 },
    workload(300, cap({ tokens: 1_000_000 })),
  ),
  "attempt cap: tokens at the median, cascade of three, 12 a day": aCase(
    { months: 4, budget: 1342, trials: 3500 },
    workload(12, cap({ tokens: 500_000 }, { route: CASCADE_OF_THREE })),
  ),
  "attempt cap: tokens, retry, 500 a day": aCase(
    { months: 2, budget: 4027, trials: 1000 },
    workload(500, cap({ tokens: 1_500_000 }, { route: RETRY })),
    { calendar: MONDAYS },
  ),
  "attempt cap: cost, price falls, 20 a day": aCase(
    { months: 3, budget: 544.1, trials: 3000 },
    workload(20, cap({ cost: 0.8 })),
    {
      models: mediumChanges({ from: "2027-02-10", multiplier: 0.5 }),
    },
  ),
  "attempt cap: cost, two models, 250 a day": aCase(
    { months: 1, budget: 1255, trials: 1500 },
    workload(250, cap({ cost: 0.5 }, { route: CASCADE })),
  ),
  "attempt cap: approval, 15 a day": aCase(
    { months: 4, budget: 784, trials: 3000 },
    workload(15, cap({ tokens: 700_000, approval: 0.4 })),
  ),
  "attempt cap: approval, 600 a day": aCase(
    { months: 2, budget: 2897, trials: 1000 },
    workload(600, cap({ tokens: 700_000, approval: 0.4 })),
    { calendar: MONDAYS },
  ),
  "attempt cap: fallback model, 7 a day": aCase(
    { months: 6, budget: 475.4, trials: 3000 },
    workload(7, cap({ tokens: 800_000, fallbackModel: "small" })),
  ),
  "attempt cap: dearer fallback model in a cascade, 100 a day": aCase(
    { months: 1, budget: 6850, trials: 2000 },
    workload(100, cap({ tokens: 600_000, fallbackModel: "strong" }, { route: CASCADE })),
  ),
  "attempt cap: fallback to the same model, 50 a day": aCase(
    { months: 1, budget: 1047, trials: 4000 },
    workload(50, cap({ tokens: 800_000, fallbackModel: "medium", approval: 0.2 })),
  ),
  "attempt cap: fallback model in best of three, 9 a day": aCase(
    { months: 3, budget: 562.9, trials: 2500 },
    workload(
      9,
      cap({ tokens: 700_000, fallbackModel: "small" }, { route: { bestOf: 3, model: "medium", verifier: GOOD } }),
    ),
  ),
  "attempt cap: partial, 10 a day": aCase(
    { months: 3, budget: 361.1, trials: 5000 },
    workload(10, cap({ tokens: 1_000_000, partial: 0.5 })),
  ),
  "attempt cap: partial in a cascade, failures unseen, 350 a day": aCase(
    { months: 1, budget: 1686, trials: 1200 },
    workload(
      350,
      cap({ tokens: 500_000, partial: 0.6 }, { route: CASCADE, outcome: { ...OUTCOME, failuresVisible: false } }),
    ),
  ),
  "attempt cap: partial in best of two, 40 a day": aCase(
    { months: 1, budget: 952.3, trials: 5000 },
    workload(40, cap({ tokens: 700_000, partial: 0.7 }, { route: { bestOf: 2, model: "medium", verifier: BAD } })),
  ),
  "attempt cap: runaways, partial and approval, 80 a day": aCase(
    { months: 1, budget: 4637, trials: 2500 },
    workload(
      80,
      cap(
        { tokens: 2_000_000, partial: 0.4, approval: 0.3 },
        {
          ...withAttempts({ runaway: { share: 0.03, factor: { min: 10, mode: 15, max: 40 } } }),
          route: { steps: ["medium", "strong"], verifier: GOOD },
        },
      ),
    ),
  ),
  "attempt cap: runaways and a fallback model that runs away too, 1,500 a day": aCase(
    { months: 1, budget: 4046, trials: 1000 },
    workload(
      1500,
      cap(
        { tokens: 1_500_000, fallbackModel: "small" },
        withAttempts({ runaway: { share: 0.01, factor: { min: 10, max: 60 } } }),
      ),
    ),
    { calendar: MONDAYS },
  ),
  "attempt cap: killed where failures are unseen, 18 a day": aCase(
    { months: 3, budget: 311, trials: 3000 },
    workload(18, cap({ tokens: 600_000 }, { outcome: { ...OUTCOME, failuresVisible: false } })),
  ),
  "attempt cap: choose by difficulty, 120 a day": aCase(
    { months: 1, budget: 819.7, trials: 2000 },
    workload(
      120,
      cap(
        { tokens: 800_000, partial: 0.5 },
        {
          route: {
            choose: [
              { upTo: 0.8, steps: ["small", "medium"], verifier: GOOD },
              { upTo: 1, steps: ["medium"] },
            ],
            by: "difficulty",
            accuracy: 0.9,
          },
        },
      ),
    ),
  ),
  "attempt cap: uncertain tokens move across the cap, 60 a day": aCase(
    { months: 2, budget: 1467, trials: 2500 },
    workload(
      60,
      cap(
        { tokens: 1_000_000, partial: 0.3 },
        {
          ...withTokens({ family: "lognormal", median: 600_000, sigma: 0.9, runs: 15 }),
          tokensMultiplier: { p10: 0.7, p90: 1.8 },
        },
      ),
    ),
  ),
};

const MONTH_CAPS: Record<string, LawTwoCase> = {
  "month cap: block, 5 a day": aCase(
    { months: 6, budget: 448.4, trials: 5000 },
    workload(5, { monthCap: month(75, "block") }),
  ),
  "month cap: block, 200 a day": aCase(
    { months: 2, budget: 6586, trials: 2000 },
    workload(200, { monthCap: month(3350, "block") }),
  ),
  "month cap: block, 2,000 a day": aCase(
    { months: 3, budget: 19_340, trials: 1000 },
    workload(2000, { monthCap: month(6450, "block") }),
    { calendar: MONDAYS },
  ),
  "month cap: defer, 5 a day": aCase(
    { months: 8, budget: 413.4, trials: 3000 },
    workload(5, { monthCap: month(84, "defer") }),
  ),
  "month cap: defer far more than fits, 40 a day": aCase(
    { months: 4, budget: 1400, trials: 2000 },
    workload(40, { monthCap: month(500, "defer") }),
  ),
  "month cap: defer, prices fall, 150 a day": aCase(
    { months: 3, budget: 3866, trials: 1000 },
    workload(150, { monthCap: month(2200, "defer") }),
    {
      models: mediumChanges({ from: "2027-02-01", multiplier: 0.6 }, { from: "2027-03-10", multiplier: 0.8 }),
    },
  ),
  "month cap: defer, seasons leave room, tokens grow, 20 a day": aCase(
    { months: 6, budget: 1685, trials: 1500 },
    workload(
      20,
      { monthCap: month(340, "defer"), tokensGrowth: 0.04, route: CASCADE },
      { seasonality: [2, 0.5, 1.8, 0.4, 2.2, 0.6] },
    ),
  ),
  "month cap: defer past a month without working days, 15 a day": aCase(
    { months: 5, budget: 632.8, trials: 2000 },
    workload(15, { monthCap: month(190, "defer") }),
    {
      calendar: {
        workingDays: ["mon", "wed", "thu"],
        restDayShare: 0.2,
        holidays: Array.from({ length: 28 }, (_, i) => `2027-02-${String(i + 1).padStart(2, "0")}`),
      },
    },
  ),
  "month cap: degrade, 6 a day": aCase(
    { months: 6, budget: 488.1, trials: 4000 },
    workload(6, { monthCap: month(80, "degrade") }),
  ),
  "month cap: degrade a cascade to a capped small model, 120 a day": aCase(
    { months: 2, budget: 3680, trials: 1500 },
    workload(120, {
      route: { steps: ["medium", "strong"], verifier: GOOD },
      attemptCap: { tokens: 900_000, partial: 0.4 },
      monthCap: month(1300, "degrade", { fallback: CASCADE }),
    }),
  ),
  "month cap: degrade to best of two with an attempt fallback, 35 a day": aCase(
    { months: 2, budget: 630.5, trials: 2000 },
    workload(35, {
      attemptCap: { tokens: 700_000, fallbackModel: "small" },
      monthCap: month(300, "degrade", { fallback: { bestOf: 2, model: "small", verifier: GOOD } }),
    }),
  ),
  "month cap: degrade, 1,000 a day": aCase(
    { months: 2, budget: 5080, trials: 1500 },
    workload(1000, { monthCap: month(2500, "degrade") }),
    { calendar: MONDAYS },
  ),
  "month cap: block with a lag of 3 days, 10 a day": aCase(
    { months: 6, budget: 880.7, trials: 5500 },
    workload(10, { monthCap: month(130, "block", { lagDays: 3 }) }),
  ),
  "month cap: block with a lag of 1 day, 300 a day": aCase(
    { months: 2, budget: 7417, trials: 1800 },
    workload(300, { monthCap: month(3600, "block", { lagDays: 1 }) }),
  ),
  "month cap: defer with a lag of 5 days, 12 a day": aCase(
    { months: 5, budget: 902.8, trials: 2000 },
    workload(12, { monthCap: month(140, "defer", { lagDays: 5 }) }),
  ),
  "month cap: degrade with a lag of 2 days, 60 a day": aCase(
    { months: 2, budget: 1538, trials: 3000 },
    workload(60, { monthCap: month(700, "degrade", { lagDays: 2 }) }),
  ),
  "month cap: block with approval, 8 a day": aCase(
    { months: 6, budget: 754.6, trials: 6000 },
    workload(8, { monthCap: month(110, "block", { approval: 0.5 }) }),
  ),
  "month cap: defer with approval, 25 a day": aCase(
    { months: 5, budget: 1646, trials: 1500 },
    workload(25, { monthCap: month(370, "defer", { approval: 0.35 }) }),
  ),
  "month cap: degrade with approval and lag, 100 a day": aCase(
    { months: 3, budget: 4720, trials: 1000 },
    workload(100, { monthCap: month(1300, "degrade", { approval: 0.4, lagDays: 2 }) }),
  ),
  "month cap: nothing at all, degrade, 30 a day": aCase(
    { months: 1, budget: 27.38, trials: 5500 },
    workload(30, { monthCap: month(0, "degrade") }),
  ),
  "month cap: block under uncertain demand, 4 a day": aCase(
    { months: 12, budget: 778.7, trials: 2500 },
    workload(
      4,
      { monthCap: month(70, "block") },
      { tasksPerUserPerDay: { p10: 0.2, p90: 0.7 }, wander: { monthlySd: 0.2, persistence: 0.7 } },
    ),
  ),
  "month cap: defer under uncertain demand, 50 a day": aCase(
    { months: 3, budget: 1669, trials: 1500 },
    workload(
      50,
      { monthCap: month(880, "defer"), tokensMultiplier: { p10: 0.8, p90: 1.4 } },
      { users: { p10: 7, p90: 13 } },
    ),
  ),
};

const TWO_WORKLOADS = {
  chat: workload(40, { route: { steps: ["small"] }, monthCap: month(30, "block") }),
  code: workload(6, { route: CASCADE_OF_THREE, monthCap: month(120, "degrade") }),
};

const BUDGETS: Record<string, LawTwoCase> = {
  "budget: block, 4 a day": aCase({ months: 6, budget: 428.1, trials: 3500 }, workload(4), { block: true }),
  "budget: block, 150 a day": aCase({ months: 1, budget: 2547, trials: 2500 }, workload(150), { block: true }),
  "budget: block, fixed costs and two workloads, 46 a day": aCase(
    { months: 4, budget: 1806, trials: 1200 },
    TWO_WORKLOADS,
    {
      block: true,
      fixedCosts: { seats: { perMonth: 260 }, desk: { perMonth: 40 } },
    },
  ),
  "budget: block, deferred work is lost, 30 a day": aCase(
    { months: 4, budget: 1440, trials: 3000 },
    workload(30, { monthCap: month(480, "defer") }),
    { block: true },
  ),
  "budget: block, degraded work, 70 a day": aCase(
    { months: 2, budget: 1640, trials: 2000 },
    workload(70, { monthCap: month(800, "degrade") }),
    { block: true },
  ),
  "budget: block under uncertain demand, 1,000 a day": aCase(
    { months: 2, budget: 3945, trials: 900 },
    workload(1000, { route: CASCADE }, { tasksPerUserPerDay: { min: 70, mode: 100, max: 160 } }),
    { block: true, calendar: MONDAYS },
  ),
  "budget: block, the fixed costs alone use it up, 5 a day": aCase(
    { months: 6, budget: 1954, trials: 6000 },
    workload(5),
    {
      block: true,
      fixedCosts: { seats: { perMonth: { p10: 150, p90: 320 } } },
    },
  ),
  "budget: overrun, fixed costs with an uncertain renewal, 3 a day": aCase(
    { months: 12, budget: 2451, trials: 3500 },
    workload(3),
    {
      fixedCosts: {
        seats: { perMonth: 100, renewal: { from: "2027-05-01", multiplier: { p10: 1.2, p90: 3 }, probability: 0.7 } },
        old: { perMonth: { min: 10, max: 30 }, renewal: { from: "2026-06-15", multiplier: 1.5 } },
        mid: { perMonth: 20, renewal: { from: "2027-09-10", multiplier: 2, probability: 0.5 } },
      },
    },
  ),
};

const CHANGES: Record<string, LawTwoCase> = {
  "change: another route in March, 10 a day": aCase(
    { months: 6, budget: 785.9, trials: 2500 },
    workload(10, { changes: [{ from: "2027-03-15", set: { route: CASCADE } }] }),
  ),
  "change: caps come and go, 20 a day": aCase(
    { months: 6, budget: 1090, trials: 1500 },
    workload(20, {
      attemptCap: { tokens: 900_000 },
      monthCap: month(300, "block"),
      changes: [
        { from: "2026-11-01", set: { attemptCap: { tokens: 1_500_000, partial: 0.5 } } },
        { from: "2027-02-17", set: { monthCap: null } },
        { from: "2027-04-01", set: { attemptCap: null, monthCap: month(250, "degrade") } },
        { from: "2027-05-10", set: { route: { steps: ["small", "strong"], verifier: GOOD } } },
      ],
    }),
  ),
  "change: deferred work outlives its cap and route, 60 a day": aCase(
    { months: 3, budget: 1603, trials: 1000 },
    workload(60, {
      monthCap: month(650, "defer"),
      changes: [
        { from: "2027-02-15", set: { route: { steps: ["small"] }, monthCap: month(300, "defer") } },
        { from: "2027-03-10", set: { monthCap: null } },
      ],
    }),
  ),
  "change: a price cut that may come, rebound, 8 a day": aCase(
    { months: 12, budget: 1085, trials: 2500 },
    workload(8, {}, { rebound: -0.8 }),
    {
      models: mediumChanges(
        { from: "2027-04-01", multiplier: 0.6, probability: 0.5 },
        { from: "2027-08-20", multiplier: { p10: 0.6, p90: 1.1 }, probability: 0.8 },
      ),
    },
  ),
  "change: rebound of −1, 400 a day": aCase(
    { months: 3, budget: 4243, trials: 800 },
    workload(400, {}, { rebound: -1 }),
    {
      models: mediumChanges({ from: "2027-02-08", multiplier: 0.5 }),
      calendar: MONDAYS,
    },
  ),
  "change: rebound of the lead model of a cascade, 30 a day": aCase(
    { months: 3, budget: 687.8, trials: 2000 },
    workload(
      30,
      { route: CASCADE, changes: [{ from: "2027-03-01", set: { route: ONE } }] },
      { rebound: { min: -1, max: 0.2 } },
    ),
    { models: mediumChanges({ from: "2027-02-01", multiplier: 1.5 }) },
  ),
  "change: a cut of before the start, another within, 12 a day": aCase(
    { months: 4, budget: 721.7, trials: 3000 },
    workload(12, {}, { rebound: -0.5 }),
    {
      models: mediumChanges(
        { from: "2026-09-01", multiplier: 0.8, probability: 0.6 },
        { from: "2027-03-01", multiplier: 0.7 },
      ),
    },
  ),
};

const DEMAND: Record<string, LawTwoCase> = {
  "demand: growth, adoption, seasons and rest days, 6 a day": aCase(
    { months: 12, budget: 613.2, trials: 2000 },
    workload(
      6,
      { tokensGrowth: 0.015 },
      {
        monthlyGrowth: 0.03,
        adoption: [
          { month: 0, share: 0.3 },
          { month: 6.5, share: 0.8 },
          { month: 14, share: 1 },
        ],
        seasonality: [1, 1, 1, 1.2, 1, 1, 0.8, 0.6, 1, 1.1, 1, 0.7],
      },
    ),
    {
      calendar: {
        workingDays: ["mon", "tue", "wed", "thu"],
        restDayShare: 0.15,
        holidays: ["2027-01-04", "2027-05-31", "2027-12-30"],
      },
    },
  ),
  "demand: shrinking, every day alike, 90 a day": aCase(
    { months: 2, budget: 3152, trials: 1500 },
    workload(90, {}, { monthlyGrowth: -0.3 }),
    {
      calendar: { workingDays: ["mon"], restDayShare: 1 },
    },
  ),
  "demand: users unlike each other (uncertain), 2 a day": aCase(
    { months: 12, budget: 265, trials: 3000 },
    workload(2, {}, { userSpread: 1.2 }),
  ),
  "demand: one user, far from the average (uncertain), 80 a day": aCase(
    { months: 1, budget: 1207, trials: 4000 },
    workload(80, {}, { users: 1, tasksPerUserPerDay: 80, userSpread: 1.2 }),
  ),
  "demand: wander, 5 a day": aCase(
    { months: 12, budget: 806.1, trials: 2500 },
    workload(5, {}, { wander: { monthlySd: 0.2, persistence: 0.9 } }),
  ),
  "demand: wander of uncertain size that began a year before and has a limit, 5 a day": aCase(
    { months: 6, budget: 390, trials: 4000 },
    workload(5, {}, { wander: { monthlySd: 0.3, persistence: 0.8, sdSpread: 0.6, age: 12, most: 3 } }),
  ),
  "demand: wander of uncertain size whose middle stays, 5 a day": aCase(
    { months: 6, budget: 560, trials: 4000 },
    workload(5, {}, { wander: { monthlySd: 0.3, persistence: 0.8, sdSpread: 0.6, most: 6, keeps: "middle" } }),
  ),
  "demand: uneven days, 20 a day": aCase(
    { months: 3, budget: 880, trials: 3000 },
    workload(20, {}, { dispersion: 1.5 }),
  ),
  "demand: uneven days under a month cap, 100 a day": aCase(
    { months: 3, budget: 4000, trials: 1500 },
    workload(100, { monthCap: month(1500, "defer") }, { dispersion: 0.8 }),
  ),
  "demand: own and shared wander of two workloads, 100 a day": aCase(
    { months: 3, budget: 1278, trials: 1200 },
    {
      one: workload(20, {}, { wander: { monthlySd: 0.15, persistence: 0.5 } }),
      two: workload(80, { route: { steps: ["small"] } }, { wander: { monthlySd: 0.3, persistence: 1 } }),
    },
    { shared: { wander: { monthlySd: 0.1, persistence: 0.9 } } },
  ),
  "demand: uncertain shared multipliers, 500 a day": aCase(
    { months: 3, budget: 402.3, trials: 800 },
    { one: workload(450, { route: { steps: ["small"] } }), two: workload(50, { route: CASCADE }) },
    {
      calendar: MONDAYS,
      shared: {
        demand: { min: 0.7, mode: 1, max: 1.6 },
        tokens: { p10: 0.8, p90: 1.5 },
        prices: { values: [0.9, 1, 1.2], weights: [1, 2, 1] },
      },
    },
  ),
  "demand: uncertain and correlated, 7 a day": aCase(
    { months: 6, budget: 688.5, trials: 3000 },
    workload(
      7,
      { tokensMultiplier: { p10: 0.8, p90: 1.6 }, tokensGrowth: { min: -0.02, max: 0.05 } },
      {
        tasksPerUserPerDay: { p10: 0.4, p90: 1.1 },
        monthlyGrowth: { min: -0.03, mode: 0.02, max: 0.08 },
        adoption: [
          { month: 0, share: { min: 0.2, max: 0.6 } },
          { month: 4, share: { min: 0.5, mode: 0.8, max: 0.95 } },
        ],
      },
    ),
    {
      correlations: [
        { between: ["/workloads/work/demand/tasksPerUserPerDay", "/workloads/work/tokensMultiplier"], rank: 0.6 },
        { between: ["/workloads/work/tokensMultiplier", "/workloads/work/demand/adoption"], rank: -0.5 },
        { between: ["/workloads/work/demand/monthlyGrowth", "/workloads/work/tokensGrowth"], rank: 1 },
      ],
    },
  ),
  "demand: uncertain worth of an outcome, 50 a day": aCase(
    { months: 1, budget: 846.8, trials: 3000 },
    workload(50, {
      outcome: {
        value: { p10: 4, p90: 40 },
        captured: { min: 0.2, mode: 0.5, max: 0.8 },
        reviewCost: { min: 0.5, max: 2 },
        failureCost: { p10: 1, p90: 4 },
        errorCost: { p10: 3, p90: 30 },
        failuresVisible: false,
      },
    }),
  ),
};

/** Everything at once: what no single rule shows. */
function everything(perDay: number, scale: number): Record<string, Workload> {
  return {
    code: workload(
      perDay,
      {
        attempts: {
          small: {
            ...SMALL,
            tokens: { family: "lognormal", median: 400_000, sigma: 0.8, runs: 40, tail: { from: 0.95, shape: 0.2 } },
            success: { byEffort: [0.85, 0.7, 0.5, 0.25], runs: 40 },
          },
          medium: { ...MEDIUM, runaway: { share: 0.005, factor: { min: 10, max: 40 } } },
          strong: STRONG,
        },
        tokensMultiplier: { p10: 0.9, p90: 1.5 },
        tokensGrowth: 0.01,
        route: CASCADE_OF_THREE,
        attemptCap: { tokens: 2_500_000, partial: 0.3, approval: 0.2 },
        monthCap: month(34 * scale, "degrade", { approval: 0.3, fallback: CASCADE }),
        changes: [
          {
            from: "2027-02-10",
            set: {
              route: { steps: ["small", "medium"], verifier: BAD },
              attemptCap: { cost: 1, fallbackModel: "small" },
            },
          },
        ],
      },
      {
        userSpread: 0.8,
        monthlyGrowth: { p10: 0.01, p90: 0.05 },
        wander: { monthlySd: 0.1, persistence: 0.9 },
        rebound: -0.4,
      },
    ),
    chat: workload(
      perDay,
      {
        attempts: { small: SMALL },
        route: { steps: ["small", "small"], verifier: GOOD },
        monthCap: month(2.6 * scale, "defer"),
      },
      { tasksPerUserPerDay: { p10: 0.07 * perDay, p90: 0.13 * perDay } },
    ),
  };
}

const SHOCKS: Partial<Plan> = {
  shared: {
    tokens: { p10: 0.9, p90: 1.3 },
    prices: { min: 0.9, max: 1.1 },
    wander: { monthlySd: 0.05, persistence: 0.9 },
  },
  models: {
    small: {
      price: PRICES.small,
      priceChanges: [{ from: "2027-02-01", multiplier: { p10: 0.6, p90: 0.9 }, probability: 0.5 }],
    },
    medium: { price: PRICES.medium, priceChanges: [{ from: "2027-03-01", multiplier: 0.8 }] },
    strong: { price: PRICES.strong },
  },
  correlations: [{ between: ["/shared/tokens", "/workloads/code/tokensMultiplier"], rank: 0.5 }],
};

const EVERYTHING: Record<string, LawTwoCase> = {
  "everything uncertain: 4 a day": aCase({ months: 6, budget: 232.3, trials: 2000 }, everything(2, 1), {
    ...SHOCKS,
    fixedCosts: { seats: { perMonth: 10 } },
  }),
  "everything uncertain, block: 60 a day": aCase({ months: 3, budget: 1598, trials: 1000 }, everything(30, 15), {
    ...SHOCKS,
    block: true,
    fixedCosts: {
      seats: { perMonth: 100, renewal: { from: "2027-02-01", multiplier: { p10: 1.2, p90: 4 }, probability: 0.6 } },
    },
  }),
  "everything uncertain: 1,600 a day": aCase({ months: 3, budget: 9883, trials: 600 }, everything(800, 80), {
    ...SHOCKS,
    calendar: MONDAYS,
  }),
};

/**
 * Many attempts at tasks that are alike for a model: what one attempt was says much of the next, and caps kill some of
 * them.
 */
const alike = (acrossModels: number, sameModel: number): NonNullable<Workload["difficulty"]> => ({
  acrossModels,
  sameModel,
});
const DEEP_ROUTES: Record<string, LawTwoCase> = {
  "deep: two small, two strong, killed, alike by 0.9, 60 a day": aCase(
    { months: 3, budget: 6702, trials: 300 },
    workload(
      60,
      cap(
        { tokens: 900_000 },
        { route: { steps: ["small", "small", "strong", "strong"], verifier: GOOD }, difficulty: alike(0.42, 0.9) },
      ),
    ),
  ),
  "deep: five attempts of one model, killed, alike by 0.95, 120 a day": aCase(
    { months: 6, budget: 429.5, trials: 250 },
    workload(
      120,
      cap(
        { tokens: 900_000 },
        {
          route: { steps: ["small", "small", "small", "small", "small"], verifier: GOOD },
          difficulty: alike(0.3, 0.95),
        },
      ),
    ),
    { calendar: MONDAYS },
  ),
  "deep: six steps there and back, handed back at times, alike by 0.7, 40 a day": aCase(
    { months: 3, budget: 1058, trials: 250 },
    workload(
      40,
      cap(
        { cost: 0.5, partial: 0.3, approval: 0.2 },
        {
          route: { steps: ["small", "medium", "small", "medium", "strong", "strong"], verifier: BAD },
          difficulty: alike(0.42, 0.7),
        },
      ),
    ),
  ),
  "deep: best of ten, killed, alike by 0.95, 100 a day": aCase(
    { months: 3, budget: 7263, trials: 250 },
    workload(
      100,
      cap({ tokens: 700_000 }, { route: { bestOf: 10, model: "medium", verifier: BAD }, difficulty: alike(0.5, 0.95) }),
    ),
    { calendar: MONDAYS },
  ),
  "deep: a choice by difficulty between cascades, killed, alike by 0.85, 80 a day": aCase(
    { months: 3, budget: 10800, trials: 250 },
    workload(
      80,
      cap(
        { tokens: 900_000 },
        {
          route: {
            choose: [
              { upTo: 0.5, steps: ["small", "small", "medium"], verifier: GOOD },
              { upTo: 0.9, steps: ["medium", "medium", "strong"], verifier: BAD },
              { upTo: 1, steps: ["strong", "strong"], verifier: GOOD },
            ],
            by: "difficulty",
            accuracy: 0.8,
            cost: 0.01,
          },
          difficulty: alike(0.6, 0.85),
        },
      ),
    ),
  ),
  "deep: a cascade of models that find a task alike by 0.9, killed, 90 a day": aCase(
    { months: 3, budget: 9667, trials: 300 },
    workload(90, cap({ tokens: 800_000 }, { route: CASCADE_OF_THREE, difficulty: alike(0.9, 0.9) })),
  ),
};

/** Every plan of the grid, by name. */
export const LAW_TWO_PLANS: Readonly<Record<string, LawTwoCase>> = {
  ...TOKEN_FORMS,
  ...RUNS,
  ...ROUTES,
  ...ATTEMPT_CAPS,
  ...MONTH_CAPS,
  ...BUDGETS,
  ...CHANGES,
  ...DEMAND,
  ...EVERYTHING,
  ...DEEP_ROUTES,
};
