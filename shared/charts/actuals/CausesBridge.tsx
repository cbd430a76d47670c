import { cumsum, sum } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredBaseline, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { extentOf } from "#shared/charts/base/scales.ts";
import { type Box, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { type MoneyStyle, moneyIn, signedMoneyIn } from "#shared/format/money.ts";

export interface Cause {
  readonly name: string;
  /** Money; below 0 it made things cheaper. */
  readonly amount: number;
}

export interface CausesBridgeProps {
  /** In the order in which they are laid end to end; together the total. */
  readonly causes: readonly Cause[];
  readonly total: string;
  readonly money: MoneyStyle;
  readonly sentence: string;
  readonly width: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Sizes in the design's pixels. */
const ROW = 23;
const BAR = 10;
const GAP = 14;
/** The whole stands apart from its causes. */
const TOTAL_GAP = 4;

interface Row {
  readonly name: string;
  readonly figure: string;
  readonly amount: number;
  /** Where the bar begins and ends: money since nothing. */
  readonly from: number;
  readonly to: number;
  readonly isTotal: boolean;
}

/** "+$0.9M"; a cause that is too little for the digits of the others reads "under $0.1M". */
function causeWords(money: MoneyStyle, amount: number): string {
  const words = signedMoneyIn(money, amount);
  return amount !== 0 && words === signedMoneyIn(money, 0) ? moneyIn(money, Math.abs(amount)) : words;
}

/** The causes end to end, and the whole from nothing. */
function rowsOf({ causes, total, money }: CausesBridgeProps): Row[] {
  const ends = [...cumsum(causes, ({ amount }) => amount)];
  const whole = ends.at(-1) ?? 0;
  return [
    ...causes.map(({ name, amount }, i): Row => {
      const from = ends[i - 1] ?? 0;
      return { name, figure: causeWords(money, amount), amount, from, to: from + amount, isTotal: false };
    }),
    { name: total, figure: causeWords(money, whole), amount: whole, from: 0, to: whole, isTotal: true },
  ];
}

/** A row for each cause, its name at the left and its figure at the right of the bars. */
function bridgeScales(rows: readonly Row[], width: number, theme: ChartTheme) {
  const { px, text } = theme;
  const widest = (words: (row: Row) => string, weight: (row: Row) => 400 | 600): number =>
    Math.max(...rows.map((row) => textWidth(words(row), text.small, weight(row)))) + GAP * px;
  const left = widest(
    ({ name }) => name,
    ({ isTotal }) => (isTotal ? 600 : 400),
  );
  const right =
    width -
    widest(
      ({ figure }) => figure,
      () => 600,
    );
  const [low, high] = extentOf([0, ...rows.map(({ to }) => to)]);
  const x = scaleLinear([low, high > low ? high : low + 1], [left, right]);
  const middle = (row: number): number => ((row + 0.5) * ROW + (rows[row]!.isTotal ? TOTAL_GAP : 0)) * px;
  const bar = (row: number): Box => {
    const [from, to] = extentOf([x(rows[row]!.from), x(rows[row]!.to)]);
    return { x: from, y: middle(row) - (BAR / 2) * px, width: Math.max(px, to - from), height: BAR * px };
  };
  return { x, middle, bar, height: (rows.length * ROW + 6) * px };
}

function rowLabels({ name, figure, isTotal }: Row, middle: number, width: number, theme: ChartTheme): Label[] {
  const { color } = theme;
  const size = theme.text.small;
  const place = { y: centredBaseline(middle, size), size, halo: false };
  const run = isTotal ? { text: name, color: color.ink, weight: 600 as const } : { text: name, color: color.ink2 };
  return [
    labelAt([[run]], { ...place, x: 0 }),
    labelAt([[{ text: figure, color: color.ink, weight: 600 }]], { ...place, x: width, anchor: "end" }),
  ];
}

/** Dearer dark, cheaper light, the whole in the scenario's colour. */
function barFill({ amount, isTotal }: Row, { color }: ChartTheme, hue: string): { fill: string; fillOpacity: number } {
  if (isTotal) return { fill: hue, fillOpacity: 0.75 };
  return amount < 0 ? { fill: color.control, fillOpacity: 0.6 } : { fill: color.ink2, fillOpacity: 0.9 };
}

/**
 * Causes end to end from nothing to the whole difference: dearer dark, cheaper light, the whole in the scenario's
 * colour.
 */
export function CausesBridge(props: CausesBridgeProps): ReactElement {
  const { causes, sentence, width, theme, hue } = props;
  const { px, color, stroke } = theme;
  const rows = rowsOf(props);
  const { x, middle, bar, height } = bridgeScales(rows, width, theme);
  const steps = causes.map((_, i) =>
    linesDown([x(rows[i]!.to)], middle(i) + (BAR / 2) * px, middle(i + 1) - (BAR / 2) * px),
  );
  return (
    <Chart
      width={width}
      height={height}
      sentence={sentence}
      marks={rows.map((_, i) => ({ x: 0, y: middle(i) - (ROW / 2) * px, width, height: ROW * px }))}
    >
      <path d={linesDown([x(0)], 2 * px, height - 2 * px)} stroke={color.control} strokeWidth={stroke.hair} />
      <path d={linesAcross([(causes.length * ROW + 2) * px], 0, width)} stroke={color.rule} strokeWidth={stroke.hair} />
      {rows.map((row, i) => {
        const box = bar(i);
        return (
          <rect
            key={i}
            x={rounded(box.x)}
            y={rounded(box.y)}
            width={rounded(box.width)}
            height={rounded(box.height)}
            {...barFill(row, theme, hue)}
          />
        );
      })}
      <path d={steps.join("")} stroke={color.rule} strokeWidth={stroke.hair} />
      <Labels labels={rows.flatMap((row, i) => rowLabels(row, middle(i), width, theme))} theme={theme} />
    </Chart>
  );
}

/** What is drawn: every cause and the whole. */
export function causesTable(causes: readonly Cause[], total: string): ChartTable {
  return {
    columns: ["cause", "money"],
    rows: [
      ...causes.map(({ name, amount }): [string, number] => [name, amount]),
      [total, sum(causes, ({ amount }) => amount)],
    ],
  };
}
