import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Floor, Grid, leftLabels, leftRoom } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FadingBar } from "#shared/charts/base/FadingBar.tsx";
import { type Interval, stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { type Label, labelAt, labelLayout } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { bandMiddles } from "#shared/charts/base/scales.ts";
import { type Box, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";

/** One week or month: what had been forecast, and what it came to. */
export interface ForecastStrip extends Interval {
  /** "January", "week of Jan 4". */
  readonly name: string;
  /** On the axis; empty: it has no tick. */
  readonly tick: string;
  readonly observed: number;
}

export interface ForecastStripsProps {
  readonly strips: readonly ForecastStrip[];
  readonly currency: string;
  /** "forecast in December". */
  readonly madeWhen: string;
  /** "week" or "month". */
  readonly step: string;
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

const TOP = 34;
const AXIS_HEIGHT = 22;
const DOT = 3.4;
/** Share of a band that its bar fills, and the most that it is, in the design's pixels. */
const BAR_SHARE = 0.6;
const MOST_BAR = 18;

/** The axes: money upwards, one band for each week or month. */
function forecastScales({ strips, currency, width, height, theme }: ForecastStripsProps) {
  const { px } = theme;
  const steps = strips.map((strip) => stripSteps(strip));
  const top = 1.04 * Math.max(...strips.map(({ observed }) => observed), ...steps.map(([widest]) => widest!.to));
  const ticks = moneyTicks(currency, 0, top);
  const left = leftRoom(ticks, theme, 10);
  const plot: Box = { x: left, y: TOP * px, width: width - left, height: height - (AXIS_HEIGHT + TOP) * px };
  const band = scaleBand(strips.keys(), [left, width]);
  const middle = bandMiddles(band);
  const y = scaleLinear([0, top], [plot.y + plot.height, plot.y]);
  return { steps, ticks, plot, middle, bar: Math.min(MOST_BAR * px, BAR_SHARE * band.bandwidth()), y };
}

/** Amounts, the names of weeks or months that do not touch, and how the bars are read. */
function forecastLabels(props: ForecastStripsProps, frame: ReturnType<typeof forecastScales>): Label[] {
  const { strips, madeWhen, step, height, theme } = props;
  const { px, text, color } = theme;
  const names = labelLayout({ gap: [4 * px, 0] });
  strips.forEach(({ tick }, i) => {
    if (tick === "") return;
    const place = { x: frame.middle(i), y: height - 5 * px, anchor: "middle" as const, size: text.tick, halo: false };
    names.place([labelAt([[{ text: tick, color: color.ink2 }]], place)]);
  });
  const lines = [
    [{ text: `${madeWhen}, fading where rare`, color: color.ink3 }],
    [{ text: `dot: actual cost of the ${step}`, color: color.ink3 }],
  ];
  return [
    ...leftLabels(frame.ticks, frame.y, frame.plot.x, theme),
    ...names.labels,
    labelAt(lines, { x: frame.plot.x + 4 * px, y: 12 * px, size: text.tick }),
  ];
}

/** Forecasts as upright bars that fade where trials are rare, with what came as dots. */
export function ForecastStrips(props: ForecastStripsProps): ReactElement {
  const { strips, sentence, width, height, theme, hue } = props;
  const { px, color } = theme;
  const frame = forecastScales(props);
  const { plot, y, bar, middle } = frame;
  return (
    <Chart
      width={width}
      height={height}
      sentence={sentence}
      marks={strips.map((_, i) => ({
        x: middle(i) - bar / 2 - 2 * px,
        y: plot.y,
        width: bar + 4 * px,
        height: plot.height,
      }))}
    >
      <Grid plot={plot} across={frame.ticks.map(({ value }) => y(value))} theme={theme} />
      <Floor plot={plot} theme={theme} />
      {strips.map(({ p50 }, i) => (
        <g key={i}>
          <FadingBar steps={frame.steps[i]!} scale={y} edge={middle(i) - bar / 2} thickness={bar} isUpright hue={hue} />
          <rect
            x={rounded(middle(i) - bar / 2)}
            y={rounded(y(p50) - 0.75 * px)}
            width={rounded(bar)}
            height={rounded(1.5 * px)}
            fill={hue}
          />
        </g>
      ))}
      <g fill={color.ink} stroke={color.paper} strokeWidth={px}>
        {strips.map(({ observed }, i) => (
          <circle key={i} cx={rounded(middle(i))} cy={rounded(y(observed))} r={rounded(DOT * px)} />
        ))}
      </g>
      <Labels labels={forecastLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** How many lie inside their 80% range. */
export function stripsInside(strips: readonly ForecastStrip[]): number {
  return strips.filter(({ p10, p90, observed }) => p10 <= observed && observed <= p90).length;
}

/** What is drawn, step by step. */
export function forecastStripsTable(strips: readonly ForecastStrip[], step: string): ChartTable {
  return {
    columns: [step, "10% estimate", "middle estimate", "90% estimate", "actual"],
    rows: strips.map(({ name, p10, p50, p90, observed }) => [name, p10, p50, p90, observed]),
  };
}
