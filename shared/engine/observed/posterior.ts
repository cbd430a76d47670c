import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { under, uniformOf, type Key } from "#shared/random/random.ts";
import { cholesky, choleskySolve } from "#shared/numerics/cholesky.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import {
  hashedSource,
  listingSource,
  steering,
  type Coordinate,
  type Steering,
} from "#shared/engine/parameters/sources.ts";
import {
  createExpectation,
  expectMonths,
  runVariance,
  observationsOf,
  predict,
  REFORECAST,
  type Expectation,
  type Observation,
  type ObservedWorkload,
} from "./expectation.ts";

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
interface Mode {
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

interface Proposal {
  readonly share: number;
  /** Of J·Jᵀ + R. */
  readonly lower: Float64Array;
  readonly variance: Float64Array;
  readonly mean: Float64Array;
  /** ½ ln det(I + JᵀR⁻¹J). */
  readonly lnScale: number;
}

/**
 * Relative standard deviation of a month's tasks, of a task's cost or of the odds of an outcome that no run-to-run variation and no
 * unknown of the plan explains.
 */
const DISCREPANCY = 0.02;
/** The odds of an outcome are counted by people and tools, less exactly than money: so many times as much. */
const OUTCOME_DISCREPANCY = 5;
/** The observations are beyond the plan when they are less likely than this. */
const BEYOND = 1e-3;
/** Events beyond these are left to their chance, and to the weights. */
const MOST_EVENTS = 5;
/** Share of the trials for which events go by their chance before. */
const BY_CHANCE = 0.1;
/** The wider proposal: its share, and its variances over the months' own. */
const WIDE_SHARE = 0.15;
const WIDE = 4;
/**
 * This share of the trials should carry the weight, by a trial run: else each trial looks at several draws. At least
 * the second share must; else the months are believed less.
 */
const GOOD_EFFECTIVE = 0.4;
const MOST_CANDIDATES = 8;
const LEAST_EFFECTIVE = 0.15;
const TRIED = 64;
const MOST_WIDENINGS = 20;
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

/** Conditions a plan, compiled whole, on its closed months. Null where they say nothing of what is unknown. */
export function conditionOn(
  plan: CompiledPlan,
  workloads: readonly ObservedWorkload[],
  fixedCosts: readonly Float64Array[],
  months: number,
): Posterior | null {
  const expectation = createExpectation(plan, months);
  const listed = listingSource();
  expectMonths(expectation, listed.source);
  const all = observationsOf(plan, workloads, fixedCosts);
  if (all.length === 0) return null;

  const free = steering(listed.coordinates, listed.events);
  const at = (steered: Steering, out: Float64Array, of: readonly Observation[] = all): Float64Array => {
    expectMonths(expectation, steered.source);
    predict(expectation, of, out);
    return out;
  };
  const middle = at(free, new Float64Array(all.length)).slice();
  const isInformative = new Uint8Array(all.length);
  const differs = (): boolean => {
    const other = at(free, new Float64Array(all.length));
    let any = false;
    for (let i = 0; i < other.length; i++)
      if (Math.abs(other[i]! - middle[i]!) > 1e-9) any = Boolean((isInformative[i] = 1));
    return any;
  };
  const events = listed.events.filter((_, k) => {
    free.happens[k] = false;
    const matters = differs();
    free.happens[k] = true;
    return matters;
  });
  const coordinates = listed.coordinates.filter((_, j) => {
    free.scores[j] = 1;
    const matters = differs();
    free.scores[j] = 0;
    return matters;
  });
  // What no unknown of the plan moves is no news about them.
  const observed = all.filter((_, i) => isInformative[i] === 1);
  if (observed.length === 0) return null;

  const known = events
    .toSorted((one, other) => Math.abs(one.probability - 0.5) - Math.abs(other.probability - 0.5))
    .slice(0, MOST_EVENTS);
  const steered = steering(coordinates, known);
  const values = Float64Array.from(observed, ({ value }) => value);
  expectMonths(expectation, steered.source);
  const about = { expectation, steering: steered, coordinates, observed, values };
  let discrepancy = DISCREPANCY;
  let trust = 1;
  for (let tries = 0; ; tries++) {
    const { modes, misfit } = fitModes(about, known, discrepancy, trust);
    const widening = Math.sqrt(trust) * (discrepancy / DISCREPANCY);
    const alone: Posterior = { ...about, discrepancy, trust, modes, widening, candidates: 1 };
    const isLast = tries === MOST_WIDENINGS;
    if (!isLast && misfit > 2 * gammaQuantile(1 - BEYOND, observed.length / 2)) {
      discrepancy *= 1.5;
      continue;
    }
    const share = effectiveShare(alone);
    const candidates = Math.min(MOST_CANDIDATES, Math.ceil(GOOD_EFFECTIVE / share));
    if (isLast || share * candidates >= LEAST_EFFECTIVE) return { ...alone, candidates };
    trust *= 1.5;
  }
}

type About = Omit<Posterior, "discrepancy" | "trust" | "modes" | "widening" | "candidates">;

/**
 * A mode for each way the events may have gone; `misfit` is the least of |z|² + (y − f)ᵀR⁻¹(y − f), for a true plan a
 * chi-square.
 */
function fitModes(
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

/** J·z. */
function product(slopes: Float64Array, scores: Float64Array, n: number): Float64Array {
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
function addTransposed(slopes: Float64Array, step: Float64Array, scores: Float64Array): void {
  const d = scores.length;
  for (let i = 0; i < step.length; i++)
    for (let j = 0; j < d; j++) scores[j] = scores[j]! + slopes[i * d + j]! * step[i]!;
}

function varianceOf({ expectation, observed }: About, discrepancy: number, trust: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    runVariance(expectation, observed),
    (variance, i) =>
      trust * (variance + (observed[i]!.kind === "outcomes" ? OUTCOME_DISCREPANCY : 1) ** 2 * discrepancy ** 2),
  );
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

// ---- trials ---------------------------------------------------------------------------------------------------------

/**
 * Steers to parameters of the trial of this key that the closed months allow, leaves what it says of them in the
 * expectation, and returns ln of the trial's weight: the mean weight of the draws it has looked at, of which it takes
 * one with a chance by its weight. The first of them is the trial's own draw, moved.
 */
export function steerTo(posterior: Posterior, trial: Key): number {
  const { candidates } = posterior;
  const a = trial.a ^ REFORECAST.a;
  const b = (trial.b + REFORECAST.b) | 0;
  posterior.steering.behind = hashedSource(trial);
  if (candidates === 1) return propose(posterior, trial, a, b);
  const keys = Array.from({ length: candidates }, (_, c): Key => (c === 0 ? trial : under(trial, "candidate", c)));
  const lnWeights = keys.map((key) => propose(posterior, key, key.a ^ REFORECAST.a, (key.b + REFORECAST.b) | 0));
  const most = Math.max(...lnWeights);
  const weights = lnWeights.map((ln) => Math.exp(ln - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rank = uniformOf(a, b, TAKEN) * total;
  const taken = weights.findIndex((weight) => (rank -= weight) < 0);
  const key = keys[Math.max(0, taken)]!;
  propose(posterior, key, key.a ^ REFORECAST.a, (key.b + REFORECAST.b) | 0);
  return most + Math.log(total / candidates);
}

/**
 * Addresses of random numbers below a trial's own: which way the events went, which proposal, which candidate is taken; then the
 * noise of each observation.
 */
const WAY = 0,
  PROPOSAL = 1,
  TAKEN = 2,
  NOISE = 3;

/** Steers to one proposed draw, with the scores of this key, and returns ln of its weight. */
function propose(posterior: Posterior, key: Key, a: number, b: number): number {
  const { steering: steered, coordinates, modes, observed, values, discrepancy, trust, expectation } = posterior;
  let rank = uniformOf(a, b, WAY);
  const mode = modes.find(({ chance }) => (rank -= chance) < 0) ?? modes[modes.length - 1]!;
  mode.events.forEach((happens, k) => (steered.happens[k] = happens));
  const proposal = mode.proposals[uniformOf(a, b, PROPOSAL) < WIDE_SHARE ? 1 : 0]!;

  const { slopes, target } = mode;
  const { scores } = steered;
  const own = hashedSource(key);
  for (const [j, { name, part }] of coordinates.entries()) scores[j] = own.score(name, part);
  const along = product(slopes, scores, observed.length);
  const pull = target.map(
    (one, i) => one - along[i]! + Math.sqrt(proposal.variance[i]!) * normalQuantile(uniformOf(a, b, NOISE + i)),
  );
  addTransposed(slopes, choleskySolve(proposal.lower, pull), scores);

  expectMonths(expectation, steered.source);
  predict(expectation, observed, pull);
  let lnDensity = 0;
  for (const score of scores) lnDensity -= 0.5 * score * score;
  const variance = varianceOf(posterior, discrepancy, trust);
  for (let i = 0; i < observed.length; i++)
    lnDensity -= 0.5 * ((values[i]! - pull[i]!) ** 2 / variance[i]! + Math.log(variance[i]!));
  return mode.lnRatio + lnDensity - lnProposed(mode, scores);
}

/** ln density of the proposals of a mode at these scores, but for a constant that all share. */
function lnProposed({ slopes, proposals }: Mode, scores: Float64Array): number {
  const d = scores.length;
  const each = proposals.map(({ share, mean, variance, lnScale }) => {
    let distance = 0;
    for (let j = 0; j < d; j++) distance += (scores[j]! - mean[j]!) ** 2;
    const along = product(
      slopes,
      scores.map((score, j) => score - mean[j]!),
      variance.length,
    );
    for (let i = 0; i < variance.length; i++) distance += along[i]! ** 2 / variance[i]!;
    return Math.log(share) + lnScale - 0.5 * distance;
  });
  const most = Math.max(...each);
  return most + Math.log(each.reduce((sum, ln) => sum + Math.exp(ln - most), 0));
}

/** Share of a few trials that carry the weight: (Σw)² / Σw² over their number. */
function effectiveShare(posterior: Posterior): number {
  const lnWeights = Array.from({ length: TRIED }, (_, trial) => steerTo(posterior, under(REFORECAST, "tried", trial)));
  const most = Math.max(...lnWeights);
  let sum = 0;
  let squares = 0;
  for (const ln of lnWeights) {
    const weight = Math.exp(ln - most);
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares / TRIED;
}
