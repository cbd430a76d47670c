import { formatPercent, formatShare } from "#shared/format/chances.ts";
import { formatFactor } from "#shared/format/counts.ts";
import { scaleLinear, scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { bottomLabels, Floor, Grid, leftLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { around, type Box, boxesPath, linePath, linesDown, type Point, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";

export interface CapCurvePoint {
  readonly multiple: number;
  readonly successesKept: number;
  readonly spendKept: number;
}

export interface CapCurveChartProps {
  readonly points: readonly CapCurvePoint[];
  /** Where hardly anything is gained any more. */
  readonly plateau: CapCurvePoint;
  /** The cap in force or tried; null: none. */
  readonly cap: CapCurvePoint | null;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/**
 * "A cap at 3 times the median keeps 95% of successes and 85% of spend; from 5.1 times on, 99 of 100 successes are
 * kept."
 */
export function capSentence({ cap, plateau }: Pick<CapCurveChartProps, "cap" | "plateau">): string {
  const from = `rom ${formatFactor(plateau.multiple)} times the median on, 99 of 100 successes are kept.`;
  if (cap === null) return `No cap. F${from}`;
  return `A cap at ${formatFactor(cap.multiple)} times the median keeps ${formatShare(cap.successesKept)} of successes and ${formatShare(cap.spendKept)} of spend; f${from}`;
}

/** Ends of the axis, in medians of an attempt. */
const LOW = 0.5;
const HIGH = 8;
const SHARES = [0, 0.5, 1].map((value) => ({ value, text: formatPercent(value) }));
const MULTIPLES = [
  { value: 0.5, text: "0.5×" },
  { value: 1, text: "median" },
  { value: 2, text: "2×" },
  { value: 4, text: "4×" },
  { value: 8, text: "8×" },
];
/** Room about the plot, in the design's pixels. */
const LEFT = 40;
const RIGHT = 12;
const EDGE = 18;

function capScales({ points, width, height, theme }: CapCurveChartProps) {
  const { px } = theme;
  const plot: Box = { x: LEFT * px, y: EDGE * px, width: width - (LEFT + RIGHT) * px, height: height - 2 * EDGE * px };
  const x = scaleLog([LOW, HIGH], [plot.x, plot.x + plot.width]).clamp(true);
  const y = scaleLinear([0, 1], [plot.y + plot.height, plot.y]);
  const shown = points.filter(({ multiple }) => multiple >= LOW * 0.999 && multiple <= HIGH * 1.001);
  const line = (of: (point: CapCurvePoint) => number): string =>
    linePath(shown.map((point): Point => [x(point.multiple), y(of(point))]));
  return { plot, x, y, line };
}

/** Both axes, and what is kept under the cap, or at the plateau where there is no cap. */
function capLabels(
  { cap, plateau, width, theme }: CapCurveChartProps,
  { plot, x, y }: ReturnType<typeof capScales>,
): Label[] {
  const { px, text, color } = theme;
  const kept = cap ?? plateau;
  const at = x(kept.multiple);
  const isRight = at > plot.x + plot.width * 0.55;
  const spendWords = `${formatShare(kept.spendKept)} of spend`;
  const spendFits = at + 7 * px + textWidth(spendWords, text.small, 500) <= width;
  return [
    ...leftLabels(SHARES, y, plot.x, theme),
    ...bottomLabels(MULTIPLES, x, plot.y + plot.height, theme, { color: color.ink3, below: EDGE - 4 }),
    labelAt([[{ text: `${formatShare(kept.successesKept)} of successes`, color: color.ink, weight: 500 }]], {
      x: isRight ? at - 6 * px : at - 4 * px,
      y: y(1) - 5 * px,
      anchor: isRight ? "end" : "start",
      size: text.small,
    }),
    labelAt(
      [[{ text: spendWords, color: color.ink, weight: 500 }]],
      spendFits
        ? { x: at + 7 * px, y: y(kept.spendKept) + 20 * px, size: text.small }
        : { x: width, y: y(kept.spendKept) + 36 * px, anchor: "end", size: text.small },
    ),
  ];
}

/**
 * Successes (solid) and spend (dashed) kept under a cap, by cap in medians of an attempt, logarithmic; the plateau is
 * shaded.
 */
export function CapCurveChart(props: CapCurveChartProps): ReactElement {
  const { points, plateau, cap, width, height, theme, hue } = props;
  const { px, color, stroke } = theme;
  const frame = capScales(props);
  const { plot, x, y, line } = frame;
  const kept = cap ?? plateau;
  const from = x(plateau.multiple);
  return (
    <Chart
      width={width}
      height={height}
      sentence={capSentence(props)}
      marks={points.map(({ multiple, successesKept }) => around([x(multiple), y(successesKept)], 4 * px))}
    >
      {plateau.multiple < HIGH && (
        <path d={boxesPath([{ ...plot, x: from, width: plot.x + plot.width - from }])} fill={color.sunken} />
      )}
      <Grid plot={plot} across={[y(0.5), y(1)]} theme={theme} />
      <Floor plot={plot} theme={theme} />
      <path
        d={line(({ spendKept }) => spendKept)}
        fill="none"
        stroke={color.ink}
        strokeWidth={stroke.line}
        strokeDasharray={dashes(theme, 5, 3)}
      />
      <path
        d={line(({ successesKept }) => successesKept)}
        fill="none"
        stroke={hue}
        strokeWidth={stroke.line + 0.5 * px}
      />
      {cap !== null && (
        <path
          d={linesDown([x(cap.multiple)], plot.y, plot.y + plot.height)}
          stroke={color.ink2}
          strokeWidth={stroke.hair}
          strokeDasharray={dashes(theme, 3, 3)}
        />
      )}
      <g stroke={color.paper} strokeWidth={px}>
        <circle cx={rounded(x(kept.multiple))} cy={rounded(y(kept.successesKept))} r={3.5 * px} fill={hue} />
        <circle cx={rounded(x(kept.multiple))} cy={rounded(y(kept.spendKept))} r={3.5 * px} fill={color.ink} />
      </g>
      <Labels labels={capLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** The curve's points. */
export function capTable(points: readonly CapCurvePoint[]): ChartTable {
  return {
    columns: ["cap, times the median attempt", "successes kept", "spend kept"],
    rows: points.map(({ multiple, successesKept, spendKept }) => [multiple, successesKept, spendKept]),
  };
}
