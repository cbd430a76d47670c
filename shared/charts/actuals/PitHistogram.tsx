import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { binomialQuantile } from "#shared/distributions/poisson.ts";
import { linePath, rounded } from "#shared/charts/base/shapes.ts";
import { labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface PitHistogramProps {
  /** Outcomes by where they lay in their forecasts, in equal bins from below to above: `pitCounts`. */
  readonly counts: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** "Of 50 outcomes 12 lay below or above 9 in 10 of their futures, where 10 are expected." */
export function pitSentence(counts: readonly number[]): string {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const out = counts[0]! + counts.at(-1)!;
  const expected = Math.round((2 * all) / counts.length);
  return `Of ${all} outcomes ${out} lay in the outermost ${counts.length === 10 ? "tenths" : "bins"} of their forecasts, where ${expected} are expected.`;
}

/**
 * Where actuals lay in their forecasts: flat when forecasts are as sure as they should be, high at both ends when too
 * narrow, high in the middle when too wide, high at one end when they lean. The band holds 9 in 10 bars of right
 * forecasts.
 */
export function PitHistogram({ counts, width, height, theme, hue }: PitHistogramProps): ReactElement {
  const { px } = theme;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const share = 1 / counts.length;
  const [low, high] = [binomialQuantile(0.05, all, share), binomialQuantile(0.95, all, share)];
  const top = Math.max(1, high, ...counts);
  const foot = height - (theme.text.tick + 6 * px);
  const yOf = scaleLinear([0, top], [foot, 2 * px]);
  const step = width / counts.length;
  const ends = [
    labelAt([[{ text: "below the forecast", color: theme.color.ink3 }]], {
      x: 0,
      y: height - 2 * px,
      size: theme.text.tick,
      halo: false,
    }),
    labelAt([[{ text: "above", color: theme.color.ink3 }]], {
      x: width,
      y: height - 2 * px,
      anchor: "end",
      size: theme.text.tick,
      halo: false,
    }),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={pitSentence(counts)}
      marks={counts.map((count, bin) => ({
        x: bin * step,
        y: yOf(Math.max(count, top / 8)),
        width: step,
        height: foot - yOf(Math.max(count, top / 8)),
      }))}
    >
      <rect
        x={0}
        y={rounded(yOf(high))}
        width={rounded(width)}
        height={rounded(yOf(low) - yOf(high))}
        fill={theme.color.hair}
      />
      {counts.map((count, bin) => (
        <rect
          key={bin}
          x={rounded(bin * step + px)}
          y={rounded(yOf(count))}
          width={rounded(step - 2 * px)}
          height={rounded(foot - yOf(count))}
          fill={hue}
          fillOpacity={0.55}
        />
      ))}
      <path
        d={linePath([
          [0, yOf(all * share)],
          [width, yOf(all * share)],
        ])}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.hair}
        strokeDasharray={`${rounded(4 * px)} ${rounded(3 * px)}`}
        fill="none"
      />
      <path
        d={linePath([
          [0, foot],
          [width, foot],
        ])}
        stroke={theme.color.rule}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      <Labels labels={ends} theme={theme} />
    </Chart>
  );
}

/** The bars in full. */
export function pitTable(counts: readonly number[]): ChartTable {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return {
    columns: ["from", "to", "outcomes", "expected"],
    rows: counts.map((count, bin) => [bin / counts.length, (bin + 1) / counts.length, count, all / counts.length]),
  };
}
