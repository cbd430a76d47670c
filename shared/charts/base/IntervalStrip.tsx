import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Chart } from "./Chart.tsx";
import { FADE, FadingBar, type FadingStep, fadingSteps } from "./FadingBar.tsx";
import { centredWithin, type Label, labelAt, labelLayout } from "./labels.ts";
import { Labels } from "./LabelTexts.tsx";
import { Grid } from "./axes.tsx";
import { rounded } from "./shapes.ts";
import type { ChartTable } from "./table.ts";
import type { ChartTheme } from "./theme.ts";
import { moneyTicks } from "./ticks.ts";

export interface Interval {
  /** 1 in 10 below, half below, 1 in 10 above: money. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface IntervalStripProps {
  readonly interval: Interval;
  /** Money at the right end of the column's axis; its left end is 0. */
  readonly top: number;
  /** Amounts with a hairline that runs through all rows. */
  readonly ticks: readonly number[];
  /** An amount to reach: a thin mark in ink. */
  readonly needed?: number | undefined;
  readonly width: number;
  /** Height of the row: hairlines fill it, the bar is 10 px. */
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly sentence: string;
}

/** The steps of the fading bar from the widest to the core, as money; nothing lies below 0. */
export function stripSteps({ p10, p50, p90 }: Interval): FadingStep[] {
  return fadingSteps(p10, p50, p90, 0);
}

/** Thickness of a strip's bar, in the design's pixels. */
const BAR = 10;

/** A range as a bar that fades at both ends, with a tick in the middle. */
export function IntervalStrip(props: IntervalStripProps): ReactElement {
  const { interval, top, ticks, needed, width, height, theme, hue, sentence } = props;
  const { px } = theme;
  const x = scaleLinear([0, top], [0, width]).clamp(true);
  const bar = BAR * px;
  const y = (height - bar) / 2;
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Grid plot={{ x: 0, y: 0, width, height }} down={ticks.map((tick) => x(tick))} theme={theme} />
      <FadingBar steps={stripSteps(interval)} scale={x} edge={y} thickness={bar} hue={hue} />
      <rect
        x={rounded(x(interval.p50) - px)}
        y={rounded(y - 2 * px)}
        width={rounded(2 * px)}
        height={rounded(bar + 4 * px)}
        fill={hue}
      />
      {needed !== undefined && (
        <rect
          x={rounded(x(needed) - 0.5 * px)}
          y={rounded(y - 3 * px)}
          width={rounded(px)}
          height={rounded(bar + 6 * px)}
          fill={theme.color.ink}
        />
      )}
    </Chart>
  );
}

export interface StripAxisScale {
  /** Money at the right end; the left end is 0. */
  readonly top: number;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

/** Most ticks of a column of strips, 0 among them. */
const MOST_TICKS = 5;

/** One axis for a column of strips: from 0 to where the widest bar has faded, with two to four round ticks above 0. */
export function stripAxis(currency: string, intervals: readonly Interval[]): StripAxisScale {
  const top = Math.max(...intervals.map(({ p10, p90 }) => p90 + FADE * (p90 - p10))) * 1.02 || 1;
  const ticks = moneyTicks(currency, 0, top, MOST_TICKS);
  return { top, ticks: ticks.map(({ value }) => value), labels: ticks.map(({ text }) => text) };
}

/** The ticks of a column of strips, for the column's head: as many labels as fit. */
export function StripAxis({
  axis,
  width,
  height,
  theme,
  sentence,
}: {
  readonly axis: StripAxisScale;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly sentence: string;
}): ReactElement {
  const x = scaleLinear([0, axis.top], [0, width]);
  const layout = labelLayout({ gap: [3 * theme.px, 0] });
  axis.ticks.forEach((tick, i) => {
    const label: Label = labelAt([[{ text: axis.labels[i]!, color: theme.color.ink3 }]], {
      x: x(tick),
      y: height - 3.5 * theme.px,
      anchor: "middle",
      size: theme.text.tick,
      halo: false,
    });
    layout.place([centredWithin(label, 0, width)]);
  });
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Labels labels={layout.labels} theme={theme} />
    </Chart>
  );
}

/** The data of a column of strips. */
export function intervalTable(rows: readonly (Interval & { readonly name: string })[]): ChartTable {
  return {
    columns: ["item", "10% estimate", "middle estimate", "90% estimate"],
    rows: rows.map(({ name, p10, p50, p90 }) => [name, p10, p50, p90]),
  };
}
