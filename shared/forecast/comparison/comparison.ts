import { sum } from "#shared/statistics/moments.ts";
import type { TrialFigures } from "./trialFigures.ts";
import { pairedDifference, type PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";

/**
 * Two scenarios on the same simulated years: trial by trial one is subtracted from the other, so that a difference is a
 * difference of scenario. What is printed beside the two scenarios' own figures is the difference of their means, which
 * adds up; how often one beats the other is counted apart. Outcomes belong to one workload and one unit, and are never
 * added over workloads.
 */

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
