import { cholesky, choleskySolve } from "#shared/numerics/cholesky.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { under, uniformOf } from "#shared/random/random.ts";
import { expectMonths, predict, REFORECAST } from "./expectation.ts";
import { type About, addTransposed, type Mode, product, type Proposal, varianceOf, WIDE_SHARE } from "./posterior.ts";

/* The most likely scores for each way the events may have gone, and the proposals around them (section 7 of
`shared/engine/README.md`). */

/** Share of the trials for which events go by their chance before. */
const BY_CHANCE = 0.1;

const WIDE = 4;

/**
 * Rounds and draws by which a proposal learns how f bends, and the chance below which a way of the events is not worth
 * it.
 */
const BENT_ROUNDS = 2;

const BENT_TRIES = 40;

const LEAST_BENT = 0.02;

const STEP = 0.05;

const MOST_STEPS = 8;

/** Scores further out mean nothing. */
const FARTHEST = 7;

/**
 * A mode for each way the events may have gone; `misfit` is the least of |z|² + (y − f)ᵀR⁻¹(y − f), for a true plan a
 * chi-square.
 */
export function fitModes(
  about: About,
  events: readonly { readonly probability: number }[],
  discrepancy: number,
  trust: number,
) {
  const { steering: steered, observed, coordinates } = about;
  let variance = new Float64Array(observed.length);
  let misfit = Infinity;
  const ways = Array.from({ length: 1 << events.length }, (_, way) => events.map((__, k) => ((way >> k) & 1) === 0));
  const fits = ways.map((way, w) => {
    way.forEach((happens, k) => (steered.happens[k] = happens));
    if (w === 0) {
      // Run variance at the middle, then at the scores found with it.
      steered.scores.fill(0);
      expectMonths(about.expectation, steered.source);
      variance = varianceOf(about, discrepancy, trust);
      fitScores(about, variance, new Float64Array(coordinates.length));
      variance = varianceOf(about, discrepancy, trust);
    }
    const fit = fitScores(about, variance, new Float64Array(coordinates.length));
    const lower = factorOf(fit.slopes, variance, coordinates.length);
    const chance = way.reduce(
      (product, happens, k) => product * (happens ? events[k]!.probability : 1 - events[k]!.probability),
      1,
    );
    misfit = Math.min(misfit, fit.misfit);
    return {
      ...fit,
      lower,
      events: way,
      chance,
      lnEvidence: Math.log(chance) - 0.5 * fit.misfit - lnDiagonal(lower, observed.length),
    };
  });
  const most = Math.max(...fits.map(({ lnEvidence }) => lnEvidence));
  const evidence = fits.reduce((sum, { lnEvidence }) => sum + Math.exp(lnEvidence - most), 0);
  const modes = fits
    .filter(({ chance }) => chance > 0)
    .map(({ slopes, target, lower, events: way, chance, lnEvidence }): Mode => {
      const proposed =
        fits.length === 1 ? 1 : (1 - BY_CHANCE) * (Math.exp(lnEvidence - most) / evidence) + BY_CHANCE * chance;
      const mode = { events: way, chance: proposed, lnRatio: Math.log(chance / proposed), slopes };
      const d = coordinates.length;
      let bent: Bent = { target, variance, lower };
      for (let round = 0; round < BENT_ROUNDS && proposed > LEAST_BENT; round++)
        bent = bend(about, way, slopes, target, variance, bent);
      const wide = bent.variance.map((one) => WIDE * one);
      const proposals = [
        proposalOf(slopes, bent.target, bent.variance, bent.lower, 1 - WIDE_SHARE, d),
        proposalOf(slopes, bent.target, wide, factorOf(slopes, wide, d), WIDE_SHARE, d),
      ];
      return { ...mode, target: bent.target, proposals };
    });
  return { modes, misfit };
}

/** What a proposal is made of: the target its scores are drawn to, and with which variance. */
interface Bent {
  readonly target: Float64Array;
  readonly variance: Float64Array;
  readonly lower: Float64Array;
}

/**
 * The straight line through f as it runs where the proposal's scores fall, and not at their middle alone: a few are
 * drawn, what the line misses there on average moves the target, and how much that varies is noise of the proposal.
 */
