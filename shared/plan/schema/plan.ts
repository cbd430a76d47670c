import * as v from "valibot";
import { dispersionSchema, wanderSchema } from "./demandLaw.ts";
import { caseSchema, gateSchema, planValueSchema } from "./value.ts";
import {
  ascending,
  atLeastZero,
  evidence,
  type evidenceSchema,
  figure,
  id,
  isoDate,
  isoMonth,
  positive,
  share,
  shown,
  sumOf,
  text,
  title,
  uncertainAmount,
  uncertainElasticity,
  uncertainGrowth,
  uncertainShare,
} from "./parts.ts";
import { aboutSchema, budgetSchema, calendarSchema, correlationsSchema, fiscalYearSchema } from "./settings.ts";
import { armBy, rule, type Misfit } from "./shape.ts";

/**
 * The plan document, `schema: "past-april.plan/1"`, `/2` with `actuals` or `/3` (see `versions.ts`): the file on disk,
 * the TypeScript type and the check of every object by itself are this one table. What only the whole plan can tell (a
 * route that names a missing model) is in `crossChecks.ts`.
 *
 * Money is in the plan's currency, prices per million tokens, probabilities and shares 0..1, dates ISO 8601.
 * Optional fields have the defaults that `defaults.ts` lists; nowhere else is a default written.
 *
 * Where a field may take several forms, the form is chosen by the keys that are present (`armBy`), so that an issue is
 * reported inside the form that was meant.
 */
export const PLAN_SCHEMA = "past-april.plan/1";
/**
 * Version 2 is version 1 and `actuals`. A plan is of the lowest version that can say it: one without actuals stays a
 * file that every reader of version 1 understands, with the same hash.
 */
export const PLAN_SCHEMA_WITH_ACTUALS = "past-april.plan/2";
/**
 * Version 3 can also say prices in other currencies with their rates, that its figures are an example
 * (`illustrative`), what a use of AI should bring (`value`, `case`, `gate`), whose plan it is (`about`), a phasing by
 * working days or by last year, and why assumptions move together.
 */
export const PLAN_SCHEMA_WITH_CURRENCIES = "past-april.plan/3";

const LARGEST_SIGMA = 10;
/**
 * How far from 1 shares may sum that were rounded to write them down: a millionth, and a hair for the rounding of the
 * sum itself.
 */
const SUM_TOLERANCE = 1.000001e-6;

/** Beyond percentile `from` a generalised Pareto of this shape, with the body's density at the joint. */
export const tailSchema = v.strictObject({
  from: v.pipe(figure, v.minValue(0.5), v.ltValue(1)),
  shape: v.pipe(figure, v.minValue(0), v.ltValue(1)),
});

const tokensCommon = {
  tail: v.exactOptional(tailSchema),
  /** Number of observed runs of different tasks behind the estimate; absent: known. */
  runs: v.exactOptional(v.pipe(figure, v.minValue(3))),
  /** No attempt takes more tokens than this. */
  limit: v.exactOptional(positive),
  evidence,
};

const lognormalTokensSchema = v.strictObject({
  family: v.literal("lognormal"),
  median: positive,
  sigma: v.pipe(positive, v.maxValue(LARGEST_SIGMA)),
  ...tokensCommon,
});
const percentileTokensSchema = v.pipe(
  v.strictObject({ family: v.literal("lognormal"), p50: positive, p95: positive, ...tokensCommon }),
  rule(({ p50, p95 }) => ascending("p50", p50, "p95", p95)),
);
const empiricalTokensSchema = v.pipe(
  v.strictObject({
    family: v.literal("empirical"),
    quantiles: v.pipe(v.array(positive), v.length(101)),
    ...tokensCommon,
  }),
  rule(({ quantiles }) => {
    const fall = quantiles.findIndex((value, p) => p > 0 && value < quantiles[p - 1]!);
    if (fall < 0) return null;
    return {
      path: ["quantiles", fall],
      found: `${shown(quantiles[fall]!)} after ${shown(quantiles[fall - 1]!)}`,
      wanted: "percentiles that ascend",
    };
  }),
);

