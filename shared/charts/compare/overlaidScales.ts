import { scalePoint } from "d3-scale";
import { moneyIn } from "#shared/format/money.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { levelRow } from "#shared/forecast/answers/outlook.ts";
import { leftRoom } from "#shared/charts/base/axes.tsx";
import { plotScales, type Scale } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import { moneyTicks, type Tick } from "#shared/charts/base/ticks.ts";
import type { OverlaidFansProps, OverlaidScenario } from "./overlaidWords.ts";

/** Sizes in the design's pixels. */
const TOP_MARGIN = 12;
const MONTH_ROW = 24;
const BAR_PITCH = 33;
const BAR_TO_WORDS = 30;
export const BAR_WIDTH = 12;
/** Radius of a scenario's disc. */
export const DISC = 7.5;
/** From the plot to the first bar, and from the last bar to its words, in pitches. */
const FIRST_BAR = 0.78;
const WORDS = 0.4;

/** The shared axes of all scenarios. All lengths are in the theme's unit. */
export interface OverlaidFrame {
  readonly px: number;
  readonly plot: Box;
  readonly bottom: number;
  readonly height: number;
  readonly ticks: readonly Tick[];
  readonly x: Scale;
  readonly y: Scale;
  /** Middle of a scenario's bar of the whole year, by its order. */
  readonly bar: (index: number) => number;
  /** Where the lines across the plot end: beyond the last bar. */
  readonly right: number;
  readonly wordsX: number;
  /** Day on which the scenarios begin to differ, where that is within the year. */
  readonly begin: number | null;
}

/** Lays out the money axis so that the decision amounts and most of the drawn fans lie on it. */
export function overlaidFrame(props: OverlaidFansProps): OverlaidFrame {
  const { scenarios, money, theme, width, plotHeight } = props;
  const { px } = theme;
  const { currency, budget, days } = scenarios[0]!.outlook;
  const top = topOf(props);
  const ticks = moneyTicks(currency, 0, top);
  const left = leftRoom([...ticks, { value: budget, text: moneyIn(money, budget) }], theme);
  const bars = (scenarios.length * BAR_PITCH + BAR_TO_WORDS) * px;
  const plot: Box = { x: left, y: TOP_MARGIN * px, width: width - left - bars, height: plotHeight };
  const bottom = plot.y + plot.height;
  const { x, y } = plotScales(plot, [0, days], [0, top]);
  const first = plot.x + plot.width + FIRST_BAR * BAR_PITCH * px;
  const last = first + (scenarios.length - 1) * BAR_PITCH * px;
  // A scale of one point puts it in the middle of its range.
  const place = scalePoint(scenarios.keys(), [first, last]);
  return {
    px,
    plot,
    bottom,
    height: bottom + MONTH_ROW * px,
    ticks,
    x,
    y: y.clamp(true),
    bar: (index) => place(index)!,
    right: last + (BAR_WIDTH / 2 + 8) * px,
    wordsX: last + WORDS * BAR_PITCH * px,
    begin: beginOf(props),
  };
}

/** Where the money axis ends: above every decision, and above the fans unless their tails are very long. */
function topOf({ scenarios, front }: OverlaidFansProps): number {
  const { budget } = scenarios[0]!.outlook;
  const decision = Math.max(
    ...scenarios.map(({ outlook }) => Math.max(outlook.budget, outlook.ladder.ask, outlook.ladder.base)),
  );
  const drawn = scenarios.map(({ outlook, place }) => levelRow(outlook, place === front ? 0.99 : 0.95).at(-1)!);
  return Math.max(1.06 * decision, 1.02 * Math.min(Math.max(...drawn), 1.5 * decision), 1.1 * budget);
}

/** Closed months are what they were under every scenario. */
function beginOf({ scenarios, changesFrom }: OverlaidFansProps): number | null {
  const { outlook } = scenarios[0]!;
  const from = Math.max(changesFrom, closedDays(outlook));
  return scenarios.length > 1 && from > 0 && from < outlook.days ? from : null;
}

/** Closed days, which all scenarios share. */
export function closedDays({ actual }: Outlook): number {
  return actual === null ? 0 : actual.length - 1;
}

/** The scenario whose fan is filled. */
export function inFrontOf({ scenarios, front }: Pick<OverlaidFansProps, "scenarios" | "front">): OverlaidScenario {
  return scenarios.find(({ place }) => place === front) ?? scenarios[0]!;
}

/** The budgets of the scenarios, each once. */
export function budgetsOf(scenarios: readonly OverlaidScenario[]): number[] {
  return [...new Set(scenarios.map(({ outlook }) => outlook.budget))];
}
