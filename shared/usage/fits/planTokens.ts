import { significant } from "#shared/format/digits.ts";
import {
  fitGeneralisedPareto,
  generalisedParetoUpperQuantile,
  type GeneralisedPareto,
} from "#shared/distributions/generalisedPareto.ts";
import type { CensoredSample } from "#shared/distributions/fitting.ts";
import {
  type RunFamily,
  runFamilyMean,
  runFamilyQuantile,
  runFamilyUpperTail,
} from "#shared/distributions/runFamily.ts";
import type { TokenDistribution } from "#shared/distributions/tokens.ts";
import { productLimit } from "#shared/statistics/distances.ts";

/**
 * A fitted curve as the plan writes it: a lognormal by median and spread, any other by its 101 percentiles, with a
 * generalised Pareto tail where its own is heavy. Between percentiles the plan is linear in ln tokens; the first and
 * the last percentile, which no finite curve has, are placed so that the hundredth they bound keeps its mean.
 */

const PERCENTS = 100;
/** Where a fitted family's own tail takes over. */
const FAMILY_TAIL_FROM = 0.99;
/** The plan allows shapes below 1; from here on a mean is one in name only. */
const LARGEST_SHAPE = 0.95;

/** Whether a plan can carry the family: a tail without a mean is no forecast. */
export function hasMean(family: RunFamily): boolean {
  return runFamilyMean(family) < Infinity;
}

/**
 * The plan's form of a fitted family. `effectiveRuns`: a likeliest spread is too narrow by what the mean of so many
 * runs varies, and the lognormal, whose spread the plan's own posterior takes for the sample's, is widened by it.
 */
export function planTokensOf(family: RunFamily, effectiveRuns: number): TokenDistribution {
  if (family.kind === "lognormal") {
    return {
      family: "lognormal",
      median: family.median,
      sigma: Math.min(LARGEST_SIGMA, family.sigma * Math.sqrt(effectiveRuns / (effectiveRuns - 1))),
    };
  }
  const lnQuantiles = Array.from({ length: PERCENTS + 1 }, (_, p) => Math.log(runFamilyQuantile(family, p / PERCENTS)));
  lnQuantiles[0] = 2 * meanOver((v) => Math.log(runFamilyQuantile(family, 0.01 * v))) - lnQuantiles[1]!;
  const lnJoint = lnQuantiles[PERCENTS - 1]!;
  const excess = meanExcess(family, Math.exp(lnJoint));
  // The scale that the plan reads off the last percent below the joint.
  const scale = Math.exp(lnJoint) * (lnJoint - lnQuantiles[PERCENTS - 2]!);
  const shape = Math.min(LARGEST_SHAPE, 1 - scale / excess);
  if (shape > 0) {
    lnQuantiles[PERCENTS] = Math.max(
      lnJoint,
      2 * meanOver((v) => Math.log(generalisedParetoUpperQuantile({ scale, shape }, v) + Math.exp(lnJoint))) - lnJoint,
    );
    return { family: "empirical", quantiles: ascending(lnQuantiles), tail: { from: FAMILY_TAIL_FROM, shape } };
  }
  lnQuantiles[PERCENTS] = lnJoint + riseWithMean(excess / Math.exp(lnJoint));
  return { family: "empirical", quantiles: ascending(lnQuantiles) };
}

/** The percentiles of the runs themselves, with a fitted tail. */
export interface EmpiricalFit {
  readonly tokens: TokenDistribution;
  readonly from: number;
  readonly shape: number;
  readonly shapeError: number;
  /** Runs beyond the joint. */
  readonly beyond: number;
}

/** Fewest runs for percentiles of their own, and fewest beyond the joint. */
const FEWEST_RUNS = 100;
const FEWEST_BEYOND = 25;
const SHARE_BEYOND = 0.05;

