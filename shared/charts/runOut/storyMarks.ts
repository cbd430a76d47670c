import { type MoneyStyle, moneyIn } from "#shared/format/money.ts";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { dotColumns } from "./FiftyDots.tsx";
import type { Box } from "#shared/charts/base/shapes.ts";
import type { ChartMark, MarkGroup } from "#shared/charts/base/marks.ts";
import { dayCells } from "./RunOutCalendar.tsx";
import type { StoryFrame } from "./storyFrame.ts";
import { ladderWords } from "./storyWords.ts";

/**
 * What of the run-out story can be walked: its days (on the calendar), its fifty dots, and the ladder from its foot
 * upwards.
 */
export function storyMarks(outlook: Outlook, frame: StoryFrame, money: MoneyStyle): MarkGroup[] {
  return [
    { name: "Days", marks: dayMarks(outlook, frame, money) },
    { name: "Dots", marks: dotMarks(outlook, frame, money) },
    { name: "Ladder", marks: ladderMarks(outlook, frame, money) },
  ];
}

/** Kinds of marks of the story, by their place: what a mark that is chosen stands for. */
export const DOTS = 1;

/** How near to a path a pointer means it, in the design's pixels. */
const NEAR = 6;

/**
 * The trial that a place of the chart shows, as the share of all that are cheaper: one of the fifty dots, or one of
 * the eight paths where the pointer is near one. Null: there is none.
 */
export function rankAt(outlook: Outlook, frame: StoryFrame, x: number, y: number): number | null {
  const { dots, radius } = dotColumns(outlook, frame);
  const places = dots.toSorted((a, b) => b.y - a.y || a.x - b.x);
  const dot = places.findIndex((place) => Math.hypot(place.x - x, place.y - y) <= radius * 1.4);
  if (dot >= 0) return rankOfDot(outlook, dot);
  const { plot, px } = frame;
  if (x < plot.x || x > plot.x + plot.width) return null;
  const day = Math.round(((x - plot.x) / plot.width) * outlook.days);
  const distances = outlook.paths.map(({ spend }) => Math.abs(frame.y(spend[day]!) - y));
  const nearest = distances.indexOf(Math.min(...distances));
  return nearest >= 0 && distances[nearest]! <= NEAR * px ? (nearest + 0.5) / outlook.paths.length : null;
}

/** The share of trials that are cheaper than a dot's. */
export function rankOfDot({ dots }: Outlook, dot: number): number {
  return (dot + 0.5) / dots.length;
}

function dayMarks(outlook: Outlook, frame: StoryFrame, money: MoneyStyle): ChartMark[] {
  const { fan, runOut, start } = outlook;
  const levelRow = (level: number): readonly number[] => fan.quantiles[fan.levels.indexOf(level)]!;
  const [low, half, high] = [levelRow(0.1), levelRow(0.5), levelRow(0.9)];
  return dayCells(outlook, frame).map((box, day) => {
    const spent = [low, half, high].map((row) => moneyIn(money, row[day + 1]!));
    return {
      box,
      words: `${formatDateLong(start + day, outlook)}: the budget is spent in ${formatChance(runOut.byDay[day]!)} simulated years. Spend by then: middle estimate ${spent[1]!}, 8 in 10 from ${spent[0]!} to ${spent[2]!}.`,
    };
  });
}

function dotMarks(outlook: Outlook, frame: StoryFrame, money: MoneyStyle): ChartMark[] {
  const { dots, radius } = dotColumns(outlook, frame);
  // From the floor upwards, so that the cheapest year is the lowest dot; those above the axis are the dearest and have
  // no place.
  const places = dots.toSorted((a, b) => b.y - a.y || a.x - b.x);
  return outlook.dots.map((spend, i) => {
    const place = places[i];
    const isSpent = i >= outlook.dots.length - outlook.dotsSpent;
    const words = `Dot ${i + 1} of ${outlook.dots.length}: ${moneyIn(money, spend)}, ${isSpent ? (outlook.stopsAtBudget ? "spent before the year ends" : "over the budget") : "within the budget"}.`;
    return place === undefined
      ? { words }
      : { words, box: { x: place.x - radius, y: place.y - radius, width: 2 * radius, height: 2 * radius } };
  });
}

function ladderMarks(outlook: Outlook, frame: StoryFrame, money: MoneyStyle): ChartMark[] {
  const { ladder, askIsHidden, budget } = outlook;
  const { px } = frame;
  const { scaleX, barX, barWidth } = frame.ladder;
  const barOf = (from: number, to: number): Box => ({
    x: barX,
    y: frame.y(to),
    width: barWidth,
    height: Math.max(2 * px, frame.y(from) - frame.y(to)),
  });
  const boxes: Readonly<Record<ReturnType<typeof ladderWords>[number]["part"], Box>> = {
    base: barOf(0, Math.min(ladder.base, ladder.ask)),
    contingency: barOf(ladder.base, ladder.ask),
    reserve: barOf(ladder.ask, ladder.reserve?.amount ?? ladder.ask),
    budget: { x: barX, y: frame.y(budget) - 3 * px, width: barWidth, height: 6 * px },
  };
  const parts = ladderWords(outlook, money, false).toReversed();
  const rungs = askIsHidden ? [] : ladder.rungs;
  return [
    ...parts.map(({ part, figure, rest }) => ({ words: `${figure} ${rest}.`, box: boxes[part] })),
    ...rungs.map(({ confidence, amount }) => ({
      words: `${formatPercent(confidence)} sure: ${moneyIn(money, amount)}.`,
      box: { x: scaleX - 6 * px, y: frame.y(amount) - 6 * px, width: 12 * px, height: 12 * px },
    })),
  ];
}
