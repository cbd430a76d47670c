import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { linePath, rounded } from "#shared/charts/base/geometry.ts";
import { type Interval, stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { type Label, centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { moneyTicks } from "#shared/charts/runOut/storyFrame.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

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
const STEP_ALPHA = 0.046;

/** Forecasts as upright bars that fade where futures are rare, with what came as dots. */
export function ForecastStrips({
  strips,
  currency,
  madeWhen,
  step,
  sentence,
  width,
  height,
  theme,
  hue,
}: ForecastStripsProps): ReactElement {
  const { px, text, color } = theme;
  const faded = strips.map((strip) => stripSteps(strip));
  const top = 1.04 * Math.max(...strips.map(({ observed }) => observed), ...faded.map((steps) => steps[0]!.to));
  const ticks = moneyTicks(currency, top);
  const left = Math.max(...ticks.map((tick) => textWidth(tick.text, text.tick))) + 10 * px;
  const floor = height - AXIS_HEIGHT * px;
  const pitch = (width - left) / strips.length;
  const bar = Math.min(18 * px, 0.6 * pitch);
  const x = (i: number): number => left + (i + 0.5) * pitch;
  const y = scaleLinear([0, top], [floor, TOP * px]);
  const words = (words: string, tone: string) => [[{ text: words, color: tone }]];
  const named = strips.flatMap(({ tick }, i) =>
    tick === ""
      ? []
      : [
          labelAt(words(tick, color.ink2), {
            x: x(i),
            y: height - 5 * px,
            anchor: "middle" as const,
            size: text.tick,
            halo: false,
          }),
        ],
  );
  const labels: Label[] = [
    ...ticks.map((tick) =>
      labelAt(words(tick.text, color.ink3), {
        x: left - 8 * px,
        y: centredBaseline(y(tick.amount), text.tick),
        anchor: "end",
        size: text.tick,
        halo: false,
      }),
    ),
    // Names that would touch are left out.
    ...named.filter(({ box }, i) =>
      named.slice(0, i).every((before) => before.box.x + before.box.width + 4 * px < box.x),
    ),
    labelAt(
      [
        [{ text: `${madeWhen}, fading where rare`, color: color.ink3 }],
        [{ text: `dot: what the ${step} cost`, color: color.ink3 }],
      ],
      { x: left + 4 * px, y: 12 * px, size: text.tick },
    ),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={sentence}
      marks={strips.map((_, i) => ({
        x: x(i) - bar / 2 - 2 * px,
        y: TOP * px,
        width: bar + 4 * px,
        height: floor - TOP * px,
      }))}
    >
      <path
        d={ticks
          .map(({ amount }) =>
            linePath([
              [left, y(amount)],
              [width, y(amount)],
            ]),
          )
          .join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={linePath([
          [left, floor],
          [width, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      {faded.map((steps, i) => (
        <g key={i} fill={hue}>
          {steps.map(({ from, to }, k) => (
            <rect
              key={k}
              x={rounded(x(i) - bar / 2)}
              y={rounded(y(to))}
              width={rounded(bar)}
              height={rounded(y(from) - y(to))}
              fillOpacity={STEP_ALPHA}
            />
          ))}
          <rect
            x={rounded(x(i) - bar / 2)}
            y={rounded(y(strips[i]!.p50) - 0.75 * px)}
            width={rounded(bar)}
            height={rounded(1.5 * px)}
          />
        </g>
      ))}
      <g fill={color.ink} stroke={color.paper} strokeWidth={px}>
        {strips.map(({ observed }, i) => (
          <circle key={i} cx={rounded(x(i))} cy={rounded(y(observed))} r={rounded(DOT * px)} />
        ))}
      </g>
      <Labels labels={labels} theme={theme} />
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
    columns: [step, "1 in 10 below", "half below", "1 in 10 above", "came to"],
    rows: strips.map(({ name, p10, p50, p90, observed }) => [name, p10, p50, p90, observed]),
  };
}
