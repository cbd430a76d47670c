import type { ReactElement } from "react";
import { linePath, rounded } from "#shared/charts/base/geometry.ts";
import { type Interval, STEP_ALPHA, stripAxis, stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
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
  return `${title} ${rows.map(({ name, figure }) => `${name}: half below ${figure}`).join("; ")}.`;
}

/**
 * A column of fading bars with its names, figures and one axis: what a table on the screen shows, as a chart that
 * stands by itself.
 */
export function StripRows(props: StripRowsProps): ReactElement {
  const { title, rows, currency, theme, hue, width } = props;
  const { px } = theme;
  const size = theme.text.small;
  const names = Math.min(NAMES * width, Math.max(0, ...rows.map(({ name }) => textWidth(name, size, 500)))) + 16 * px;
  const figures = Math.max(0, ...rows.map(({ figure }) => textWidth(figure, size, 600))) + 16 * px;
  const axis = stripAxis(
    currency,
    rows.map(({ interval }) => interval),
  );
  const plot = { x: names, width: width - names - figures };
  const xOf = (amount: number): number => plot.x + (Math.min(amount, axis.top) / axis.top) * plot.width;
  const head = (TITLE + AXIS) * px;
  const middle = (row: number): number => head + (row + 0.5) * ROW * px;
  const bottom = head + rows.length * ROW * px;
  const labels = [
    labelAt([[{ text: title, color: theme.color.ink, weight: 600 }]], {
      x: 0,
      y: 15 * px,
      size: theme.text.small,
      halo: false,
    }),
    ...axis.ticks.map((tick, i) =>
      labelAt([[{ text: axis.labels[i]!, color: theme.color.ink3 }]], {
        x: xOf(tick),
        y: head - 6 * px,
        anchor: "middle",
        size: theme.text.tick,
        halo: false,
      }),
    ),
    ...rows.flatMap(({ name, figure }, i) => [
      labelAt([[{ text: shortened(name, names - 16 * px, size, 500), color: theme.color.ink, weight: 500 }]], {
        x: 0,
        y: centredBaseline(middle(i), size),
        size,
        halo: false,
      }),
      labelAt([[{ text: figure, color: theme.color.ink, weight: 600 }]], {
        x: width,
        y: centredBaseline(middle(i), size),
        anchor: "end",
        size,
        halo: false,
      }),
    ]),
  ];
  return (
    <Chart width={width} height={bottom + 4 * px} sentence={stripRowsSentence(props)}>
      <path
        d={
          axis.ticks
            .map((tick) =>
              linePath([
                [xOf(tick), head],
                [xOf(tick), bottom],
              ]),
            )
            .join("") +
          rows
            .map((_, i) =>
              linePath([
                [0, head + i * ROW * px],
                [width, head + i * ROW * px],
              ]),
            )
            .join("")
        }
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      {rows.map(({ interval }, i) => (
        <g key={i} fill={hue}>
          {stripSteps(interval).map(({ from, to }, k) => (
            <rect
              key={k}
              x={rounded(xOf(from))}
              y={rounded(middle(i) - (BAR / 2) * px)}
              width={rounded(xOf(to) - xOf(from))}
              height={rounded(BAR * px)}
              fillOpacity={STEP_ALPHA}
            />
          ))}
          <rect
            x={rounded(xOf(interval.p50) - px)}
            y={rounded(middle(i) - (BAR / 2 + 2) * px)}
            width={rounded(2 * px)}
            height={rounded((BAR + 4) * px)}
          />
        </g>
      ))}
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}
