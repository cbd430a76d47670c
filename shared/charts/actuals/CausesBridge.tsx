import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { type MoneyStyle, moneyIn, signedMoneyIn } from "#shared/format/money.ts";
import { linePath, rounded } from "#shared/charts/base/shapes.ts";
import { type Label, centredBaseline, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

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

const ROW = 23;
const BAR = 10;
const GAP = 14;

/** "+$0.9M"; a cause that is too little for the digits of the others reads "under $0.1M". */
function causeWords(money: MoneyStyle, amount: number): string {
  const words = signedMoneyIn(money, amount);
  return amount !== 0 && words === signedMoneyIn(money, 0) ? moneyIn(money, Math.abs(amount)) : words;
}

/**
 * Causes end to end from nothing to the whole difference: dearer dark, cheaper light, the whole in the scenario's
 * colour.
 */
export function CausesBridge({ causes, total, money, sentence, width, theme, hue }: CausesBridgeProps): ReactElement {
  const { px, text, color } = theme;
  const size = text.small;
  const whole = causes.reduce((sum, { amount }) => sum + amount, 0);
  const starts = causes.map((_, i) => causes.slice(0, i).reduce((sum, { amount }) => sum + amount, 0));
  const ends = [0, whole, ...starts];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const rows = [
    ...causes.map(({ name, amount }, i) => ({ name, amount, from: starts[i]!, isTotal: false })),
    { name: total, amount: whole, from: 0, isTotal: true },
  ];
  const left = Math.max(...rows.map(({ name, isTotal }) => textWidth(name, size, isTotal ? 600 : 400))) + GAP * px;
  const right =
    width - Math.max(...rows.map(({ amount }) => textWidth(causeWords(money, amount), size, 600))) - GAP * px;
  const x = scaleLinear([low, high > low ? high : low + 1], [left, right]);
  const y = (row: number): number => (row + 0.5) * ROW * px + (row === causes.length ? 4 * px : 0);
  const height = (rows.length * ROW + 6) * px;
  const labels = rows.flatMap(({ name, amount, isTotal }, i): Label[] => [
    labelAt([[{ text: name, color: isTotal ? color.ink : color.ink2, ...(isTotal ? { weight: 600 as const } : {}) }]], {
      x: 0,
      y: centredBaseline(y(i), size),
      size,
      halo: false,
    }),
    labelAt([[{ text: causeWords(money, amount), color: color.ink, weight: 600 }]], {
      x: width,
      y: centredBaseline(y(i), size),
      anchor: "end",
      size,
      halo: false,
    }),
  ]);
  return (
    <Chart
      width={width}
      height={height}
      sentence={sentence}
      marks={rows.map((_, i) => ({ x: 0, y: y(i) - (ROW / 2) * px, width, height: ROW * px }))}
    >
      <path
        d={linePath([
          [x(0), 2 * px],
          [x(0), height - 2 * px],
        ])}
        stroke={color.control}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={linePath([
          [0, causes.length * ROW * px + 2 * px],
          [width, causes.length * ROW * px + 2 * px],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      {rows.map(({ amount, from, isTotal }, i) => (
        <rect
          key={i}
          x={rounded(Math.min(x(from), x(from + amount)))}
          y={rounded(y(i) - (BAR / 2) * px)}
          width={rounded(Math.max(px, Math.abs(x(from + amount) - x(from))))}
          height={rounded(BAR * px)}
          fill={isTotal ? hue : amount < 0 ? color.control : color.ink2}
          fillOpacity={isTotal ? 0.75 : amount < 0 ? 0.6 : 0.9}
        />
      ))}
      <path
        d={causes
          .map((_, i) =>
            linePath([
              [x(rows[i]!.from + rows[i]!.amount), y(i) + (BAR / 2) * px],
              [x(rows[i]!.from + rows[i]!.amount), y(i + 1) - (BAR / 2) * px],
            ]),
          )
          .join("")}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

/** What is drawn: every cause and the whole. */
export function causesTable(causes: readonly Cause[], total: string): ChartTable {
  return {
    columns: ["cause", "money"],
    rows: [
      ...causes.map(({ name, amount }): [string, number] => [name, amount]),
      [total, causes.reduce((sum, { amount }) => sum + amount, 0)],
    ],
  };
}
