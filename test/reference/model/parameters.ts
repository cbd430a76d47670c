import type { TokensCurve } from "#shared/distributions/tokens.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedModel, ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedDatedMultiplier } from "#shared/plan/resolving/resolvedDated.ts";
import { TOKEN_CLASSES, type TokenClass } from "#shared/plan/schema/model.ts";
import type { Uncertain, Users } from "#shared/plan/schema/plan.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
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
  /** By model: the price changes that happen, of all classes at once, and by class of token. */
  readonly priceChanges: readonly (readonly InForce[])[];
  readonly classChanges: readonly Readonly<Record<TokenClass, readonly InForce[]>>[];
  /** By model. */
  readonly terms: readonly { readonly discount: number; readonly markup: number }[];
  readonly retirements: readonly { readonly happens: boolean; readonly tokens: number }[];
  /** By currency: its worth against the plan's rate, by fiscal month. */
  readonly currencies: readonly (readonly number[])[];
  readonly seats: readonly {
    /** At the start of the year; of a share of a group they follow its head count. */
    readonly count: number;
    readonly headGrowth: number;
    readonly headsByMonth: readonly number[] | null;
    readonly perMonth: number;
    readonly renewal: readonly InForce[];
  }[];
  readonly otherSpend: readonly number[];
  readonly workloads: readonly WorkloadParameters[];
  readonly fixedCosts: readonly { readonly perMonth: number; readonly renewal: readonly InForce[] }[];
}

/** A dated change that happens in this year. */
export interface InForce {
  readonly fromDay: number;
  readonly untilDay: number;
  readonly multiplier: number;
}

/** What is drawn once for the year of one workload. */
export interface WorkloadParameters {
  /** At the start of the year. */
  readonly users: number;
  /** Growth a month of the head count of the group that they are of, 0 where they are of none. */
  readonly headGrowth: number;
  /** By fiscal month, its head count as a multiple; null: they are of none. */
  readonly headsByMonth: readonly number[] | null;
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
  /** By attempt entry: share of long context, and fees of an attempt before terms and currency. */
  readonly longShares: readonly number[];
  readonly fees: readonly number[];
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
  const happens = (pointer: string, probability: number): boolean =>
    uniformAt(under(key, "happens", pointer), 0) < probability;
  const happening = (change: ResolvedDatedMultiplier): InForce[] =>
    happens(change.pointer, change.probability)
      ? [{ fromDay: change.fromDay, untilDay: Infinity, multiplier: draw(change.pointer, change.multiplier) }]
      : [];
  const sharedWander = wanderByMonth(plan.shared.wander, plan.monthStarts.length - 1, under(key, "shared wander"));

