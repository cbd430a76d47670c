import { formatMoneyDifference } from "#shared/format/money.ts";
import { leftRoom } from "#shared/charts/base/axes.tsx";
import { type Domain, padded, plotScales, type Scale } from "#shared/charts/base/scales.ts";
import type { Box, Point } from "#shared/charts/base/shapes.ts";
import { type Tick, valueTicks } from "#shared/charts/base/ticks.ts";
import { paretoFrontier, type ParetoOption, type ParetoPoint, type ParetoProps, signedCount } from "./paretoWords.ts";

/** Sizes in the design's pixels. */
const MARGIN = { top: 8, right: 12, bottom: 40 };
/** Share of the dots that the axes hold; those further out are counted in words. */
const HELD = 0.96;
const MOST_TICKS = 5;

/** A line along which all is worth as much more than the plan; `more` is money. */
export interface EqualLine {
  readonly more: number;
  readonly from: Point;
  readonly to: Point;
}

/** The axes and what is drawn on them, in the theme's unit. */
export interface ParetoFrame {
  readonly plot: Box;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly at: (point: ParetoPoint) => Point;
  readonly isInside: (point: ParetoPoint) => boolean;
  /** Dots that lie beyond the axes. */
  readonly outside: number;
  readonly frontier: readonly Point[];
  readonly equal: readonly EqualLine[];
}

/** Spend to the right, outcomes upwards, both against the plan itself. */
export function paretoFrame({ options, worth, currency, theme, width, height }: ParetoProps): ParetoFrame {
  const { px } = theme;
  const xDomain = domainOf(options, ({ spend }) => spend);
  const yDomain = domainOf(options, ({ outcomes }) => outcomes);
  const worded = (ticks: readonly number[], words: (tick: number) => string): Tick[] =>
    ticks.map((value) => ({ value, text: value === 0 ? "same" : words(value) }));
  // There is no half of an outcome, also where no scenario changes any.
  const yTicks = worded(valueTicks(...yDomain, MOST_TICKS).filter(Number.isInteger), signedCount);
  const xTicks = worded(valueTicks(...xDomain, MOST_TICKS), (tick) => formatMoneyDifference(currency, tick));
  const left = leftRoom(yTicks, theme, 8);
  const plot: Box = {
    x: left,
    y: MARGIN.top * px,
    width: width - left - MARGIN.right * px,
    height: height - (MARGIN.top + MARGIN.bottom) * px,
  };
  const { x, y } = plotScales(plot, xDomain, yDomain);
  const isInside = ({ spend, outcomes }: ParetoPoint): boolean =>
    spend >= xDomain[0] && spend <= xDomain[1] && outcomes >= yDomain[0] && outcomes <= yDomain[1];
  const at = ({ spend, outcomes }: ParetoPoint): Point => [x(spend), y(outcomes)];
  return {
    plot,
    bottom: plot.y + plot.height,
    x,
    y,
    xTicks,
    yTicks,
    at,
    isInside,
    outside: options.reduce((sum, { dots }) => sum + dots.filter((dot) => !isInside(dot)).length, 0),
    frontier: paretoFrontier(options)
      .filter(({ mean }) => isInside(mean))
      .map(({ mean }) => at(mean)),
    equal:
      worth === null || worth <= 0
        ? []
        : equalLines(worth, xDomain, yDomain).map(({ more, from, to }) => ({ more, from: at(from), to: at(to) })),
  };
}

/** The stretch that holds the means, the plan itself and nearly all dots, with a little room. */
function domainOf(options: readonly ParetoOption[], of: (point: ParetoPoint) => number): Domain {
  const dots = options.flatMap((option) => option.dots.map(of)).sort((a, b) => a - b);
  const cut = Math.floor((dots.length * (1 - HELD)) / 2);
  const means = options.map(({ mean }) => of(mean));
  const low = Math.min(0, ...means, dots[cut] ?? 0);
  const high = Math.max(0, ...means, dots[dots.length - 1 - cut] ?? 0);
  return padded([low, high], 0.08);
}

/** Lines of equal net value through the axes: along them one more outcome pays for its worth in spend. */
function equalLines(
  worth: number,
  x: Domain,
  y: Domain,
): { readonly more: number; readonly from: ParetoPoint; readonly to: ParetoPoint }[] {
  const corners = [x[0], x[1]].flatMap((spend) => [y[0], y[1]].map((outcomes) => outcomes * worth - spend));
  const span = Math.max(...corners) - Math.min(...corners);
  const steps = valueTicks(Math.min(...corners) + 0.12 * span, Math.max(...corners) - 0.12 * span, 6);
  return [...new Set([0, ...steps])].flatMap((more) => {
    // outcomes = (spend + more) / worth, cut at the axes.
    const at = (spend: number): ParetoPoint => ({ spend, outcomes: (spend + more) / worth });
    const from = Math.max(x[0], y[0] * worth - more);
    const to = Math.min(x[1], y[1] * worth - more);
    return to > from ? [{ more, from: at(from), to: at(to) }] : [];
  });
}