const TOKENS_FORMS =
  '{"family": "lognormal", "median", "sigma"}, {"family": "lognormal", "p50", "p95"} or {"family": "empirical", "quantiles"}';

/** Tokens of one attempt. */
export const tokensSchema = armBy(TOKENS_FORMS, (has) => {
  if (has("quantiles")) return empiricalTokensSchema;
  if (has("p50") || has("p95")) return percentileTokensSchema;
  return has("median") || has("sigma") ? lognormalTokensSchema : null;
});

/** Share of each class of token in an attempt; they sum to 1. */
export const mixSchema = v.pipe(
  v.strictObject({
    input: v.exactOptional(share),
    cacheRead: v.exactOptional(share),
    cacheWrite: v.exactOptional(share),
    output: v.exactOptional(share),
  }),
  rule(({ input = 0, cacheRead = 0, cacheWrite = 0, output = 0 }) => {
    const sum = sumOf([input, cacheRead, cacheWrite, output]);
    return Math.abs(sum - 1) <= SUM_TOLERANCE
      ? null
      : { found: `shares that sum to ${shown(sum)}`, wanted: "shares that sum to 1" };
  }),
);

const successByEffortSchema = v.strictObject({
  byEffort: v.pipe(v.array(share), v.minLength(1)),
  runs: v.exactOptional(positive),
  evidence,
});

/** Chance of a right answer, by how dear the task is for this model: k equal bins, cheapest first. */
export const successSchema = armBy('a chance from 0 to 1, or {"byEffort": [0.8, 0.7, 0.5]}', (has, input) => {
  if (typeof input === "number") return share;
  return has("byEffort") || has("runs") ? successByEffortSchema : null;
});

export const attemptSchema = v.strictObject({
  tokens: tokensSchema,
  mix: mixSchema,
  /**
   * An attempt in `share` of all is one that got out of hand: `factor` times the tokens, never a success. Drawn per
   * attempt.
   */
  runaway: v.exactOptional(v.strictObject({ share, factor: uncertainAmount })),
  success: successSchema,
});

export const verifierSchema = v.strictObject({
  /** Chance to flag a failed attempt. */
  catches: share,
  /** Chance to flag a good attempt. */
  falseAlarms: share,
  /** Money per attempt verified. */
  cost: v.exactOptional(atLeastZero),
});

/** Most attempts a route may make at one task. */
const MAX_ATTEMPTS = 64;

const stepsFields = {
  steps: v.pipe(v.array(id), v.minLength(1), v.maxLength(MAX_ATTEMPTS)),
  verifier: v.exactOptional(verifierSchema),
};

function stepsNeedVerifier(steps: readonly string[], verifier: unknown): Misfit | null {
  if (steps.length === 1 || verifier !== undefined) return null;
  return {
    path: ["verifier"],
    found: "nothing",
    wanted: 'a verifier {"catches", "falseAlarms"}, which decides when the next step is taken',
  };
}

const stepsRouteSchema = v.pipe(
  v.strictObject(stepsFields),
  rule(({ steps, verifier }) => stepsNeedVerifier(steps, verifier)),
);
const bestOfRouteSchema = v.strictObject({
  bestOf: v.pipe(figure, v.integer(), v.minValue(1), v.maxValue(MAX_ATTEMPTS)),
  model: id,
  verifier: verifierSchema,
});
const branchSchema = v.pipe(
  v.strictObject({ upTo: share, ...stepsFields }),
  rule(({ steps, verifier }) => stepsNeedVerifier(steps, verifier)),
);
const chooseRouteSchema = v.strictObject({
  choose: v.pipe(
    v.array(branchSchema),
    v.minLength(1),
    rule((branches) => {
      const fall = branches.findIndex(({ upTo }, i) => i > 0 && upTo < branches[i - 1]!.upTo);
      if (fall > 0)
        return {
          path: [fall, "upTo"],
          found: `${branches[fall]!.upTo} after ${branches[fall - 1]!.upTo}`,
          wanted: "shares that ascend",
        };
      const last = branches.at(-1)!.upTo;
      return last === 1
        ? null
        : {
            path: [branches.length - 1, "upTo"],
            found: `${last} at the last branch`,
            wanted: "1, so that every task has a branch",
          };
    }),
  ),
  by: v.picklist(["difficulty", "chance"]),
  accuracy: v.exactOptional(share),
  /** Money per task for choosing. */
  cost: v.exactOptional(atLeastZero),
});

