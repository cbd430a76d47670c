import fc from "fast-check";
import { isCertain } from "#shared/distributions/uncertain.ts";
import { rankPointer } from "#shared/plan/defaults.ts";
import { pairableInputs } from "#shared/plan/unknowns/inputs.ts";
import { epochDayOf, isoDateOf } from "#shared/units.ts";
import type {
  Attempt,
  AttemptCap,
  DatedMultiplier,
  Evidence,
  FixedCost,
  Model,
  MonthCap,
  Plan,
  Route,
  Scenario,
  Tokens,
  Uncertain,
  Verifier,
  Wander,
  Workload,
} from "#shared/plan/schema/plan.ts";

/** How large a random plan may be. */
export interface PlanSize {
  /** Upper bound of a workload's tasks on a working day, before growth, wander and shocks; at least 1. */
  readonly maxTasksPerDay?: number;
  readonly maxMonths?: number;
  readonly maxWorkloads?: number;
}

/**
 * Random valid plans over everything that a plan can say: all forms of uncertain numbers and tokens, retries, best of
 * n, choices, caps of both kinds, dated changes, price changes, renewals, correlations, blocking budgets, scenarios,
 * and ids that need escapes.
 */
export function arbitraryPlan({
  maxTasksPerDay = 20,
  maxMonths = 3,
  maxWorkloads = 2,
}: PlanSize = {}): fc.Arbitrary<Plan> {
  return fc
    .record({
      start: fc.constantFrom("2027-01-01", "2027-07-01", "2028-02-01"),
      months: fc.integer({ min: 1, max: maxMonths }),
    })
    .chain((fiscalYear) => {
      const dates = isoDate(fiscalYear);
      return fc.subarray(MODEL_IDS, { minLength: 1 }).chain((modelIds) =>
        fc.record(
          {
            schema: fc.constant("past-april.plan/1" as const),
            name: title,
            description: fc.string({ maxLength: 40 }),
            currency: fc.constantFrom("USD", "EUR", "JPY"),
            fiscalYear: fc.constant(fiscalYear),
            calendar: calendar(dates),
            budget: budget(fiscalYear.months),
            shared: fc.record(
              { demand: uncertain(0.7, 1.4), tokens: uncertain(0.7, 1.6), prices: uncertain(0.8, 1.2), wander },
              { requiredKeys: [] },
            ),
            models: mapOf(modelIds, () => model(dates)),
            workloads: fc
              .subarray(WORKLOAD_IDS, { minLength: 1, maxLength: maxWorkloads })
              .chain((ids) => mapOf(ids, () => workload(modelIds, fiscalYear.months, maxTasksPerDay, dates))),
            fixedCosts: fc.subarray(["seats", "platform"]).chain((ids) => mapOf(ids, () => fixedCost(dates))),
          },
          { requiredKeys: ["schema", "name", "currency", "fiscalYear", "budget", "models", "workloads"] },
        ),
      );
    })
    .chain((plan) =>
      fc.record({ plan: fc.constant(plan), correlations: correlations(plan), scenarios: scenarios(plan) }),
    )
    .map(({ plan, correlations, scenarios }) => ({
      ...plan,
      ...(correlations.length === 0 ? {} : { correlations }),
      scenarios,
    }));
}

const MODEL_IDS = ["sonnet", "openai/gpt~5", "toString", "haiku 4.5"];
const WORKLOAD_IDS = ["coding", "a/b~c", "valueOf", "7"];

const title = fc.string({ minLength: 1, maxLength: 20 });
const share = figure(0, 1);

/** A number of three or four digits, as a planner writes it; smaller ones first when a failing plan is shrunk. */
function figure(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1000 }).map((k) => inRange(min + ((max - min) * k) / 1000, min, max));
}

/** The same for what spans powers of ten. */
function figureByPowers(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1000 }).map((k) => inRange(min * (max / min) ** (k / 1000), min, max));
}

function inRange(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Number(value.toPrecision(4))));
}

function mapOf<Value>(ids: readonly string[], value: () => fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> {
  return fc.tuple(...ids.map(value)).map((values) => Object.fromEntries(ids.map((id, i) => [id, values[i]!])));
}

function isoDate({ start, months }: Plan["fiscalYear"]): fc.Arbitrary<string> {
  return fc.integer({ min: -40, max: 31 * months + 20 }).map((days) => isoDateOf(epochDayOf(start) + days));
}

const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    grade: fc.constantFrom("measured", "sampled", "judged", "guessed"),
    source: fc.string({ maxLength: 20 }),
    date: fc.constant("2027-02-26"),
    by: fc.constant("FP&A"),
  },
  { requiredKeys: ["grade"] },
);

