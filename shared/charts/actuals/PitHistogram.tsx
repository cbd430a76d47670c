import { max, sum } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { axisName, Floor } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Box, linesAcross, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { binomialQuantile } from "#shared/distributions/poisson.ts";

export interface PitHistogramProps {
  /** Outcomes by where they lay in their forecasts, in equal bins from below to above: `pitCounts`. */
  readonly counts: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** "Of 50 outcomes 12 lay below or above 9 in 10 of their simulated years, where 10 are expected." */
export function pitSentence(counts: readonly number[]): string {
  const all = sum(counts);
  const out = counts[0]! + counts.at(-1)!;
  const expected = Math.round((2 * all) / counts.length);
  return `Of ${all} outcomes ${out} lay in the outermost ${counts.length === 10 ? "tenths" : "bins"} of their forecasts, where ${expected} are expected.`;
}

/** Room above the bars, and below them for words, in the design's pixels. */
const TOP = 2;
const WORDS = 6;
/** A bin without outcomes is still walked: its mark has this share of the height. */
const LEAST_MARK = 1 / 8;

/** The bars, and the band in which 9 in 10 bars of right forecasts end. */
function pitScales({ counts, width, height, theme }: PitHistogramProps) {
  const { px, text } = theme;
  const all = sum(counts);
  const share = 1 / counts.length;
  const [low, high] = [binomialQuantile(0.05, all, share), binomialQuantile(0.95, all, share)];
  const top = Math.max(1, high, max(counts)!);
  const plot: Box = { x: 0, y: TOP * px, width, height: height - (text.tick + (WORDS + TOP) * px) };
  const band = scaleBand(counts.keys(), [0, width]);
  const y = scaleLinear([0, top], [plot.y + plot.height, plot.y]);
  const column = (bin: number, count: number): Box => ({
    x: band(bin)!,
    y: y(count),
    width: band.bandwidth(),
    height: y(0) - y(count),
  });
  return { plot, y, top, low, high, expected: all * share, column };
}

/**
 * Where actuals lay in their forecasts: flat when forecasts are as sure as they should be, high at both ends when too
 * narrow, high in the middle when too wide, high at one end when they lean. The band holds 9 in 10 bars of right
 * forecasts.
 */
export function PitHistogram(props: PitHistogramProps): ReactElement {
  const { counts, width, height, theme, hue } = props;
  const { px, color, stroke } = theme;
  const { plot, y, top, low, high, expected, column } = pitScales(props);
  const bars = counts.map((count, bin) => column(bin, count));
  const words = [
    axisName("below the forecast", { x: 0, y: height - 2 * px }, theme),
    axisName("above", { x: width, y: height - 2 * px, anchor: "end" }, theme),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={pitSentence(counts)}
      marks={counts.map((count, bin) => column(bin, Math.max(count, top * LEAST_MARK)))}
    >
      <rect x={0} y={rounded(y(high))} width={rounded(width)} height={rounded(y(low) - y(high))} fill={color.hair} />
      {bars.map((bar, bin) => (
        <rect
          key={bin}
          x={rounded(bar.x + px)}
          y={rounded(bar.y)}
          width={rounded(bar.width - 2 * px)}
          height={rounded(bar.height)}
          fill={hue}
          fillOpacity={0.55}
        />
      ))}
      <path
        d={linesAcross([y(expected)], 0, width)}
        stroke={color.ink}
        strokeWidth={stroke.hair}
        strokeDasharray={dashes(theme, 4, 3)}
        fill="none"
      />
      <Floor plot={plot} theme={theme} />
      <Labels labels={words} theme={theme} />
    </Chart>
  );
}

/** The bars in full. */
export function pitTable(counts: readonly number[]): ChartTable {
  const all = sum(counts);
  return {
    columns: ["from", "to", "outcomes", "expected"],
    rows: counts.map((count, bin) => [bin / counts.length, (bin + 1) / counts.length, count, all / counts.length]),
  };
}
