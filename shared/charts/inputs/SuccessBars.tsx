import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Floor, Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Box, boxesPath, linesDown } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { formatShare } from "#shared/format/chances.ts";
import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";

export interface SuccessBarsProps {
  /** Chance of success in k equal bins of the tasks, cheapest tasks first. */
  readonly byEffort: readonly number[];
  /** Runs behind them; null: known. */
  readonly runs: number | null;
  /** Share of the tokens that each bin uses. */
  readonly spend: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

const PARTS = new Map([
  [2, "half"],
  [3, "third"],
  [4, "quarter"],
  [5, "fifth"],
]);

function partName(bins: number): string {
  return PARTS.get(bins) ?? `of ${bins} parts`;
}

/** "The most expensive fifth succeeds 28% of the time and uses 49% of the tokens." */
export function successSentence({ byEffort, spend }: Pick<SuccessBarsProps, "byEffort" | "spend">): string {
  if (byEffort.length === 1) return `Every task succeeds ${formatShare(byEffort[0]!)} of the time, whatever it costs.`;
  return `The most expensive ${partName(byEffort.length)} of tasks succeeds ${formatShare(byEffort.at(-1)!)} of the time and uses ${formatShare(spend.at(-1)!)} of the tokens.`;
}

/**
 * Ends of the 8 in 10 of a success rate observed in `runs` runs, split over the bins: Jeffreys' posterior, as in
 * MODEL.md, section 3.4.
 */
export function successRange(rate: number, runs: number, bins: number): readonly [number, number] {
  const [a, b] = [0.5 + (rate * runs) / bins, 0.5 + ((1 - rate) * runs) / bins];
  return [betaQuantile(0.1, a, b), betaQuantile(0.9, a, b)];
}

/** Room above and below the bars, and the most between two of them, in the design's pixels. */
const EDGE = 18;
const MOST_GAP = 8;
const GAP_SHARE = 0.2;

/** The bars, what the runs leave open about each, and their middles. */
function successScales({ byEffort, runs, width, height, theme }: SuccessBarsProps) {
  const edge = EDGE * theme.px;
  const plot: Box = { x: 0, y: edge, width, height: height - 2 * edge };
  const band = scaleBand(byEffort.keys(), [0, width]);
  const y = scaleLinear([0, 1], [plot.y + plot.height, plot.y]);
  const bar = band.bandwidth() - Math.min(MOST_GAP * theme.px, band.bandwidth() * GAP_SHARE);
  const boxes = byEffort.map((share, i): Box => ({ x: band(i)!, y: y(share), width: bar, height: y(0) - y(share) }));
  const ranges = runs === null ? null : byEffort.map((share) => successRange(share, runs, byEffort.length));
  return { plot, y, bar, boxes, ranges, middle: (i: number) => band(i)! + bar / 2 };
}

function successLabels(
  { byEffort, height, theme }: SuccessBarsProps,
  { y, boxes, ranges, middle }: ReturnType<typeof successScales>,
): Label[] {
  const { px, text, color } = theme;
  const part = partName(byEffort.length);
  const below = { y: height - 4 * px, size: text.tick, halo: false };
  const last = boxes.at(-1)!;
  return [
    ...byEffort.map((share, i) =>
      labelAt([[{ text: formatShare(share), color: color.ink, weight: 500 }]], {
        x: middle(i),
        y: y(ranges?.[i]![1] ?? share) - 5 * px,
        anchor: "middle",
        size: text.small,
      }),
    ),
    labelAt([[{ text: byEffort.length === 1 ? "every task" : `cheapest ${part}`, color: color.ink3 }]], {
      ...below,
      x: 0,
    }),
    ...(byEffort.length === 1
      ? []
      : [
          labelAt([[{ text: `costliest ${part}`, color: color.ink3 }]], {
            ...below,
            x: last.x + last.width,
            anchor: "end",
          }),
        ]),
  ];
}

/** Success by how dear the task is; a thin line is what the runs leave open. */
export function SuccessBars(props: SuccessBarsProps): ReactElement {
  const { width, height, theme, hue } = props;
  const frame = successScales(props);
  const { plot, y, boxes, ranges, middle } = frame;
  return (
    <Chart width={width} height={height} sentence={successSentence(props)} marks={boxes}>
      <Grid plot={plot} across={[y(0.5), y(1)]} theme={theme} />
      <path d={boxesPath(boxes)} fill={hue} fillOpacity={0.62} />
      {ranges !== null && (
        <path
          d={ranges.map(([low, high], i) => linesDown([middle(i)], y(low), y(high))).join("")}
          stroke={theme.color.ink}
          strokeWidth={theme.stroke.line}
        />
      )}
      <Floor plot={plot} theme={theme} />
      <Labels labels={successLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** Success and spend by bin. */
export function successTable({ byEffort, spend }: Pick<SuccessBarsProps, "byEffort" | "spend">): ChartTable {
  return {
    columns: ["tasks, cheapest first", "succeed", "share of tokens"],
    rows: byEffort.map((share, i) => [i + 1, share, spend[i] ?? null]),
  };
}