function withEvidence<Value extends object>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value & { evidence?: Evidence }> {
  return fc
    .tuple(value, fc.option(evidence, { nil: undefined }))
    .map(([stated, given]) => (given === undefined ? stated : { ...stated, evidence: given }));
}

/** Every form of an uncertain number whose stated figures lie in low..high, 0 ≤ low < high. */
function uncertain(low: number, high: number): fc.Arbitrary<Uncertain> {
  const distinct = (count: number, least = low) =>
    fc
      .uniqueArray(figure(least, high), { minLength: count, maxLength: count })
      .map((figures) => figures.sort((one, other) => one - other));
  return fc.oneof(
    figure(low, high),
    withEvidence(figure(low, high).map((value) => ({ value }))),
    withEvidence(distinct(2, Math.max(low, high / 50)).map(([p10, p90]) => ({ p10: p10!, p90: p90! }))),
    withEvidence(distinct(3).map(([min, mode, max]) => ({ min: min!, mode: mode!, max: max! }))),
    withEvidence(distinct(2).map(([min, max]) => ({ min: min!, max: max! }))),
    withEvidence(
      fc
        .array(fc.record({ value: figure(low, high), weight: fc.integer({ min: 0, max: 5 }) }), {
          minLength: 1,
          maxLength: 4,
        })
        .filter((options) => options.some(({ weight }) => weight > 0))
        .map((options) => ({
          values: options.map(({ value }) => value),
          weights: options.map(({ weight }) => weight),
        })),
    ),
  );
}

const wander: fc.Arbitrary<Wander> = fc.record({ monthlySd: figure(0, 0.3), persistence: figure(-0.5, 1) });

function calendar(dates: fc.Arbitrary<string>) {
  const days = fc
    .subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const, { minLength: 1 })
    .map((chosen) => [...chosen]);
  return fc.record(
    { workingDays: days, holidays: fc.array(dates, { maxLength: 3 }), restDayShare: share },
    { requiredKeys: [] },
  );
}

function budget(months: number): fc.Arbitrary<Plan["budget"]> {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: months, maxLength: months });
  return fc.record(
    {
      amount: figureByPowers(10, 100_000),
      phasing: fc.oneof(fc.constant("even" as const), weights),
      confidence: figure(0.5, 0.99),
      atExhaustion: fc.constantFrom("overrun" as const, "block" as const),
    },
    { requiredKeys: ["amount"] },
  );
}

function datedMultiplier(dates: fc.Arbitrary<string>): fc.Arbitrary<DatedMultiplier> {
  return fc.record(
    { from: dates, multiplier: uncertain(0.3, 4), probability: share },
    { requiredKeys: ["from", "multiplier"] },
  );
}

function model(dates: fc.Arbitrary<string>): fc.Arbitrary<Model> {
  const price = fc.record({
    input: figure(0, 10),
    cacheRead: figure(0, 1),
    cacheWrite: figure(0, 12),
    output: figure(0.1, 60),
  });
  return fc.record(
    {
      name: title,
      provider: title,
      price: withEvidence(price),
      priceChanges: fc.array(datedMultiplier(dates), { maxLength: 2 }),
    },
    { requiredKeys: ["price"] },
  );
}

function fixedCost(dates: fc.Arbitrary<string>): fc.Arbitrary<FixedCost> {
  return fc.record(
    { name: title, owner: title, perMonth: uncertain(0, 500), renewal: datedMultiplier(dates) },
    { requiredKeys: ["perMonth"] },
  );
}

/** Each of the three forms, with and without tail, observed runs and limit. */
const tokens: fc.Arbitrary<Tokens> = (() => {
  const common = fc.record(
    {
      tail: fc.record({ from: figure(0.8, 0.99), shape: figure(0, 0.6) }),
      runs: fc.integer({ min: 3, max: 80 }),
      limit: figureByPowers(1_000, 50_000_000),
    },
    { requiredKeys: [] },
  );
  const median = figureByPowers(1_000, 2_000_000);
  const forms = fc.oneof(
    fc.record({ family: fc.constant("lognormal" as const), median, sigma: figure(0.05, 1.6) }),
    fc.tuple(median, figure(1.2, 15)).map(([p50, ratio]) => ({ family: "lognormal" as const, p50, p95: p50 * ratio })),
    fc
      .array(figureByPowers(500, 5_000_000), { minLength: 101, maxLength: 101 })
      .map((values) => ({ family: "empirical" as const, quantiles: values.sort((one, other) => one - other) })),
  );
  return withEvidence(fc.tuple(forms, common).map(([form, rest]) => ({ ...form, ...rest })));
})();

