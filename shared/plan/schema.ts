import * as v from "valibot";

/**
 * The plan document, `schema: "past-april.plan/1"`: the file on disk, the TypeScript type and the first check are this one
 * table. What cannot be said of one field alone (a route that names a missing model) is checked in `crossChecks.ts`.
 *
 * Money is in the plan's currency, prices per million tokens, probabilities and shares 0..1, dates ISO 8601.
 * Optional fields have the defaults that `defaults.ts` lists; nowhere else is a default written.
 */
export const PLAN_SCHEMA = "past-april.plan/1";

const finite = v.pipe(v.number(), v.finite());
const atLeastZero = v.pipe(finite, v.minValue(0));
const positive = v.pipe(finite, v.gtValue(0));
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const isoDate = v.pipe(v.string(), v.isoDate());
/** Ids are the keys of maps: stable, and readable in a diff. */
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const text = v.string();

export const evidenceSchema = v.strictObject({
  grade: v.picklist(["measured", "sampled", "judged", "guessed"]),
  source: v.exactOptional(text),
  date: v.exactOptional(isoDate),
  by: v.exactOptional(text),
});

const evidence = v.exactOptional(evidenceSchema);

const certainSchema = v.strictObject({ value: finite, evidence });
const lognormalSchema = v.strictObject({ p10: positive, p90: positive, evidence });
const pertSchema = v.strictObject({ min: finite, mode: finite, max: finite, evidence });
const uniformSchema = v.strictObject({ min: finite, max: finite, evidence });
const oneOfSchema = v.strictObject({
  values: v.pipe(v.array(finite), v.minLength(1)),
  weights: v.pipe(v.array(atLeastZero), v.minLength(1)),
  evidence,
});

/** A number nobody knows yet: drawn once a trial (level 1). A bare number is certain. */
export const uncertainSchema = v.union([finite, certainSchema, lognormalSchema, pertSchema, uniformSchema, oneOfSchema]);

/** Beyond percentile `from` a generalised Pareto of this shape, with the body's density at the joint. */
export const tailSchema = v.strictObject({
  from: v.pipe(finite, v.gtValue(0), v.ltValue(1)),
  shape: v.pipe(finite, v.minValue(0), v.ltValue(1)),
});

const tokensCommon = {
  tail: v.exactOptional(tailSchema),
  /** Number of observed runs of different tasks behind the estimate; absent: known. */
  runs: v.exactOptional(v.pipe(finite, v.minValue(3))),
  /** No attempt takes more tokens than this. */
  limit: v.exactOptional(positive),
  evidence,
};

/** Tokens of one attempt. */
export const tokensSchema = v.union([
  v.strictObject({ family: v.literal("lognormal"), median: positive, sigma: positive, ...tokensCommon }),
  v.strictObject({ family: v.literal("lognormal"), p50: positive, p95: positive, ...tokensCommon }),
  v.strictObject({ family: v.literal("empirical"), quantiles: v.pipe(v.array(positive), v.length(101)), ...tokensCommon }),
]);

/** Share of each class of token in an attempt; they sum to 1. */
export const mixSchema = v.strictObject({
  input: v.exactOptional(share),
  cacheRead: v.exactOptional(share),
  cacheWrite: v.exactOptional(share),
  output: v.exactOptional(share),
});

/** Chance of a right answer, by how dear the task is for this model: k equal bins, cheapest first. */
export const successSchema = v.union([
  share,
  v.strictObject({
    byEffort: v.pipe(v.array(share), v.minLength(1)),
    runs: v.exactOptional(positive),
    evidence,
  }),
]);

