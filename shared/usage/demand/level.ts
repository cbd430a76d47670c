import { mean } from "#shared/statistics/moments.ts";
import { cholesky, choleskySolve, forwardSolve } from "#shared/numerics/cholesky.ts";
import type { MonthOfUse } from "./history.ts";

/**
 * Level, growth and fluctuation of demand from its months: ln tasks per working day = level + growth·time + wander +
 * noise, the wander as the plan has it, y_k = persistence·y_{k−1} + monthlySd·N(0,1). A Bayesian answer over a grid of
 * persistence and monthlySd; level and growth in closed form.
 *
 * Growth and a persistent wander look alike for years, so what a short history leaves open is taken from the priors,
 * and the answer is as wide as both leave it.
 *
 * Source  A. Gelman et al. (2013), Bayesian Data Analysis, ch. 14 and 15
 */
export interface Level {
  /** ln tasks per working day at the end of the history. */
  readonly level: Moments;
  /** ln of the factor by which a month grows. */
  readonly growth: Moments;
  readonly monthlySd: Moments & { readonly p10: number; readonly p90: number };
  readonly persistence: Moments;
  /**
   * How much of what is said of the wander comes from the months and not from the prior, 0..1: 1 − variance after ÷
   * variance before, of ln monthlySd.
   */
  readonly shareFromMonths: number;
}

export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Persistence before any observation, with weights: around the 0.9 of the plans of the field. */
const PERSISTENCES = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98] as const;
const PERSISTENCE_WEIGHTS = [0.03, 0.05, 0.07, 0.13, 0.2, 0.27, 0.15, 0.1] as const;

/**
 * Standard deviation of ln monthlySd before any observation: a factor of three either way, because the field is one
 * team.
 */
const PRIOR_LN_SD = Math.log(3);
const SPREADS = Array.from({ length: 25 }, (_, i) => -2.4 + i * 0.2);
/** Standard deviation of a month's growth before any observation. */
export const PRIOR_GROWTH_SD = 0.1;
/** Of the level: nothing is known. */
const PRIOR_LEVEL_SD = 10;

/**
 * The monthly wander that the field leads one to expect of so many users: one team of 13 had 28 days against the last
 * 28 differ by 1.2 in the logarithm (MODEL.md, section 6). Users who wander on their own average out; what moves all of
 * them at once stays.
 */
export function fieldWander(users: number | null): number {
  const team = 1.2 / Math.sqrt(2 / (1 + 0.9));
  return Math.min(team, Math.max(0.1, team * Math.sqrt(13 / (users ?? 100))));
}

/** What the months say under one persistence and one monthly deviation. */
interface Given {
  readonly level: Moments;
  readonly growth: Moments;
  readonly sd: number;
  readonly persistence: number;
}

/** ln rates of months about their mean, their moments in time, and the variance of what counting adds. */
interface Observed {
  readonly times: readonly number[];
  readonly y: Float64Array;
  readonly noise: readonly number[];
}

/**
 * Level, growth and wander; `dispersion`: variance of a day's count over its mean; `priorSd`: middle of the prior of
 * monthlySd.
 */
export function levelOf(months: readonly MonthOfUse[], dispersion: number, priorSd: number): Level {
  const rates = Float64Array.from(months, ({ tasks, exposure }) => Math.log((tasks + 0.5) / exposure));
  const centre = mean(rates);
  const observed: Observed = {
    times: months.map(({ time }) => time),
    y: rates.map((rate) => rate - centre),
    noise: months.map(({ tasks }) => dispersion / (tasks + 0.5)),
  };
  const weights: number[] = [];
  const found: Given[] = [];
  for (const [p, persistence] of PERSISTENCES.entries()) {
    for (const spread of SPREADS) {
      const given = givenWander(observed, persistence, priorSd * Math.exp(spread * PRIOR_LN_SD));
      if (given === null) continue;
      weights.push(Math.log(PERSISTENCE_WEIGHTS[p]!) - 0.5 * spread * spread + given.lnLikelihood);
      found.push(given);
    }
  }
  return mixtureOf(found, weights, centre);
}

