import {
  countDifference,
  type DifferenceWords,
  meansInMoney,
  moneyDifference,
} from "#shared/forecast/comparison/differenceWords.ts";
import type { Comparison } from "#shared/forecast/comparison/comparison.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { Answers } from "#renderer/state/answers.ts";

/** A scenario with answers of the plan as it stands. */
export interface Compared {
  readonly place: number;
  readonly name: string;
  readonly answers: Answers;
}

/** A cell of a comparison: a paired difference, or words. */
export type DifferenceCell =
  | {
      readonly kind: "strip";
      readonly difference: PairedDifference;
      readonly figure: string;
      readonly range: string;
      readonly sentence: string;
    }
  | { readonly kind: "words"; readonly words: string; readonly strong: boolean };

/** A row of the table of differences. */
export interface DifferenceRow {
  readonly label: string;
  /** One for each scenario. */
  readonly values: readonly string[];
  readonly tone: "plain" | "strong" | "over";
  /** One for each compared scenario. */
  readonly cells: readonly (DifferenceCell | null)[];
}

/** A difference of money, written as its row is. `about`: what it is of, spoken. */
export function moneyCell(
  difference: PairedDifference,
  row: readonly PairedDifference[],
  currency: string,
  about: string,
): DifferenceCell {
  return cellOf(difference, moneyDifference(difference, currency, row), about);
}

/** The same of counts. */
export function countCell(
  difference: PairedDifference,
  row: readonly PairedDifference[],
  about: string,
): DifferenceCell {
  return cellOf(difference, countDifference(difference, row), about);
}

function cellOf(difference: PairedDifference, { figure, range }: DifferenceWords, about: string): DifferenceCell {
  const words = range === null ? "no difference" : `${range[0]} to ${range[1]}`;
  return {
    kind: "strip",
    difference,
    figure,
    range: words,
    sentence: range === null ? `${about}: no difference` : `${about}: ${figure} on average, 8 in 10 from ${words}`,
  };
}

/** What the uses with a case bring, below what they cost: a saving is not shown without it. None where a side has no case. */
export function benefitRows(
  base: Compared,
  each: readonly Comparison[],
  comparisons: readonly Comparison[],
  names: readonly string[],
): DifferenceRow[] {
  const inRow = (each.length > 1 ? each.slice(1) : each).flatMap(({ benefit }) => benefit ?? []);
  if (inRow.length === 0 || each.some(({ benefit }) => benefit === null)) return [];
  const label = "Benefit of the cases, average";
  const { currency } = base.answers.facts;
  return [
    {
      label,
      tone: "plain",
      values: meansInMoney(inRow, currency).slice(0, each.length),
      cells: comparisons.map(({ benefit }, i) =>
        moneyCell(benefit!, inRow, currency, `${label}, ${names[i]!} against ${base.name}`),
      ),
    },
  ];
}
