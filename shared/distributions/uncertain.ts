import {
  discreteAtScore,
  discreteFromWeights,
  discreteMean,
  discreteQuantile,
  discreteVariance,
  type Discrete,
} from "./discrete.ts";
import {
  lognormalAtScore,
  lognormalFromP10P90,
  lognormalMean,
  lognormalQuantile,
  lognormalVariance,
  type Lognormal,
} from "./lognormal.ts";
import { compilePert, pertMean, pertQuantile, pertVariance, type Pert } from "./pert.ts";
import { uniformAtScore, uniformMean, uniformQuantile, uniformVariance, type Uniform } from "./uniform.ts";

/**
 * An uncertain number as a plan writes it: certain, lognormal by two percentiles, PERT, uniform, or one of a few
 * values. What the plan's schema allows is checked there and not again here.
 */
export type UncertainNumber =
  | number
  | { readonly value: number }
  | { readonly p10: number; readonly p90: number }
  | { readonly min: number; readonly mode: number; readonly max: number }
  | { readonly min: number; readonly max: number }
  | { readonly values: readonly number[]; readonly weights: readonly number[] };

interface Certain {
  readonly kind: "certain";
  readonly value: number;
}

type Family = Certain | Lognormal | Pert | Uniform | Discrete;

function familyOf(u: UncertainNumber): Family {
  if (typeof u === "number") return { kind: "certain", value: u };
  if ("value" in u) return { kind: "certain", value: u.value };
  if ("p10" in u) return lognormalFromP10P90(u.p10, u.p90);
  if ("values" in u) {
    const discrete = discreteFromWeights(u.values, u.weights);
    return discrete.values.length === 1 ? { kind: "certain", value: discrete.values[0]! } : discrete;
  }
  if (u.min === u.max) return { kind: "certain", value: u.min };
  return "mode" in u
    ? { kind: "pert", min: u.min, mode: u.mode, max: u.max }
    : { kind: "uniform", min: u.min, max: u.max };
}

/**
 * The value at a standard normal score (the quantile at Φ(score)), ready for many draws: monotone in the score, exact
 * but for PERT (within 1e-9 of its range). Nothing is clamped: what may not be negative or above 1 is the caller's to
 * say.
 */
export function compileUncertain(u: UncertainNumber): (score: number) => number {
  const family = familyOf(u);
  switch (family.kind) {
    case "certain":
      return () => family.value;
    case "lognormal":
      return (score) => lognormalAtScore(family, score);
    case "pert":
      return compilePert(family);
    case "uniform":
      return (score) => uniformAtScore(family, score);
    case "discrete":
      return (score) => discreteAtScore(family, score);
  }
}

/** The value at a standard normal score; the very number that `compileUncertain` gives. */
export function drawUncertain(u: UncertainNumber, score: number): number {
  return compileUncertain(u)(score);
}

/** The only value that `u` can take, or null where chance has a say. */
export function certainValue(u: UncertainNumber): number | null {
  const family = familyOf(u);
  return family.kind === "certain" ? family.value : null;
}

/** Whether `u` can take one value only: a plain number, equal limits, or a single value with weight. */
export function isCertain(u: UncertainNumber): boolean {
  return familyOf(u).kind === "certain";
}

/** Mean, in the unit of the number; before any clamping. */
export function uncertainMean(u: UncertainNumber): number {
  const family = familyOf(u);
  switch (family.kind) {
    case "certain":
      return family.value;
    case "lognormal":
      return lognormalMean(family);
    case "pert":
      return pertMean(family);
    case "uniform":
      return uniformMean(family);
    case "discrete":
      return discreteMean(family);
  }
}

/** Variance, in the square of that unit; before any clamping. */
export function uncertainVariance(u: UncertainNumber): number {
  const family = familyOf(u);
  switch (family.kind) {
    case "certain":
      return 0;
    case "lognormal":
      return lognormalVariance(family);
    case "pert":
      return pertVariance(family);
    case "uniform":
      return uniformVariance(family);
    case "discrete":
      return discreteVariance(family);
  }
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function uncertainQuantile(u: UncertainNumber, p: number): number {
  const family = familyOf(u);
  switch (family.kind) {
    case "certain":
      return family.value;
    case "lognormal":
      return lognormalQuantile(family, p);
    case "pert":
      return pertQuantile(family, p);
    case "uniform":
      return uniformQuantile(family, p);
    case "discrete":
      return discreteQuantile(family, p);
  }
}
