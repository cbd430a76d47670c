import { formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { mean } from "#shared/statistics/moments.ts";
import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import type { CensoredSample } from "#shared/distributions/fitting.ts";
import { curvedByDifferences, maximise } from "#shared/numerics/newton.ts";
import { smallSampleAic } from "./rank.ts";
import { type NotKnown, type Runs, notKnown } from "./runs.ts";

/**
 * Runs that got out of hand: a few that took many times what the others took. Distinguished from a heavy tail by a
 * mixture of two lognormals, body and runaways, that must explain the runs much better than the best single family.
 *
 * Source  A. P. Dempster, N. M. Laird & D. B. Rubin (1977), Maximum Likelihood from Incomplete Data via the EM
 * Algorithm, JRSS B 39, 1–38
 */
export interface Runaways {
  readonly known: true;
  readonly share: number;
  readonly standardError: number;
  /** Times what an ordinary run takes: the 8 in 10 of it. */
  readonly factor: { readonly p10: number; readonly p90: number };
  /** Runs that are more likely runaways than not. */
  readonly count: number;
  /**
   * Tokens from which on a run is more likely one of them, and how many of the runs beyond are ordinary all the same.
   */
  readonly from: number;
  readonly ordinaryBeyond: number;
  readonly words: string;
}

/** The middle runaway takes at least this many times the middle, and nine in ten twice; less are dear runs. */
const LEAST_FACTOR = 4;
const LEAST_P10 = 2;
const LARGEST_SHARE = 0.1;
const FEWEST_RUNAWAYS = 3;
const FEWEST_RUNS = 50;
/** Better than the best single family by this much of AICc: beyond question. */
const CLEARLY_BETTER = 10;
/** Above this share of successes dear runs are work that paid, not runaways. */
const MOST_SUCCESSES = 0.25;
const EM_STEPS = 60;
/** Runs beyond these enter in groups of neighbours. */
const SINGLE_RUNS = 500;

/** One-sided 95 in 100. */
const SURE = 1.645;
const SCORE_P90 = normalQuantile(0.9);

/**
 * Runaways among the runs of one model. `sample`: the runs, or a thinned part of them, of which the best single family
 * has `bestAicc` with the same design effect.
 */
export function findRunaways(
  runs: Runs,
  sample: CensoredSample,
  bestAicc: number,
  designEffect: number,
): Runaways | NotKnown {
  const n = runs.tokens.length;
  if (n < FEWEST_RUNS) return notKnown(`${formatCount(n)} runs are too few to separate runaways from expensive runs.`);
  if (runs.isStopped?.includes(1) === true)
    return notKnown("Some runs were stopped at a cap, which hides how much a runaway would have used.");
  const lns = sample.exact.map(Math.log);
  const mixture = twoLognormals(lns);
  const none = "No run is so far from the others that it must be a runaway.";
  if (mixture === null) return notKnown(none);
  const { share, shareError, body, far, lnLikelihood } = mixture;
  // Share, and middle and spread of each part.
  const aicc = smallSampleAic(lnLikelihood, 5, lns.length, designEffect);
  if (
    aicc > bestAicc - CLEARLY_BETTER ||
    far.mean - body.mean < Math.log(LEAST_FACTOR) ||
    share > LARGEST_SHARE ||
    share * lns.length < FEWEST_RUNAWAYS
  )
    return notKnown(none);
  const spread = Math.sqrt(Math.max(0.01, far.sd ** 2 - body.sd ** 2));
  const middle = far.mean - body.mean;
  const factor = { p10: Math.exp(middle - SCORE_P90 * spread), p90: Math.exp(middle + SCORE_P90 * spread) };
  // A share that may as well be 0, or a factor that may as well be 1, is no finding.
  if (factor.p10 < LEAST_P10 || share < SURE * shareError * Math.sqrt(designEffect)) return notKnown(none);
  // Where the two densities, weighted, cross above the body.
  const lnFrom =
    lns.find((ln) => ln > body.mean && share * density(ln, far) > (1 - share) * density(ln, body)) ?? Infinity;
  const isFar = (tokens: number): boolean => Math.log(tokens) >= lnFrom;
  const isWork = successOfFar(runs, isFar);
  if (isWork !== null) return notKnown(isWork);
  const count = runs.tokens.reduce((sum, tokens) => sum + (isFar(tokens) ? 1 : 0), 0);
  const times = `${formatFactor(factor.p10)} to ${formatFactor(factor.p90)} times`;
  return {
    known: true,
    share,
    standardError: shareError * Math.sqrt(designEffect),
    factor,
    count,
    from: Math.exp(lnFrom),
    ordinaryBeyond: Math.round(n * (1 - share) * normalCdf((body.mean - lnFrom) / body.sd)),
    words: `About ${formatShareTo(share, 2)} of the runs got out of hand (${formatCount(count)} of ${formatCount(n)}) and took ${times} what the others take.`,
  };
}

/** That the far runs succeed too often to be runaways, in words; null: they do not. */
function successOfFar({ outcome: outcomes, tokens }: Runs, isFar: (tokens: number) => boolean): string | null {
  const known = outcomes?.filter((outcome, i) => outcome >= 0 && isFar(tokens[i]!)) ?? new Int8Array();
  const right = known.reduce((sum, outcome) => sum + outcome, 0);
  return known.length > 0 && right / known.length > MOST_SUCCESSES
    ? `The most expensive runs succeed too (${formatCount(right)} of ${formatCount(known.length)}): they are work, not runaways.`
    : null;
}

/**
 * The standard error of the logarithm of the mean of all attempts, where that of ordinary ones is `ordinary`: the plan
 * has the share of runaways as a certain number, so that what is not known of it makes the curve less sure.
 */
export function lnErrorWithRunaways(
  ordinary: number,
  { share, standardError, factor: { p10, p90 }, count }: Pick<Runaways, "share" | "standardError" | "factor" | "count">,
): number {
  const spread = Math.log(p90 / p10) / 2 / SCORE_P90;
  const tokens = share * Math.sqrt(p10 * p90) * Math.exp(spread ** 2 / 2);
  const part = tokens / (tokens + 1 - share);
  // A mean of so many factors, and a lognormal's variance from them.
  const factorError = Math.sqrt((spread ** 2 + spread ** 4 / 2) / Math.max(1, count));
  return Math.hypot(ordinary, part * Math.hypot(standardError / share, factorError));
}

interface Normal {
  readonly mean: number;
  readonly sd: number;
}

function density(x: number, { mean, sd }: Normal): number {
  const z = (x - mean) / sd;
  return Math.exp(-0.5 * z * z) / (sd * Math.sqrt(2 * Math.PI));
}

interface Mixture {
  readonly share: number;
  readonly shareError: number;
  readonly body: Normal;
  readonly far: Normal;
  /** Of the tokens themselves, not of their logarithms. */
  readonly lnLikelihood: number;
}

/**
 * The likeliest two lognormals, started from what lies three spreads and a factor above the middle; null where nothing
 * does.
 */
function twoLognormals(sorted: Float64Array): Mixture | null {
  const points = grouped(sorted);
  const n = sorted.length;
  const middle = sorted[n >> 1]!;
  const sd = (sorted[Math.floor(0.75 * n)]! - sorted[Math.floor(0.25 * n)]!) / (2 * normalQuantile(0.75));
  if (!(sd > 0)) return null;
  const start = middle + Math.max(3 * sd, Math.log(LEAST_FACTOR));
  const above = sorted.filter((ln) => ln > start);
  if (above.length < FEWEST_RUNAWAYS) return null;
  const far = { mean: mean(above), sd };
  const near = expectationSteps(points, { share: above.length / n, body: { mean: middle, sd }, far });
  // The last digits, and the errors, by Newton: share and factor lean on each other, so that a count's own error would
  // promise too much.
  const isNarrow = near.far.sd < 1.001 * near.body.sd;
  const at = [
    Math.log(near.share / (1 - near.share)),
    near.body.mean,
    Math.log(near.body.sd),
    near.far.mean,
    ...(isNarrow ? [] : [Math.log(near.far.sd)]),
  ];
  const peak = maximise(Float64Array.from(at), (place) =>
    curvedByDifferences(place, STEP, (moved) => mixtureLikelihood(points, parameters(moved))),
  );
  const found = peak === null ? near : parameters(peak.at);
  // Without a peak nothing is known of the share but its size.
  const shareError = peak === null ? near.share : found.share * (1 - found.share) * Math.sqrt(peak.covariance[0]!);
  // Groups are good enough to climb by; what is compared with other curves is the likelihood of the runs themselves, of
  // tokens and not of their logarithms.
  const lnSum = sorted.reduce((sum, ln) => sum + ln, 0);
  return {
    ...found,
    shareError,
    lnLikelihood: mixtureLikelihood({ value: sorted, weight: new Float64Array(n).fill(1) }, found) - lnSum,
  };
}

const STEP = 1e-3;

interface Parts {
  readonly share: number;
  readonly body: Normal;
  readonly far: Normal;
}

/**
 * The parts behind (logit share, middle and ln spread of the body, middle and ln spread of the runaways); without the
 * last both spreads are one.
 */
function parameters(at: Float64Array): Parts {
  const [logit, bodyMean, lnBody, farMean, lnFar = lnBody] = at as unknown as [
    number,
    number,
    number,
    number,
    number | undefined,
  ];
  return {
    share: 1 / (1 + Math.exp(-logit)),
    body: { mean: bodyMean, sd: Math.exp(lnBody) },
    far: { mean: farMean, sd: Math.exp(lnFar) },
  };
}

function mixtureLikelihood({ value, weight }: Weighted, { share, body, far }: Parts): number {
  let whole = 0;
  for (let i = 0; i < value.length; i++)
    whole +=
      weight[i]! *
      Math.log(Math.max(Number.MIN_VALUE, share * density(value[i]!, far) + (1 - share) * density(value[i]!, body)));
  return whole;
}

/** EM: each run is shared out between the parts by their densities, then each part takes the moments of what it got. */
function expectationSteps({ value, weight }: Weighted, start: Parts): Parts {
  const middle = start.body.mean;
  let { share, body, far } = start;
  const n = weight.reduce((sum, w) => sum + w, 0);
  for (let step = 0; step < EM_STEPS; step++) {
    let [one, oneSum, oneSquares, allSum, allSquares] = [0, 0, 0, 0, 0];
    for (let i = 0; i < value.length; i++) {
      const x = value[i]! - middle;
      const farPart = share * density(value[i]!, far);
      const sum = farPart + (1 - share) * density(value[i]!, body);
      const w = weight[i]!;
      const isFar = sum > 0 ? (w * farPart) / sum : x > 0 ? w : 0;
      one += isFar;
      oneSum += isFar * x;
      oneSquares += isFar * x * x;
      allSum += (w - isFar) * x;
      allSquares += (w - isFar) * x * x;
    }
    if (one < 1) break;
    const rest = n - one;
    body = { mean: middle + allSum / rest, sd: Math.sqrt(allSquares / rest - (allSum / rest) ** 2) };
    // A factor only widens: runaways are at least as spread as the runs they come from.
    far = {
      mean: middle + oneSum / one,
      sd: Math.max(body.sd, Math.sqrt(Math.max(0, oneSquares / one - (oneSum / one) ** 2))),
    };
    share = one / n;
  }
  return { share, body, far };
}

interface Weighted {
  readonly value: Float64Array;
  readonly weight: Float64Array;
}

/** Values with weights: the highest one by one, the others in groups of neighbours where there are many. */
function grouped(sorted: Float64Array): Weighted {
  const n = sorted.length;
  if (n <= 2 * SINGLE_RUNS) return { value: sorted, weight: new Float64Array(n).fill(1) };
  const values: number[] = [];
  const weights: number[] = [];
  const rest = n - SINGLE_RUNS;
  for (let g = 0; g < SINGLE_RUNS; g++) {
    const [first, end] = [Math.floor((g * rest) / SINGLE_RUNS), Math.floor(((g + 1) * rest) / SINGLE_RUNS)];
    let sum = 0;
    for (let i = first; i < end; i++) sum += sorted[i]!;
    values.push(sum / (end - first));
    weights.push(end - first);
  }
  for (let i = rest; i < n; i++) {
    values.push(sorted[i]!);
    weights.push(1);
  }
  return { value: Float64Array.from(values), weight: Float64Array.from(weights) };
}
