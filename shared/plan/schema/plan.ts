import * as v from "valibot";
import { actualsSchema, type actualMonthSchema, type workloadActualsSchema } from "./actuals.ts";
import { attemptSchema, type mixSchema, type successSchema, type tailSchema, type tokensSchema } from "./attempt.ts";
import { centreSchema, commitmentSchema, costCentreSchema, seatsSchema, splitSchema } from "./contracts.ts";
import { currencyCode, currencySchema, datedMultiplierSchema, modelSchema, type priceSchema } from "./model.ts";
import { dispersionSchema, wanderSchema } from "./demandLaw.ts";
import {
  atLeastZero,
  type evidenceSchema,
  figure,
  id,
  text,
  title,
  uncertainAmount,
  uncertainElasticity,
  uncertainGrowth,
  uncertainShare,
} from "./parts.ts";
import { peopleGroupSchema, usersSchema } from "./people.ts";
import { commentsSchema } from "./record.ts";
import {
  attemptCapSchema,
  changeSchema,
  monthCapSchema,
  routeSchema,
  userCapSchema,
  type verifierSchema,
} from "./route.ts";
import { aboutSchema, budgetSchema, calendarSchema, correlationsSchema, fiscalYearSchema } from "./settings.ts";
import { rule } from "./shape.ts";
import { caseSchema, gateSchema, planValueSchema } from "./value.ts";

/**
 * The plan document, `schema: "past-april.plan/1"`, `/2` with `actuals` or `/3` (see `versions.ts`): the file on disk,
 * the TypeScript type and the check of every object by itself are this one table. What only the whole plan can show (a
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
 * Version 3 can also say prices in other currencies with their rates, that its figures are an example (`illustrative`),
 * what a use of AI should bring (`value`, `case`, `gate`), whose plan it is (`about`), a phasing by working days or by
 * last year, why assumptions move together, what was said about inputs (`comments`), the head-count table (`people`), and contracts: prices by class,
 * terms, retirements, seats, commitments, caps a person and cost centers.
 */
export const PLAN_SCHEMA_WITH_CURRENCIES = "past-april.plan/3";

