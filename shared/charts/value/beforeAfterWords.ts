import { formatMonth } from "#shared/format/dates.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatNumber } from "#shared/format/counts.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { monthAfter } from "#shared/units.ts";

/** Values by month; null is a missing month. */
export type MonthValues = readonly (number | null)[];

/** A range of change, as the metric goes: −0.2 is 20 % lower on a logarithmic scale, else in the metric's unit. */
export interface ChangeRange {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface BeforeAfterProps {
  /** "days from first commit to release". */
  readonly metric: string;
  readonly scale: "log" | "level";
  /** First month ("2025-09") of all that is drawn. */
  readonly from: string;
  /** Months between the two parts are the roll-out. */
  readonly before: MonthValues;
  readonly rollOut: number;
  readonly after: MonthValues;
  /** The same months of a like group without the change; null: there is none. */
  readonly control: { readonly name: string; readonly before: MonthValues; readonly after: MonthValues } | null;
  /**
   * By month from `from` on, shares of the tasks in which a person stepped in, and that went back to the old way; null:
   * nobody has counted.
   */
  readonly stepped: { readonly interventions: MonthValues; readonly exceptions: MonthValues } | null;
  /** Change at levels that are symmetric about ½, ascending; null: nothing is estimated. */
  readonly effect: (ChangeRange & { readonly levels: readonly number[]; readonly changes: readonly number[] }) | null;
  /** Change that the case claims; null: none. */
  readonly claimed: { readonly p10: number; readonly p90: number } | null;
  /** "20% less". */
  readonly changeWords: (change: number) => string;
  /** A tick of the axis of change: "−20%". */
  readonly changeTick: (change: number) => string;
  /** What the picture says. */
  readonly sentence: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly height: number;
}

/** What would have been observed without a change: the observed value less the effect. */
export function withoutChange(value: number, change: number, scale: "log" | "level"): number {
  return scale === "log" ? value / (1 + change) : value - change;
}

/** Every month with what was observed, the control, and the middle of what would have been. */
export function beforeAfterTable(
  props: Pick<BeforeAfterProps, "from" | "before" | "rollOut" | "after" | "control" | "stepped" | "effect" | "scale">,
): ChartTable {
  const { before, rollOut, after, control, stepped, effect, scale } = props;
  const without = (value: number | null): number | null =>
    value === null || effect === null ? null : withoutChange(value, effect.p50, scale);
  const row = (month: number, part: string, value: number | null, other: number | null, middle: number | null) => [
    monthAfter(props.from, month),
    part,
    value,
    other,
    middle,
    ...(stepped === null ? [] : [stepped.interventions[month] ?? null, stepped.exceptions[month] ?? null]),
  ];
  return {
    columns: [
      "month",
      "part",
      "observed",
      "control",
      "without it, middle estimate",
      ...(stepped === null ? [] : ["share in which a person stepped in", "share back to the old way"]),
    ],
    rows: [
      ...before.map((value, i) => row(i, "before", value, control?.before[i] ?? null, null)),
      ...after.map((value, i) =>
        row(before.length + rollOut + i, "after", value, control?.after[i] ?? null, without(value)),
      ),
    ],
  };
}

/** What the arrows speak: the months. */
export function beforeAfterMarks(props: Parameters<typeof beforeAfterTable>[0]): MarkGroup[] {
  return [
    {
      name: "months",
      marks: beforeAfterTable(props).rows.map(([month, part, value, control, , stepped, back]) => ({
        words: `${formatMonth(String(month), true)}, ${part}: ${value === null ? "missing" : `observed ${formatNumber(value as number)}`}${control === null ? "" : `, control ${formatNumber(control as number)}`}${shareWords("a person stepped in", stepped)}${shareWords("back to the old way", back)}`,
      })),
    },
  ];
}

function shareWords(what: string, share: ChartTable["rows"][number][number] | undefined): string {
  return typeof share === "number" ? `, ${what} ${formatPercent(share)}` : "";
}