  return {
    sharedDemand: draw("/shared/demand", plan.shared.demand),
    sharedTokens: draw("/shared/tokens", plan.shared.tokens),
    sharedPrices: draw("/shared/prices", plan.shared.prices),
    priceChanges: plan.models.map((model) =>
      model.priceChanges.flatMap((change) => happening(change).map((one) => ({ ...one, untilDay: change.untilDay }))),
    ),
    classChanges: plan.models.map((model) => drawClassChanges(model, draw, happens)),
    terms: plan.models.map(({ id, terms }) => ({
      discount: draw(`${pointerOf(["models", id])}/terms/discount`, terms.discount, asShare),
      markup: draw(`${pointerOf(["models", id])}/terms/markup`, terms.markup),
    })),
    retirements: plan.models.map(({ id, retires }) => {
      const at = `${pointerOf(["models", id])}/retires`;
      return retires === null
        ? { happens: false, tokens: 1 }
        : { happens: happens(at, retires.probability), tokens: draw(`${at}/tokens`, retires.tokens) };
    }),
    currencies: plan.currencies.map(({ code, monthlySd }) =>
      walkOf(monthlySd, plan.monthStarts.length - 1, under(key, "currency", code)),
    ),
    seats: plan.seats.map((seats) => ({
      ...seatsWanted(plan, `${pointerOf(["seats", seats.id])}/count`, seats.count, draw),
      perMonth: draw(`${pointerOf(["seats", seats.id])}/perMonth`, seats.perMonth),
      renewal: seats.renewal === null ? [] : happening(seats.renewal),
    })),
    otherSpend: plan.commitments.map(({ id, otherSpend }) =>
      draw(`${pointerOf(["commitments", id])}/otherSpend`, otherSpend),
    ),
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

/** Changes of single classes; an hour's cache goes with the ordinary one where it is not named. */
function drawClassChanges(
  { priceChanges }: ResolvedModel,
  draw: Draw,
  happens: (pointer: string, probability: number) => boolean,
): Record<TokenClass, InForce[]> {
  const changesOf = (name: TokenClass): InForce[] =>
    priceChanges.flatMap(({ pointer, probability, byClass, fromDay, untilDay }) => {
      const stated = name === "cacheWriteHour" && byClass?.cacheWriteHour === undefined ? "cacheWrite" : name;
      const own = byClass?.[stated];
      if (own === undefined || !happens(pointer, probability)) return [];
      return [{ fromDay, untilDay, multiplier: draw(`${pointer}/${stated}`, own) }];
    });
  return Object.fromEntries(TOKEN_CLASSES.map((name) => [name, changesOf(name)])) as Record<TokenClass, InForce[]>;
}

/** Worth of a currency by fiscal month, with mean 1 in each. */
function walkOf(monthlySd: number, months: number, key: Key): number[] {
  let sum = 0;
  return Array.from({ length: months }, (_, month) => {
    sum += monthlySd * normalQuantile(uniformAt(key, month));
    return Math.exp(sum - ((month + 1) * monthlySd ** 2) / 2);
  });
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
  const { count, share, growth, group } = peopleOf(plan, `${at}/users`, demand.users, draw);
  const users = count * share;
  const adoption = demand.adoption.map(({ day, share }) => ({ day, share: draw(`${at}/adoption`, share, asShare) }));
  const lastDay = yearDays(plan) - 1;
  const headsAtEnd = (1 + growth) ** (lastDay / DAYS_PER_MONTH) * (group?.byMonth.at(-1) ?? 1);
  const usersAtEnd = users * headsAtEnd * adoptionOn(adoption, lastDay);
  const wander = wanderByMonth(demand.wander, plan.monthStarts.length - 1, under(key, "wander", id));
  return {
    users,
    headGrowth: growth,
    headsByMonth: group?.byMonth ?? null,
    tasksPerUserPerDay: draw(`${at}/tasksPerUserPerDay`, demand.tasksPerUserPerDay),
    adoption,
    monthlyGrowth: draw(`${at}/monthlyGrowth`, demand.monthlyGrowth, asGrowth),
    rebound: draw(`${at}/rebound`, demand.rebound, anyNumber),
    userMix: drawUserMix(usersAtEnd, demand.userSpread, under(key, "user mix", id)),
    wander: wander.map((x, month) => Math.exp(x + sharedWander[month]!)),
  };
}

/** Who may use a workload: people of its own, or a share of a group, whose head count all its workloads share. */
function peopleOf({ people }: ResolvedPlan, at: string, users: Users, draw: Draw) {
  if (typeof users === "number" || !("of" in users))
    return { count: draw(at, users), share: 1, growth: 0, group: null };
  const group = people.find(({ id }) => id === users.of)!;
  const named = pointerOf(["people", group.id]);
  return {
    count: draw(`${named}/count`, group.count),
    share: draw(`${at}/share`, users.share, asShare),
    growth: draw(`${named}/monthlyGrowth`, group.monthlyGrowth, asGrowth),
    group,
  };
}

/** How many seats are wanted: a number, or a share of a group at its head count. */
function seatsWanted(plan: ResolvedPlan, at: string, wanted: Users, draw: Draw) {
  const { count, share, growth, group } = peopleOf(plan, at, wanted, draw);
  return { count: count * share, headGrowth: growth, headsByMonth: group?.byMonth ?? null };
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
    longShares: workload.attempts.map(({ modelId, longShare }) =>
      draw(`${at}${pointerOf(["attempts", modelId])}/longShare`, longShare, asShare),
    ),
    fees: workload.attempts.map(({ modelId, fees }) =>
      fees.reduce(
        (sum, { perAttempt, price }, i) =>
          sum + price * draw(`${at}${pointerOf(["attempts", modelId])}/fees/${i}/perAttempt`, perAttempt),
        0,
      ),
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
