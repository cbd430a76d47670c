import type { ReactElement } from "react";
import type { PairedDifference } from "#shared/forecast/answers/comparison.ts";
import { linePath, rounded } from "#shared/charts/base/geometry.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface DifferenceStripProps {
  readonly difference: Pick<PairedDifference, "p10" | "mean" | "p90">;
  /** Ends of the row's axis, in the unit of the difference; 0 lies between them. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** What it says: the figure and the range that holds 8 in 10. */
  readonly sentence: string;
}

const FADE = 0.28;
const STEPS = 24;
const STEP_ALPHA = 0.046;

/** The axis of a row of differences: from the lowest to the highest that is drawn, with 0 in it and a little room. */
export function differenceAxis(differences: readonly Pick<PairedDifference, "p10" | "p90">[]): {
  readonly from: number;
  readonly to: number;
} {
  const low = Math.min(0, ...differences.map(({ p10, p90 }) => p10 - FADE * (p90 - p10)));
  const high = Math.max(0, ...differences.map(({ p10, p90 }) => p90 + FADE * (p90 - p10)));
  const room = 0.06 * (high - low) || 1;
  return { from: low - room, to: high + room };
}

/**
 * A paired difference: a bar that fades at both ends over the 8 in 10, a tick at the mean, and the line of no
 * difference.
 */
export function DifferenceStrip({
  difference: { p10, mean, p90 },
  from,
  to,
  width,
  height,
  theme,
  hue,
  sentence,
}: DifferenceStripProps): ReactElement {
  const { px } = theme;
  const x = (value: number): number => ((Math.min(Math.max(value, from), to) - from) / (to - from)) * width;
  const bar = 10 * px;
  const top = (height - bar) / 2;
  const middle = Math.min(p90, Math.max(p10, mean));
  const fade = FADE * (p90 - p10);
  const steps = Array.from({ length: STEPS }, (_, k) => ({
    left: p10 - fade + (k / STEPS) * (middle - p10 + fade),
    right: p90 + fade - (k / STEPS) * (p90 + fade - middle),
  }));
  return (
    <Chart width={width} height={height} sentence={sentence}>
      {p90 > p10 &&
        steps.map(({ left, right }, k) => (
          <rect
            key={k}
            x={rounded(x(left))}
            y={rounded(top)}
            width={rounded(x(right) - x(left))}
            height={rounded(bar)}
            fill={hue}
            fillOpacity={STEP_ALPHA}
          />
        ))}
      <path
        d={linePath([
          [x(0), top - 3 * px],
          [x(0), top + bar + 3 * px],
        ])}
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
      />
      <rect
        x={rounded(x(mean) - px)}
        y={rounded(top - 2 * px)}
        width={rounded(2 * px)}
        height={rounded(bar + 4 * px)}
        fill={hue}
      />
    </Chart>
  );
}

/** The data of differences, in their own units. */
export function differenceTable(
  rows: readonly { readonly what: string; readonly against: string; readonly difference: PairedDifference }[],
): ChartTable {
  return {
    columns: [
      "what",
      "scenarios",
      "1 in 10 below",
      "half below",
      "1 in 10 above",
      "mean",
      "chance lower",
      "chance the same",
      "chance higher",
      "futures",
    ],
    rows: rows.map(({ what, against, difference: { p10, p50, p90, mean, less, same, more, trials } }) => [
      what,
      against,
      p10,
      p50,
      p90,
      mean,
      less,
      same,
      more,
      trials,
    ]),
  };
}