/** What is done for one task. */
export const routeSchema = armBy(
  '{"steps": ["model", …]}, {"bestOf": n, "model", "verifier"} or {"choose": […], "by"}',
  (has) => {
    if (has("choose")) return chooseRouteSchema;
    if (has("bestOf")) return bestOfRouteSchema;
    return has("steps") ? stepsRouteSchema : null;
  },
);

const attemptCapCommon = {
  /** Chance that a stopped attempt is allowed to go on. */
  approval: v.exactOptional(share),
  /** One uncapped attempt with this model follows a stop. */
  fallbackModel: v.exactOptional(id),
  /** What is handed back succeeds with this times its probability. */
  partial: v.exactOptional(share),
};
const tokensCapSchema = v.strictObject({ tokens: positive, ...attemptCapCommon });
const costCapSchema = v.strictObject({ cost: positive, ...attemptCapCommon });

/** Where an attempt is stopped. */
export const attemptCapSchema = armBy('{"tokens": n} or {"cost": n}', (has) => {
  if (has("tokens")) return tokensCapSchema;
  return has("cost") ? costCapSchema : null;
});

export const monthCapSchema = v.pipe(
  v.strictObject({
    amount: atLeastZero,
    atCap: v.picklist(["block", "defer", "degrade"]),
    /** The route of `degrade`. */
    fallback: v.exactOptional(routeSchema),
    /** Chance, once per workload and month, that the rest of the month is uncapped. */
    approval: v.exactOptional(share),
    /** Whole days until spend is known. */
    lagDays: v.exactOptional(v.pipe(figure, v.integer(), v.minValue(0))),
  }),
  rule(({ atCap, fallback }) =>
    atCap === "degrade" && fallback === undefined
      ? { path: ["fallback"], found: "nothing", wanted: "the route that work takes once the month's amount is spent" }
      : null,
  ),
);

export const changeSchema = v.strictObject({
  from: isoDate,
  set: v.strictObject({
    route: v.exactOptional(routeSchema),
    attemptCap: v.exactOptional(v.nullable(attemptCapSchema)),
    monthCap: v.exactOptional(v.nullable(monthCapSchema)),
  }),
});

const adoptionSchema = v.pipe(
  v.array(v.strictObject({ month: v.pipe(figure, v.minValue(-1200), v.maxValue(1200)), share: uncertainShare })),
  v.minLength(1),
  rule((points) => {
    const fall = points.findIndex(({ month }, i) => i > 0 && month <= points[i - 1]!.month);
    if (fall < 0) return null;
    return {
      path: [fall, "month"],
      found: `month ${points[fall]!.month} after month ${points[fall - 1]!.month}`,
      wanted: "months that ascend",
    };
  }),
);

export const demandSchema = v.strictObject({
  users: uncertainAmount,
  /** How unlike the users are: coefficient of variation of what they use; about 1.2 in the field. */
  userSpread: v.exactOptional(v.pipe(figure, v.minValue(0), v.maxValue(100))),
  adoption: v.exactOptional(adoptionSchema),
  tasksPerUserPerDay: uncertainAmount,
  monthlyGrowth: v.exactOptional(uncertainGrowth),
  /** A factor for each fiscal month. */
  seasonality: v.exactOptional(v.array(atLeastZero)),
  wander: v.exactOptional(wanderSchema),
  /** How uneven days are around what is expected of them, beyond chance; absent: not at all. */
  dispersion: v.exactOptional(dispersionSchema),
  /** Elasticity of demand to the lead model's price. */
  rebound: v.exactOptional(uncertainElasticity),
});

export const outcomeSchema = v.strictObject({
  unit: v.exactOptional(title),
  value: uncertainAmount,
  captured: v.exactOptional(uncertainShare),
  reviewCost: v.exactOptional(uncertainAmount),
  failureCost: v.exactOptional(uncertainAmount),
  errorCost: v.exactOptional(uncertainAmount),
  failuresVisible: v.exactOptional(v.boolean()),
});

