import { epochDayOf, firstOfMonth, weekdayOf, type EpochDay } from "#shared/units.ts";
import { pathOf, pointerOf } from "./pointer.ts";
import { phasingShares } from "./phasing.ts";
import { rateOf } from "./rates.ts";
import { defaultOf } from "#shared/plan/unknowns/fieldAt.ts";
import { dispersionOf, wanderOf } from "./resolvedDemand.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type {
  ResolvedAttempt,
  ResolvedAttemptCap,
  ResolvedDatedMultiplier,
  ResolvedFixedCost,
  ResolvedMix,
  ResolvedModel,
  ResolvedMonthCap,
  ResolvedPlan,
  ResolvedPolicy,
  ResolvedRoute,
  ResolvedSeen,
  ResolvedSteps,
  ResolvedVerifier,
  ResolvedWorkload,
} from "./resolved.ts";
import { resolvePlanValue, resolveWorkloadValue } from "./resolvedValue.ts";
import type {
  Attempt,
  AttemptCap,
  DatedMultiplier,
  FixedCost,
  Mix,
  Model,
  MonthCap,
  Plan,
  Price,
  Route,
  Tokens,
  Verifier,
  Workload,
  WorkloadActuals,
} from "#shared/plan/schema/plan.ts";

/** Sunday first, as `weekdayOf` counts. */
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const DEFAULT_WORKING_DAYS: readonly string[] = ["mon", "tue", "wed", "thu", "fri"];
/** The confidence that the ask is quoted for when the plan names none; it changes no trial. */
export const DEFAULT_CONFIDENCE = 0.8;
/** No attempt takes more than this many medians when the plan gives no limit. */
export const DEFAULT_LIMIT_MEDIANS = 100;

const NEVER_FLAGS: ResolvedVerifier = { catches: 0, falseAlarms: 0, cost: 0 };

/**
 * A plan with every default of MODEL.md, section 2, filled in; those of uncertain numbers stand in their table, all others here.
 * The plan must have passed `checkPlan`; apply a scenario first (`applyScenario`), the scenarios themselves are not
 * carried over.
 */
export function resolvePlan(plan: Plan): ResolvedPlan {
  const start = epochDayOf(plan.fiscalYear.start);
  const { months } = plan.fiscalYear;
  const monthStarts = Array.from({ length: months + 1 }, (_, month) => firstOfMonth(start, month));
  return {
    name: plan.name,
    currency: plan.currency,
    value: resolvePlanValue(plan.value),
    seen: seenOf(plan),
    start,
    monthStarts,
    dayWeights: dayWeightsOf(plan.calendar, start, monthStarts[months]!),
    budget: {
      amount: plan.budget.amount,
      phasing: phasingShares(plan.budget.phasing, { monthStarts, isWorkingDay: workingDayOf(plan.calendar) }),
      confidence: plan.budget.confidence ?? DEFAULT_CONFIDENCE,
      atExhaustion: plan.budget.atExhaustion ?? "overrun",
    },
    shared: {
      demand: plan.shared?.demand ?? defaultOf("/shared/demand"),
      tokens: plan.shared?.tokens ?? defaultOf("/shared/tokens"),
      prices: plan.shared?.prices ?? defaultOf("/shared/prices"),
      wander: wanderOf(plan.shared?.wander),
    },
    models: Object.entries(plan.models).map(([id, model]) => resolveModel(id, model, plan, start)),
    workloads: Object.entries(plan.workloads).map(([id, workload]) => resolveWorkload(id, workload, monthStarts)),
    fixedCosts: Object.entries(plan.fixedCosts ?? {}).map(([id, cost]) => resolveFixedCost(id, cost, start)),
    correlations: (plan.correlations ?? []).map(({ between: [one, other], rank }) => ({
      between: [rankPointer(one), rankPointer(other)],
      rank,
    })),
  };
}

/**
 * A plan, or a scenario of it, as a forecast reads it. What the closed months of a scenario mean is told by the plan
 * itself, under which they happened: a scenario changes what is to come.
 */
