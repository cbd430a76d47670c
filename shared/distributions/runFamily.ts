import {
  burrCdf,
  burrLnDensity,
  burrMean,
  burrQuantile,
  burrUpperTail,
  burrVariance,
  fitBurr,
  type Burr,
} from "./burr.ts";
import type { CensoredSample, Fit } from "./fitting.ts";
import {
  fitInverseGaussian,
  inverseGaussianCdf,
  inverseGaussianLnDensity,
  inverseGaussianQuantile,
  inverseGaussianUpperTail,
  inverseGaussianVariance,
  type InverseGaussian,
} from "./inverseGaussian.ts";
import {
  fitLogLogistic,
  logLogisticCdf,
  logLogisticLnDensity,
  logLogisticMean,
  logLogisticQuantile,
  logLogisticUpperTail,
  logLogisticVariance,
  type LogLogistic,
} from "./logLogistic.ts";
import {
  fitLognormal,
  lognormalCdf,
  lognormalLnDensity,
  lognormalMean,
  lognormalQuantile,
  lognormalUpperTail,
  lognormalVariance,
  type Lognormal,
} from "./lognormal.ts";
import {
  fitGamma,
  scaledGammaCdf,
  scaledGammaLnDensity,
  scaledGammaMean,
  scaledGammaQuantile,
  scaledGammaUpperTail,
  scaledGammaVariance,
  type ScaledGamma,
} from "./scaledGamma.ts";
import {
  fitWeibull,
  weibullCdf,
  weibullLnDensity,
  weibullMean,
  weibullQuantile,
  weibullUpperTail,
  weibullVariance,
  type Weibull,
} from "./weibull.ts";

/** What the tokens of a run may be distributed like. */
export type RunFamily = Lognormal | InverseGaussian | LogLogistic | ScaledGamma | Weibull | Burr;

export type RunFamilyKind = RunFamily["kind"];

/** All of them, the plan's own first. */
export const RUN_FAMILY_KINDS: readonly RunFamilyKind[] = [
  "lognormal",
  "inverse Gaussian",
  "log-logistic",
  "gamma",
  "weibull",
  "burr",
];

/** The likeliest member of a family; null where there is none. */
export function fitRunFamily(kind: RunFamilyKind, sample: CensoredSample): Fit<RunFamily> | null {
  switch (kind) {
    case "lognormal":
      return fitLognormal(sample);
    case "inverse Gaussian":
      return fitInverseGaussian(sample);
    case "log-logistic":
      return fitLogLogistic(sample);
    case "gamma":
      return fitGamma(sample);
    case "weibull":
      return fitWeibull(sample);
    case "burr":
      return fitBurr(sample);
  }
}

/** P(X ≤ x). */
export function runFamilyCdf(family: RunFamily, x: number): number {
  switch (family.kind) {
    case "lognormal":
      return lognormalCdf(family, x);
    case "inverse Gaussian":
      return inverseGaussianCdf(family, x);
    case "log-logistic":
      return logLogisticCdf(family, x);
    case "gamma":
      return scaledGammaCdf(family, x);
    case "weibull":
      return weibullCdf(family, x);
    case "burr":
      return burrCdf(family, x);
  }
}

/** P(X > x), without cancellation. */
export function runFamilyUpperTail(family: RunFamily, x: number): number {
  switch (family.kind) {
    case "lognormal":
      return lognormalUpperTail(family, x);
    case "inverse Gaussian":
      return inverseGaussianUpperTail(family, x);
    case "log-logistic":
      return logLogisticUpperTail(family, x);
    case "gamma":
      return scaledGammaUpperTail(family, x);
    case "weibull":
      return weibullUpperTail(family, x);
    case "burr":
      return burrUpperTail(family, x);
  }
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function runFamilyQuantile(family: RunFamily, p: number): number {
  switch (family.kind) {
    case "lognormal":
      return lognormalQuantile(family, p);
    case "inverse Gaussian":
      return inverseGaussianQuantile(family, p);
    case "log-logistic":
      return logLogisticQuantile(family, p);
    case "gamma":
      return scaledGammaQuantile(family, p);
    case "weibull":
      return weibullQuantile(family, p);
    case "burr":
      return burrQuantile(family, p);
  }
}

/** Mean, in the unit of the quantity; infinite where the tail is that heavy. */
export function runFamilyMean(family: RunFamily): number {
  switch (family.kind) {
    case "lognormal":
      return lognormalMean(family);
    case "inverse Gaussian":
      return family.mean;
    case "log-logistic":
      return logLogisticMean(family);
    case "gamma":
      return scaledGammaMean(family);
    case "weibull":
      return weibullMean(family);
    case "burr":
      return burrMean(family);
  }
}

/** Steps of the rule below, and the share of the values below which nothing is left out. */
const STEPS = 400;
const NOTHING_BELOW = 1e-9;

/**
 * Mean of the values where none is above `limit`: ∫ P(X > x) dx up to it, over ln x by Simpson's rule. Finite whatever
 * the tail.
 */
export function runFamilyLimitedMean(family: RunFamily, limit: number): number {
  const from = Math.min(runFamilyQuantile(family, NOTHING_BELOW), limit);
  const step = Math.log(limit / from) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const x = from * Math.exp(i * step);
    sum += (i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2) * runFamilyUpperTail(family, x) * x;
  }
  return from + (step / 3) * sum;
}

/** Variance, in the square of that unit; infinite where the tail is that heavy. */
export function runFamilyVariance(family: RunFamily): number {
  switch (family.kind) {
    case "lognormal":
      return lognormalVariance(family);
    case "inverse Gaussian":
      return inverseGaussianVariance(family);
    case "log-logistic":
      return logLogisticVariance(family);
    case "gamma":
      return scaledGammaVariance(family);
    case "weibull":
      return weibullVariance(family);
    case "burr":
      return burrVariance(family);
  }
}

/** ln of the density at x > 0. */
export function runFamilyLnDensity(family: RunFamily, x: number): number {
  switch (family.kind) {
    case "lognormal":
      return lognormalLnDensity(family, x);
    case "inverse Gaussian":
      return inverseGaussianLnDensity(family, x);
    case "log-logistic":
      return logLogisticLnDensity(family, x);
    case "gamma":
      return scaledGammaLnDensity(family, x);
    case "weibull":
      return weibullLnDensity(family, x);
    case "burr":
      return burrLnDensity(family, x);
  }
}

/** A parameter by name. */
export interface NamedParameter {
  readonly name: string;
  readonly value: number;
}

/** The parameters in the order of the family's data sheet; all are positive. */
export function runFamilyParameters(family: RunFamily): readonly NamedParameter[] {
  const { kind, ...parameters } = family;
  return Object.entries(parameters).map(([name, value]) => ({ name, value }));
}

/** The same family with other parameters, in that order. */
export function withParameters(family: RunFamily, values: readonly number[]): RunFamily {
  const named = runFamilyParameters(family).map(({ name }, i) => [name, values[i]!] as const);
  return { kind: family.kind, ...Object.fromEntries(named) } as RunFamily;
}