/** Percentiles and tail of the runs; null where they are too few, or too many were stopped before the joint. */
export function empiricalFit(sample: CensoredSample): EmpiricalFit | null {
  const n = sample.exact.length + sample.atLeast.length;
  if (n < FEWEST_RUNS) return null;
  const percent = Math.floor(PERCENTS * (1 - Math.max(SHARE_BEYOND, FEWEST_BEYOND / n)) + 1e-9);
  const from = percent / PERCENTS;
  const { exact, atLeast } = sample;
  // Whole samples by R-7, as everywhere; else the value at which the steps of the product limit pass p.
  const quantile = atLeast.length === 0 ? (p: number) => quantileOf(exact, p) : stepQuantile(sample);
  const joint = quantile(from);
  if (!Number.isFinite(joint)) return null;
  const above = {
    exact: exact.filter((x) => x > joint).map((x) => x - joint),
    atLeast: atLeast.filter((x) => x > joint).map((x) => x - joint),
  };
  if (above.exact.length < FEWEST_BEYOND / 2) return null;
  const tail = fitGeneralisedPareto(above);
  const lnQuantiles = Array.from({ length: percent + 1 }, (_, p) => Math.log(quantile(p / PERCENTS)));
  // The plan reads the tail's scale off the last percent below the joint: that percent is given the fitted density, and
  // those before it make room.
  const lnBelow = Math.log(joint) - tail.scale / joint / (PERCENTS - percent);
  for (let p = percent - 1; p >= 0 && (p === percent - 1 || lnQuantiles[p]! > lnBelow); p--) lnQuantiles[p] = lnBelow;
  for (let p = percent + 1; p < PERCENTS; p++)
    lnQuantiles.push(lnTailAt(tail, joint, (PERCENTS - p) / (PERCENTS - percent)));
  const last = lnQuantiles[PERCENTS - 1]!;
  lnQuantiles.push(Math.max(last, 2 * meanOver((v) => lnTailAt(tail, joint, v / (PERCENTS - percent))) - last));
  return {
    tokens: { family: "empirical", quantiles: ascending(lnQuantiles), tail: { from, shape: tail.shape } },
    from,
    shape: tail.shape,
    shapeError: tail.shapeError,
    beyond: above.exact.length + above.atLeast.length,
  };
}

function lnTailAt(tail: GeneralisedPareto, joint: number, q: number): number {
  return Math.log(joint + generalisedParetoUpperQuantile(tail, q));
}

function quantileOf(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const i = Math.floor(place);
  return sorted[i]! + (place - i) * ((sorted[i + 1] ?? sorted[i]!) - sorted[i]!);
}

function stepQuantile({ exact, atLeast }: CensoredSample): (p: number) => number {
  const { value, share } = productLimit(exact, atLeast);
  return (p) => {
    const i = share.findIndex((reached) => reached >= p - 1e-12);
    return i < 0 ? Infinity : value[i]!;
  };
}

/**
 * What a plan can write: no attempt takes less than a millionth of a token or more than 10¹⁵, no spread is above 10.
 */
const SMALLEST = 1e-6;
const LARGEST = 1e15;
const LARGEST_SIGMA = 10;

/** Six digits of a percentile: more than any sample knows, and a file that a person can read. */
function ascending(lnQuantiles: readonly number[]): number[] {
  let most = SMALLEST;
  return lnQuantiles.map((ln) => (most = Math.max(most, Math.min(LARGEST, significant(Math.exp(ln), 6)))));
}

/** ∫₀¹ f(v) dv for a function that may be singular at 0, in the middles of steps that shrink towards it. */
function meanOver(f: (v: number) => number): number {
  const steps = 64;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const w = (i + 0.5) / steps;
    // v = w⁴
    sum += f(w ** 4) * 4 * w ** 3;
  }
  return sum / steps;
}

/**
 * Mean of what a family has beyond `joint`: ∫ P(X > x) dx ÷ P(X > joint), over ln x by Simpson's rule, a power law
 * beyond.
 */
function meanExcess(family: RunFamily, joint: number): number {
  const step = 0.01;
  const from = Math.log(joint);
  const at = (i: number): number => runFamilyUpperTail(family, Math.exp(from + i * step)) * Math.exp(from + i * step);
  let sum = at(0);
  let last = sum;
  for (let i = 1; i < 6000; i += 2) {
    const [odd, even] = [at(i), at(i + 1)];
    sum += 4 * odd + 2 * even;
    const ratio = even / last;
    last = even;
    if (even < 1e-13 * sum || i > 3900) {
      // The end of the rule, and what a tail that falls on at this pace still holds.
      sum -= even;
      const slope = -Math.log(ratio) / (2 * step);
      const rest = ratio < 1 && slope > 0 ? last / slope : 0;
      return ((step / 3) * sum + rest) / runFamilyUpperTail(family, joint);
    }
  }
  return ((step / 3) * sum) / runFamilyUpperTail(family, joint);
}

/** a > 0 with (eᵃ − 1)/a = 1 + excess: the rise of ln x over a stretch with this mean. */
function riseWithMean(excess: number): number {
  let a = Math.log1p(2 * excess);
  for (let step = 0; step < 50; step++) {
    const value = Math.expm1(a) / a - 1 - excess;
    const slope = (Math.exp(a) * a - Math.expm1(a)) / (a * a);
    const next = a - value / slope;
    if (Math.abs(next - a) < 1e-13 * a) return next;
    a = next > 0 ? next : a / 2;
  }
  return a;
}