export function resolveScenario(plan: Plan, scenarioId: string | null): ResolvedPlan {
  if (scenarioId === null) return resolvePlan(plan);
  const resolved = resolvePlan(applyScenario(plan, scenarioId));
  return resolved.seen === null ? resolved : { ...resolved, seen: { ...resolved.seen, under: resolvePlan(plan) } };
}

function seenOf({ actuals, workloads, fixedCosts = {} }: Plan): ResolvedSeen | null {
  if (actuals === undefined) return null;
  const { months } = actuals;
  return {
    months: months.length,
    under: null,
    workloads: Object.keys(workloads).map((id) => {
      const own = months.map((month) => (Object.hasOwn(month.workloads, id) ? month.workloads[id]! : ABSENT));
      return {
        id,
        spend: own.map(({ spend }) => spend),
        tasks: own.map(({ tasks }) => tasks ?? null),
        attempts: own.map(({ attempts }) => attempts ?? null),
        tokens: own.map(({ tokens }) => tokens ?? null),
        outcomes: own.map(({ outcomes }) => outcomes ?? null),
        benefit: own.map(({ benefit }) => benefit ?? null),
        interventions: own.map(({ interventions }) => interventions ?? null),
        exceptions: own.map(({ exceptions }) => exceptions ?? null),
      };
    }),
    fixedCosts: Object.keys(fixedCosts).map((id) => months.map((month) => month.fixedCosts?.[id] ?? 0)),
    // What a scenario has ended has spent all the same.
    unassigned: months.map(
      (month) =>
        (month.unassigned ?? 0) +
        spentBeyond(workloads, month.workloads, ({ spend }) => spend) +
        spentBeyond(fixedCosts, month.fixedCosts ?? {}, (money) => money),
    ),
  };
}

/** Money of the entries of a month that the plan has not. */
function spentBeyond<Entry>(
  plan: Readonly<Record<string, unknown>>,
  month: Readonly<Record<string, Entry>>,
  moneyOf: (entry: Entry) => number,
): number {
  return Object.entries(month).reduce((sum, [id, entry]) => (Object.hasOwn(plan, id) ? sum : sum + moneyOf(entry)), 0);
}

/** A workload that a closed month leaves out spent nothing. */
const ABSENT: WorkloadActuals = { spend: 0 };

/** The pointer of the rank that a correlated number is drawn by: its own, or for an adoption point that of its list. */
export function rankPointer(pointer: string): string {
  const path = pathOf(pointer) ?? [];
  return path[0] === "workloads" && path[2] === "demand" && path[3] === "adoption"
    ? pointerOf(path.slice(0, 4))
    : pointer;
}

function dayWeightsOf(calendar: Plan["calendar"], start: EpochDay, end: EpochDay): number[] {
  const isWorkingDay = workingDayOf(calendar);
  const restDayShare = calendar?.restDayShare ?? 0;
  return Array.from({ length: end - start }, (_, day) => (isWorkingDay(start + day) ? 1 : restDayShare));
}

/** Which days a calendar works on. */
export function workingDayOf(calendar: Plan["calendar"]): (day: EpochDay) => boolean {
  const workingDays = calendar?.workingDays ?? DEFAULT_WORKING_DAYS;
  const holidays = new Set((calendar?.holidays ?? []).map(epochDayOf));
  return (day) => workingDays.includes(WEEKDAYS[weekdayOf(day)]!) && !holidays.has(day);
}

function mixOf(mix: Mix): ResolvedMix {
  return {
    input: mix.input ?? 0,
    cacheRead: mix.cacheRead ?? 0,
    cacheWrite: mix.cacheWrite ?? 0,
    output: mix.output ?? 0,
  };
}

/** An event of before the start is in force from the first day. */
function dayOfYear(date: string, start: EpochDay): number {
  return Math.max(0, epochDayOf(date) - start);
}

function resolveDated(dated: DatedMultiplier, pointer: string, start: EpochDay): ResolvedDatedMultiplier {
  return {
    pointer,
    fromDay: dayOfYear(dated.from, start),
    multiplier: dated.multiplier,
    probability: dated.probability ?? 1,
  };
}

