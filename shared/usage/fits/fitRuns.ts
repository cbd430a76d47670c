import { formatCount } from "#shared/format/counts.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { type CensoredSample, thinned } from "#shared/distributions/fitting.ts";
import { runFamilyQuantile } from "#shared/distributions/runFamily.ts";
import { compileTokens, type TokenDistribution, tokensQuantile } from "#shared/distributions/tokens.ts";
import { DEFAULT_LIMIT_MEDIANS } from "#shared/plan/defaults.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { checkCurve, type CurveCheck, holdsThroughout } from "./curveCheck.ts";
import { meanRange, plainLnError, runsToHalve, worthInRuns } from "./meanRange.ts";
import { tokenMix } from "./mix.ts";
import { empiricalFit, type EmpiricalFit, hasMean, planTokensOf } from "./planTokens.ts";
import { lnErrorOfMean, type RankedFit, rankFits } from "./rank.ts";
import { findRunaways, lnErrorWithRunaways, type Runaways } from "./runaways.ts";
import { type NotKnown, notKnown, readableRuns, type Runs, runsOneByOne, runsWhere, tokensSample } from "./runs.ts";
import { spreadOfAll } from "./spread.ts";
import { successByEffort } from "./success.ts";
import type { ChosenCurve, FitReport } from "./fitReport.ts";
import { CLEARLY_BETTER, countWords, moreRunsWords, sampleWords, verdictOf } from "./fitWords.ts";

/** Fewer runs with exact tokens than this are refused. */
export const FEWEST_RUNS = 5;

/**
 * Of more runs than this every k-th in order of size is fitted: their curve is known better than any family is true.
 */
const MOST_FITTED = 20_000;

/** Above this share of stopped runs the expensive half was never observed. */
const MOST_STOPPED = 0.5;

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
  const refused = refusalOf(n, stopped);
  if (refused !== null) return notKnown(refused);
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
  const choice = choose(sample, fits, empirical, effectiveRuns);
  const report = {
    runs: n,
    stopped,
    leftOut,
    spread,
    fits,
    empirical,
    ...choice,
    runaways,
    far: runaways.known ? farRuns(readable.tokens, runaways) : [],
    success: successByEffort(
      runsOneByOne(runaways.known ? runsWhere(readable, (i) => readable.tokens[i]! < runaways.from) : readable),
      spread.sameModel,
    ),
    mix: tokenMix(readable),
    ...worthOf(choice, fits, most, { effectiveRuns, designEffect: spread.designEffect, runaways }),
  };
  return {
    known: true,
    ...report,
    words: { verdict: verdictOf(report), moreRuns: moreRunsWords(report), sample: sampleWords(report) },
  };
}

/** Why so many runs, of which so many were stopped, cannot be fitted; null: they can. */
function refusalOf(n: number, stopped: number): string | null {
  if (n - stopped < FEWEST_RUNS) return tooFew(n, stopped);
  return stopped / n > MOST_STOPPED
    ? `${formatCount(stopped)} of ${formatCount(n)} runs were stopped at a cap. The expensive half was never observed, so no curve can be fitted.`
    : null;
}

/** What the runs are worth for the mean of the chosen curve, its range, and how many more would halve it. */
function worthOf(
  { chosen, tokens }: Choice,
  fits: readonly RankedFit[],
  most: number,
  {
    effectiveRuns,
    designEffect,
    runaways,
  }: { readonly effectiveRuns: number; readonly designEffect: number } & Pick<FitReport, "runaways">,
): Pick<FitReport, "worth" | "mean" | "runsToHalve"> {
  const effective = Math.max(3, effectiveRuns);
  const ordinary = chosen === "empirical" ? plainLnError(tokens, most, effective) : lnErrorOfMean(fits, chosen);
  const lnError = runaways.known ? lnErrorWithRunaways(ordinary, runaways) : ordinary;
  const worth = worthInRuns(tokens, most, effective, lnError);
  return {
    worth,
    mean: meanRange(tokens, most, worth),
    // By the share of runs that are worth something, because further ones are worth no more.
    runsToHalve: (runsToHalve(tokens, most, worth) / worth - 1) * effective * designEffect,
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
