import { TOKEN_CLASSES } from "#shared/plan/schema/model.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import type { CompiledPlan, CompiledWorkload } from "#shared/engine/compile/compiled.ts";
import type { CompiledDatedMultiplier, Draw } from "#shared/engine/compile/compiledDraws.ts";
import type { CompiledContracts } from "#shared/engine/compile/compiledContracts.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { drawWander } from "./drawWander.ts";
import { drawGroups, headCountOn, headGrowthDrawn, shareDrawn, type GroupParameters } from "./headCount.ts";
import type { ParameterSource } from "./sources.ts";

/** The parameters of one trial: everything nobody knows yet, drawn once. Scratch, written anew for each trial. */
export interface ParameterDraw {
  demand: number;
  tokens: number;
  prices: number;
  /** ln factor of the shared wander by fiscal month. */
  readonly wander: Float64Array;
  /** By model: the multiplier of each price change; 1 when it does not happen. */
  readonly priceChanges: readonly Float64Array[];
  /** By model and price change: multipliers by class of token; null: it changes all classes at once. */
  readonly classChanges: readonly (readonly (Float64Array | null)[])[];
  /** By model, what its terms make of the list price. */
  readonly terms: Float64Array;
  /** By currency that moves: its worth against the plan's rate, by fiscal month. */
  readonly currencies: readonly Float64Array[];
  /** By seats: how many, their price a month, and what their renewal makes of it. */
  readonly seats: readonly SeatsParameters[];
  /** By commitment, what others of the company spend on it a month. */
  readonly otherSpend: Float64Array;
  /** Fixed costs: by cost, money by fiscal month. */
  readonly fixedCosts: readonly Float64Array[];
  /** By group of the head-count table. */
  readonly people: readonly GroupParameters[];
  readonly workloads: readonly WorkloadParameters[];
}

export interface SeatsParameters {
  count: number;
  /** ln growth of the head count of their group by day; 0: they are of none. */
  headGrowth: number;
  perMonth: number;
  renewal: number;
}

export interface WorkloadParameters {
  /** People at the start of the year, all of them. */
  users: number;
  /** ln growth of the head count of their group by day; 0: they are its own. */
  headGrowth: number;
  /** By attempt: share of long context, and money of its fees before terms and currency. */
  readonly longShare: Float64Array;
  readonly fees: Float64Array;
  /**
   * Tasks of a working day at full adoption, before growth, season, wander and rebound: users × tasks × shared demand ×
   * H.
   */
  volume: number;
  readonly adoption: Float64Array;
  /** ln growth of demand and of tokens by day. */
  demandGrowth: number;
  tokensGrowth: number;
  rebound: number;
  /** ln factor of the workload's wander by fiscal month. */
  readonly wander: Float64Array;
  readonly truth: AttemptTruth;
  /** Money. */
  value: number;
  reviewCost: number;
  failureCost: number;
  errorCost: number;
}

/** One trial's truth about the attempts of a workload, by attempt. */
export interface AttemptTruth {
  /** Spread of ln tokens against the estimate. */
  readonly kappa: Float64Array;
  /** ln tokens of the body's middle, all multipliers but growth included. */
  readonly shift: Float64Array;
  /** Success by effort. */
  readonly byEffort: readonly Float64Array[];
}

/** Empty parameters for the plan. */
export function createParameters(plan: CompiledPlan): ParameterDraw {
  const months = plan.monthStarts.length - 1;
  return {
    demand: 1,
    tokens: 1,
    prices: 1,
    wander: createScratch(months),
    priceChanges: plan.models.map(({ priceChanges }) => createScratch(priceChanges.length)),
    classChanges: plan.models.map(({ priceChanges }) =>
      priceChanges.map(({ byClass }) => (byClass === null ? null : createScratch(byClass.length))),
    ),
    terms: createScratch(plan.models.length).fill(1),
    currencies: plan.currencies.map(() => createScratch(months).fill(1)),
    seats: (plan.contracts?.seats ?? []).map(() => ({ count: 0, headGrowth: 0, perMonth: 0, renewal: 1 })),
    otherSpend: createScratch(plan.contracts?.commitments.length ?? 0),
    fixedCosts: plan.fixedCosts.map(() => createScratch(months)),
    people: plan.people.map(() => ({ people: 0, pay: 0 })),
    workloads: plan.workloads.map((workload) => ({
      users: 0,
      headGrowth: 0,
      longShare: createScratch(workload.attempts.length),
      fees: createScratch(workload.attempts.length),
      volume: 0,
      adoption: createScratch(workload.adoption.points.length),
      demandGrowth: 0,
      tokensGrowth: 0,
      rebound: 0,
      wander: createScratch(months),
      truth: {
        kappa: createScratch(workload.attempts.length),
        shift: createScratch(workload.attempts.length),
        byEffort: workload.attempts.map(({ byEffort }) => Float64Array.from(byEffort)),
      },
      value: 0,
      reviewCost: 0,
      failureCost: 0,
      errorCost: 0,
    })),
  };
}