const difficultySchema = v.pipe(
  v.strictObject({
    acrossModels: v.exactOptional(v.pipe(figure, v.minValue(0), v.ltValue(1))),
    sameModel: v.exactOptional(v.pipe(figure, v.minValue(0), v.ltValue(1))),
  }),
  rule(({ acrossModels = 0, sameModel = acrossModels }) =>
    acrossModels <= sameModel
      ? null
      : {
          found: `acrossModels ${acrossModels} above sameModel ${sameModel}`,
          wanted: "sameModel at least as large: two models cannot agree more than one model with itself",
        },
  ),
);

export const workloadSchema = v.strictObject({
  name: v.exactOptional(title),
  owner: v.exactOptional(title),
  status: v.exactOptional(v.picklist(["draft", "pilot", "production", "retired"])),
  demand: demandSchema,
  /** One entry for each model that the workload may use. */
  attempts: v.record(id, attemptSchema),
  difficulty: v.exactOptional(difficultySchema),
  tokensMultiplier: v.exactOptional(uncertainAmount),
  tokensGrowth: v.exactOptional(uncertainGrowth),
  route: routeSchema,
  attemptCap: v.exactOptional(attemptCapSchema),
  monthCap: v.exactOptional(monthCapSchema),
  changes: v.exactOptional(v.array(changeSchema)),
  outcome: outcomeSchema,
  case: v.exactOptional(caseSchema),
  gate: v.exactOptional(gateSchema),
});

/** A currency by its ISO 4217 code. */
const currencyCode = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));

export const priceSchema = v.strictObject({
  /** What the prices are in; absent: the plan's currency. */
  currency: v.exactOptional(currencyCode),
  input: v.exactOptional(atLeastZero),
  cacheRead: v.exactOptional(atLeastZero),
  cacheWrite: v.exactOptional(atLeastZero),
  output: v.exactOptional(atLeastZero),
  evidence,
});

/** Another currency: `rate` is money of the plan for one unit of it, the same all year. */
export const currencySchema = v.strictObject({ rate: positive });

/** From its date on the multiplier is in force, if it happens: once a trial, with this probability. */
export const datedMultiplierSchema = v.strictObject({
  from: isoDate,
  multiplier: uncertainAmount,
  probability: v.exactOptional(share),
});

export const modelSchema = v.strictObject({
  name: v.exactOptional(title),
  provider: v.exactOptional(title),
  price: priceSchema,
  priceChanges: v.exactOptional(v.array(datedMultiplierSchema)),
});

export const fixedCostSchema = v.strictObject({
  name: v.exactOptional(title),
  owner: v.exactOptional(title),
  perMonth: uncertainAmount,
  renewal: v.exactOptional(datedMultiplierSchema),
});

export const scenarioSchema = v.strictObject({
  name: v.exactOptional(title),
  description: v.exactOptional(text),
  /** JSON Merge Patch (RFC 7396) over the plan. */
  change: v.record(v.string(), v.unknown()),
});

/** What a workload did in a closed month. What is left out is not known, but spend. */
export const workloadActualsSchema = v.pipe(
  v.strictObject({
    /** Money, all spend of the workload. */
    spend: atLeastZero,
    /** Tasks that were worked, and attempts at them. */
    tasks: v.exactOptional(atLeastZero),
    attempts: v.exactOptional(atLeastZero),
    /** Tokens by model. */
    tokens: v.exactOptional(v.record(id, atLeastZero)),
    /** Tasks that ended accepted and right. */
    outcomes: v.exactOptional(atLeastZero),
    /** Money that finance has booked as what it brought. */
    benefit: v.exactOptional(atLeastZero),
    /** Tasks in which a person stepped in, and tasks that went back to the old way. */
    interventions: v.exactOptional(atLeastZero),
    exceptions: v.exactOptional(atLeastZero),
  }),
  rule(({ tasks, outcomes, interventions, exceptions }) => {
    if (tasks === undefined) return null;
    if (outcomes !== undefined && outcomes > tasks)
      return {
        path: ["outcomes"],
        found: `${outcomes} outcomes of ${tasks} tasks`,
        wanted: "at most one outcome a task",
      };
    for (const [name, count] of Object.entries({ interventions, exceptions }))
      if (count !== undefined && count > tasks)
        return {
          path: [name],
          found: `${count} ${name} in ${tasks} tasks`,
          wanted: `at most as many as there were tasks`,
        };
    return null;
  }),
);

