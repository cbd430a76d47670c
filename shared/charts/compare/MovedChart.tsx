import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredBaseline, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Box, boxesPath, linePath, linesDown } from "#shared/charts/base/shapes.ts";
import { shortened, textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { bridgeAxis } from "./BridgeStrip.tsx";

/** A change and what it makes of the spend. */
export interface MovedChartRow {
  readonly name: string;
  /** What it was and is: "12, now 20"; empty: nothing to say. */
  readonly change: string;
  readonly figure: { readonly mean: number; readonly p10: number; readonly p90: number };
  readonly figureText: string;
}

export interface MovedChartProps {
  readonly rows: readonly MovedChartRow[];
  /** All changes together: drawn below a line. */
  readonly total: MovedChartRow;
  readonly sentence: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

/** Sizes in the design's pixels. */
const ROW = 36;
const BAR = 12;
/** Share of the width that names and changes take. */
const NAMES = 0.44;

/** What each change since an earlier version makes of the spend: bars from no difference, their sum below. */
export function MovedChart(props: MovedChartProps): ReactElement {
  const { rows, total, sentence, theme, hue, width } = props;
  const { px, color, stroke } = theme;
  const all = [...rows, total];
  const row = ROW * px;
  const figures = Math.max(...all.map(({ figureText }) => textWidth(figureText, theme.text.small, 600))) + 12 * px;
  const plot: Box = { x: NAMES * width, y: 0, width: (1 - NAMES) * width - figures, height: all.length * row };
  const axis = bridgeAxis(all.map(({ figure }) => figure));
  const x = scaleLinear([axis.from, axis.to], [plot.x, plot.x + plot.width]).clamp(true);
  const middle = (i: number): number => (i + 0.5) * row;
  const bar = ({ figure: { mean } }: MovedChartRow, i: number): Box => ({
    x: Math.min(x(0), x(mean)),
    y: middle(i) - (BAR / 2) * px,
    width: Math.abs(x(mean) - x(0)),
    height: BAR * px,
  });
  return (
    <Chart width={width} height={plot.height} sentence={sentence} marks={all.map(bar)}>
      <Grid plot={{ ...plot, x: 0, width }} across={rows.map((_, i) => (i + 1) * row)} theme={theme} />
      <path d={boxesPath(rows.map(bar))} fill={hue} fillOpacity={0.75} />
      <path d={boxesPath([bar(total, rows.length)])} fill={color.ink2} fillOpacity={0.75} />
      <path d={linesDown([x(0)], 0, plot.height)} stroke={color.control} strokeWidth={stroke.hair} />
      <path
        d={all.map(({ figure }, i) => whisker(x(figure.p10), x(figure.p90), middle(i), 4 * px)).join("")}
        stroke={color.ink}
        strokeWidth={stroke.hair}
        fill="none"
      />
      <Labels labels={all.flatMap((one, i) => rowLabels(one, middle(i), props))} theme={theme} />
    </Chart>
  );
}

function whisker(from: number, to: number, y: number, reach: number): string {
  const end = (x: number): string =>
    linePath([
      [x, y - reach],
      [x, y + reach],
    ]);
  return (
    linePath([
      [from, y],
      [to, y],
    ]) +
    end(from) +
    end(to)
  );
}

/** The name with what was and is under it, and the figure at the right. */
function rowLabels({ name, change, figureText }: MovedChartRow, y: number, { theme, width }: MovedChartProps): Label[] {
  const { px, color, text } = theme;
  const room = NAMES * width - 16 * px;
  const isTwo = change !== "";
  const at = (words: string, size: number, tone: string, weight: 400 | 600, down: number): Label =>
    labelAt([[{ text: shortened(words, room, size, weight), color: tone, weight }]], {
      x: 0,
      y: centredBaseline(y, size) + down,
      size,
      halo: false,
    });
  return [
    at(name, text.small, color.ink, 600, isTwo ? -7 * px : 0),
    ...(isTwo ? [at(change, text.tick, color.ink3, 400, 8 * px)] : []),
    labelAt([[{ text: figureText, color: color.ink, weight: 600 }]], {
      x: width,
      y: centredBaseline(y, text.small),
      anchor: "end",
      size: text.small,
      halo: false,
    }),
  ];
}
