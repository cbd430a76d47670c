import { compileUncertain } from "#shared/distributions/uncertain.ts";
import { isShareOfGroup, middleUsers } from "#shared/plan/headCount.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type {
  ResolvedAttempt,
  ResolvedGroup,
  ResolvedModel,
  ResolvedPlan,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import type { Uncertain, Users } from "#shared/plan/schema/plan.ts";
import { under } from "#shared/random/random.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import { compileAttempt, withoutTail } from "./compileAttempt.ts";
import { compileDecision } from "./compileDecision.ts";
import { currencyIndex } from "./compileModel.ts";
import { useTable } from "#shared/distributions/personUse.ts";
import type { CompiledGroup, CompiledPolicy, CompiledWorkload } from "./compiled.ts";
import { compilePolicies, mostAttempts } from "./compilePolicies.ts";
import { asAmount, asGrowth, asItIs, asShare, type DrawCompiler } from "./draws.ts";
import { policiesWithoutIdleCaps } from "./idleCaps.ts";
import { adoptionDays, cutYear, stretchesOf } from "./segments.ts";
import { scoreWeights } from "./slots.ts";

/** Tasks of a segment below which each is drawn one by one. */
const ONE_BY_ONE_BELOW = 120;
/**
 * The same where several models share the spend: when a cap cuts a day of few tasks, which model made it expensive is
 * not proportional to what it spent. Whether there is a cap must not matter here: a cap that does not act would change
 * every trial (law 5).
 */
const ONE_BY_ONE_BELOW_IF_SHARED = 300;

/** What the workloads of a plan are compiled with. */
export interface WorkloadContext {
  readonly plan: ResolvedPlan;
  /** Its groups, in its order. */
  readonly people: readonly CompiledGroup[];
  readonly monthStarts: Int32Array;
  readonly draws: DrawCompiler;
  /** No task is played one by one, so that the moments of a route are those of all tasks. */
  readonly isWhole: boolean;
}

/** Compiles one workload. */
export function compileWorkload(context: WorkloadContext, workload: ResolvedWorkload): CompiledWorkload {
  const { plan, draws } = context;
  return {
    id: workload.id,
    case: workload.case,
    gate: workload.gate,
    decision: compileDecision(plan, workload),
    key: under({ a: 0x13198a2e, b: 0x03707344 }, workload.id),
    ...compileDemand(workload, context),
    ...compileTasks(workload, context),
    ...compileOutcome(workload, draws),
  };
}

/** How many tasks there will be. */
function compileDemand({ id, demand }: ResolvedWorkload, context: WorkloadContext) {
  const { draws, monthStarts } = context;
  const { draw, nameOf } = draws;
  const at = `${pointerOf(["workloads", id])}/demand`;
  const days = monthStarts[monthStarts.length - 1]!;
  return {
    ...compileUsers(context, `${at}/users`, demand.users),
    userSpread: demand.userSpread,
    dispersion: demand.dispersion,
    spreadName: nameOf(`${at}/userSpread`),
    tasksPerUserPerDay: draw(`${at}/tasksPerUserPerDay`, demand.tasksPerUserPerDay, asAmount),
    monthlyGrowth: draw(`${at}/monthlyGrowth`, demand.monthlyGrowth, asGrowth),
    // The one uncertain number that is meant to be negative.
    rebound: draw(`${at}/rebound`, demand.rebound, asItIs),
    seasonality: Float64Array.from(demand.seasonality),
    wander: { ...demand.wander, name: nameOf(`${at}/wander`) },
    adoption: {
      points: demand.adoption.map(({ share }) => draw(`${at}/adoption`, share, asShare)),
      ...adoptionDays(pointDays(demand), days),
    },
  };
}

/** A group of the head-count table. */
export function compileGroup(
  { id, count, monthlyGrowth, byMonth, pay }: ResolvedGroup,
  { draw }: DrawCompiler,
): CompiledGroup {
  const at = pointerOf(["people", id]);
  return {
    count: draw(`${at}/count`, count, asAmount),
    monthlyGrowth: draw(`${at}/monthlyGrowth`, monthlyGrowth, asGrowth),
    byMonth: Float64Array.from(byMonth),
    pay: pay === null ? null : draw(`${at}/pay`, pay, asAmount),
  };
}

/** Who may use it, or has a seat. All of one group name its head count alike, and so draw the same. */
export function compileUsers(
  { plan, people, draws: { draw } }: Pick<WorkloadContext, "plan" | "people" | "draws">,
  at: string,
  users: Users,
): Pick<CompiledWorkload, "users" | "group"> {
  if (!isShareOfGroup(users)) return { users: draw(at, users, asAmount), group: null };
  const { count, monthlyGrowth, byMonth } = people[plan.people.findIndex(({ id }) => id === users.of)]!;
  return { users: count, group: { share: draw(`${at}/share`, users.share, asShare), monthlyGrowth, byMonth } };
}

