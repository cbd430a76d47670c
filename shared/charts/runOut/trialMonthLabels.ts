import { formatDecimals } from "#shared/format/counts.ts";
import { formatDate, formatMonthTick } from "#shared/format/dates.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatStatedMoney, moneyIn, moneyStyle } from "#shared/format/money.ts";
import { epochDayOf } from "#shared/units.ts";
import { leftLabels } from "#shared/charts/base/axes.tsx";
import {
  centredBaseline,
  centredWithin,
  hardObstacles,
  type Label,
  labelAt,
  labelLayout,
  type LabelLayout,
  spacedHeights,
} from "#shared/charts/base/labels.ts";
import { type Box, linePath, linesDown, overlapArea } from "#shared/charts/base/shapes.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { TrialMonthsFrame } from "./trialMonthScales.ts";
import type { TrialMonthsProps } from "./trialMonthWords.ts";

/** Every word of the year, and thin lines from words to what they name. */
export interface TrialMonthsLabels {
  readonly labels: readonly Label[];
  readonly leaders: string;
}

/** Least distance of the parts' names, in the design's pixels. */
const LINE = 13;
/** Levels on which what happened may stand over its month, one line of words apart. */
const LEVELS = [0, 1, 2, 3, 4, 5];
/** Beside its month's middle, as a share of its width: centred, or beginning or ending there. */
const SHIFTS = [0, 0.42, -0.42];

/** Lays out the axis, the months, the parts' names, the day the money is spent and what happened. */
export function trialMonthsLabels(props: TrialMonthsProps, frame: TrialMonthsFrame): TrialMonthsLabels {
  const { px } = props.theme;
  const names = partNames(props, frame);
  // What happened is written over the months, never over a bar or its figure.
  const layout = labelLayout({
    gap: [6 * px, 3 * px],
    obstacles: hardObstacles(frame.drawn.map(({ spend }, month) => monthBox(month, spend, frame, 17 * px))),
  });
  placeSpent(props, frame, layout);
  const sticks = placeEvents(props, frame, layout);
  return {
    labels: [...axisWords(props, frame), ...monthFigures(props, frame), ...names.labels, ...layout.labels],
    leaders: names.leaders + sticks,
  };
}

/** A month's bar with some room above it. */
function monthBox(month: number, spend: number, { middle, bar, y, bottom }: TrialMonthsFrame, above: number): Box {
  return { x: middle(month) - bar / 2, y: y(spend) - above, width: bar, height: bottom - y(spend) + above };
}

/** Amounts of the axis, names of the months, and what the row of sums is. */
function axisWords({ months, theme }: TrialMonthsProps, { ticks, plot, bottom, middle, y }: TrialMonthsFrame): Label[] {
  const { px, color, text } = theme;
  const place = { size: text.tick, halo: false };
  return [
    ...leftLabels(ticks, y, plot.x, theme),
    labelAt([[{ text: "so far", color: color.ink3 }]], {
      ...place,
      x: plot.x - 8 * px,
      y: bottom + 32 * px,
      anchor: "end",
    }),
    ...months.map(({ month }, m) =>
      labelAt([[{ text: formatMonthTick(epochDayOf(`${month}-01`)), color: color.ink2 }]], {
        ...place,
        x: middle(m),
        y: bottom + 16 * px,
        anchor: "middle",
      }),
    ),
  ];
}

/** What each month came to, over its bar, and all so far, below it: vermilion once the money is spent. */
function monthFigures({ currency, top, months, theme }: TrialMonthsProps, frame: TrialMonthsFrame): Label[] {
  const { px, color, text } = theme;
  const { bottom, middle, y, drawn, spent } = frame;
  const { unit } = moneyStyle(currency, top);
  const all = months.at(-1)!.cumulative;
  const soFar = moneyStyle(currency, all, significantStep(all, 3));
  return drawn.flatMap(({ spend, cumulative }, m) => {
    const isSpent = spent !== null && m >= spent.month;
    const figure = formatDecimals(spend / unit, unit === 1 ? 0 : 2);
    const sum = { text: moneyIn(soFar, cumulative), color: isSpent ? color.over : color.ink2 };
    const place = { x: middle(m), anchor: "middle", size: text.tick } as const;
    return [
      besideLine(labelAt([[{ text: figure, color: color.ink2 }]], { ...place, y: y(spend) - 5 * px }), spent?.x, px),
      labelAt([[{ ...sum, weight: isSpent ? 600 : 400 }]], { ...place, y: bottom + 32 * px, halo: false }),
    ];
  });
}