/** Draws all parameters of a plan from a random source. Each number comes from its own name, so a change of one moves no other. */
export function drawParametersFrom(plan: CompiledPlan, source: ParameterSource, parameters: ParameterDraw): void {
  const drawWork = drawCommonFrom(plan, source, parameters);
  for (let w = 0; w < plan.workloads.length; w++) drawWork(w);
}

/** Draws what only the work of the workload of this place depends on. */
export type DrawWork = (workload: number) => void;

/**
 * Draws all parameters but those of the workloads' work, and returns what draws these: of a workload whose year is
 * known from another plan nobody asks for them.
 */
export function drawCommonFrom(plan: CompiledPlan, source: ParameterSource, parameters: ParameterDraw): DrawWork {
  const scores = copulaScores(plan, source);
  const draw = (number: Draw): number => {
    if (number.row >= 0) return number.at(scores![number.row]!);
    return Number.isNaN(number.certain) ? number.at(source.score(number.name, 0)) : number.certain;
  };
  const happens = (change: CompiledDatedMultiplier): boolean =>
    change.probability >= 1 || source.happens(change.happens, change.probability);

  parameters.demand = draw(plan.shared.demand);
  parameters.tokens = draw(plan.shared.tokens);
  parameters.prices = draw(plan.shared.prices);
  drawWander(plan.shared.wander, source, parameters.wander);
  for (const [model, { priceChanges, discount, markup }] of plan.models.entries()) {
    for (const [i, change] of priceChanges.entries()) {
      const isOn = happens(change);
      parameters.priceChanges[model]![i] = isOn ? draw(change.multiplier) : 1;
      if (change.byClass !== null) drawClasses(change.byClass, isOn, draw, parameters.classChanges[model]![i]!);
    }
    parameters.terms[model] = (1 - draw(discount)) * (1 + draw(markup));
  }
  for (const [c, currency] of plan.currencies.entries()) drawCurrency(currency, source, parameters.currencies[c]!);
  for (const [i, { perMonth, renewal }] of plan.fixedCosts.entries()) {
    const money = draw(perMonth);
    const factor = renewal !== null && happens(renewal) ? draw(renewal.multiplier) : 1;
    const months = parameters.fixedCosts[i]!;
    for (let month = 0; month < months.length; month++) {
      months[month] = renewal !== null && plan.monthStarts[month]! >= renewal.fromDay ? money * factor : money;
    }
  }
  if (plan.contracts !== null) drawContracts(plan.contracts, draw, happens, parameters);
  if (plan.people.length > 0) drawGroups(plan, draw, parameters.people);
  for (const [w, workload] of plan.workloads.entries()) drawCase(workload, draw, parameters.workloads[w]!);
  return (w) => drawWorkload(plan, plan.workloads[w]!, source, draw, parameters, parameters.workloads[w]!);
}

/** What an outcome of a workload is worth, and what people's time costs. */
function drawCase(workload: CompiledWorkload, draw: (number: Draw) => number, out: WorkloadParameters): void {
  out.value = draw(workload.value) * draw(workload.captured);
  out.reviewCost = draw(workload.reviewCost);
  out.failureCost = draw(workload.failureCost);
  out.errorCost = draw(workload.errorCost);
}

