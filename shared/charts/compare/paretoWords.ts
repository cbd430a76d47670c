import { formatCountShort } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoneyDifference } from "#shared/format/money.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** A scenario against the plan itself: the mean difference and some trials of it. */
export interface ParetoOption {
  readonly place: number;
  readonly name: string;
  readonly mean: ParetoPoint;
  /** Differences of single trials, the same trials for every scenario. */
  readonly dots: readonly ParetoPoint[];
}

export interface ParetoPoint {
  /** Money more than the plan itself. */
  readonly spend: number;
  readonly outcomes: number;
}

export interface ParetoProps {
  /** The plan itself first: it stands where nothing differs. */
  readonly options: readonly ParetoOption[];
  /**
   * What one more outcome is worth beside its spend, money; null: its worth is not known, and no lines of equal value
   * are drawn.
   */
  readonly worth: number | null;
  readonly currency: string;
  readonly unit: string;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
}

/** Radius of a scenario's disc, in the design's pixels. */
export const DISC = 8;

/** The scenarios that no other beats in spend and outcomes at once, cheapest first. */
export function paretoFrontier(options: readonly ParetoOption[]): ParetoOption[] {
  const isBeaten = ({ mean }: ParetoOption): boolean =>
    options.some(
      (other) =>
        other.mean.spend <= mean.spend &&
        other.mean.outcomes >= mean.outcomes &&
        (other.mean.spend < mean.spend || other.mean.outcomes > mean.outcomes),
    );
  return options.filter((option) => !isBeaten(option)).toSorted((one, other) => one.mean.spend - other.mean.spend);
}

/** What the chart says for whoever does not see it. */
export function paretoSentence({
  options,
  currency,
  unit,
}: Pick<ParetoProps, "options" | "currency" | "unit">): string {
  const [base, ...others] = options;
  const clauses = others.map(
    ({ name, mean }) =>
      `${name}: ${formatMoneyDifference(currency, mean.spend, twoDigits(mean.spend))} spend, ${signedCount(mean.outcomes)} ${unit}`,
  );
  return `Mean spend and outcomes against ${base?.name ?? "the plan"}. ${clauses.join(". ")}.`;
}

/** Means and dots, in full. */
export function paretoTable({ options }: Pick<ParetoProps, "options">): ChartTable {
  return {
    columns: ["scenario", "item", "spend against the plan", "outcomes against the plan"],
    rows: options.flatMap(({ name, mean, dots }) => [
      [name, "mean", mean.spend, mean.outcomes],
      ...dots.map(({ spend, outcomes }): (string | number)[] => [name, "simulated year", spend, outcomes]),
    ]),
  };
}

/** What the arrows speak: the means. */
export function paretoMarks({
  options,
  currency,
  unit,
}: Pick<ParetoProps, "options" | "currency" | "unit">): MarkGroup[] {
  return [
    {
      name: "scenarios",
      marks: options.map(({ name, mean }) => ({
        words: `${name}: ${formatMoneyDifference(currency, mean.spend, twoDigits(mean.spend))} spend, ${signedCount(mean.outcomes)} ${unit}`,
      })),
    },
  ];
}

/** "+120", "the same", "−40". */
export function signedCount(value: number): string {
  if (Math.round(value) === 0) return "the same";
  return `${value > 0 ? "+" : ""}${formatCountShort(value, twoDigits(value))}`;
}

function twoDigits(value: number): number {
  return Math.max(1, significantStep(value, 2));
}
