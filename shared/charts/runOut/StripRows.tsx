import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { bottomLabels, Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FadingBar } from "#shared/charts/base/FadingBar.tsx";
import { type Interval, stripAxis, stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { type Label, centredBaseline, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { bandMiddles } from "#shared/charts/base/scales.ts";
import { type Box, rounded } from "#shared/charts/base/shapes.ts";
import { shortened, textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface StripRow {
  readonly name: string;
  readonly interval: Interval;
  /** What stands at the right: "$6.0M". */
  readonly figure: string;
}

export interface StripRowsProps {
  readonly title: string;
  readonly rows: readonly StripRow[];
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

/** Sizes in the design's pixels. */
const TITLE = 26;
const AXIS = 18;
const ROW = 27;
const BAR = 10;
/** Width of such a chart when it is saved, pixels. */
export const SAVED_WIDTH = 720;
/** Share of the width that names may take. */
const NAMES = 0.36;

/** Every row with its range, in words. */
export function stripRowsSentence({ title, rows }: Pick<StripRowsProps, "title" | "rows">): string {
  return `${title} ${rows.map(({ name, figure }) => `${name}: middle estimate ${figure}`).join("; ")}.`;
}

function rowScales({ rows, currency, width, theme }: StripRowsProps) {
  const { px } = theme;
  const size = theme.text.small;
  const names = Math.min(NAMES * width, Math.max(0, ...rows.map(({ name }) => textWidth(name, size, 500)))) + 16 * px;
  const figures = Math.max(0, ...rows.map(({ figure }) => textWidth(figure, size, 600))) + 16 * px;
  const axis = stripAxis(
    currency,
    rows.map(({ interval }) => interval),
  );
  const plot: Box = {
    x: names,
    y: (TITLE + AXIS) * px,
    width: width - names - figures,
    height: rows.length * ROW * px,
  };
  const x = scaleLinear([0, axis.top], [plot.x, plot.x + plot.width]).clamp(true);
  const band = scaleBand(rows.keys(), [plot.y, plot.y + plot.height]);
  return { axis, plot, x, band, middle: bandMiddles(band) };
}

function rowLabels({ title, rows, width, theme }: StripRowsProps, frame: ReturnType<typeof rowScales>): Label[] {
  const { px, color } = theme;
  const size = theme.text.small;
  const { axis, plot, x, middle } = frame;
  const ticks = axis.ticks.map((value, i) => ({ value, text: axis.labels[i]! }));
  const at = (y: number) => ({ y: centredBaseline(y, size), size, halo: false });
  return [
    labelAt([[{ text: title, color: color.ink, weight: 600 }]], { x: 0, y: 15 * px, size, halo: false }),
    ...bottomLabels(ticks, x, plot.y, theme, { color: color.ink3, below: -6 }),
    ...rows.flatMap(({ name, figure }, i) => [
      labelAt([[{ text: shortened(name, plot.x - 16 * px, size, 500), color: color.ink, weight: 500 }]], {
        ...at(middle(i)),
        x: 0,
      }),
      labelAt([[{ text: figure, color: color.ink, weight: 600 }]], { ...at(middle(i)), x: width, anchor: "end" }),
    ]),
  ];
}

/**
 * A column of fading bars with its names, figures and one axis: what a table on the screen shows, as a chart that
 * stands by itself.
 */
export function StripRows(props: StripRowsProps): ReactElement {
  const { rows, theme, hue, width } = props;
  const { px } = theme;
  const frame = rowScales(props);
  const { axis, plot, x, band, middle } = frame;
  return (
    <Chart width={width} height={plot.y + plot.height + 4 * px} sentence={stripRowsSentence(props)}>
      <Grid plot={plot} down={axis.ticks.map((tick) => x(tick))} theme={theme} />
      <Grid plot={{ ...plot, x: 0, width }} across={rows.map((_, i) => band(i)!)} theme={theme} />
      {rows.map(({ interval }, i) => (
        <g key={i}>
          <FadingBar
            steps={stripSteps(interval)}
            scale={x}
            edge={middle(i) - (BAR / 2) * px}
            thickness={BAR * px}
            hue={hue}
          />
          <rect
            x={rounded(x(interval.p50) - px)}
            y={rounded(middle(i) - (BAR / 2 + 2) * px)}
            width={rounded(2 * px)}
            height={rounded((BAR + 4) * px)}
            fill={hue}
          />
        </g>
      ))}
      <Labels labels={rowLabels(props, frame)} theme={theme} />
    </Chart>
  );
}