/** Attempts, policies, and the stretches of days on which they hold. */
function compileTasks(workload: ResolvedWorkload, { plan, draws, monthStarts, isWhole }: WorkloadContext) {
  const at = pointerOf(["workloads", workload.id]);
  const inForce = policiesWithoutIdleCaps(plan, workload);
  const tasks = Math.max(ONE_BY_ONE_BELOW, typicalTasksAMonth(plan, workload));
  const use = { workload: at, tasks, slots: mostAttempts(inForce), isWhole };
  const attempts = workload.attempts.map((attempt) =>
    compileAttempt(plan, attempt, use, draws, groupOf(workload, attempt)),
  );
  const policies = compilePolicies(workload, inForce, attempts);
  const isCapped = policies.some(({ monthCap }) => monthCap !== null);
  const priceDays = attempts.flatMap(({ model }) => priceDaysOf(plan, plan.models[model]!, monthStarts));
  const { epochs, segments, firstSegment } = cutYear(policies, priceDays, monthStarts);
  const points = pointDays(workload.demand);
  return {
    attempts,
    attemptsWithoutTail: attempts.map((attempt, i) => withoutTail(attempt, workload.attempts[i]!)),
    weights: scoreWeights(workload.acrossModels, workload.sameModel),
    tokensMultiplier: draws.draw(`${at}/tokensMultiplier`, workload.tokensMultiplier, asAmount),
    tokensGrowth: draws.draw(`${at}/tokensGrowth`, workload.tokensGrowth, asGrowth),
    userTable: policies.some(({ userCap }) => userCap !== null) ? useTable(workload.demand.userSpread) : null,
    hasFees: attempts.some(({ fees }) => fees.length > 0),
    policies,
    segments,
    firstSegment,
    epochs,
    stretches: segments.map((segment) => stretchesOf(segment, points, plan.dayWeights)),
    oneByOneBelow: attempts.length > 1 ? ONE_BY_ONE_BELOW_IF_SHARED : ONE_BY_ONE_BELOW,
    isCapped,
    mayBeCut: isCapped || plan.budget.atExhaustion === "block" || mayContractsCut(plan, policies),
  };
}

/** Whether a cap a person, an allowance or a cost center's cap may cut within a day. */
function mayContractsCut({ seats, costCentres }: ResolvedPlan, policies: readonly CompiledPolicy[]): boolean {
  return (
    policies.some(({ userCap }) => userCap !== null) ||
    seats.some(({ included, overageUpTo }) => included !== null && overageUpTo < Infinity) ||
    costCentres.some(({ monthCap }) => monthCap !== null)
  );
}

/** First attempt with the same model's view of a task. */
function groupOf({ attempts }: ResolvedWorkload, { viewOf }: ResolvedAttempt): number {
  return attempts.findIndex((other) => other.viewOf === viewOf);
}

/** Days on which the price of a model may change. */
function priceDaysOf(plan: ResolvedPlan, model: ResolvedModel, monthStarts: Int32Array): number[] {
  const months = currencyIndex(plan, model.currency) < 0 ? [] : [...monthStarts.slice(0, -1)];
  return [
    ...model.priceChanges
      .filter(({ untilDay }) => untilDay > 0)
      .flatMap(({ fromDay, untilDay }) => (untilDay === Infinity ? [fromDay] : [fromDay, untilDay])),
    ...months,
  ];
}

/** What an end of a task is worth or costs. */
function compileOutcome({ id, outcome }: ResolvedWorkload, { draw }: DrawCompiler) {
  const at = `${pointerOf(["workloads", id])}/outcome`;
  return {
    value: draw(`${at}/value`, outcome.value, asAmount),
    captured: draw(`${at}/captured`, outcome.captured, asShare),
    reviewCost: draw(`${at}/reviewCost`, outcome.reviewCost, asAmount),
    failureCost: draw(`${at}/failureCost`, outcome.failureCost, asAmount),
    errorCost: draw(`${at}/errorCost`, outcome.errorCost, asAmount),
    failuresVisible: outcome.failuresVisible,
  };
}

/** Days of the points of the adoption curve. */
function pointDays({ adoption }: ResolvedWorkload["demand"]): number[] {
  return adoption.map(({ day }) => day);
}

function typicalTasksAMonth(plan: ResolvedPlan, workload: ResolvedWorkload): number {
  const middle = (uncertain: Uncertain): number => compileUncertain(uncertain)(0);
  const { demand } = workload;
  const adoption = demand.adoption.reduce((sum, { share }) => sum + asShare(middle(share)), 0) / demand.adoption.length;
  const dayWeight = plan.dayWeights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, plan.dayWeights.length);
  return (
    middleUsers(plan.people, demand.users) *
    middle(demand.tasksPerUserPerDay) *
    middle(plan.shared.demand) *
    adoption *
    dayWeight *
    DAYS_PER_MONTH
  );
}
