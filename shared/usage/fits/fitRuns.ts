import { formatPercent, formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { type CensoredSample, thinned } from "#shared/distributions/fitting.ts";
import { type RunFamilyKind, runFamilyQuantile } from "#shared/distributions/runFamily.ts";
import { type TokenDistribution, compileTokens, tokensQuantile } from "#shared/distributions/tokens.ts";
import { DEFAULT_LIMIT_MEDIANS } from "#shared/plan/defaults.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { type CurveCheck, checkCurve, holdsInBody, holdsThroughout } from "./curveCheck.ts";
import { type MeanRange, meanRange, plainLnError, runsToHalve, worthInRuns } from "./meanRange.ts";
import { type TokenMix, tokenMix } from "./mix.ts";
import { type EmpiricalFit, empiricalFit, hasMean, planTokensOf } from "./planTokens.ts";
import { type RankedFit, lnErrorOfMean, rankFits } from "./rank.ts";
import { type Runaways, findRunaways } from "./runaways.ts";
import { type NotKnown, type Runs, notKnown, readableRuns, runsWhere, runsOneByOne, tokensSample } from "./runs.ts";
import { type Spread, spreadOfAll } from "./spread.ts";
import { type SuccessByEffort, successByEffort } from "./success.ts";

/** Which curve the plan gets: a family, or the percentiles of the runs themselves with a fitted tail. */
export type ChosenCurve = RunFamilyKind | "empirical";

/** Everything that the runs of one workload with one model say. */
export interface FitReport {
  readonly known: true;
  /** Runs behind the fit; of them stopped at a cap; left out because they have no tokens. */
  readonly runs: number;
  readonly stopped: number;
  readonly leftOut: number;
  readonly spread: Spread;
  /**
   * What the runs are worth to the plan: its `runs`. Of different tasks, and fewer still where the mean hangs on the
   * curve's far tail.
   */
  readonly worth: number;
  /** The families, best fit first, of the runs without runaways. */
  readonly fits: readonly RankedFit[];
  readonly empirical: EmpiricalFit | null;
  readonly chosen: ChosenCurve;
  /** The chosen curve as the plan writes it, and how it holds against the runs. */
  readonly tokens: TokenDistribution;
  readonly check: CurveCheck;
  readonly runaways: Runaways | NotKnown;
  /** The dearest of the runaways, up to 40, for the chart: tokens, and the share of all runs above. */
  readonly far: readonly { readonly observed: number; readonly shareAbove: number }[];
  readonly success: SuccessByEffort | NotKnown;
  readonly mix: TokenMix | NotKnown;
  /** Mean tokens of an attempt as the forecast will draw it, 8 in 10. */
  readonly mean: MeanRange;
  /** Further runs, as repeated as these, that would halve how uncertain the mean is. */
  readonly runsToHalve: number;
  readonly words: {
    /** Which curve, and whether it holds. */
    readonly verdict: string;
    /** What more runs would buy. */
    readonly moreRuns: string;
    /** What to know of the sample: stopped runs, repeated tasks, runs left out. */
    readonly sample: readonly string[];
  };
}

/** Fewer runs with exact tokens than this are refused. */
export const FEWEST_RUNS = 5;
/**
 * Of more runs than this every k-th in order of size is fitted: their curve is known better than any family is true.
 */
const MOST_FITTED = 20_000;
/** Above this share of stopped runs the expensive half was never observed. */
const MOST_STOPPED = 0.5;
/**
 * Another family must be better than the lognormal by this much of AICc to take its place: a smaller difference means
 * nothing.
 */
const CLEARLY_BETTER = 2;
/** With fewer effective runs the shape of a curve is not worth a choice. */
const FEWEST_TO_CHOOSE = 20;

/**
 * Fits the runs of one workload with one model. `limit`: most tokens of one attempt, where the plan has one. Too few
 * runs are refused in words.
 */
export function fitRuns(all: Runs, limit: number | null = null): FitReport | NotKnown {
  const { runs: readable, leftOut } = readableRuns(all);
  const n = readable.tokens.length;
  const stopped = readable.isStopped?.reduce((sum, flag) => sum + flag, 0) ?? 0;
  if (n - stopped < FEWEST_RUNS) return notKnown(tooFew(n, stopped));
  if (stopped / n > MOST_STOPPED)
    return notKnown(
      `${formatCount(stopped)} of ${formatCount(n)} runs were stopped at a cap. The expensive half was never observed, so no curve can be fitted.`,
    );
  const spread = spreadOfAll(readable);
  const whole = thinned(tokensSample(readable), MOST_FITTED);
  const most = limit ?? DEFAULT_LIMIT_MEDIANS * medianOf(whole);
  const first = rankFits(whole, most, effectOf(whole, spread.effectiveRuns));
  if (first.length === 0)
    return notKnown(`All ${formatCount(n)} runs took the same number of tokens; a spread cannot be fitted.`);
  const runaways = findRunaways(readable, whole, first[0]!.aicc, effectOf(whole, spread.effectiveRuns));
  const ordinary = runaways.known ? ordinaryRuns(tokensSample(readable), runaways) : null;
  const sample = ordinary === null ? whole : thinned(ordinary, MOST_FITTED);
  const effectiveRuns = (ordinary === null ? n : ordinary.exact.length + ordinary.atLeast.length) / spread.designEffect;
  const fits = ordinary === null ? first : rankFits(sample, most, effectOf(sample, effectiveRuns));
  if (!fits.some(({ distribution }) => hasMean(distribution)))
    return notKnown(
      `${sentenceCase(countWords(n))} pin no curve with a mean: too many of them are alike, or stopped where the others end.`,
    );
  const empirical = empiricalFit(sample);
  const { chosen, tokens, check } = choose(sample, fits, empirical, effectiveRuns);
  const effective = Math.max(3, effectiveRuns);
  const worth = worthInRuns(
    tokens,
    most,
    effective,
    chosen === "empirical" ? plainLnError(tokens, most, effective) : lnErrorOfMean(fits, chosen),
  );
  // By the share of runs that are worth something, because further ones are worth no more.
  const halving = (runsToHalve(tokens, most, worth) / worth - 1) * effective * spread.designEffect;
  const mean = meanRange(tokens, most, worth);
  const report = {
    runs: n,
    worth,
    stopped,
    leftOut,
    spread,
    fits,
    empirical,
    chosen,
    tokens,
    check,
    runaways,
    far: runaways.known ? farRuns(readable.tokens, runaways) : [],
    success: successByEffort(
      runsOneByOne(runaways.known ? runsWhere(readable, (i) => readable.tokens[i]! < runaways.from) : readable),
      spread.sameModel,
    ),
    mix: tokenMix(readable),
    mean,
    runsToHalve: halving,
  };
  return {
    known: true,
    ...report,
    words: { verdict: verdictOf(report), moreRuns: moreRunsWords(report), sample: sampleWords(report) },
  };
}

/** The middle of all values; one that was stopped there counts as it is, because at most half of them were. */
function medianOf({ exact, atLeast }: CensoredSample): number {
  return sortedQuantile(Float64Array.of(...exact, ...atLeast).sort(), 0.5);
}

/** Runs per effective run of the sample that is fitted: a thinned one is worth no more than the whole, and not less. */
function effectOf({ exact, atLeast }: CensoredSample, effectiveRuns: number): number {
  return Math.max(1, (exact.length + atLeast.length) / effectiveRuns);
}

/**
 * The runs without runaways: beyond the crossing nobody can say which are ordinary, only how many, so that many count
 * as at least so dear.
 */
function ordinaryRuns({ exact }: CensoredSample, { from, ordinaryBeyond }: Runaways): CensoredSample {
  return { exact: exact.filter((tokens) => tokens < from), atLeast: new Float64Array(ordinaryBeyond).fill(from) };
}

const MOST_FAR = 40;

function farRuns(tokens: Float64Array, { from }: Runaways): { observed: number; shareAbove: number }[] {
  const beyond = tokens.filter((amount) => amount >= from).sort();
  return Array.from(beyond.subarray(-MOST_FAR), (observed, i) => ({
    observed,
    shareAbove: (Math.min(MOST_FAR, beyond.length) - i - 0.5) / tokens.length,
  }));
}

function tooFew(n: number, stopped: number): string {
  const few =
    n === 0
      ? "No run has tokens"
      : stopped === 0
        ? `${countWords(n)} with tokens ${n === 1 ? "is" : "are"} too few for a curve`
        : `Only ${formatCount(n - stopped)} of ${countWords(n)} ended on their own, too few for a curve`;
  return `${few}; ${FEWEST_RUNS} are needed, better 30.`;
}

function countWords(n: number): string {
  return `${formatCount(n)} ${n === 1 ? "run" : "runs"}`;
}

interface Choice {
  readonly chosen: ChosenCurve;
  readonly tokens: TokenDistribution;
  readonly check: CurveCheck;
}

/**
 * The lognormal, unless another family is clearly likelier; the percentiles of the runs themselves where no family
 * holds. Families without a mean are passed over.
 */
function choose(
  sample: CensoredSample,
  fits: readonly RankedFit[],
  empirical: EmpiricalFit | null,
  effectiveRuns: number,
): Choice {
  const designEffect = effectOf(sample, effectiveRuns);
  const usable = fits.filter(({ distribution }) => hasMean(distribution));
  const best = usable[0]!;
  const lognormal = usable.find(({ distribution }) => distribution.kind === "lognormal") ?? best;
  const taken = effectiveRuns < FEWEST_TO_CHOOSE || lognormal.behind - best.behind < CLEARLY_BETTER ? lognormal : best;
  const check = checkCurve(sample, (p) => runFamilyQuantile(taken.distribution, p), designEffect);
  if (!holdsThroughout(check) && empirical !== null) {
    const curve = compileTokens(empirical.tokens);
    return {
      chosen: "empirical",
      tokens: empirical.tokens,
      check: checkCurve(sample, (p) => tokensQuantile(curve, p), designEffect),
    };
  }
  return {
    chosen: taken.distribution.kind,
    tokens: planTokensOf(taken.distribution, Math.max(3, effectiveRuns)),
    check,
  };
}

/** The family in words of a sentence. */
export function curveName(curve: ChosenCurve): string {
  switch (curve) {
    case "weibull":
      return "a Weibull curve";
    case "burr":
      return "a Burr XII curve";
    case "inverse Gaussian":
      return "an inverse Gaussian curve";
    case "empirical":
      return "the runs' own percentiles";
    case "lognormal":
    case "log-logistic":
    case "gamma":
      return `a ${curve} curve`;
  }
}

type Found = Omit<FitReport, "known" | "words">;

function verdictOf({ chosen, check, fits, empirical, runaways, runs }: Found): string {
  const best = fits[0]!;
  // Said first: the curve is that of the other runs.
  const before = runaways.known ? `${runaways.words} ` : "";
  const rest = runaways.known ? `the other ${countWords(runs - runaways.count)}` : `all ${countWords(runs)}`;
  if (chosen === "empirical") {
    const tail = empirical!;
    return `${before}No family of curves fits ${rest}, so the runs' own percentiles are taken, with a fitted tail for the most expensive 1 in ${formatCount(1 / (1 - tail.from))} on.`;
  }
  const rival = best.distribution.kind === chosen ? fits[1] : best;
  const beside =
    rival === undefined || Math.abs(rival.behind - behindOf(fits, chosen)) >= CLEARLY_BETTER
      ? ""
      : `; ${curveName(rival.distribution.kind)} fits as well`;
  return `${before}${sentenceCase(curveName(chosen))} ${holdingWords(check, rest)}${beside}.`;
}

function behindOf(fits: readonly RankedFit[], kind: ChosenCurve): number {
  return fits.find(({ distribution }) => distribution.kind === kind)!.behind;
}

/**
 * "fits all 60 runs" (`which` they are), "fits up to the most expensive 1 in 60; beyond, runs are more expensive than
 * the curve".
 */
function holdingWords(check: CurveCheck, which: string): string {
  if (holdsThroughout(check)) return `fits ${which}`;
  if (!holdsInBody(check)) return "does not fit the center of the runs";
  const beyond = check.beyond === "dearer" ? "more expensive" : "cheaper";
  return `fits up to the most expensive 1 in ${formatCount(significant(1 / check.failsFrom, 2))}; beyond, runs are ${beyond} than the curve`;
}

function moreRunsWords({ mean, runs, spread, runsToHalve: more }: Found): string {
  const [low, high] = [formatTokens(two(mean.p10)), formatTokens(two(mean.p90))];
  // So well known that two digits are the same: how well is said instead.
  const range =
    low === high ? `${low}, within ${formatShareTo((mean.p90 / mean.p10 - 1) / 2, 1)}` : `${low} to ${high}`;
  const known = `${sentenceCase(countWords(runs))} put the mean tokens of an attempt at ${range}, 8 in 10`;
  const further =
    more < 1e6
      ? `${formatCount(two(more))} more runs${spread.designEffect > 1.05 ? " with as many repeats" : " of other tasks"} would halve this`
      : "no number of runs within reach would halve this";
  return `${known}; ${further}.`;
}

function two(value: number): number {
  return significant(value, 2);
}

/** Tails of this shape have a mean that a few runs decide. */
const HEAVY_SHAPE = 0.7;

/** Below this share of what they are worth by their tasks, runs are worth a sentence more. */
const CLEARLY_LESS = 0.8;

function sampleWords({ stopped, leftOut, runs, spread, tokens, worth }: Found): string[] {
  return [
    ...(stopped > 0
      ? [
          `${countWords(stopped)} (${formatPercent(two(stopped / runs))}) stopped at a cap: their full cost is unknown, so they count as at least that much.`,
        ]
      : []),
    ...(leftOut > 0 ? [`${countWords(leftOut)} without tokens ${leftOut === 1 ? "is" : "are"} left out.`] : []),
    ...(spread.designEffect > 1.05
      ? [
          `${countWords(runs)} of ${formatCount(spread.tasks)} tasks count as much as ${formatCount(two(spread.effectiveRuns))} of different tasks.`,
        ]
      : []),
    ...(worth < CLEARLY_LESS * Math.min(runs, spread.effectiveRuns)
      ? [
          `The most expensive runs decide the average, and few of them were observed: the forecast counts the ${countWords(runs)} as ${formatCount(two(worth))}.`,
        ]
      : []),
    ...(!spread.sameModel.known && spread.tasks === runs ? [spread.sameModel.words] : []),
    ...((tokens.tail?.shape ?? 0) > HEAVY_SHAPE
      ? ["The most expensive runs differ so much that the limit of one attempt decides the average: set it with care."]
      : []),
  ];
}
