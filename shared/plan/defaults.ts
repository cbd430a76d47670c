import { type EpochDay, epochDayOf, firstOfMonth, weekdayOf } from "#shared/units.ts";
import { defaultOf } from "#shared/plan/fields/fieldAt.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Attempt, FixedCost, Mix, Model, Plan, Price, Tokens, Workload } from "#shared/plan/schema/plan.ts";
import { pathOf, pointerOf } from "./pointer.ts";
import { phasingShares } from "./phasing.ts";
import { rateOf } from "./rates.ts";
import { resolveDemand, resolveGroup, wanderOf } from "./resolving/resolvedDemand.ts";
import type {
  ResolvedAttempt,
  ResolvedFixedCost,
  ResolvedMix,
  ResolvedModel,
  ResolvedPlan,
  ResolvedWorkload,
} from "./resolved.ts";
import {
  resolveContracts,
  resolveCostCentre,
  resolveDated,
  resolveFees,
  resolvePriceChange,
  resolveRetires,
  resolveSplit,
  resolveTerms,
} from "./resolving/resolveContracts.ts";
import { policiesOf } from "./resolving/resolvePolicies.ts";
import { resolvePlanValue, resolveWorkloadValue } from "./resolving/resolvedValue.ts";
import { resolveActuals } from "./resolving/resolveActuals.ts";

/** Sunday first, as `weekdayOf` counts. */
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const DEFAULT_WORKING_DAYS: readonly string[] = ["mon", "tue", "wed", "thu", "fri"];

/** The confidence that the ask is quoted for when the plan names none; it changes no trial. */
export const DEFAULT_CONFIDENCE = 0.8;

/** No attempt takes more than this many medians when the plan gives no limit. */
export const DEFAULT_LIMIT_MEDIANS = 100;

/**
 * A plan with every default of MODEL.md, section 2, filled in; those of uncertain numbers stand in their table, all
 * others here. The plan must have passed `checkPlan`; apply a scenario first (`applyScenario`), the scenarios
 * themselves are not carried over.
 */
export function resolvePlan(plan: Plan): ResolvedPlan {
  const start = epochDayOf(plan.fiscalYear.start);
  const { months } = plan.fiscalYear;
  const monthStarts = Array.from({ length: months + 1 }, (_, month) => firstOfMonth(start, month));
  return {
    name: plan.name,
    currency: plan.currency,
    value: resolvePlanValue(plan.value),
    actuals: resolveActuals(plan),
    start,
    monthStarts,
    dayWeights: dayWeightsOf(plan.calendar, start, monthStarts[months]!),
    budget: {
      amount: plan.budget.amount,
      phasing: phasingShares(plan.budget.phasing, { monthStarts, isWorkingDay: workingDayOf(plan.calendar) }),
      confidence: plan.budget.confidence ?? DEFAULT_CONFIDENCE,
      atExhaustion: plan.budget.atExhaustion ?? "overrun",
      basis: plan.budget.basis ?? "effective",
      taxIncluded: plan.budget.taxIncluded ?? false,
    },
    ...resolveContracts(plan, start),
    shared: {
      demand: plan.shared?.demand ?? defaultOf("/shared/demand"),
      tokens: plan.shared?.tokens ?? defaultOf("/shared/tokens"),
      prices: plan.shared?.prices ?? defaultOf("/shared/prices"),
      wander: wanderOf(plan.shared?.wander),
    },
    people: Object.entries(plan.people ?? {}).map(([id, group]) => resolveGroup(id, group, months)),
    models: Object.entries(plan.models).map(([id, model]) => resolveModel(id, model, plan, start)),
    workloads: Object.entries(plan.workloads).map(([id, workload]) => resolveWorkload(id, workload, plan, monthStarts)),
    fixedCosts: Object.entries(plan.fixedCosts ?? {}).map(([id, cost]) => resolveFixedCost(id, cost, start)),
    correlations: (plan.correlations ?? []).map(({ between: [one, other], rank }) => ({
      between: [rankPointer(one), rankPointer(other)],
      rank,
    })),
  };
}

/**
 * A plan, or a scenario of it, as a forecast reads it. What the closed months of a scenario mean is read from the plan
 * itself, under which they happened: a scenario changes what is to come.
 */
export function resolveScenario(plan: Plan, scenarioId: string | null): ResolvedPlan {
  if (scenarioId === null) return resolvePlan(plan);
  const resolved = resolvePlan(applyScenario(plan, scenarioId));
  return resolved.actuals === null
    ? resolved
    : { ...resolved, actuals: { ...resolved.actuals, under: resolvePlan(plan) } };
}

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
    cacheWriteHour: mix.cacheWriteHour ?? 0,
    output: mix.output ?? 0,
  };
}

