import type { ReactElement } from "react";
import { formatMoneyTick } from "#shared/format/money.ts";
import { linePath, rounded } from "./geometry.ts";
import { type Label, labelAt, Labels } from "./labels.tsx";
import { Chart } from "./Chart.tsx";
import type { ChartTable } from "./table.ts";
import { textWidth } from "./textWidth.ts";
import type { ChartTheme } from "./theme.ts";

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
  readonly width: number;
  /** Height of the row: hairlines fill it, the bar is 10 px. */
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly sentence: string;
}

/** How far the bar fades beyond the 8 in 10, as a share of their width. */
const FADE = 0.28;
const STEPS = 24;
/** Opacity of one of the nested steps: 68 % where all lie on each other. */
export const STEP_ALPHA = 0.046;

/** The steps of the fading bar from the widest to the core, as money; nothing lies below 0. */
export function stripSteps({ p10, p50, p90 }: Interval): { readonly from: number; readonly to: number }[] {
  const fade = FADE * (p90 - p10);
  const low = Math.max(0, p10 - fade);
  const high = p90 + fade;
  return Array.from({ length: STEPS }, (_, k) => ({
    from: low + (k / STEPS) * (p50 - low),
    to: high - (k / STEPS) * (high - p50),
  }));
}

/** A range as a bar that fades at both ends, with a tick in the middle. */
export function IntervalStrip({
  interval,
  top,
  ticks,
  width,
  height,
  theme,
  hue,
  sentence,
}: IntervalStripProps): ReactElement {
  const { px } = theme;
  const x = (amount: number): number => (Math.min(amount, top) / top) * width;
  const bar = 10 * px;
  const y = (height - bar) / 2;
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <path
        d={ticks
          .map((tick) =>
            linePath([
              [x(tick), 0],
              [x(tick), height],
            ]),
          )
          .join("")}
        fill="none"
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
      />
      {stripSteps(interval).map(({ from, to }, k) => (
        <rect
          key={k}
          x={rounded(x(from))}
          y={rounded(y)}
          width={rounded(x(to) - x(from))}
          height={rounded(bar)}
          fill={hue}
          fillOpacity={STEP_ALPHA}
        />
      ))}
      <rect
        x={rounded(x(interval.p50) - px)}
        y={rounded(y - 2 * px)}
        width={rounded(2 * px)}
        height={rounded(bar + 4 * px)}
        fill={hue}
      />
    </Chart>
  );
}

export interface StripAxisScale {
  /** Money at the right end; the left end is 0. */
  readonly top: number;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

/** One axis for a column of strips: from 0 to where the widest bar has faded, with two to four round ticks. */
export function stripAxis(currency: string, intervals: readonly Interval[]): StripAxisScale {
  const top = Math.max(...intervals.map(({ p10, p90 }) => p90 + FADE * (p90 - p10))) * 1.02 || 1;
  const decade = 10 ** Math.floor(Math.log10(top));
  const step = [0.2, 0.25, 0.5, 1, 2, 2.5, 5]
    .map((factor) => factor * decade)
    .findLast((candidate) => top / candidate >= 2)!;
  const ticks = Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step);
  return { top, ticks, labels: ticks.map((tick) => formatMoneyTick(currency, tick, step, ticks.at(-1)!)) };
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
  const size = theme.text.tick;
  const labels: Label[] = [];
  axis.ticks.forEach((tick, i) => {
    const x = (tick / axis.top) * width;
    const half = textWidth(axis.labels[i]!, size) / 2;
    const centre = Math.min(Math.max(x, half), width - half);
    const label = labelAt([[{ text: axis.labels[i]!, color: theme.color.ink3 }]], {
      x: centre,
      y: height - 3.5 * theme.px,
      anchor: "middle",
      size,
      halo: false,
    });
    const before = labels.at(-1)?.box;
    const isClear = before === undefined || label.box.x > before.x + before.width + 3 * theme.px;
    if (isClear) labels.push(label);
  });
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

/** The data of a column of strips. */
export function intervalTable(rows: readonly (Interval & { readonly name: string })[]): ChartTable {
  return {
    columns: ["what", "1 in 10 below", "half below", "1 in 10 above"],
    rows: rows.map(({ name, p10, p50, p90 }) => [name, p10, p50, p90]),
  };
}
