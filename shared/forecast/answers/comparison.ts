import { mean, sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { countOf50, formatChance } from "#shared/format/chances.ts";
import { formatCount, formatCountShort } from "#shared/format/counts.ts";
import { moneyIn, moneyStyle, signedMoneyIn } from "#shared/format/money.ts";
import { resolutionOf, significantStep } from "#shared/format/digits.ts";
import { errorOfMean, errorOfQuantile } from "./simulationError.ts";
import type { TrialFigures } from "./trialFigures.ts";

/**
 * Two scenarios on the same simulated years: trial by trial one is subtracted from the other, so that a difference is a
 * difference of scenario. What is printed beside the two scenarios' own figures is the difference of their means, which
 * adds up; how often one beats the other is counted apart. Outcomes belong to one workload and one unit, and are never
 * added over workloads.
 */

/** How a quantity differs, other − base, over the trials that both have. */
export interface PairedDifference {
  readonly trials: number;
  /** Means over the same trials of both sides; `mean` is the second less the first. */
  readonly means: { readonly base: number; readonly other: number };
  readonly mean: number;
  /** 1 in 10 below, half below, 1 in 10 above. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Monte Carlo standard errors. */
  readonly standardError: { readonly mean: number; readonly p10: number; readonly p50: number; readonly p90: number };
  /** Chances that the other is lower, the same (within a cent) and higher; they sum to 1. */
  readonly less: number;
  readonly same: number;
  readonly more: number;
}

/** Figures nearer than a cent are the same: a difference of rounding is no difference of scenario. */
const CENT = 0.01;

/** The paired difference other − base of two columns that begin with the same trial; at least two trials. */
export function pairedDifference(base: Float64Array, other: Float64Array): PairedDifference {
  const trials = Math.min(base.length, other.length);
  if (trials < 2) throw new Error("a difference needs at least two trials");
  const differences = Float64Array.from({ length: trials }, (_, trial) => other[trial]! - base[trial]!);
  let less = 0;
  let more = 0;
  for (const difference of differences) {
    if (difference < -CENT) less++;
    else if (difference > CENT) more++;
  }
  const means = { base: mean(base.subarray(0, trials)), other: mean(other.subarray(0, trials)) };
  const sorted = differences.slice().sort();
  return {
    trials,
    means,
    mean: means.other - means.base,
    p10: sortedQuantile(sorted, 0.1),
    p50: sortedQuantile(sorted, 0.5),
    p90: sortedQuantile(sorted, 0.9),
    standardError: {
      mean: errorOfMean(differences),
      p10: errorOfQuantile(differences, sorted, 0.1),
      p50: errorOfQuantile(differences, sorted, 0.5),
      p90: errorOfQuantile(differences, sorted, 0.9),
    },
    less: less / trials,
    same: (trials - less - more) / trials,
    more: more / trials,
  };
}

/**
 * All-in cost of one outcome of a workload: all that the year costs over all its outcomes, as each forecast states it.
 */
export interface CostDifference {
  /** Money for one outcome. */
  readonly base: number;
  readonly other: number;
  /** other − base. */
  readonly difference: number;
  /** Chances that an outcome of the same trial costs less and more, of the trials in which both have outcomes. */
  readonly less: number;
  readonly more: number;
}

export interface Comparison {
  readonly spend: PairedDifference;
  readonly netValue: PairedDifference;
  /** Of the uses with a case, that of after the year too; null: a side has no case. */
  readonly benefit: PairedDifference | null;
  /** By workload id, of the workloads that either plan has; none where it is missing. */
  readonly outcomes: Readonly<Record<string, PairedDifference>>;
  /** By workload id, of the workloads of which both plans have outcomes. */
  readonly costPerOutcome: Readonly<Record<string, CostDifference>>;
}

/** `other` against `base`: two forecasts of one plan's scenarios under one seed. */
export function compareFigures(base: TrialFigures, other: TrialFigures): Comparison {
  const nothing = new Float64Array(Math.min(base.spend.length, other.spend.length));
  const ids = [...new Set([...Object.keys(base.outcomes), ...Object.keys(other.outcomes)])];
  return {
    spend: pairedDifference(base.spend, other.spend),
    netValue: pairedDifference(base.netValue, other.netValue),
    benefit: base.benefit === null || other.benefit === null ? null : pairedDifference(base.benefit, other.benefit),
    outcomes: Object.fromEntries(
      ids.map((id) => [id, pairedDifference(base.outcomes[id] ?? nothing, other.outcomes[id] ?? nothing)]),
    ),
    costPerOutcome: Object.fromEntries(
      ids.flatMap((id): [string, CostDifference][] => {
        const difference = costDifference(base, other, id);
        return difference === null ? [] : [[id, difference]];
      }),
    ),
  };
}

/**
 * Mean benefit that a saving gives up, money: of a scenario that spends less on average than the base. Null: it spends
 * no less, or a side has no case.
 */
export function foregoneIn({ spend, benefit }: Pick<Comparison, "spend" | "benefit">): number | null {
  return benefit === null || spend.mean >= 0 ? null : -benefit.mean;
}

function costDifference(base: TrialFigures, other: TrialFigures, id: string): CostDifference | null {
  const [one, two] = [costOf(base, id), costOf(other, id)];
  if (one === null || two === null) return null;
  let [both, less, more] = [0, 0, 0];
  for (let trial = 0; trial < Math.min(base.spend.length, other.spend.length); trial++) {
    const [before, after] = [base, other].map(({ loadedCost, outcomes }) =>
      outcomes[id]![trial]! > 0 ? loadedCost[id]![trial]! / outcomes[id]![trial]! : NaN,
    ) as [number, number];
    if (Number.isNaN(before) || Number.isNaN(after)) continue;
    both++;
    // Costs of one outcome are small: a difference of rounding is kept apart from one in the last cents.
    if (after < before * (1 - ROUNDING)) less++;
    else if (after > before * (1 + ROUNDING)) more++;
  }
  return {
    base: one,
    other: two,
    difference: two - one,
    less: both === 0 ? 0 : less / both,
    more: both === 0 ? 0 : more / both,
  };
}

/** Costs nearer than this, as a share, differ by rounding alone. */
const ROUNDING = 1e-9;

/** All-in cost of one outcome of a workload over all trials, as its forecast states it; null without outcomes. */
export function costOf(
  { outcomes, loadedCost }: Pick<TrialFigures, "outcomes" | "loadedCost">,
  id: string,
): number | null {
  const all = sum(outcomes[id] ?? NOTHING);
  return all > 0 ? sum(loadedCost[id]!) / all : null;
}

const NOTHING = new Float64Array(0);

// ---- words ----------------------------------------------------------------------------------------------------------

/** What a difference is good to, in its own unit: its mean, two standard errors. 0: exact. */
export function differenceGoodTo({ standardError }: PairedDifference): number {
  return resolutionOf(standardError.mean);
}

/**
 * The step to which the ends of a difference's range are written, in its own unit: that of its mean; where that one is
 * known far better than the ends, as where most trials do not differ at all, a tenth of what the ends are good to. 0:
 * exact.
 */
export function rangeGoodTo(difference: PairedDifference): number {
  const { p10, p90 } = difference.standardError;
  const [middle, ends] = [differenceGoodTo(difference), resolutionOf(Math.max(p10, p90))];
  return middle === 0 ? ends : Math.max(middle, ends / 10);
}

/** Whether the two are the same in so many trials that 50 dots show no other. */
export function isNoDifference({ same }: PairedDifference): boolean {
  return countOf50(same) === 50;
}

/**
 * The finest step that the differences of a row allow; columns without a difference are written to their own error.
 * Never coarser than the first digit of the largest figure.
 */
function rowStep(differences: readonly PairedDifference[]): number {
  const largest = Math.max(...differences.flatMap(({ means }) => [Math.abs(means.base), Math.abs(means.other)]));
  const steps = differences.filter(({ same }) => same < 1).map(differenceGoodTo);
  const finest = steps.length > 0 ? Math.min(...steps) : 0;
  return largest > 0
    ? Math.min(finest > 0 ? finest : significantStep(largest, LEAST_DIGITS), significantStep(largest, 1))
    : 0;
}

/** Digits of figures that do not differ, or differ by an exact amount. */
const LEAST_DIGITS = 3;

/**
 * Means of the scenarios that are compared, in the unit and to the digits in which their differences can be read off:
 * first the one that the others are held against.
 */
export function meansInMoney(differences: readonly PairedDifference[], currency: string): string[] {
  const means = meansOf(differences);
  const style = moneyStyle(currency, Math.max(...means.map(Math.abs)), rowStep(differences));
  return means.map((mean) => moneyIn(style, mean));
}

/** The same of counts: "12.3k". */
export function meansInCounts(differences: readonly PairedDifference[]): string[] {
  return meansOf(differences).map((mean) => countTo(mean, countStep(differences)));
}

function meansOf(differences: readonly PairedDifference[]): number[] {
  return [differences[0]!.means.base, ...differences.map(({ means }) => means.other)];
}

/** How a difference is written: its mean, which is that of the printed means, and its range. */
export interface DifferenceWords {
  readonly figure: string;
  /** Ends of 8 in 10; null where there is no difference to have a range. */
  readonly range: readonly [string, string] | null;
}

/**
 * "−$1.6M": the difference of the two means as they are printed beside it; "same" where there is no difference, "about
 * the same" where nothing is left of it at its own error. `row`: the differences whose means stand in the same row of
 * columns, as `meansInMoney` takes them, so that every difference of the row is that of its two columns.
 */
export function moneyDifference(
  difference: PairedDifference,
  currency: string,
  row: readonly PairedDifference[] = [difference],
): DifferenceWords {
  const { means, p10, p90 } = difference;
  const columns = moneyStyle(currency, Math.max(...meansOf(row).map(Math.abs)), rowStep(row));
  const apart = stepsApart(means, columns.step) * columns.step;
  const largest = Math.max(Math.abs(means.base), Math.abs(means.other), Math.abs(p10), Math.abs(p90));
  const ends = moneyStyle(currency, largest, Math.max(columns.step, rangeGoodTo(difference)));
  const write = (value: number): string =>
    Math.round(value / ends.step) === 0 ? moneyIn(ends, 0) : signedMoneyIn(ends, value);
  return {
    figure: figureOf(difference, apart, (value) => signedMoneyIn(columns, value), moneyIn(columns, columns.step / 4)),
    range: rangeOf(difference, apart, write),
  };
}

/** "+4k": the same of a count. */
export function countDifference(
  difference: PairedDifference,
  row: readonly PairedDifference[] = [difference],
): DifferenceWords {
  const step = countStep(row);
  const apart = stepsApart(difference.means, step) * step;
  const write = (value: number, to: number): string => `${Math.round(value / to) > 0 ? "+" : ""}${countTo(value, to)}`;
  const ends = Math.max(step, rangeGoodTo(difference));
  return {
    figure: figureOf(difference, apart, (value) => write(value, step), `under ${countTo(step, step)}`),
    range: rangeOf(difference, apart, (value) => write(value, ends)),
  };
}

function stepsApart({ base, other }: PairedDifference["means"], step: number): number {
  return Math.round(other / step) - Math.round(base / step);
}

function figureOf(
  difference: PairedDifference,
  apart: number,
  write: (value: number) => string,
  least: string,
): string {
  if (apart !== 0) return write(apart);
  if (isNoDifference(difference)) return "same";
  return Math.abs(difference.mean) > 2 * difference.standardError.mean
    ? `${least} ${difference.mean < 0 ? "less" : "more"}`
    : "about the same";
}

function rangeOf(
  difference: PairedDifference,
  apart: number,
  write: (value: number) => string,
): DifferenceWords["range"] {
  return apart === 0 && isNoDifference(difference) ? null : [write(difference.p10), write(difference.p90)];
}

function countStep(differences: readonly PairedDifference[]): number {
  return Math.max(1, rowStep(differences));
}

/** A count to a step, in full where its short form would hide a step. */
function countTo(value: number, step: number): string {
  const size = Math.abs(value);
  const shortStep = size < 999_500 ? 1e3 : size < 9.95e6 ? 1e5 : size < 999.5e6 ? 1e6 : size < 9.95e9 ? 1e8 : 1e9;
  return step >= shortStep ? formatCountShort(value, step) : formatCount(value, step);
}

/**
 * "$1.6M less", "the same", "$0.3M more", and of a difference smaller than its own error "about the same": the
 * difference of the mean spends as tables print it.
 */
export function moneyDifferenceWords(
  difference: PairedDifference,
  currency: string,
  row: readonly PairedDifference[] = [difference],
): string {
  if (difference.same === 1) return "the same";
  const { figure } = moneyDifference(difference, currency, row);
  if (figure === "same") return "the same";
  if (figure === "about the same" || / (less|more)$/.test(figure)) return figure;
  return `${figure.slice(1)} ${figure.startsWith("+") ? "more" : "less"}`;
}

/**
 * "Route by difficulty spends $1.6M less than Current routing on average; it is cheaper in over 49 of 50 simulated
 * years and worth more in 48 of 50." Where nothing differs: "Copy of A spends the same as A in 50 of 50 simulated
 * years, and is worth the same." `spends`: the spends that stand in one row of columns beside the sentence.
 */
export function comparisonSentence(
  { spend, netValue }: Pick<Comparison, "spend" | "netValue">,
  names: { readonly base: string; readonly other: string },
  currency: string,
  spends: readonly PairedDifference[] = [spend],
): string {
  if (spend.same === 1 && netValue.same === 1)
    return `${names.other} spends the same as ${names.base} in 50 of 50 simulated years and has the same net value.`;
  const words = moneyDifferenceWords(spend, currency, spends);
  const verb = words.endsWith("the same") ? `spends ${words} as ${names.base}` : `spends ${words} than ${names.base}`;
  return `${names.other} ${verb} on average; it is cheaper in ${formatChance(spend.less)} simulated years and ${worthWords(netValue)}.`;
}

/**
 * "worth more in 48 of 50"; where a good part is the same, all three: "worth less in 27 of 50, the same in 15, more in
 * 8".
 */
export function worthWords({ less, same, more }: PairedDifference): string {
  if (same === 1) return "has the same net value in all of them";
  if (countOf50(same) === 50) return "has the same net value in almost all of them";
  if (countOf50(same) === 0) return `gives more net value in ${formatChance(more)}`;
  const [likelier, word, other, otherWord] =
    more >= less ? ([more, "more", less, "less"] as const) : ([less, "less", more, "more"] as const);
  return `gives ${word} net value in ${formatChance(likelier)}, the same in ${countOf50(same)}, ${otherWord} in ${other > 0 && countOf50(other) === 0 ? "fewer than 1" : countOf50(other)}`;
}