/** Prices of an hour's cache as a multiple of those of the ordinary one, where a table does not state them. */
const HOUR_CACHE = 1.6;

/**
 * A model's list price in the plan's currency, money per million tokens of each class; a class without a price is 0.
 */
export function priceInPlan(plan: Pick<Plan, "currency" | "currencies">, price: Price): ResolvedMix {
  const rate = rateOf(plan, price);
  const { input, cacheRead, cacheWrite, output } = mixOf(price);
  const cacheWriteHour = price.cacheWriteHour ?? HOUR_CACHE * cacheWrite;
  return {
    input: rate * input,
    cacheRead: rate * cacheRead,
    cacheWrite: rate * cacheWrite,
    cacheWriteHour: rate * cacheWriteHour,
    output: rate * output,
  };
}

/** The price of long context; a class that its table has not costs what it does else. */
function longPriceInPlan(plan: Plan, { long, ...price }: Price): ResolvedMix | null {
  if (long === undefined) return null;
  const { above: _, ...classes } = long;
  const hour = long.cacheWriteHour ?? (long.cacheWrite === undefined ? undefined : HOUR_CACHE * long.cacheWrite);
  return priceInPlan(plan, {
    ...price,
    ...classes,
    ...(hour === undefined ? hourOf(price) : { cacheWriteHour: hour }),
  });
}

function hourOf({ cacheWrite = 0, cacheWriteHour = HOUR_CACHE * cacheWrite }: Price): Pick<Price, "cacheWriteHour"> {
  return { cacheWriteHour };
}

function resolveModel(id: string, model: Model, plan: Plan, start: EpochDay): ResolvedModel {
  const { currency = plan.currency } = model.price;
  return {
    id,
    name: model.name ?? id,
    price: priceInPlan(plan, model.price),
    long: longPriceInPlan(plan, model.price),
    tiers: model.price.tiers ?? {},
    currency: currency === plan.currency ? null : currency,
    priceChanges: (model.priceChanges ?? []).map((change, i) =>
      resolvePriceChange(change, pointerOf(["models", id, "priceChanges", i, "multiplier"]), start),
    ),
    terms: resolveTerms(model.terms),
    retires: resolveRetires(model.retires, start),
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
    split: resolveSplit(cost.split),
  };
}

function resolveWorkload(
  id: string,
  workload: Workload,
  plan: Plan,
  monthStarts: readonly EpochDay[],
): ResolvedWorkload {
  const { demand, outcome } = workload;
  const start = monthStarts[0]!;
  const months = monthStarts.length - 1;
  const acrossModels = workload.difficulty?.acrossModels ?? 0;
  return {
    id,
    name: workload.name ?? id,
    owner: workload.owner ?? null,
    costCentre: resolveCostCentre(workload.costCentre),
    ...resolveWorkloadValue(workload, start),
    demand: resolveDemand(demand, plan, start, months),
    attempts: Object.entries(workload.attempts).map(([entry, attempt]) => resolveAttempt(entry, attempt, plan)),
    acrossModels,
    sameModel: workload.difficulty?.sameModel ?? acrossModels,
    tokensMultiplier: workload.tokensMultiplier ?? defaultOf("/workloads/*/tokensMultiplier"),
    tokensGrowth: workload.tokensGrowth ?? defaultOf("/workloads/*/tokensGrowth"),
    policies: policiesOf(workload, start, monthStarts[months]!),
    outcome: resolveOutcome(outcome),
  };
}

function resolveOutcome(outcome: Workload["outcome"]): ResolvedWorkload["outcome"] {
  return {
    unit: outcome.unit ?? "outcome",
    value: outcome.value,
    captured: outcome.captured ?? defaultOf("/workloads/*/outcome/captured"),
    reviewCost: outcome.reviewCost ?? defaultOf("/workloads/*/outcome/reviewCost"),
    failureCost: outcome.failureCost ?? defaultOf("/workloads/*/outcome/failureCost"),
    errorCost: outcome.errorCost ?? defaultOf("/workloads/*/outcome/errorCost"),
    failuresVisible: outcome.failuresVisible ?? true,
  };
}

function resolveAttempt(entry: string, attempt: Attempt, plan: Plan): ResolvedAttempt {
  const { tokens, mix, runaway, success, model = entry } = attempt;
  return {
    modelId: entry,
    pricedAt: model,
    viewOf: model,
    drawnAs: entry,
    replaces: [],
    longShare: attempt.longShare ?? defaultOf("/workloads/*/attempts/*/longShare"),
    served: Object.entries(attempt.served ?? {}).map(([tier, share]) => ({ tier, share })),
    fees: resolveFees(attempt.fees, plan.models[model], plan),
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