/**
 * A model's list price in the plan's currency, money per million tokens of each class; a class without a price is 0.
 */
export function priceInPlan(plan: Pick<Plan, "currency" | "currencies">, price: Price): ResolvedMix {
  const rate = rateOf(plan, price);
  const { input, cacheRead, cacheWrite, output } = mixOf(price);
  return { input: rate * input, cacheRead: rate * cacheRead, cacheWrite: rate * cacheWrite, output: rate * output };
}

function resolveModel(id: string, model: Model, plan: Plan, start: EpochDay): ResolvedModel {
  return {
    id,
    name: model.name ?? id,
    price: priceInPlan(plan, model.price),
    priceChanges: (model.priceChanges ?? []).map((change, i) =>
      resolveDated(change, pointerOf(["models", id, "priceChanges", i, "multiplier"]), start),
    ),
  };
}

function resolveFixedCost(id: string, cost: FixedCost, start: EpochDay): ResolvedFixedCost {
  return {
    id,
    name: cost.name ?? id,
    perMonth: cost.perMonth,
    renewal:
      cost.renewal === undefined
        ? null
        : resolveDated(cost.renewal, pointerOf(["fixedCosts", id, "renewal", "multiplier"]), start),
  };
}

function resolveWorkload(id: string, workload: Workload, monthStarts: readonly EpochDay[]): ResolvedWorkload {
  const { demand, outcome } = workload;
  const start = monthStarts[0]!;
  const months = monthStarts.length - 1;
  const acrossModels = workload.difficulty?.acrossModels ?? 0;
  return {
    id,
    name: workload.name ?? id,
    owner: workload.owner ?? null,
    ...resolveWorkloadValue(workload, start),
    demand: {
      users: demand.users,
      userSpread: demand.userSpread ?? 0,
      adoption: (demand.adoption ?? [{ month: 0, share: 1 }]).map(({ month, share }) => ({
        day: dayOfMonth(month, start),
        share,
      })),
      tasksPerUserPerDay: demand.tasksPerUserPerDay,
      monthlyGrowth: demand.monthlyGrowth ?? defaultOf("/workloads/*/demand/monthlyGrowth"),
      seasonality: demand.seasonality ?? Array.from({ length: months }, () => 1),
      wander: wanderOf(demand.wander),
      dispersion: dispersionOf(demand),
      rebound: demand.rebound ?? defaultOf("/workloads/*/demand/rebound"),
    },
    attempts: Object.entries(workload.attempts).map(([modelId, attempt]) => resolveAttempt(modelId, attempt)),
    acrossModels,
    sameModel: workload.difficulty?.sameModel ?? acrossModels,
    tokensMultiplier: workload.tokensMultiplier ?? defaultOf("/workloads/*/tokensMultiplier"),
    tokensGrowth: workload.tokensGrowth ?? defaultOf("/workloads/*/tokensGrowth"),
    policies: policiesOf(workload, start, monthStarts[months]!),
    outcome: {
      unit: outcome.unit ?? "outcome",
      value: outcome.value,
      captured: outcome.captured ?? defaultOf("/workloads/*/outcome/captured"),
      reviewCost: outcome.reviewCost ?? defaultOf("/workloads/*/outcome/reviewCost"),
      failureCost: outcome.failureCost ?? defaultOf("/workloads/*/outcome/failureCost"),
      errorCost: outcome.errorCost ?? defaultOf("/workloads/*/outcome/errorCost"),
      failuresVisible: outcome.failuresVisible ?? true,
    },
  };
}

/**
 * Day of the year of month m: the first day of the m-th month after the start, a fraction by the days of the month it
 * lies in.
 */
export function dayOfMonth(month: number, start: EpochDay): number {
  const whole = Math.floor(month);
  const first = firstOfMonth(start, whole);
  return first - start + (month - whole) * (firstOfMonth(start, whole + 1) - first);
}

