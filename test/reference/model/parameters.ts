import type { TokensCurve } from "#shared/distributions/tokens.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedDatedMultiplier, ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";
import { adoptionOn, type AdoptionPoint } from "./adoption.ts";
import { yearDays } from "./calendar.ts";
import {
  anyNumber,
  asGrowth,
  asShare,
  atLeastZero,
  drawTruth,
  drawUserMix,
  scoresByPointer,
  wanderByMonth,
  type AttemptTruth,
} from "./draws.ts";

/** Section 3.1: what is drawn once for a simulated year. */
export interface Parameters {
  readonly sharedDemand: number;
  readonly sharedTokens: number;
  readonly sharedPrices: number;
  /** By model: the price changes that happen. */
  readonly priceChanges: readonly (readonly InForce[])[];
  readonly workloads: readonly WorkloadParameters[];
  readonly fixedCosts: readonly { readonly perMonth: number; readonly renewal: readonly InForce[] }[];
}

/** A dated change that happens in this year. */
export interface InForce {
  readonly fromDay: number;
  readonly multiplier: number;
}

/** What is drawn once for the year of one workload. */
export interface WorkloadParameters {
  readonly users: number;
  readonly tasksPerUserPerDay: number;
  readonly adoption: readonly AdoptionPoint[];
  readonly monthlyGrowth: number;
  readonly rebound: number;
  /** H: how far this year's users are from the average user. */
  readonly userMix: number;
  /** e^x of each fiscal month, the workload's own and the shared wander together. */
  readonly wander: readonly number[];
  readonly tokensMultiplier: number;
  readonly tokensGrowth: number;
  /** By attempt entry. */
  readonly attempts: readonly AttemptTruth[];
  readonly value: number;
  readonly captured: number;
  readonly reviewCost: number;
  readonly failureCost: number;
  readonly errorCost: number;
}

/** Draws an uncertain number, by its pointer. */
type Draw = (pointer: string, uncertain: Uncertain, clamp?: (x: number) => number) => number;

/** Draws the parameters of one year; `key` is the key of its trial. */
export function drawParameters(plan: ResolvedPlan, curves: readonly (readonly TokensCurve[])[], key: Key): Parameters {
  const score = scoresByPointer(plan, key);
  const draw: Draw = (pointer, uncertain, clamp = atLeastZero) => clamp(drawUncertain(uncertain, score(pointer)));
  const happening = (change: ResolvedDatedMultiplier): InForce[] =>
    uniformAt(under(key, "happens", change.pointer), 0) < change.probability
      ? [{ fromDay: change.fromDay, multiplier: draw(change.pointer, change.multiplier) }]
      : [];
  const sharedWander = wanderByMonth(plan.shared.wander, plan.monthStarts.length - 1, under(key, "shared wander"));

  return {
    sharedDemand: draw("/shared/demand", plan.shared.demand),
    sharedTokens: draw("/shared/tokens", plan.shared.tokens),
    sharedPrices: draw("/shared/prices", plan.shared.prices),
    priceChanges: plan.models.map((model) => model.priceChanges.flatMap(happening)),
    workloads: plan.workloads.map((workload, w) => ({
      ...drawDemand(plan, workload, sharedWander, draw, key),
      ...drawTasks(workload, curves[w]!, draw, key),
      ...drawOutcome(workload, draw),
    })),
    fixedCosts: plan.fixedCosts.map((cost) => ({
      perMonth: draw(pointerOf(["fixedCosts", cost.id, "perMonth"]), cost.perMonth),
      renewal: cost.renewal === null ? [] : happening(cost.renewal),
    })),
  };
}

/** How many tasks there will be. */
function drawDemand(
  plan: ResolvedPlan,
  { id, demand }: ResolvedWorkload,
  sharedWander: readonly number[],
  draw: Draw,
  key: Key,
) {
  const at = `${pointerOf(["workloads", id])}/demand`;
  const users = draw(`${at}/users`, demand.users);
  const adoption = demand.adoption.map(({ day, share }) => ({ day, share: draw(`${at}/adoption`, share, asShare) }));
  const usersAtEnd = users * adoptionOn(adoption, yearDays(plan) - 1);
  const wander = wanderByMonth(demand.wander, plan.monthStarts.length - 1, under(key, "wander", id));
  return {
    users,
    tasksPerUserPerDay: draw(`${at}/tasksPerUserPerDay`, demand.tasksPerUserPerDay),
    adoption,
    monthlyGrowth: draw(`${at}/monthlyGrowth`, demand.monthlyGrowth, asGrowth),
    rebound: draw(`${at}/rebound`, demand.rebound, anyNumber),
    userMix: drawUserMix(usersAtEnd, demand.userSpread, under(key, "user mix", id)),
    wander: wander.map((x, month) => Math.exp(x + sharedWander[month]!)),
  };
}

/** How many tokens a task takes, and how often an attempt is right. */
function drawTasks(workload: ResolvedWorkload, curves: readonly TokensCurve[], draw: Draw, key: Key) {
  const at = pointerOf(["workloads", workload.id]);
  return {
    tokensMultiplier: draw(`${at}/tokensMultiplier`, workload.tokensMultiplier),
    tokensGrowth: draw(`${at}/tokensGrowth`, workload.tokensGrowth, asGrowth),
    attempts: workload.attempts.map((attempt, m) =>
      drawTruth(attempt, curves[m]!, under(key, "truth", workload.id, attempt.modelId)),
    ),
  };
}

/** What an end of a task is worth or costs. */
function drawOutcome({ id, outcome }: ResolvedWorkload, draw: Draw) {
  const at = `${pointerOf(["workloads", id])}/outcome`;
  return {
    value: draw(`${at}/value`, outcome.value),
    captured: draw(`${at}/captured`, outcome.captured, asShare),
    reviewCost: draw(`${at}/reviewCost`, outcome.reviewCost),
    failureCost: draw(`${at}/failureCost`, outcome.failureCost),
    errorCost: draw(`${at}/errorCost`, outcome.errorCost),
  };
}