function bend(
  about: About,
  way: readonly boolean[],
  slopes: Float64Array,
  target: Float64Array,
  variance: Float64Array,
  { target: pulled, variance: spread, lower }: Bent,
): Bent {
  const { steering: steered, expectation, observed, values } = about;
  const d = steered.scores.length;
  const n = observed.length;
  const predicted = new Float64Array(n);
  const sum = new Float64Array(n);
  const squares = new Float64Array(n);
  way.forEach((happens, k) => (steered.happens[k] = happens));
  for (let i = 0; i < BENT_TRIES; i++) {
    const key = under(REFORECAST, "bent", i);
    for (let j = 0; j < d; j++) steered.scores[j] = normalQuantile(uniformOf(key.a, key.b, j));
    const along = product(slopes, steered.scores, n);
    const pull = pulled.map(
      (one, k) => one - along[k]! + Math.sqrt(spread[k]!) * normalQuantile(uniformOf(key.a, key.b, d + k)),
    );
    addTransposed(slopes, choleskySolve(lower, pull), steered.scores);
    expectMonths(expectation, steered.source);
    predict(expectation, observed, predicted);
    const straight = product(slopes, steered.scores, n);
    for (let k = 0; k < n; k++) {
      const missed = predicted[k]! - (values[k]! - target[k]! + straight[k]!);
      sum[k] = sum[k]! + missed;
      squares[k] = squares[k]! + missed * missed;
    }
  }
  const mean = sum.map((one) => one / BENT_TRIES);
  const bent = variance.map((one, k) => one + Math.max(0, squares[k]! / BENT_TRIES - mean[k]! ** 2));
  return { target: target.map((one, k) => one - mean[k]!), variance: bent, lower: factorOf(slopes, bent, d) };
}

/** The most likely scores by Gauss and Newton's method with halved steps; leaves them in the steering. */
function fitScores(about: About, variance: Float64Array, scores: Float64Array) {
  const { steering: steered, expectation, observed, values, coordinates } = about;
  const predicted = new Float64Array(observed.length);
  const misfitAt = (z: Float64Array): number => {
    steered.scores.set(z);
    expectMonths(expectation, steered.source);
    predict(expectation, observed, predicted);
    let sum = 0;
    for (const score of z) sum += score * score;
    for (let i = 0; i < observed.length; i++) sum += (values[i]! - predicted[i]!) ** 2 / variance[i]!;
    return sum;
  };
  let misfit = misfitAt(scores);
  for (let step = 0; ; step++) {
    const here = predicted.slice();
    const slopes = slopesAt(about, scores, here);
    const d = coordinates.length;
    const along = product(slopes, scores, observed.length);
    const target = along.map((one, i) => values[i]! - here[i]! + one);
    const found = meanOf(slopes, target, factorOf(slopes, variance, d), d);
    let size = 1;
    let next = scores;
    let nextMisfit = misfit;
    for (let halvings = 0; halvings < 6; halvings++, size /= 2) {
      const tried = scores.map((score, j) =>
        Math.min(FARTHEST, Math.max(-FARTHEST, score + size * (found[j]! - score))),
      );
      const triedMisfit = misfitAt(tried);
      if (triedMisfit < misfit) {
        [next, nextMisfit] = [tried, triedMisfit];
        break;
      }
    }
    const gain = misfit - nextMisfit;
    if (gain < 0.01 || step === MOST_STEPS) {
      misfitAt(scores);
      return { slopes, target, misfit };
    }
    scores = next;
    misfit = misfitAt(scores);
  }
}

/** Slopes of every observation in every coordinate, observations × coordinates. */
function slopesAt(
  { steering: steered, expectation, observed, coordinates }: About,
  scores: Float64Array,
  here: Float64Array,
): Float64Array {
  const d = coordinates.length;
  const slopes = new Float64Array(observed.length * d);
  const moved = new Float64Array(observed.length);
  steered.scores.set(scores);
  for (let j = 0; j < d; j++) {
    steered.scores[j] = scores[j]! + STEP;
    expectMonths(expectation, steered.source);
    predict(expectation, observed, moved);
    steered.scores[j] = scores[j]!;
    for (let i = 0; i < observed.length; i++) slopes[i * d + j] = (moved[i]! - here[i]!) / STEP;
  }
  return slopes;
}

/** Cholesky's factor of J·Jᵀ + R. */
function factorOf(slopes: Float64Array, variance: Float64Array, d: number): Float64Array {
  const n = variance.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = i === k ? variance[i]! : 0;
      for (let j = 0; j < d; j++) sum += slopes[i * d + j]! * slopes[k * d + j]!;
      matrix[i * n + k] = sum;
    }
  }
  const lower = cholesky(matrix, n);
  if (lower === null) throw new Error("the observations have no covariance");
  return lower;
}

/** Σ ln of the diagonal: half of ln of the determinant of the matrix that this is the factor of. */
function lnDiagonal(lower: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(lower[i * n + i]!);
  return sum;
}

/** Jᵀ(JJᵀ + R)⁻¹·target. */
function meanOf(slopes: Float64Array, target: Float64Array, lower: Float64Array, d: number): Float64Array {
  const solved = choleskySolve(lower, target);
  const mean = new Float64Array(d);
  addTransposed(slopes, solved, mean);
  return mean;
}

function proposalOf(
  slopes: Float64Array,
  target: Float64Array,
  variance: Float64Array,
  lower: Float64Array,
  share: number,
  d: number,
): Proposal {
  let lnNoise = 0;
  for (const one of variance) lnNoise += Math.log(one);
  return {
    share,
    lower,
    variance,
    mean: meanOf(slopes, target, lower, d),
    lnScale: lnDiagonal(lower, variance.length) - 0.5 * lnNoise,
  };
}
