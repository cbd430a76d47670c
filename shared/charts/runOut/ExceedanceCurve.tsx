import type { ReactElement } from "react";
import { formatChance } from "#shared/format/chances.ts";
import { formatStatedMoney, moneyIn, type MoneyStyle } from "#shared/format/money.ts";
import { chanceErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { bottomLabels, Floor, Grid, leftLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import {
  hardObstacles,
  type Label,
  labelAt,
  type Obstacle,
  placeLabel,
  type TextRun,
} from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { ChartMark, MarkGroup } from "#shared/charts/base/marks.ts";
import { plotScales } from "#shared/charts/base/scales.ts";
import {
  areaPath,
  around,
  type Box,
  isWithin,
  linePath,
  linesDown,
  type Point,
  rounded,
} from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";

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
  const chance = formatChance(1 - outlook.runOut.never);
  return `The year costs more than ${moneyIn(money, ladder.base)} in half of the simulated years, more than ${moneyIn(money, ladder.ask)} in ${formatChance(1 - ladder.confidence)}, and more than the budget of ${formatStatedMoney(outlook.currency, outlook.budget)} in ${chance}.`;
}

/** The curve's points. */
export function exceedanceTable({ exceedance, trials }: Outlook): ChartTable {
  return {
    columns: ["amount", "chance that the year costs more"],
    rows: exceedance.map(({ amount, chance }) => [amount, chance]),
    error: (row, column) => (column === 1 ? chanceErrorOf(exceedance[row]!.chance, trials) : null),
  };
}

/** Counts of trials, out of fifty, that have a line. */
const COUNTS = [0, 10, 20, 30, 40, 50];
const OF = 50;

/** The axes: money to the right, the chance that the year costs more upwards, and the curve on them. */
function exceedanceScales({ outlook, width, height, theme: { px } }: Omit<ExceedanceProps, "money" | "hue">) {
  const { exceedance, budget, ladder, runOut } = outlook;
  const decision = Math.max(budget, ladder.ask, ladder.reserve?.amount ?? 0);
  const top = Math.max(1.04 * decision, Math.min(exceedance.at(-1)!.amount, 1.35 * decision));
  const plot: Box = { x: 52 * px, y: 10 * px, width: width - 60 * px, height: height - 28 * px };
  const { x, y } = plotScales(plot, [0, top], [0, 1]);
  x.clamp(true);
  const curve = [{ amount: 0, chance: 1 }, ...exceedance]
    .filter(({ amount }) => amount <= top)
    .map(({ amount, chance }): Point => [x(amount), y(chance)]);
  const atBudget: Point = [x(budget), y(1 - runOut.never)];
  return { top, plot, floor: plot.y + plot.height, x, y, curve, atBudget, rows: COUNTS.map((count) => y(count / OF)) };
}

/** The curve at 49, 48 … 1 of 50: the amount that so many trials pass, the cheapest first. */
export function exceedanceMarks(props: Omit<ExceedanceProps, "hue">): MarkGroup[] {
  const { outlook, money, theme } = props;
  const { x, y } = exceedanceScales(props);
  const marks = Array.from({ length: 49 }, (_, i): ChartMark => {
    const chance = (49 - i) / 50;
    const { amount } = outlook.exceedance.find((point) => point.chance <= chance) ?? outlook.exceedance.at(-1)!;
    return {
      words: `More than ${moneyIn(money, amount)} in ${formatChance(chance)} simulated years.`,
      box: around([x(amount), y(chance)], 4 * theme.px),
    };
  });
  return [{ name: "Amounts", marks }];
}

/** Words of both axes. */
function exceedanceTicks({ outlook, theme }: ExceedanceProps, frame: ReturnType<typeof exceedanceScales>): Label[] {
  const amounts = moneyTicks(outlook.currency, 0, frame.top);
  const counts = COUNTS.map((count) => ({ value: count / OF, text: `${count} of ${OF}` }));
  return [
    ...bottomLabels(amounts, frame.x, frame.floor, theme, { color: theme.color.ink3, below: 14 }),
    ...leftLabels(counts, frame.y, frame.plot.x, theme),
  ];
}

/**
 * What the curve says at the budget and at the ask: beside the budget's line where the curve leaves room, else in the
 * empty corner above the curve, nearest first.
 */
function exceedanceNote(
  { outlook, money, width, theme }: ExceedanceProps,
  frame: ReturnType<typeof exceedanceScales>,
  ticks: readonly Label[],
): Label | null {
  const { px, text, color } = theme;
  const { plot, floor, curve, atBudget } = frame;
  const past = `${formatChance(1 - outlook.runOut.never)} past the ${formatStatedMoney(outlook.currency, outlook.budget)}`;
  const pastAsk = `${formatChance(1 - outlook.ladder.confidence)} above the request, ${moneyIn(money, outlook.ladder.ask)}`;
  const words: TextRun[][] = [[{ text: past, color: color.ink, weight: 600 }], [{ text: pastAsk, color: color.ink2 }]];
  const beside = [4, 20, 36, 52].flatMap((down) => [
    labelAt(words, { x: atBudget[0] + 8 * px, y: atBudget[1] + down * px - 14 * px, size: text.small }),
    labelAt(words, { x: atBudget[0] - 8 * px, y: atBudget[1] + down * px, anchor: "end", size: text.small }),
  ]);
  const corner = Array.from({ length: 40 }, (_, i) => atBudget[0] + (8 + 12 * i) * px).flatMap((at) =>
    [0, 12, 24, 36].map((down) => labelAt(words, { x: at, y: plot.y + (14 + down) * px, size: text.small })),
  );
  const underCurve = curve.slice(1).map(([right, at], i): Obstacle => {
    const [from, before] = curve[i]!;
    const edge = Math.min(at, before) - 3 * px;
    return { box: { x: from, y: edge, width: right - from, height: floor - edge }, hard: false };
  });
  const hairs = frame.rows.map((y): Obstacle => ({
    box: { x: plot.x, y: y - px / 2, width: width - plot.x, height: px },
    hard: false,
  }));
  const budgetLine: Box = { x: atBudget[0] - 3 * px, y: 0, width: 6 * px, height: floor };
  const bounds: Box = { x: plot.x, y: 0, width: width - plot.x, height: floor };
  return placeLabel(
    [...beside, ...corner].filter(({ box }) => isWithin(box, bounds)),
    [...hardObstacles([...ticks.map(({ box }) => box), budgetLine]), ...underCurve, ...hairs],
  );
}

/** How many trials in 50 cost more than an amount, for every amount: vermilion where it is past the budget. */
export function ExceedanceCurve(props: ExceedanceProps): ReactElement {
  const { outlook, money, width, height, theme, hue } = props;
  const { px, color, stroke } = theme;
  const frame = exceedanceScales(props);
  const { plot, floor, curve, atBudget } = frame;
  const ticks = exceedanceTicks(props, frame);
  const note = exceedanceNote(props, frame, ticks);
  const over = [atBudget, ...curve.filter(([at]) => at >= atBudget[0])];
  const foot: Point[] = [
    [atBudget[0], floor],
    [over.at(-1)![0], floor],
  ];
  return (
    <Chart width={width} height={height} sentence={exceedanceSentence(outlook, money)}>
      <Grid plot={plot} across={frame.rows} theme={theme} />
      <Floor plot={plot} theme={theme} />
      {over.length > 2 && <path d={areaPath(over, foot)} fill={color.overFill} fillOpacity={0.3} />}
      <path d={linePath(curve)} fill="none" stroke={hue} strokeWidth={stroke.line} strokeLinejoin="round" />
      {over.length > 2 && (
        <path d={linePath(over)} fill="none" stroke={color.over} strokeWidth={stroke.line} strokeLinejoin="round" />
      )}
      <path d={linesDown([atBudget[0]], plot.y - 6 * px, floor)} stroke={color.ink} strokeWidth={stroke.line} />
      <circle
        cx={rounded(atBudget[0])}
        cy={rounded(atBudget[1])}
        r={rounded(3.2 * px)}
        fill={color.ink}
        stroke={color.paper}
        strokeWidth={px}
      />
      <Labels labels={note === null ? ticks : [...ticks, note]} theme={theme} />
    </Chart>
  );
}