const adoptionSchema = v.pipe(
  v.array(
    v.strictObject({
      /** Months from the start of the year; the share is linear between its points. */
      month: v.pipe(figure, v.minValue(-1200), v.maxValue(1200)),
      /** Share of the people who use it. */
      share: uncertainShare,
    }),
  ),
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

/** How many tasks there are, and what moves their number. */
export const demandSchema = v.strictObject({
  /** People who may use it: so many, or a share of a group of the head-count table. */
  users: usersSchema,
  /** How unlike the users are: coefficient of variation of what they use; about 1.2 in the field. */
  userSpread: v.exactOptional(v.pipe(figure, v.minValue(0), v.maxValue(100))),
  /** Which share of them uses it, by month; absent: all of them, all year. */
  adoption: v.exactOptional(adoptionSchema),
  /** Tasks a person has on a working day. */
  tasksPerUserPerDay: uncertainAmount,
  /** Growth of the tasks from month to month: 0.02 is 2% a month. */
  monthlyGrowth: v.exactOptional(uncertainGrowth),
  /** A factor for each fiscal month. */
  seasonality: v.exactOptional(v.array(atLeastZero)),
  /** How demand fluctuates from month to month, beside growth and season. */
  wander: v.exactOptional(wanderSchema),
  /** How uneven days are around what is expected of them, beyond chance; absent: not at all. */
  dispersion: v.exactOptional(dispersionSchema),
  /** Elasticity of demand to the lead model's price. */
  rebound: v.exactOptional(uncertainElasticity),
});

/** What a task that ends well brings, and what its review and its failures cost. */
export const outcomeSchema = v.strictObject({
  /** What one outcome is, in the singular: "merged pull request". */
  unit: v.exactOptional(title),
  /** What one outcome is worth, in money. */
  value: uncertainAmount,
  /** Share of that worth that reaches the accounts. */
  captured: v.exactOptional(uncertainShare),
  /** Money for the review of each accepted task. */
  reviewCost: v.exactOptional(uncertainAmount),
  /** Money for each task that failed. */
  failureCost: v.exactOptional(uncertainAmount),
  /** Money for each wrong result that nobody noticed. */
  errorCost: v.exactOptional(uncertainAmount),
  /** Whether a failed attempt is known to have failed; absent: it is. */
  failuresVisible: v.exactOptional(v.boolean()),
});

/** How alike the difficulty of a task is for different models, and for repeated attempts of one; 0: not at all. */
const difficultySchema = v.pipe(
  v.strictObject({
    /** Correlation of a task's difficulty between models. */
    acrossModels: v.exactOptional(v.pipe(figure, v.minValue(0), v.ltValue(1))),
    /** The same between attempts of one model; absent: as across models. */
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

/** One use of AI: its tasks, what an attempt at one takes and brings, and by which rules it is worked. */
export const workloadSchema = v.strictObject({
  /** What people call it. */
  name: v.exactOptional(title),
  /** Who answers for its spend: a team or a role. */
  owner: v.exactOptional(title),
  /** How far it is: a draft, a pilot, in production, or retired. */
  status: v.exactOptional(v.picklist(["draft", "pilot", "production", "retired"])),
  demand: demandSchema,
  /** One entry for each model that the workload may use. */
  attempts: v.record(id, attemptSchema),
  /** How alike the difficulty of a task is for different models and attempts. */
  difficulty: v.exactOptional(difficultySchema),
  /** Tokens of this work for one token of the reference runs. */
  tokensMultiplier: v.exactOptional(uncertainAmount),
  /** Growth of the tokens of a task from month to month. */
  tokensGrowth: v.exactOptional(uncertainGrowth),
  route: routeSchema,
  attemptCap: v.exactOptional(attemptCapSchema),
  monthCap: v.exactOptional(monthCapSchema),
  /** What changes on a day of the year. */
  changes: v.exactOptional(v.array(changeSchema)),
  userCap: v.exactOptional(userCapSchema),
  costCentre: v.exactOptional(costCentreSchema),
  outcome: outcomeSchema,
  case: v.exactOptional(caseSchema),
  gate: v.exactOptional(gateSchema),
});

/** What is paid every month, however much is used. */
export const fixedCostSchema = v.strictObject({
  /** What people call it. */
  name: v.exactOptional(title),
  /** Who answers for it: a team or a role. */
  owner: v.exactOptional(title),
  /** Money a month. */
  perMonth: uncertainAmount,
  renewal: v.exactOptional(datedMultiplierSchema),
  split: v.exactOptional(splitSchema),
});

/** The plan with some of its fields changed. */
export const scenarioSchema = v.strictObject({
  /** What people call it. */
  name: v.exactOptional(title),
  /** What it is about. */
  description: v.exactOptional(text),
  /** JSON Merge Patch (RFC 7396) over the plan. */
  change: v.record(v.string(), v.unknown()),
});

export const planSchema = v.strictObject({
  /** The version of the file: 1; 2 with closed months; 3 with contracts, value, or settings that it adds. */
  schema: v.picklist([PLAN_SCHEMA, PLAN_SCHEMA_WITH_ACTUALS, PLAN_SCHEMA_WITH_CURRENCIES]),
  /** What people call the plan. */
  name: title,
  /** What it is about. */
  description: v.exactOptional(text),
  about: v.exactOptional(aboutSchema),
  /** The figures are an example, not anyone's plan. It changes no trial. */
  illustrative: v.exactOptional(v.boolean()),
  /** The currency of all money that names no other, by its ISO 4217 code. */
  currency: currencyCode,
  /** Other currencies that prices are in. */
  currencies: v.exactOptional(v.record(currencyCode, currencySchema)),
  fiscalYear: fiscalYearSchema,
  calendar: v.exactOptional(calendarSchema),
  budget: budgetSchema,
  /** What hits all workloads at once. */
  shared: v.exactOptional(
    v.strictObject({
      /** Tasks of all workloads, as a multiple. */
      demand: v.exactOptional(uncertainAmount),
      /** Tokens of all workloads, as a multiple. */
      tokens: v.exactOptional(uncertainAmount),
      /** Prices of all models, as a multiple. */
      prices: v.exactOptional(uncertainAmount),
      wander: v.exactOptional(wanderSchema),
    }),
  ),
  /** The head-count table: groups of people by id, of which workloads take shares. */
  people: v.exactOptional(v.record(id, peopleGroupSchema)),
  /** Models by id: what they are called, and their prices. */
  models: v.record(id, modelSchema),
  /** Uses of AI by id. */
  workloads: v.record(id, workloadSchema),
  /** What is paid every month, by id. */
  fixedCosts: v.exactOptional(v.record(id, fixedCostSchema)),
  /** Subscriptions by the seat, by id. */
  seats: v.exactOptional(v.record(id, seatsSchema)),
  /** Money promised to a seller for a time, by id. */
  commitments: v.exactOptional(v.record(id, commitmentSchema)),
  /** Whose budget it is, by id. */
  costCentres: v.exactOptional(v.record(id, centreSchema)),
  correlations: v.exactOptional(correlationsSchema),
  /** Alternatives to the plan, by id. */
  scenarios: v.exactOptional(v.pipe(v.record(id, scenarioSchema), v.maxEntries(100))),
  actuals: v.exactOptional(actualsSchema),
  value: v.exactOptional(planValueSchema),
  comments: v.exactOptional(commentsSchema),
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
export type Users = Workload["demand"]["users"];
export type Workload = v.InferOutput<typeof workloadSchema>;
export type DatedMultiplier = v.InferOutput<typeof datedMultiplierSchema>;
export type Model = v.InferOutput<typeof modelSchema>;
export type UserCap = v.InferOutput<typeof userCapSchema>;
export type CostCentre = v.InferOutput<typeof costCentreSchema>;
export type Split = v.InferOutput<typeof splitSchema>;
export type Seats = v.InferOutput<typeof seatsSchema>;
export type Commitment = v.InferOutput<typeof commitmentSchema>;
export type Centre = v.InferOutput<typeof centreSchema>;
export type PriceChange = NonNullable<Model["priceChanges"]>[number];
export type Retires = NonNullable<Model["retires"]>;
export type FixedCost = v.InferOutput<typeof fixedCostSchema>;
export type WorkloadActuals = v.InferOutput<typeof workloadActualsSchema>;
export type ActualMonth = v.InferOutput<typeof actualMonthSchema>;
export type Actuals = v.InferOutput<typeof actualsSchema>;
export type Scenario = v.InferOutput<typeof scenarioSchema>;
