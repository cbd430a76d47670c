import { mean, sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { countOf50, formatChance } from "#shared/format/chances.ts";
import { errorOfMean, errorOfQuantile } from "./simulationError.ts";
import type { TrialFigures } from "./trialFigures.ts";
import { moneyDifferenceWords } from "./differenceWords.ts";
import type { PairedDifference } from "./pairedDifference.ts";

/**
 * Two scenarios on the same simulated years: trial by trial one is subtracted from the other, so that a difference is a
 * difference of scenario. What is printed beside the two scenarios' own figures is the difference of their means, which
 * adds up; how often one beats the other is counted apart. Outcomes belong to one workload and one unit, and are never
 * added over workloads.
 */

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