function drawWorkload(
  plan: CompiledPlan,
  workload: CompiledWorkload,
  source: ParameterSource,
  draw: (number: Draw) => number,
  parameters: ParameterDraw,
  out: WorkloadParameters,
): void {
  const { adoption } = workload;
  for (const [i, point] of adoption.points.entries()) out.adoption[i] = draw(point);
  const { group } = workload;
  const users = draw(workload.users) * shareDrawn(group, draw);
  out.users = users;
  out.headGrowth = headGrowthDrawn(group, draw);
  const usersAtEnd = users * headCountOn(workload, out.headGrowth, plan.monthStarts.length - 2, plan.days - 1);
  out.volume =
    users *
    draw(workload.tasksPerUserPerDay) *
    parameters.demand *
    mixOf(workload, source, usersAtEnd, out.adoption, plan.days - 1);
  out.demandGrowth = Math.log1p(draw(workload.monthlyGrowth)) / DAYS_PER_MONTH + out.headGrowth;
  out.tokensGrowth = Math.log1p(draw(workload.tokensGrowth)) / DAYS_PER_MONTH;
  out.rebound = draw(workload.rebound);
  drawWander(workload.wander, source, out.wander);

  const lnMultiplier = Math.log(draw(workload.tokensMultiplier) * parameters.tokens);
  for (const [i, attempt] of workload.attempts.entries()) {
    let kappa = 1;
    let shift = 0;
    if (attempt.runs !== null) ({ kappa, shift } = source.pilot(attempt.truth, attempt.runs, attempt.curve.logSd));
    out.truth.kappa[i] = kappa;
    for (const factor of attempt.tokenFactors) shift += Math.log(draw(factor));
    out.truth.shift[i] = attempt.curve.logMean + shift + lnMultiplier;
    out.longShare[i] = attempt.byClass === null ? 0 : draw(attempt.byClass.longShare);
    let fees = 0;
    for (const { perAttempt, price } of attempt.fees) fees += draw(perAttempt) * price;
    out.fees[i] = fees;
    if (attempt.successRuns !== null)
      source.success(attempt.successTruth, attempt.byEffort, attempt.successRuns, out.truth.byEffort[i]!);
  }
}

/**
 * H: users are not alike. Gamma with mean 1 and variance userSpread² / n, n being those of `users` that take part on
 * the last day.
 */
export function mixOf(
  workload: CompiledWorkload,
  source: ParameterSource,
  users: number,
  adoption: Float64Array,
  lastDay: number,
): number {
  const { userSpread, spreadName } = workload;
  if (userSpread === 0) return 1;
  const shape = Math.max(1, users * adoptionOn(workload, adoption, lastDay)) / (userSpread * userSpread);
  return source.mix(spreadName, shape);
}

/** Share of users that take part on a day of the year. */
export function adoptionOn({ adoption }: CompiledWorkload, shares: Float64Array, day: number): number {
  const before = adoption.before[day]!;
  const along = adoption.along[day]!;
  return along === 0 ? shares[before]! : shares[before]! + along * (shares[before + 1]! - shares[before]!);
}

function drawContracts(
  { seats, commitments }: CompiledContracts,
  draw: (number: Draw) => number,
  happens: (change: CompiledDatedMultiplier) => boolean,
  parameters: ParameterDraw,
): void {
  for (const [s, { count, group, perMonth, renewal }] of seats.entries()) {
    const own = parameters.seats[s]!;
    own.count = draw(count) * shareDrawn(group, draw);
    own.headGrowth = headGrowthDrawn(group, draw);
    own.perMonth = draw(perMonth);
    own.renewal = renewal !== null && happens(renewal) ? draw(renewal.multiplier) : 1;
  }
  for (const [c, { otherSpend }] of commitments.entries()) parameters.otherSpend[c] = draw(otherSpend);
}

/** Multipliers by class, 1 where the change does not happen; an hour's cache goes with the ordinary one. */
function drawClasses(
  classes: readonly (Draw | null)[],
  isOn: boolean,
  draw: (number: Draw) => number,
  out: Float64Array,
): void {
  for (const [c, own] of classes.entries()) {
    const number = own ?? (c === HOUR_CACHE ? classes[CACHE_WRITE]! : null);
    out[c] = isOn && number !== null ? draw(number) : 1;
  }
}

const CACHE_WRITE = TOKEN_CLASSES.indexOf("cacheWrite"),
  HOUR_CACHE = TOKEN_CLASSES.indexOf("cacheWriteHour");

/** The worth of a currency by fiscal month against the plan's rate: a random walk of ln whose mean stays 1. */
function drawCurrency(
  { monthlySd, name }: CompiledPlan["currencies"][number],
  source: ParameterSource,
  out: Float64Array,
): void {
  let walk = 0;
  for (let month = 0; month < out.length; month++) {
    walk += monthlySd * source.score(name, month) - (monthlySd * monthlySd) / 2;
    out[month] = Math.exp(walk);
  }
}

/** Scores of the correlated numbers, by row of the copula; null where nothing is correlated. */
export function copulaScores({ copula }: CompiledPlan, source: ParameterSource): Float64Array | null {
  if (copula === null) return null;
  const free = copula.names.map((name) => source.score(name, 0));
  return Float64Array.from(copula.factor, (row) => row.reduce((sum, weight, i) => sum + weight * free[i]!, 0));
}