/** Thousandths of each class; a class of none may be left out. */
const mix: fc.Arbitrary<Attempt["mix"]> = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 3 })
  .map((cuts) => [0, ...cuts.sort((one, other) => one - other), 1000])
  .map((cuts) => {
    const shares = ["input", "cacheRead", "cacheWrite", "output"].map(
      (kind, i) => [kind, (cuts[i + 1]! - cuts[i]!) / 1000] as const,
    );
    return Object.fromEntries(shares.filter(([, part]) => part > 0));
  });

const attempt: fc.Arbitrary<Attempt> = fc.record(
  {
    tokens,
    mix,
    runaway: fc.record({ share: figure(0, 0.2), factor: uncertain(1, 30) }),
    success: fc.oneof(
      share,
      withEvidence(
        fc.record(
          { byEffort: fc.array(share, { minLength: 1, maxLength: 5 }), runs: fc.integer({ min: 1, max: 100 }) },
          { requiredKeys: ["byEffort"] },
        ),
      ),
    ),
  },
  { requiredKeys: ["tokens", "mix", "success"] },
);

const verifier: fc.Arbitrary<Verifier> = fc.record(
  { catches: share, falseAlarms: share, cost: figure(0, 1) },
  { requiredKeys: ["catches", "falseAlarms"] },
);

function steps(modelIds: readonly string[]): fc.Arbitrary<{ steps: string[]; verifier?: Verifier }> {
  const one = fc.record({ steps: fc.tuple(fc.constantFrom(...modelIds)), verifier }, { requiredKeys: ["steps"] });
  const several = fc.record({
    steps: fc.array(fc.constantFrom(...modelIds), { minLength: 2, maxLength: 3 }),
    verifier,
  });
  return fc.oneof(one, several);
}

function route(modelIds: readonly string[]): fc.Arbitrary<Route> {
  const branches = fc
    .array(fc.tuple(steps(modelIds), share), { minLength: 1, maxLength: 3 })
    .map((parts) =>
      parts
        .sort(([, one], [, other]) => one - other)
        .map(([rest, upTo], i) => ({ upTo: i === parts.length - 1 ? 1 : upTo, ...rest })),
    );
  return fc.oneof(
    steps(modelIds),
    fc.record({ bestOf: fc.integer({ min: 1, max: 3 }), model: fc.constantFrom(...modelIds), verifier }),
    fc.record(
      {
        choose: branches,
        by: fc.constantFrom("difficulty" as const, "chance" as const),
        accuracy: share,
        cost: figure(0, 0.1),
      },
      { requiredKeys: ["choose", "by"] },
    ),
  );
}

function attemptCap(modelIds: readonly string[]): fc.Arbitrary<AttemptCap> {
  const action = fc.record(
    { approval: share, fallbackModel: fc.constantFrom(...modelIds), partial: share },
    { requiredKeys: [] },
  );
  const amount = fc.oneof(
    figureByPowers(1_000, 10_000_000).map((tokens) => ({ tokens })),
    figureByPowers(0.001, 20).map((cost) => ({ cost })),
  );
  return fc.tuple(amount, action).map(([cap, rest]) => ({ ...cap, ...rest }));
}

function monthCap(modelIds: readonly string[]): fc.Arbitrary<MonthCap> {
  const common = {
    amount: fc.oneof(fc.constant(0), figureByPowers(1, 5_000)),
    approval: share,
    lagDays: fc.integer({ min: 0, max: 40 }),
  };
  return fc.oneof(
    fc.record(
      { ...common, atCap: fc.constantFrom("block" as const, "defer" as const) },
      { requiredKeys: ["amount", "atCap"] },
    ),
    fc.record(
      { ...common, atCap: fc.constant("degrade" as const), fallback: route(modelIds) },
      { requiredKeys: ["amount", "atCap", "fallback"] },
    ),
  );
}

function adoption(months: number) {
  return fc
    .uniqueArray(fc.integer({ min: -4, max: 4 * months + 8 }), { minLength: 1, maxLength: 4 })
    .chain((quarters) =>
      fc.tuple(
        ...quarters
          .sort((one, other) => one - other)
          .map((quarter) => fc.record({ month: fc.constant(quarter / 4), share: uncertain(0, 1) })),
      ),
    );
}

