import { formatPercent, formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatTokens } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import { sentenceCase } from "#shared/format/text.ts";
import { type CurveCheck, holdsInBody, holdsThroughout } from "./curveCheck.ts";
import type { RankedFit } from "./rank.ts";
import type { ChosenCurve, Found } from "./fitReport.ts";

/**
 * Another family must be better than the lognormal by this much of AICc to take its place: a smaller difference means
 * nothing.
 */
export const CLEARLY_BETTER = 2;

/** "60 runs". */
export function countWords(n: number): string {
  return `${formatCount(n)} ${n === 1 ? "run" : "runs"}`;
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

/** Which curve fits, how far it holds, and what fits as well. */
export function verdictOf({ chosen, check, fits, empirical, runaways, runs }: Found): string {
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

/** How well the mean is known, and how many more runs would halve that. */
export function moreRunsWords({ mean, runs, spread, runsToHalve: more }: Found): string {
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

/** What the sample says of itself: runs that were stopped, left out, repeated, or too heavy to average. */
export function sampleWords({ stopped, leftOut, runs, spread, tokens, worth }: Found): string[] {
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
