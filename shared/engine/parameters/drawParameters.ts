import type { Key } from "#shared/random/random.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import type { CompiledDatedMultiplier, CompiledPlan, CompiledWorkload, Draw } from "#shared/engine/compile/compiled.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { drawWander } from "./drawWander.ts";
import { hashedSource, type ParameterSource } from "./sources.ts";

/** The parameters of one trial: everything nobody knows yet, drawn once. Scratch, written anew for each trial. */
export interface ParameterDraw {
  demand: number;
  tokens: number;
  prices: number;
  /** ln factor of the shared wander by fiscal month. */
  readonly wander: Float64Array;
  /** By model: the multiplier of each price change; 1 when it does not happen. */
  readonly priceChanges: readonly Float64Array[];
  /** Fixed costs: by cost, money by fiscal month. */
  readonly fixedCosts: readonly Float64Array[];
  readonly workloads: readonly WorkloadParameters[];
}

export interface WorkloadParameters {
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
    fixedCosts: plan.fixedCosts.map(() => createScratch(months)),
    workloads: plan.workloads.map((workload) => ({
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

/**
 * Draws the parameters of the trial whose key is `trial`. Each number comes from its own name, so a change of one moves no
 * other.
 */
export function drawParameters(plan: CompiledPlan, trial: Key, parameters: ParameterDraw): void {
  drawParametersFrom(plan, hashedSource(trial), parameters);
}

/** Draws all parameters of a plan from a random source. */
export function drawParametersFrom(plan: CompiledPlan, source: ParameterSource, parameters: ParameterDraw): void {
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
  for (const [model, { priceChanges }] of plan.models.entries()) {
    for (const [i, change] of priceChanges.entries())
      parameters.priceChanges[model]![i] = happens(change) ? draw(change.multiplier) : 1;
  }
  for (const [i, { perMonth, renewal }] of plan.fixedCosts.entries()) {
    const money = draw(perMonth);
    const factor = renewal !== null && happens(renewal) ? draw(renewal.multiplier) : 1;
    const months = parameters.fixedCosts[i]!;
    for (let month = 0; month < months.length; month++) {
      months[month] = renewal !== null && plan.monthStarts[month]! >= renewal.fromDay ? money * factor : money;
    }
  }
  for (const [i, workload] of plan.workloads.entries())
    drawWorkload(plan, workload, source, draw, parameters, parameters.workloads[i]!);
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
  const users = draw(workload.users);
  out.volume =
    users *
    draw(workload.tasksPerUserPerDay) *
    parameters.demand *
    mixOf(workload, source, users, out.adoption, plan.days - 1);
  out.demandGrowth = Math.log1p(draw(workload.monthlyGrowth)) / DAYS_PER_MONTH;
  out.tokensGrowth = Math.log1p(draw(workload.tokensGrowth)) / DAYS_PER_MONTH;
  out.rebound = draw(workload.rebound);
  drawWander(workload.wander, source, out.wander);

  const lnMultiplier = Math.log(draw(workload.tokensMultiplier) * parameters.tokens);
  for (const [i, attempt] of workload.attempts.entries()) {
    let kappa = 1;
    let shift = 0;
    if (attempt.runs !== null) ({ kappa, shift } = source.pilot(attempt.truth, attempt.runs, attempt.curve.logSd));
    out.truth.kappa[i] = kappa;
    out.truth.shift[i] = attempt.curve.logMean + shift + lnMultiplier;
    if (attempt.successRuns !== null)
      source.success(attempt.successTruth, attempt.byEffort, attempt.successRuns, out.truth.byEffort[i]!);
  }
  out.value = draw(workload.value) * draw(workload.captured);
  out.reviewCost = draw(workload.reviewCost);
  out.failureCost = draw(workload.failureCost);
  out.errorCost = draw(workload.errorCost);
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

/** Scores of the correlated numbers, by row of the copula; null where nothing is correlated. */
export function copulaScores({ copula }: CompiledPlan, source: ParameterSource): Float64Array | null {
  if (copula === null) return null;
  const free = copula.names.map((name) => source.score(name, 0));
  return Float64Array.from(copula.factor, (row) => row.reduce((sum, weight, i) => sum + weight * free[i]!, 0));
}