function workload(
  allModels: readonly string[],
  months: number,
  maxTasksPerDay: number,
  dates: fc.Arbitrary<string>,
): fc.Arbitrary<Workload> {
  return fc.subarray([...allModels], { minLength: 1 }).chain((modelIds) => {
    const demand = fc.tuple(figure(1, maxTasksPerDay), figure(0.1, 1)).chain(([users, tasks]) =>
      fc.record(
        {
          users: uncertain(users / 3, users),
          userSpread: figure(0, 2),
          adoption: adoption(months),
          tasksPerUserPerDay: uncertain(tasks / 3, tasks),
          monthlyGrowth: fc.oneof(figure(-0.2, 0.2), uncertain(0, 0.1)),
          seasonality: fc.array(figure(0, 1.5), { minLength: months, maxLength: months }),
          wander,
          rebound: fc.oneof(figure(-1.5, 0), uncertain(0, 1)),
        },
        { requiredKeys: ["users", "tasksPerUserPerDay"] },
      ),
    );
    const difficulty = fc.oneof(
      fc.record({ acrossModels: figure(0, 0.6), sameModel: figure(0.6, 0.95) }),
      fc.record({ acrossModels: figure(0, 0.9) }),
      fc.record({ sameModel: figure(0, 0.9) }),
    );
    const set = fc.record(
      { route: route(modelIds), attemptCap: fc.option(attemptCap(modelIds)), monthCap: fc.option(monthCap(modelIds)) },
      { requiredKeys: [] },
    );
    return fc.record(
      {
        name: title,
        owner: title,
        status: fc.constantFrom("draft" as const, "pilot" as const, "production" as const, "retired" as const),
        demand,
        attempts: mapOf(modelIds, () => attempt),
        difficulty,
        tokensMultiplier: uncertain(0.5, 2),
        tokensGrowth: fc.oneof(figure(-0.05, 0.05), uncertain(0, 0.05)),
        route: route(modelIds),
        attemptCap: attemptCap(modelIds),
        monthCap: monthCap(modelIds),
        changes: fc.array(fc.record({ from: dates, set }), { maxLength: 3 }),
        outcome: fc.record(
          {
            unit: title,
            value: uncertain(0, 200),
            captured: uncertain(0, 1),
            reviewCost: uncertain(0, 10),
            failureCost: uncertain(0, 10),
            errorCost: uncertain(0, 100),
            failuresVisible: fc.boolean(),
          },
          { requiredKeys: ["value"] },
        ),
      },
      { requiredKeys: ["demand", "attempts", "route", "outcome"] },
    );
  });
}

/**
 * A chain of a few numbers, each correlated with the next by so little that any signs go together, or one pair of any
 * rank.
 */
function correlations(plan: Plan): fc.Arbitrary<NonNullable<Plan["correlations"]>> {
  const pointers = pairableInputs(plan)
    .filter(({ value }) => !isCertain(value))
    .map(({ pointer }) => rankPointer(pointer));
  const distinct = [...new Set(pointers)];
  if (distinct.length < 2) return fc.constant([]);
  return fc
    .tuple(fc.shuffledSubarray(distinct, { minLength: 2, maxLength: Math.min(4, distinct.length) }), figure(-1, 1))
    .map(([chain, rank]) =>
      chain
        .slice(1)
        .map((pointer, i) => ({ between: [chain[i]!, pointer], rank: chain.length === 2 ? rank : rank / 2 })),
    );
}

function scenarios(plan: Plan): fc.Arbitrary<Record<string, Scenario>> {
  const changes = Object.entries(plan.workloads).flatMap(([id, { attempts }]) => {
    const modelIds = Object.keys(attempts);
    return [
      route(modelIds).map((changed) => ({ workloads: { [id]: { route: changed } } })),
      monthCap(modelIds).map((changed) => ({ workloads: { [id]: { monthCap: changed } } })),
      fc.constant({ workloads: { [id]: { attemptCap: null, monthCap: null } } }),
      fc.constant({ name: "Another name", budget: { atExhaustion: "block" } }),
    ];
  });
  const scenario = fc.record(
    { name: title, description: title, change: fc.oneof(...changes) },
    { requiredKeys: ["change"] },
  );
  return fc.subarray(["cheaper-first", "x/y"]).chain((ids) => mapOf(ids, () => scenario));
}
