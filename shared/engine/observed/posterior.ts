import { type Coordinate, type Steering } from "#shared/engine/parameters/sources.ts";
import type { Expectation, Observation } from "./expectation.ts";
import { runVariance } from "./runVariance.ts";

/**
 * What the closed months say of everything nobody knew: trials are moved to parameters that could have made them, and
 * weighted for what the move gets wrong.
 *
 * The parameters are a function of standard normal scores z and of events, and they predict a mean of each observed figure, f(z), on a
 * scale on which run-to-run variation is nearly normal with variance R. Around the most likely scores m, f is
 * nearly straight: f(z) ≈ f(m) + J(z − m). For straight f the scores given the observations are normal, and a draw of them
 * is a draw z₀ of before, moved:
 *
 *     z = z₀ + Jᵀ(JJᵀ + R)⁻¹(y − f(m) + J·m + e − J·z₀),  e ~ N(0, R)                       (Matheron's rule)
 *
 * So each trial keeps its own random numbers and its wander, and goes only as far as the months pull it. As f is not straight,
 * each trial is weighted by its true density over that of the proposals it may have come from: importance sampling,
 * with one proposal for each way the events may have gone (by its Laplace evidence, and some by its chance before), and
 * a wider one beside each so that no weight is without bound. Proposals take R where the parameters are likeliest; the true
 * density takes that of each draw, because fewer or more uneven tasks average out less.
 *
 * R holds a discrepancy beside run-to-run variation: no plan is quite true, and a month of 100,000 tasks would else be believed to a
 * third of a percent. Where the observations lie beyond all that the plan held possible, the discrepancy is raised until
 * it does not; where too few trials carry the weight, the months are believed less. Both are reported (`widening`), never
 * silent.
 *
 * Sources  A. B. Owen & Y. Zhou (2000), Safe and effective importance sampling, JASA 95; A. G. Journel & C. J.
 * Huijbregts (1978), Mining
 *          Geostatistics, VII (Matheron's rule); L. Tierney & J. B. Kadane (1986), Accurate approximations for posterior moments, JASA 81
 */
export interface Posterior {
  readonly expectation: Expectation;
  readonly steering: Steering;
  readonly coordinates: readonly Coordinate[];
  readonly observed: readonly Observation[];
  readonly values: Float64Array;
  /**
   * What run-to-run variation does not explain, and by how much all variances are raised: with the draw's own run variance they make that of
   * the observations.
   */
  readonly discrepancy: number;
  readonly trust: number;
  readonly modes: readonly Mode[];
  /** By how much the standard deviations of the observations were raised over a first belief: 1, not at all. */
  readonly widening: number;
  /** Parameter draws that each trial proposes, to take one by its weight. */
  readonly candidates: number;
}

/** One way the events may have gone, and the proposals around the most likely scores if they did. */
export interface Mode {
  readonly events: readonly boolean[];
  /** Chance to propose it over its chance before the months, logarithm; and that chance itself. */
  readonly lnRatio: number;
  readonly chance: number;
  /** Observations × coordinates. */
  readonly slopes: Float64Array;
  /** y − f(m) + J·m. */
  readonly target: Float64Array;
  readonly proposals: readonly Proposal[];
}

export interface Proposal {
  readonly share: number;
  /** Of J·Jᵀ + R. */
  readonly lower: Float64Array;
  readonly variance: Float64Array;
  readonly mean: Float64Array;
  /** ½ ln det(I + JᵀR⁻¹J). */
  readonly lnScale: number;
}

/** The odds of an outcome are counted by people and tools, less exactly than money: so many times as much. */
const OUTCOME_DISCREPANCY = 5;

/** The wider proposal: its share, and its variances over the months' own. */
export const WIDE_SHARE = 0.15;

export type About = Omit<Posterior, "discrepancy" | "trust" | "modes" | "widening" | "candidates">;

/** J·z. */
export function product(slopes: Float64Array, scores: Float64Array, n: number): Float64Array {
  const d = scores.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += slopes[i * d + j]! * scores[j]!;
    out[i] = sum;
  }
  return out;
}

/** Adds Jᵀ·step to the scores. */
export function addTransposed(slopes: Float64Array, step: Float64Array, scores: Float64Array): void {
  const d = scores.length;
  for (let i = 0; i < step.length; i++)
    for (let j = 0; j < d; j++) scores[j] = scores[j]! + slopes[i * d + j]! * step[i]!;
}

/** Variance of each observation about its expectation: from run to run, and the discrepancy of the model in the plan's trust. */
export function varianceOf(
  { expectation, observed }: About,
  discrepancy: number,
  trust: number,
): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    runVariance(expectation, observed),
    (variance, i) =>
      trust * (variance + (observed[i]!.kind === "outcomes" ? OUTCOME_DISCREPANCY : 1) ** 2 * discrepancy ** 2),
  );
}