export const actualMonthSchema = v.strictObject({
  month: isoMonth,
  /** A workload that is left out spent nothing. */
  workloads: v.record(id, workloadActualsSchema),
  /** Money by fixed cost; one that is left out was not charged. */
  fixedCosts: v.exactOptional(v.record(id, atLeastZero)),
  /** Money that belongs to no workload and no fixed cost of the plan. */
  unassigned: v.exactOptional(atLeastZero),
  evidence,
});

/**
 * The closed months of the year, from its first month on, none left out. They are what happened: no scenario changes
 * them.
 */
export const actualsSchema = v.strictObject({ months: v.pipe(v.array(actualMonthSchema), v.minLength(1)) });

export const planSchema = v.strictObject({
  schema: v.picklist([PLAN_SCHEMA, PLAN_SCHEMA_WITH_ACTUALS, PLAN_SCHEMA_WITH_CURRENCIES]),
  name: title,
  description: v.exactOptional(text),
  about: v.exactOptional(aboutSchema),
  /** The figures are an example, not anyone's plan. It changes no trial. */
  illustrative: v.exactOptional(v.boolean()),
  currency: currencyCode,
  /** Other currencies that prices are in. */
  currencies: v.exactOptional(v.record(currencyCode, currencySchema)),
  fiscalYear: fiscalYearSchema,
  calendar: v.exactOptional(calendarSchema),
  budget: budgetSchema,
  /** What hits all workloads at once. */
  shared: v.exactOptional(
    v.strictObject({
      demand: v.exactOptional(uncertainAmount),
      tokens: v.exactOptional(uncertainAmount),
      prices: v.exactOptional(uncertainAmount),
      wander: v.exactOptional(wanderSchema),
    }),
  ),
  models: v.record(id, modelSchema),
  workloads: v.record(id, workloadSchema),
  fixedCosts: v.exactOptional(v.record(id, fixedCostSchema)),
  correlations: v.exactOptional(correlationsSchema),
  scenarios: v.exactOptional(v.pipe(v.record(id, scenarioSchema), v.maxEntries(100))),
  actuals: v.exactOptional(actualsSchema),
  value: v.exactOptional(planValueSchema),
});

export type Plan = v.InferOutput<typeof planSchema>;
export type Evidence = v.InferOutput<typeof evidenceSchema>;
export type Uncertain = v.InferOutput<typeof uncertainAmount>;
export type Tokens = v.InferOutput<typeof tokensSchema>;
export type Tail = v.InferOutput<typeof tailSchema>;
export type Mix = v.InferOutput<typeof mixSchema>;
export type Price = v.InferOutput<typeof priceSchema>;
export type Success = v.InferOutput<typeof successSchema>;
export type Attempt = v.InferOutput<typeof attemptSchema>;
export type Verifier = v.InferOutput<typeof verifierSchema>;
export type Route = v.InferOutput<typeof routeSchema>;
export type AttemptCap = v.InferOutput<typeof attemptCapSchema>;
export type MonthCap = v.InferOutput<typeof monthCapSchema>;
export type Wander = v.InferOutput<typeof wanderSchema>;
export type Workload = v.InferOutput<typeof workloadSchema>;
export type DatedMultiplier = v.InferOutput<typeof datedMultiplierSchema>;
export type Model = v.InferOutput<typeof modelSchema>;
export type FixedCost = v.InferOutput<typeof fixedCostSchema>;
export type WorkloadActuals = v.InferOutput<typeof workloadActualsSchema>;
export type ActualMonth = v.InferOutput<typeof actualMonthSchema>;
export type Actuals = v.InferOutput<typeof actualsSchema>;
export type Scenario = v.InferOutput<typeof scenarioSchema>;