/** Level and growth in closed form, and how likely the months are; null: the covariance is not positive definite. */
function givenWander(
  { times, y, noise }: Observed,
  persistence: number,
  sd: number,
): (Given & { readonly lnLikelihood: number }) | null {
  const n = times.length;
  const stationary = (sd * sd) / (1 - persistence * persistence);
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const wander = stationary * persistence ** Math.abs(i - j);
      covariance[i * n + j] =
        PRIOR_LEVEL_SD ** 2 + PRIOR_GROWTH_SD ** 2 * times[i]! * times[j]! + wander + (i === j ? noise[i]! : 0);
    }
  }
  const lower = cholesky(covariance, n);
  if (lower === null) return null;
  const scaled = forwardSolve(lower, y);
  const solved = choleskySolve(lower, y);
  const lnDeterminant = 2 * times.reduce((sum, _, i) => sum + Math.log(lower[i * n + i]!), 0);
  const squares = scaled.reduce((sum, value) => sum + value * value, 0);
  const given = (shared: readonly number[], variance: number): Moments => {
    const part = forwardSolve(lower, Float64Array.from(shared));
    const mean = shared.reduce((sum, value, i) => sum + value * solved[i]!, 0);
    return { mean, sd: Math.sqrt(Math.max(0, variance - part.reduce((sum, value) => sum + value * value, 0))) };
  };
  return {
    // The level of the end is that of time 0, where growth has no part, and of the last month's wander.
    level: given(
      times.map((_, i) => PRIOR_LEVEL_SD ** 2 + stationary * persistence ** (n - 1 - i)),
      PRIOR_LEVEL_SD ** 2 + stationary,
    ),
    growth: given(
      times.map((time) => PRIOR_GROWTH_SD ** 2 * time),
      PRIOR_GROWTH_SD ** 2,
    ),
    sd,
    persistence,
    lnLikelihood: -0.5 * (lnDeterminant + squares),
  };
}

/** The answer over the whole grid, each point by its chance; `weights` are their logarithms. */
function mixtureOf(found: readonly Given[], weights: readonly number[], centre: number): Level {
  const most = Math.max(...weights);
  const chances = weights.map((weight) => Math.exp(weight - most));
  const whole = chances.reduce((sum, chance) => sum + chance, 0);
  const mixed = (of: (one: Given) => Moments): Moments => {
    const mean = found.reduce((sum, one, i) => sum + chances[i]! * of(one).mean, 0) / whole;
    const variance =
      found.reduce((sum, one, i) => sum + chances[i]! * (of(one).sd ** 2 + (of(one).mean - mean) ** 2), 0) / whole;
    return { mean, sd: Math.sqrt(variance) };
  };
  const level = mixed((one) => one.level);
  const lnSd = mixed((one) => ({ mean: Math.log(one.sd), sd: 0 }));
  const bySd = found.map(({ sd }, i) => ({ sd, chance: chances[i]! / whole })).sort((one, other) => one.sd - other.sd);
  const quantile = (p: number): number => {
    let sum = 0;
    return (bySd.find(({ chance }) => (sum += chance) >= p) ?? bySd.at(-1)!).sd;
  };
  return {
    level: { mean: level.mean + centre, sd: level.sd },
    growth: mixed((one) => one.growth),
    monthlySd: { mean: Math.exp(lnSd.mean), sd: Math.exp(lnSd.mean) * lnSd.sd, p10: quantile(0.1), p90: quantile(0.9) },
    persistence: mixed((one) => ({ mean: one.persistence, sd: 0 })),
    shareFromMonths: Math.max(0, 1 - lnSd.sd ** 2 / PRIOR_LN_SD ** 2),
  };
}