export const attemptSchema = v.strictObject({
  tokens: tokensSchema,
  mix: mixSchema,
  runaway: v.exactOptional(v.strictObject({ share, factor: uncertainSchema })),
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

const steps = v.pipe(v.array(id), v.minLength(1));
const stepsRouteSchema = v.strictObject({ steps, verifier: v.exactOptional(verifierSchema) });
const bestOfRouteSchema = v.strictObject({
  bestOf: v.pipe(finite, v.integer(), v.minValue(1), v.maxValue(64)),
  model: id,
  verifier: verifierSchema,
});
const branchSchema = v.strictObject({ upTo: share, steps, verifier: v.exactOptional(verifierSchema) });
const chooseRouteSchema = v.strictObject({
  choose: v.pipe(v.array(branchSchema), v.minLength(1)),
  by: v.picklist(["difficulty", "chance"]),
  accuracy: v.exactOptional(share),
  /** Money per task for choosing. */
  cost: v.exactOptional(atLeastZero),
});
export const routeSchema = v.union([stepsRouteSchema, bestOfRouteSchema, chooseRouteSchema]);

const attemptCapCommon = {
  /** Chance that a stopped attempt is allowed to go on. */
  approval: v.exactOptional(share),
  /** One uncapped attempt with this model follows a stop. */
  fallbackModel: v.exactOptional(id),
  /** What is handed back succeeds with this times its probability. */
  partial: v.exactOptional(share),
};
export const attemptCapSchema = v.union([
  v.strictObject({ tokens: positive, ...attemptCapCommon }),
  v.strictObject({ cost: positive, ...attemptCapCommon }),
]);

export const monthCapSchema = v.strictObject({
  amount: atLeastZero,
  atCap: v.picklist(["block", "defer", "degrade"]),
  /** The route of `degrade`. */
  fallback: v.exactOptional(routeSchema),
  /** Chance, once per workload and month, that the rest of the month is uncapped. */
  approval: v.exactOptional(share),
  /** Whole days until spend is known. */
  lagDays: v.exactOptional(v.pipe(finite, v.integer(), v.minValue(0))),
});

export const changeSchema = v.strictObject({
  from: isoDate,
  set: v.strictObject({
    route: v.exactOptional(routeSchema),
    attemptCap: v.exactOptional(v.nullable(attemptCapSchema)),
    monthCap: v.exactOptional(v.nullable(monthCapSchema)),
  }),
});

/** Demand wanders by fiscal month: y_k = persistence·y_{k−1} + monthlySd·N(0,1). */
export const wanderSchema = v.strictObject({ monthlySd: atLeastZero, persistence: v.pipe(finite, v.minValue(-1), v.maxValue(1)) });

export const demandSchema = v.strictObject({
  users: uncertainSchema,
  userSpread: v.exactOptional(atLeastZero),
  adoption: v.exactOptional(v.pipe(v.array(v.strictObject({ month: finite, share: uncertainSchema })), v.minLength(1))),
  tasksPerUserPerDay: uncertainSchema,
  monthlyGrowth: v.exactOptional(uncertainSchema),
  /** A factor for each fiscal month. */
  seasonality: v.exactOptional(v.array(atLeastZero)),
  wander: v.exactOptional(wanderSchema),
  /** Elasticity of demand to the lead model's price. */
  rebound: v.exactOptional(uncertainSchema),
});

export const outcomeSchema = v.strictObject({
  unit: v.exactOptional(text),
  value: uncertainSchema,
  captured: v.exactOptional(uncertainSchema),
  reviewCost: v.exactOptional(uncertainSchema),
  failureCost: v.exactOptional(uncertainSchema),
  errorCost: v.exactOptional(uncertainSchema),
  failuresVisible: v.exactOptional(v.boolean()),
});

export const workloadSchema = v.strictObject({
  name: v.exactOptional(text),
  owner: v.exactOptional(text),
  status: v.exactOptional(v.picklist(["draft", "pilot", "production", "retired"])),
  demand: demandSchema,
  attempts: v.record(id, attemptSchema),
  difficulty: v.exactOptional(
    v.strictObject({ acrossModels: v.exactOptional(share), sameModel: v.exactOptional(v.pipe(finite, v.minValue(0), v.ltValue(1))) }),
  ),
  tokensMultiplier: v.exactOptional(uncertainSchema),
  tokensGrowth: v.exactOptional(uncertainSchema),
  route: routeSchema,
  attemptCap: v.exactOptional(attemptCapSchema),
  monthCap: v.exactOptional(monthCapSchema),
  changes: v.exactOptional(v.array(changeSchema)),
  outcome: outcomeSchema,
});

export const priceSchema = v.strictObject({
  input: v.exactOptional(atLeastZero),
  cacheRead: v.exactOptional(atLeastZero),
  cacheWrite: v.exactOptional(atLeastZero),
  output: v.exactOptional(atLeastZero),
  evidence,
});

/** From its date on the multiplier is in force, if it happens: once a trial, with this probability. */
export const datedMultiplierSchema = v.strictObject({
  from: isoDate,
  multiplier: uncertainSchema,
  probability: v.exactOptional(share),
});

export const modelSchema = v.strictObject({
  name: v.exactOptional(text),
  provider: v.exactOptional(text),
  price: priceSchema,
  priceChanges: v.exactOptional(v.array(datedMultiplierSchema)),
});

export const fixedCostSchema = v.strictObject({
  name: v.exactOptional(text),
  owner: v.exactOptional(text),
  perMonth: uncertainSchema,
  renewal: v.exactOptional(datedMultiplierSchema),
});

const jsonObject = v.record(v.string(), v.unknown());

export const scenarioSchema = v.strictObject({
  name: v.exactOptional(text),
  description: v.exactOptional(text),
  /** JSON Merge Patch (RFC 7396) over the plan. */
  change: jsonObject,
});

const weekday = v.picklist(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

export const planSchema = v.strictObject({
  schema: v.literal(PLAN_SCHEMA),
  name: text,
  description: v.exactOptional(text),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  fiscalYear: v.strictObject({ start: isoDate, months: v.pipe(finite, v.integer(), v.minValue(1), v.maxValue(60)) }),
  calendar: v.exactOptional(
    v.strictObject({
      workingDays: v.exactOptional(v.array(weekday)),
      holidays: v.exactOptional(v.array(isoDate)),
      restDayShare: v.exactOptional(share),
    }),
  ),
  budget: v.strictObject({
    amount: positive,
    phasing: v.exactOptional(v.union([v.literal("even"), v.array(atLeastZero)])),
    confidence: v.exactOptional(v.pipe(finite, v.gtValue(0), v.ltValue(1))),
    atExhaustion: v.exactOptional(v.picklist(["overrun", "block"])),
  }),
  shared: v.exactOptional(
    v.strictObject({
      demand: v.exactOptional(uncertainSchema),
      tokens: v.exactOptional(uncertainSchema),
      prices: v.exactOptional(uncertainSchema),
      wander: v.exactOptional(wanderSchema),
    }),
  ),
  models: v.record(id, modelSchema),
  workloads: v.record(id, workloadSchema),
  fixedCosts: v.exactOptional(v.record(id, fixedCostSchema)),
  correlations: v.exactOptional(
    v.array(v.strictObject({ between: v.tuple([v.string(), v.string()]), rank: v.pipe(finite, v.minValue(-1), v.maxValue(1)) })),
  ),
  scenarios: v.exactOptional(v.record(id, scenarioSchema)),
});

export type Plan = v.InferOutput<typeof planSchema>;
export type Evidence = v.InferOutput<typeof evidenceSchema>;
export type Uncertain = v.InferOutput<typeof uncertainSchema>;
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
export type Scenario = v.InferOutput<typeof scenarioSchema>;