/** A label moved off an upright line at a place, to the side on which more of it lies. */
function besideLine(label: Label, line: number | undefined, px: number): Label {
  if (line === undefined) return label;
  return label.x < line
    ? centredWithin(label, -Infinity, line - 3 * px)
    : centredWithin(label, line + 3 * px, Infinity);
}

/** Names of the parts beside the last bar, kept apart, with a line to each part. */
function partNames({ parts, theme }: TrialMonthsProps, frame: TrialMonthsFrame): TrialMonthsLabels {
  const { px, color, text } = theme;
  const visible = (frame.stacks.at(-1) ?? []).filter(({ box }) => box.height > 0);
  const middles = visible.map(({ box }) => box.y + box.height / 2);
  const heights = spacedHeights(middles, LINE * px, 0, frame.bottom);
  const right = frame.middle(frame.drawn.length - 1) + frame.bar / 2;
  const labels = visible.map(({ part }, i) =>
    labelAt([[{ text: parts[part]!, color: color.ink2 }]], {
      x: right + 16 * px,
      y: centredBaseline(heights[i]!, text.tick),
      size: text.tick,
    }),
  );
  const leaders = labels.map(({ box }, i) =>
    linePath([
      [right + 2 * px, middles[i]!],
      [box.x - 3 * px, heights[i]!],
    ]),
  );
  return { labels, leaders: leaders.join("") };
}

/** The day on which the money is spent, at the top of its line; nothing else may stand on that line. */
function placeSpent(
  { currency, budget, start, spentOn, theme, width }: TrialMonthsProps,
  { spent, bottom }: TrialMonthsFrame,
  layout: LabelLayout,
): void {
  if (spent === null || spentOn === null) return;
  const { px, color, text } = theme;
  const words = `${formatDate(start + spentOn, { start })}: the ${formatStatedMoney(currency, budget)} is spent`;
  const isLeft = spent.x + textWidth(words, text.small, 600) + 8 * px > width;
  layout.add(
    labelAt([[{ text: words, color: color.over, weight: 600 }]], {
      x: spent.x + (isLeft ? -6 : 6) * px,
      y: 12 * px,
      anchor: isLeft ? "end" : "start",
      size: text.small,
    }),
  );
  layout.avoid(hardObstacles([{ x: spent.x - 3 * px, y: 0, width: 6 * px, height: bottom }]));
}

/**
 * What happened, over its month: a title and how common it is, with a stick down to the bar. Those that would overlap
 * step up; what finds no room is left to the table.
 */
function placeEvents(
  { events, shown, theme }: TrialMonthsProps,
  { plot, middle, y, drawn }: TrialMonthsFrame,
  layout: LabelLayout,
): string {
  const { px, color, text } = theme;
  const size = text.small;
  const sticks: string[] = [];
  for (const { month, title, detail } of events.filter((one) => one.month < shown)) {
    const bar = y(drawn[month]?.spend ?? 0);
    const lines = [[{ text: title, color: color.ink, weight: 600 as const }], [{ text: detail, color: color.ink3 }]];
    const width = Math.max(textWidth(title, size, 600), textWidth(detail, size));
    const heights = LEVELS.map((level) => bar - (44 + 15 * level) * px).filter((at) => at > 10 * px);
    const candidates = heights.flatMap((at) =>
      SHIFTS.map((shift) =>
        centredWithin(
          labelAt(lines, { x: middle(month) + shift * width, y: at, anchor: "middle", size }),
          plot.x,
          plot.x + plot.width,
        ),
      ),
    );
    const stick = ({ box }: Label): Box => {
      const top = box.y + box.height + 2 * px;
      return { x: middle(month) - px, y: top, width: 2 * px, height: Math.max(0, bar - 17 * px - top) };
    };
    // A stick runs through no words, and later words do not lie on it.
    const label = layout.place(
      candidates.filter((one) => layout.labels.every(({ box }) => overlapArea(stick(one), box) === 0)),
    );
    if (label === null) continue;
    const { y: from, height } = stick(label);
    layout.avoid(hardObstacles([stick(label)]));
    sticks.push(linesDown([middle(month)], from, from + height));
  }
  return sticks.join("");
}
