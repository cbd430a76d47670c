import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FADE, FadingBar, fadingSteps } from "#shared/charts/base/FadingBar.tsx";
import type { Interval } from "#shared/charts/base/IntervalStrip.tsx";
import { type Label, centredWithin, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";
import { formatPercent } from "#shared/format/chances.ts";

/** Shares of a budget that a column of strips spans, with its ticks; 1 is the budget. */
export interface BudgetAxisScale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** What is shown of a spend beyond this share of its budget is cut. */
const MOST = 3;
const MOST_TICKS = 5;
/** Thickness of a bar, in the design's pixels. */
const BAR = 10;

/** One axis for the strips of all centres: every budget is 100%. `spends` are shares of their own budget. */
export function budgetAxis(spends: readonly Interval[]): BudgetAxisScale {
  const fade = ({ p10, p90 }: Interval): number => FADE * (p90 - p10);
  const low = Math.max(0, Math.min(0.9, ...spends.map((spend) => spend.p10 - fade(spend))));
  const high = Math.min(MOST, Math.max(1.1, ...spends.map((spend) => spend.p90 + fade(spend))));
  return { low, high, ticks: valueTicks(low, high, MOST_TICKS) };
}

interface StripSize {
  readonly axis: BudgetAxisScale;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly sentence: string;
}

export interface BudgetStripProps extends StripSize {
  /** Shares of the budget. */
  readonly spend: Interval;
  readonly hue: string;
}

/** The likely spend of a centre as a share of its budget: what is past the budget is vermilion. */
export function BudgetStrip({ spend, axis, width, height, theme, hue, sentence }: BudgetStripProps): ReactElement {
  const { px, color, stroke } = theme;
  const x = scaleLinear([axis.low, axis.high], [0, width]).clamp(true);
  const edge = (height - BAR * px) / 2;
  const steps = fadingSteps(spend.p10, spend.p50, spend.p90, 0);
  const within = steps.map(({ from, to }) => ({ from: Math.min(1, from), to: Math.min(1, to) }));
  const past = steps.map(({ from, to }) => ({ from: Math.max(1, from), to: Math.max(1, to) }));
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Grid plot={{ x: 0, y: 0, width, height }} down={axis.ticks.map((tick) => x(tick))} theme={theme} />
      <FadingBar steps={within} scale={x} edge={edge} thickness={BAR * px} hue={hue} />
      <FadingBar steps={past} scale={x} edge={edge} thickness={BAR * px} hue={color.overFill} />
      <path d={linesDown([x(1)], 0, height)} stroke={color.ink} strokeWidth={stroke.line} />
      <rect
        x={rounded(x(spend.p50) - px)}
        y={rounded(edge - 2 * px)}
        width={rounded(2 * px)}
        height={rounded((BAR + 4) * px)}
        fill={spend.p50 > 1 ? color.over : hue}
      />
    </Chart>
  );
}

/** The axis of a column of strips, for its head. */
export function BudgetAxis({ axis, width, height, theme, sentence }: StripSize): ReactElement {
  const x = scaleLinear([axis.low, axis.high], [0, width]);
  const ticks = [...axis.ticks.filter((tick) => Math.abs(x(tick) - x(1)) > 34 * theme.px), 1];
  const labels = ticks.map((tick): Label =>
    centredWithin(
      labelAt([[{ text: formatPercent(tick), color: tick === 1 ? theme.color.ink : theme.color.ink3 }]], {
        x: x(tick),
        y: height - 3.5 * theme.px,
        anchor: "middle",
        size: theme.text.tick,
        halo: false,
      }),
      0,
      width,
    ),
  );
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}