function resolveAttempt(modelId: string, { tokens, mix, runaway, success }: Attempt): ResolvedAttempt {
  return {
    modelId,
    tokens,
    limit: tokens.limit ?? DEFAULT_LIMIT_MEDIANS * medianTokens(tokens),
    mix: mixOf(mix),
    runaway: runaway ?? { share: 0, factor: 1 },
    success:
      typeof success === "number"
        ? { byEffort: [success], runs: null }
        : { byEffort: success.byEffort, runs: success.runs ?? null },
  };
}

/** Median tokens of one attempt, before the limit and every multiplier. */
export function medianTokens(tokens: Tokens): number {
  if (tokens.family === "empirical") return tokens.quantiles[50]!;
  return "median" in tokens ? tokens.median : tokens.p50;
}

/**
 * The policies in force by first day: the plan's own, and the dated changes laid over it in the order of their dates,
 * those of one date in the order of the list. Changes of before the start are in force from day 0; changes after the
 * end never come.
 */
function policiesOf(workload: Workload, start: EpochDay, end: EpochDay): ResolvedWorkload["policies"] {
  const own = {
    fromDay: 0,
    route: resolveRoute(workload.route),
    attemptCap: resolveAttemptCap(workload.attemptCap ?? null),
    monthCap: resolveMonthCap(workload.monthCap ?? null),
  };
  const policies: (ResolvedPolicy & { readonly fromDay: number })[] = [own];
  // ISO dates sort as text; toSorted is stable, so changes of one date keep the order of the list.
  for (const { from, set } of (workload.changes ?? []).toSorted((one, other) =>
    one.from < other.from ? -1 : one.from > other.from ? 1 : 0,
  )) {
    const fromDay = dayOfYear(from, start);
    if (fromDay >= end - start) continue;
    const before = policies.at(-1)!;
    const policy = {
      fromDay,
      route: set.route === undefined ? before.route : resolveRoute(set.route),
      attemptCap: set.attemptCap === undefined ? before.attemptCap : resolveAttemptCap(set.attemptCap),
      monthCap: set.monthCap === undefined ? before.monthCap : resolveMonthCap(set.monthCap),
    };
    if (before.fromDay === fromDay) policies.pop();
    policies.push(policy);
  }
  return policies;
}

function resolveVerifier(verifier: Verifier | undefined): ResolvedVerifier {
  return verifier === undefined
    ? NEVER_FLAGS
    : { catches: verifier.catches, falseAlarms: verifier.falseAlarms, cost: verifier.cost ?? 0 };
}

function resolveSteps(route: { readonly steps: readonly string[]; readonly verifier?: Verifier }): ResolvedSteps {
  return { kind: "steps", steps: route.steps, verifier: resolveVerifier(route.verifier) };
}

function resolveRoute(route: Route): ResolvedRoute {
  if ("steps" in route) return resolveSteps(route);
  if ("bestOf" in route)
    return { kind: "bestOf", bestOf: route.bestOf, model: route.model, verifier: resolveVerifier(route.verifier) };
  return {
    kind: "choose",
    branches: route.choose.map((branch) => ({ upTo: branch.upTo, ...resolveSteps(branch) })),
    by: route.by,
    accuracy: route.accuracy ?? 1,
    cost: route.cost ?? 0,
  };
}

/** A cap on one attempt with its defaults; null stays: no cap. */
export function resolveAttemptCap(cap: AttemptCap | null): ResolvedAttemptCap | null {
  if (cap === null) return null;
  return {
    ...("tokens" in cap
      ? { unit: "tokens" as const, amount: cap.tokens }
      : { unit: "cost" as const, amount: cap.cost }),
    approval: cap.approval ?? 0,
    fallbackModel: cap.fallbackModel ?? null,
    partial: cap.partial ?? 0,
  };
}

/** A cap on months with all that it leaves unsaid. */
export function resolveMonthCap(cap: MonthCap | null): ResolvedMonthCap | null {
  if (cap === null) return null;
  return {
    amount: cap.amount,
    atCap: cap.atCap,
    fallback: cap.atCap === "degrade" && cap.fallback !== undefined ? resolveRoute(cap.fallback) : null,
    approval: cap.approval ?? 0,
    lagDays: cap.lagDays ?? 0,
  };
}
