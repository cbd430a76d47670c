import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { type MoneyStyle, formatMoney, moneyIn } from "#shared/format/money.ts";
import { formatChance } from "#shared/format/chances.ts";
import { chanceErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { Outlook } from "#shared/forecast/answers/outlook.ts";
import { type Point, areaPath, linePath, rounded } from "#shared/charts/base/geometry.ts";
import {
  type Label,
  type Obstacle,
  type TextRun,
  centredBaseline,
  labelAt,
  Labels,
  placeLabel,
} from "#shared/charts/base/labels.tsx";
import type { ChartMark, MarkGroup } from "#shared/charts/base/marks.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { moneyTicks } from "./storyFrame.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface ExceedanceProps {
  readonly outlook: Outlook;
  readonly money: MoneyStyle;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** What the curve says, in one sentence. */
export function exceedanceSentence(outlook: Outlook, money: MoneyStyle): string {
  const { ladder } = outlook;
  const gone = formatChance(1 - outlook.runOut.never);
  return `The year costs more than ${moneyIn(money, ladder.base)} in half of the futures, more than ${moneyIn(money, ladder.ask)} in ${formatChance(1 - ladder.confidence)}, and passes the ${formatMoney(outlook.currency, outlook.budget)} in ${gone}.`;
}

/** The curve's points. */
export function exceedanceTable({ exceedance, trials }: Outlook): ChartTable {
  return {
    columns: ["amount", "chance that the year costs more"],
    rows: exceedance.map(({ amount, chance }) => [amount, chance]),
    error: (row, column) => (column === 1 ? chanceErrorOf(exceedance[row]!.chance, trials) : null),
  };
}

/** Where the curve lies: the ends of its axes in the theme's unit, money and chance to places. */
function exceedanceFrame({
  outlook: { exceedance, budget, ladder },
  width,
  height,
  theme: { px },
}: Omit<ExceedanceProps, "money" | "hue">) {
  const decision = Math.max(budget, ladder.ask, ladder.reserve?.amount ?? 0);
  const top = Math.max(1.04 * decision, Math.min(exceedance.at(-1)!.amount, 1.35 * decision));
  const left = 52 * px;
  const floor = height - 18 * px;
  const ceiling = 10 * px;
  const x = scaleLinear([0, top], [left, width - 8 * px]).clamp(true);
  const y = scaleLinear([0, 1], [floor, ceiling]);
  return { top, left, floor, ceiling, x, y };
}

/** The curve at 49, 48 … 1 of 50: the amount that so many futures pass, the cheapest first. */
export function exceedanceMarks(props: Omit<ExceedanceProps, "hue">): MarkGroup[] {
  const { outlook, money, theme } = props;
  const { x, y } = exceedanceFrame(props);
  const side = 8 * theme.px;
  const marks = Array.from({ length: 49 }, (_, i): ChartMark => {
    const chance = (49 - i) / 50;
    const { amount } = outlook.exceedance.find((point) => point.chance <= chance) ?? outlook.exceedance.at(-1)!;
    return {
      words: `More than ${moneyIn(money, amount)} in ${formatChance(chance)} futures.`,
      box: { x: x(amount) - side / 2, y: y(chance) - side / 2, width: side, height: side },
    };
  });
  return [{ name: "Amounts", marks }];
}

/** How many futures in 50 cost more than an amount, for every amount: vermilion where it is past the budget. */
export function ExceedanceCurve(props: ExceedanceProps): ReactElement {
  const { outlook, money, width, height, theme, hue } = props;
  const { px, text } = theme;
  const { exceedance, budget, currency } = outlook;
  const { top, left, floor, ceiling, x, y } = exceedanceFrame(props);
  const curve: Point[] = [{ amount: 0, chance: 1 }, ...exceedance]
    .filter(({ amount }) => amount <= top)
    .map(({ amount, chance }): Point => [x(amount), y(chance)]);
  const over = curve.filter(([at]) => at >= x(budget));
  const atBudget: Point = [x(budget), y(1 - outlook.runOut.never)];
  const ticks = moneyTicks(currency, top);
  const rows = [0, 10, 20, 30, 40, 50];
  const labels: Label[] = [
    ...ticks.map(({ amount, text: tick }) =>
      labelAt([[{ text: tick, color: theme.color.ink3 }]], {
        x: x(amount),
        y: floor + 14 * px,
        anchor: "middle",
        size: text.tick,
        halo: false,
      }),
    ),
    ...rows.map((count) =>
      labelAt([[{ text: `${count} of 50`, color: theme.color.ink3 }]], {
        x: left - 8 * px,
        y: centredBaseline(y(count / 50), text.tick),
        anchor: "end",
        size: text.tick,
        halo: false,
      }),
    ),
  ];
  const words: TextRun[][] = [
    [
      {
        text: `${formatChance(1 - outlook.runOut.never)} past the ${formatMoney(currency, budget)}`,
        color: theme.color.ink,
        weight: 600,
      },
    ],
    [
      {
        text: `${formatChance(1 - outlook.ladder.confidence)} past the ask, ${moneyIn(money, outlook.ladder.ask)}`,
        color: theme.color.ink2,
      },
    ],
  ];
  const inside = ({ box }: Label): boolean =>
    box.x > left && box.x + box.width < width && box.y > 0 && box.y + box.height < floor;
  // Beside the budget's line where the curve leaves room, else the empty corner above the curve, nearest first.
  const beside = [4, 20, 36, 52].flatMap((down) => [
    labelAt(words, { x: atBudget[0] + 8 * px, y: atBudget[1] + down * px - 14 * px, size: text.small }),
    labelAt(words, { x: atBudget[0] - 8 * px, y: atBudget[1] + down * px, anchor: "end", size: text.small }),
  ]);
  const corner = Array.from({ length: 40 }, (_, i) => atBudget[0] + (8 + 12 * i) * px).flatMap((at) =>
    [0, 12, 24, 36].map((down) => labelAt(words, { x: at, y: ceiling + (14 + down) * px, size: text.small })),
  );
  const curveObstacles = curve.slice(1).map(([right, at], i): Obstacle => {
    const [from, before] = curve[i]!;
    const edge = Math.min(at, before) - 3 * px;
    return { box: { x: from, y: edge, width: right - from, height: floor - edge }, hard: false };
  });
  const hairs = rows.map((count): Obstacle => ({
    box: { x: left, y: y(count / 50) - px / 2, width: width - left, height: px },
    hard: false,
  }));
  const budgetLine: Obstacle = { box: { x: x(budget) - 3 * px, y: 0, width: 6 * px, height: floor }, hard: true };
  const note = placeLabel([...beside, ...corner].filter(inside), [
    ...labels.map(({ box }): Obstacle => ({ box, hard: true })),
    budgetLine,
    ...curveObstacles,
    ...hairs,
  ]);
  return (
    <Chart width={width} height={height} sentence={exceedanceSentence(outlook, money)}>
      <g fill="none" strokeWidth={theme.stroke.hair}>
        <path
          d={rows
            .map((count) =>
              linePath([
                [left, y(count / 50)],
                [width - 8 * px, y(count / 50)],
              ]),
            )
            .join("")}
          stroke={theme.color.hair}
        />
        <path
          d={linePath([
            [left, floor],
            [width - 8 * px, floor],
          ])}
          stroke={theme.color.rule}
        />
      </g>
      {over.length > 1 && (
        <path
          d={areaPath(
            [atBudget, ...over],
            [
              [atBudget[0], floor],
              [over.at(-1)![0], floor],
            ],
          )}
          fill={theme.color.overFill}
          fillOpacity={0.3}
        />
      )}
      <path d={linePath(curve)} fill="none" stroke={hue} strokeWidth={theme.stroke.line} strokeLinejoin="round" />
      {over.length > 1 && (
        <path
          d={linePath([atBudget, ...over])}
          fill="none"
          stroke={theme.color.over}
          strokeWidth={theme.stroke.line}
          strokeLinejoin="round"
        />
      )}
      <path
        d={linePath([
          [x(budget), ceiling - 6 * px],
          [x(budget), floor],
        ])}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
      />
      <circle
        cx={rounded(atBudget[0])}
        cy={rounded(atBudget[1])}
        r={rounded(3.2 * px)}
        fill={theme.color.ink}
        stroke={theme.color.paper}
        strokeWidth={px}
      />
      <Labels labels={note === null ? labels : [...labels, note]} theme={theme} />
    </Chart>
  );
}
