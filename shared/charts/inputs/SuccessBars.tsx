import { scaleLinear, scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { type Point, around, boxesPath, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface SuccessBarsProps {
  /** Chance of success in k equal bins of the tasks, cheapest tasks first. */
  readonly byEffort: readonly number[];
  /** Runs behind them; null: known. */
  readonly runs: number | null;
  /** Share of the tokens that each bin burns. */
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

/** "The dearest fifth succeeds 28% of the time and burns 49% of the tokens." */
export function successSentence({ byEffort, spend }: Pick<SuccessBarsProps, "byEffort" | "spend">): string {
  if (byEffort.length === 1) return `Every task succeeds ${percent(byEffort[0]!)} of the time, whatever it costs.`;
  return `The most expensive ${partName(byEffort.length)} of tasks succeeds ${percent(byEffort.at(-1)!)} of the time and uses ${percent(spend.at(-1)!)} of the tokens.`;
}

function percent(share: number): string {
  return formatPercent(Math.round(100 * share) / 100);
}

/**
 * Ends of the 8 in 10 of a success rate seen in `runs` runs, split over the bins: Jeffreys' posterior, as in MODEL.md,
 * section 3.4.
 */
export function successRange(rate: number, runs: number, bins: number): readonly [number, number] {
  const [a, b] = [0.5 + (rate * runs) / bins, 0.5 + ((1 - rate) * runs) / bins];
  return [betaQuantile(0.1, a, b), betaQuantile(0.9, a, b)];
}

/** Success by how dear the task is; a thin line is what the runs leave open. */
export function SuccessBars({ byEffort, runs, spend, width, height, theme, hue }: SuccessBarsProps): ReactElement {
  const { px, text, color } = theme;
  const bins = byEffort.length;
  const floor = height - 18 * px;
  const top = 18 * px;
  const y = scaleLinear([0, 1], [floor, top]);
  const pitch = width / bins;
  const gap = Math.min(8 * px, pitch * 0.2);
  const bar = (i: number): number => i * pitch;
  const labels = [
    ...byEffort.map((share, i) =>
      labelAt([[{ text: percent(share), color: color.ink, weight: 500 }]], {
        x: bar(i) + (pitch - gap) / 2,
        y: y(runs === null ? share : successRange(share, runs, bins)[1]) - 5 * px,
        anchor: "middle",
        size: text.small,
      }),
    ),
    labelAt([[{ text: bins === 1 ? "every task" : `cheapest ${partName(bins)}`, color: color.ink3 }]], {
      x: 0,
      y: height - 4 * px,
      size: text.tick,
      halo: false,
    }),
    ...(bins === 1
      ? []
      : [
          labelAt([[{ text: `costliest ${partName(bins)}`, color: color.ink3 }]], {
            x: width - gap,
            y: height - 4 * px,
            anchor: "end",
            size: text.tick,
            halo: false,
          }),
        ]),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={successSentence({ byEffort, spend })}
      marks={byEffort.map((share, i) => ({ x: bar(i), y: y(share), width: pitch - gap, height: floor - y(share) }))}
    >
      <path
        d={[0.5, 1]
          .map((share) =>
            linePath([
              [0, y(share)],
              [width, y(share)],
            ]),
          )
          .join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={boxesPath(
          byEffort.map((share, i) => ({ x: bar(i), y: y(share), width: pitch - gap, height: floor - y(share) })),
        )}
        fill={hue}
        fillOpacity={0.62}
      />
      {runs !== null && (
        <path
          d={byEffort
            .map((share, i) => {
              const [low, high] = successRange(share, runs, bins);
              const x = bar(i) + (pitch - gap) / 2;
              return linePath([
                [x, y(low)],
                [x, y(high)],
              ]);
            })
            .join("")}
          stroke={color.ink}
          strokeWidth={theme.stroke.line}
        />
      )}
      <path
        d={linePath([
          [0, floor],
          [width, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <Labels labels={labels} theme={theme} />
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

export interface CapCurvePoint {
  readonly multiple: number;
  readonly successesKept: number;
  readonly spendKept: number;
}

export interface CapCurveChartProps {
  readonly points: readonly CapCurvePoint[];
  /** Where hardly anything is won any more. */
  readonly plateau: CapCurvePoint;
  /** The cap in force or tried; null: none. */
  readonly cap: CapCurvePoint | null;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/**
 * "A cap at 3 times the middle keeps 95% of successes and 85% of spend; from 5.1 times on, 99 of 100 successes are
 * kept."
 */
export function capSentence({ cap, plateau }: Pick<CapCurveChartProps, "cap" | "plateau">): string {
  const from = `rom ${Number(plateau.multiple.toPrecision(2))} times the median on, 99 of 100 successes are kept.`;
  if (cap === null) return `No cap. F${from}`;
  return `A cap at ${Number(cap.multiple.toPrecision(2))} times the median keeps ${percent(cap.successesKept)} of successes and ${percent(cap.spendKept)} of spend; f${from}`;
}

const LOW = 0.5;
const HIGH = 8;

/**
 * Successes (solid) and spend (dashed) kept under a cap, by cap in middles of an attempt, logarithmic; the plateau is
 * shaded.
 */
export function CapCurveChart({ points, plateau, cap, width, height, theme, hue }: CapCurveChartProps): ReactElement {
  const { px, text, color } = theme;
  const left = 34 * px;
  const right = width - 12 * px;
  const floor = height - 18 * px;
  const top = 18 * px;
  const x = scaleLog([LOW, HIGH], [left, right]).clamp(true);
  const y = scaleLinear([0, 1], [floor, top]);
  const shown = points.filter(({ multiple }) => multiple >= LOW * 0.999 && multiple <= HIGH * 1.001);
  const line = (of: (point: CapCurvePoint) => number): string =>
    linePath(shown.map((point): Point => [x(point.multiple), y(of(point))]));
  const label = cap ?? plateau;
  const isRight = x(label.multiple) > left + (right - left) * 0.55;
  const spendWords = `${percent(label.spendKept)} of spend`;
  const spendFits = x(label.multiple) + 7 * px + textWidth(spendWords, text.small, 500) <= width;
  const labels = [
    ...[0, 0.5, 1].map((share) =>
      labelAt([[{ text: formatPercent(share), color: color.ink3 }]], {
        x: left - 6 * px,
        y: y(share) + 4 * px,
        anchor: "end",
        size: text.tick,
        halo: false,
      }),
    ),
    ...[
      [0.5, "0.5×"],
      [1, "median"],
      [2, "2×"],
      [4, "4×"],
      [8, "8×"],
    ].map(([multiple, word]) =>
      labelAt([[{ text: String(word), color: color.ink3 }]], {
        x: x(Number(multiple)),
        y: height - 4 * px,
        anchor: "middle",
        size: text.tick,
        halo: false,
      }),
    ),
    labelAt([[{ text: `${percent(label.successesKept)} of successes`, color: color.ink, weight: 500 }]], {
      x: isRight ? x(label.multiple) - 6 * px : x(label.multiple) - 4 * px,
      y: y(1) - 5 * px,
      anchor: isRight ? "end" : "start",
      size: text.small,
    }),
    labelAt(
      [[{ text: spendWords, color: color.ink, weight: 500 }]],
      spendFits
        ? { x: x(label.multiple) + 7 * px, y: y(label.spendKept) + 20 * px, size: text.small }
        : { x: width, y: y(label.spendKept) + 36 * px, anchor: "end", size: text.small },
    ),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={capSentence({ cap, plateau })}
      marks={points.map(({ multiple, successesKept }) => around([x(multiple), y(successesKept)], 4 * px))}
    >
      {plateau.multiple < HIGH && (
        <path
          d={boxesPath([{ x: x(plateau.multiple), y: top, width: right - x(plateau.multiple), height: floor - top }])}
          fill={color.sunken}
        />
      )}
      <path
        d={[0.5, 1]
          .map((share) =>
            linePath([
              [left, y(share)],
              [right, y(share)],
            ]),
          )
          .join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={linePath([
          [left, floor],
          [right, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={line(({ spendKept }) => spendKept)}
        fill="none"
        stroke={color.ink}
        strokeWidth={theme.stroke.line}
        strokeDasharray={`${5 * px} ${3 * px}`}
      />
      <path
        d={line(({ successesKept }) => successesKept)}
        fill="none"
        stroke={hue}
        strokeWidth={theme.stroke.line + 0.5 * px}
      />
      {cap !== null && (
        <path
          d={linePath([
            [x(cap.multiple), top],
            [x(cap.multiple), floor],
          ])}
          stroke={color.ink2}
          strokeWidth={theme.stroke.hair}
          strokeDasharray={`${3 * px} ${3 * px}`}
        />
      )}
      <circle
        cx={rounded(x(label.multiple))}
        cy={rounded(y(label.successesKept))}
        r={3.5 * px}
        fill={hue}
        stroke={color.paper}
        strokeWidth={px}
      />
      <circle
        cx={rounded(x(label.multiple))}
        cy={rounded(y(label.spendKept))}
        r={3.5 * px}
        fill={color.ink}
        stroke={color.paper}
        strokeWidth={px}
      />
      <Labels labels={labels} theme={theme} />
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
