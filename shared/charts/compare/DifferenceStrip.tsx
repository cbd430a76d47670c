import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FADE, FadingBar, fadingSteps } from "#shared/charts/base/FadingBar.tsx";
import { padded } from "#shared/charts/base/scales.ts";
import { linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";

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

/** Thickness of the bar, in the design's pixels. */
const BAR = 10;

/** The axis of a row of differences: from the lowest to the highest that is drawn, with 0 in it and a little room. */
export function differenceAxis(differences: readonly Pick<PairedDifference, "p10" | "p90">[]): {
  readonly from: number;
  readonly to: number;
} {
  const low = Math.min(0, ...differences.map(({ p10, p90 }) => p10 - FADE * (p90 - p10)));
  const high = Math.max(0, ...differences.map(({ p10, p90 }) => p90 + FADE * (p90 - p10)));
  const [from, to] = padded([low, high], 0.06);
  return { from, to };
}

/**
 * A paired difference: a bar that fades at both ends over the 8 in 10, a tick at the mean, and the line of no
 * difference.
 */
export function DifferenceStrip(props: DifferenceStripProps): ReactElement {
  const { difference, from, to, width, height, theme, hue, sentence } = props;
  const { p10, mean, p90 } = difference;
  const { px } = theme;
  const x = scaleLinear([from, to], [0, width]).clamp(true);
  const bar = BAR * px;
  const top = (height - bar) / 2;
  const core = Math.min(p90, Math.max(p10, mean));
  return (
    <Chart width={width} height={height} sentence={sentence}>
      {p90 > p10 && <FadingBar steps={fadingSteps(p10, core, p90)} scale={x} edge={top} thickness={bar} hue={hue} />}
      <path
        d={linesDown([x(0)], top - 3 * px, top + bar + 3 * px)}
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
      "item",
      "scenarios",
      "10% estimate",
      "middle estimate",
      "90% estimate",
      "mean",
      "chance lower",
      "chance the same",
      "chance higher",
      "simulated years",
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
