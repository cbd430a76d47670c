import { formatChance } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { rangeWords } from "#shared/forecast/words/sentences.ts";
import { type Label, type TextRun, labelAt, lineWidth } from "#shared/charts/base/labels.ts";
import type { Box, Point } from "#shared/charts/base/shapes.ts";
import type { Ridge } from "./BurnUpFan.tsx";
import type { DotColumns } from "./FiftyDots.tsx";
import { actualOf, CALENDAR_ROW, type StoryFrame, type StoryInput } from "./storyFrame.ts";
import { runOutWords } from "./storyWords.ts";

// ---- the fan's words ------------------------------------------------------------------------------------------------

/** Places of the words about the run-out ridge, the best first; none where the money lasts. */
export function ridgeCandidates({ outlook, theme }: StoryInput, frame: StoryFrame, ridge: Ridge): Label[] {
  const { px, plot } = frame;
  const size = theme.text.small;
  const words = runOutWords(outlook);
  if (words === null) return [];
  const lines: TextRun[][] = [
    [{ text: "Day the budget is spent", color: theme.color.over, weight: 500 }],
    [{ text: words, color: theme.color.ink2 }],
  ];
  const line = frame.y(outlook.budget);
  const isInside = (label: Label): boolean =>
    label.box.x >= plot.x && label.box.x + label.box.width <= plot.x + plot.width && label.box.y >= plot.y - 8 * px;
  // First choice: left of the ridge, just above the line. Then the empty corner above the fan, nearest first.
  const beside = [0, 8, 16, 28, 40].flatMap((up) =>
    [6, 14, 24].map((away) =>
      labelAt(lines, { x: ridge.foot[0] - away * px, y: line - (23 + up) * px, anchor: "end", size }),
    ),
  );
  const corner = Array.from({ length: 60 }, (_, i) => line - (40 + 6 * i) * px).flatMap((y) =>
    [Math.max(plot.x + 6 * px, ridge.foot[0] - 90 * px), plot.x + 6 * px].map((x) => labelAt(lines, { x, y, size })),
  );
  const below = [20, 40, 60].map((down) =>
    labelAt(lines, { x: ridge.foot[0] - 6 * px, y: line + down * px, anchor: "end", size }),
  );
  return [...beside, ...corner, ...below].filter(isInside);
}

/** A thin line from the words to the ridge's flank where they are not next to it. */
export function ridgeLeader(label: Label, ridge: Ridge, px: number): readonly Point[] | null {
  const { box } = label;
  const [x, y] = ridge.flank;
  const gap = Math.hypot(Math.max(0, x - box.x - box.width, box.x - x), Math.max(0, y - box.y - box.height, box.y - y));
  if (gap < 34 * px) return null;
  const isBeside = x > box.x + box.width;
  const start: Point = isBeside
    ? [box.x + box.width + 4 * px, box.y + box.height * 0.75]
    : [Math.min(Math.max(x, box.x + 4 * px), box.x + box.width - 4 * px), box.y + box.height + 3 * px];
  return [start, [x - 2 * px, y - 1 * px]];
}

/** What closed months came to, and where the forecast begins; empty without closed months. */
export function actualLabels(input: StoryInput, frame: StoryFrame): Label[] {
  const { outlook, theme } = input;
  const actual = actualOf(input);
  if (actual === undefined || actual.length < 2) return [];
  const { px } = frame;
  const day = actual.length - 1;
  const x = frame.x(day);
  const spent = actual[day]!;
  const size = theme.text.tick;
  const y = frame.y(spent) - 70 * px;
  return [
    labelAt([[{ text: formatMoney(outlook.currency, spent), color: theme.color.ink, weight: 600 }]], {
      x: x - 6 * px,
      y: frame.y(spent) - 10 * px,
      anchor: "end",
      size: theme.text.small,
    }),
    labelAt([[{ text: "spent", color: theme.color.ink3 }]], { x: x - 6 * px, y, anchor: "end", size }),
    labelAt([[{ text: `${formatCount(outlook.trials)} simulated years`, color: theme.color.ink3 }]], {
      x: x + 6 * px,
      y,
      size,
    }),
  ];
}

/**
 * Where the year ends and how the fan is read, in the empty corner below it; where that does not fit, how it is read.
 */
export function noteCandidates(
  { outlook, money, theme, compact = false, isFirst = false }: StoryInput,
  frame: StoryFrame,
): Label[] {
  const { plot, px } = frame;
  const [low, high] = rangeWords(outlook.currency, outlook.range.low, outlook.range.high, money.step);
  const long = [
    `9 in 10 simulated years end between ${low} and ${high}.`,
    "Thin lines: eight of them. Dashed: middle estimate.",
  ];
  const short = ["Thin lines: eight simulated years.", ...(isFirst ? [] : ["Dashed: middle estimate."])];
  const size = theme.text.tick;
  return (compact || isFirst || low === high ? [short] : [long, short]).flatMap((words) => {
    const lines = words.map((text): TextRun[] => [{ text, color: theme.color.ink3 }]);
    const left = plot.x + plot.width * (words === long ? 0.1 : 0.3);
    return [22, 34, 46].flatMap((up) =>
      Array.from({ length: 40 }, (_, i) => plot.x + plot.width - (4 + 10 * i) * px)
        .map((x) => labelAt(lines, { x, y: plot.y + plot.height - up * px, anchor: "end", size }))
        .filter(({ box }) => box.x > left),
    );
  });
}

// ---- the dots' words ------------------------------------------------------------------------------------------------

/** Places of the count of dots on one side of the budget, or above the end of the axis, the best first. */
export function countCandidates(
  { outlook, theme }: StoryInput,
  frame: StoryFrame,
  { dots, pitch, above }: DotColumns,
  side: "gone" | "lasts" | "above",
): Label[] {
  const { px, plot } = frame;
  const size = theme.text.small;
  if (side === "above") {
    if (above === 0) return [];
    const text = `${above} ${above === 1 ? "dot is" : "dots are"} higher`;
    return [0, 10, 20].map((down) =>
      labelAt([[{ text, color: theme.color.ink3 }]], {
        x: frame.dots.x + 4 * px,
        y: plot.y + (down - 2) * px,
        size: theme.text.tick,
      }),
    );
  }
  const chance = side === "gone" ? 1 - outlook.runOut.never : outlook.runOut.never;
  const color = side === "gone" ? theme.color.over : theme.color.ink;
  const count: TextRun = { text: formatChance(chance), color, weight: 600 };
  const word: TextRun = {
    text: side === "lasts" ? "within" : outlook.stopsAtBudget ? "gone" : "over",
    color: side === "gone" ? color : theme.color.ink2,
  };
  const own = dots.filter((dot) => dot.isSpent === (side === "gone"));
  const line = frame.y(outlook.budget);
  const yTop = own.length > 0 ? Math.min(...own.map(({ y }) => y)) : line;
  const yBottom = own.length > 0 ? Math.max(...own.map(({ y }) => y)) : line;
  const right = frame.dots.x + frame.dots.width;
  // Below the axis other parts of the page begin.
  const floor = plot.y + plot.height + 2 * px;
  const isOnItsSide = ({ box }: Label): boolean =>
    box.y >= 0 &&
    (side === "gone" ? box.y + box.height < line - 2 * px : box.y > line + 2 * px && box.y + box.height <= floor);
  // Beside the dots, from the outer end towards the budget; else beyond the outermost dot, or between dots and budget.
  // In one line where two do not fit.
  const steps = Math.max(1, Math.ceil((yBottom - yTop) / (4 * px)));
  const along = Array.from({ length: steps + 1 }, (_, i) =>
    side === "gone" ? yTop + 14 * px + i * 4 * px : yBottom - i * 4 * px,
  );
  const beyond = [10, 16, 24, 34, 46].map((away) =>
    side === "gone" ? yTop - (away + 10) * px : yBottom + (away + 6) * px,
  );
  const inner = Array.from({ length: 20 }, (_, i) =>
    side === "gone" ? line - (6 + 4 * i) * px : line + (14 + 4 * i) * px,
  );
  return [[[count], [word]], [[{ ...count, text: `${count.text}\u00a0 ` }, word]]].flatMap((lines) => {
    const width = Math.max(...lines.map((one) => lineWidth(one, size)));
    const columns = [...new Set([right - width, frame.dots.x + 4.4 * pitch, frame.dots.x + 6 * px])].filter(
      (x) => x + width <= right + 6 * px,
    );
    return [...along, ...beyond, ...inner]
      .flatMap((y) => columns.map((x) => labelAt(lines, { x, y, size })))
      .filter(isOnItsSide);
  });
}

// ---- the calendar's legend ------------------------------------------------------------------------------------------

/** The words of the calendar's ramp and the boxes of its swatches. */
export function legendLabels(
  { theme }: StoryInput,
  frame: StoryFrame,
): { readonly labels: Label[]; readonly swatches: Box[] } {
  const { px, calendar } = frame;
  const size = theme.text.tick;
  const y = calendar.y + calendar.height + 12 * px;
  const at = (text: string, x: number): Label =>
    labelAt([[{ text, color: theme.color.ink3 }]], { x, y, size, halo: false });
  const swatch = { width: 15 * px, height: (CALENDAR_ROW + 1) * px };
  const rampWidth = 7 * swatch.width;
  const title = at("Chance it is spent by this day", calendar.x);
  const noneX = calendar.x + Math.max(title.box.width + 16 * px, 0);
  const none = at("none", noneX);
  const rampX = noneX + none.box.width + 6 * px;
  const most = at("7 in 10 or more", rampX + rampWidth + 6 * px);
  const swatches = theme.color.spent.map((_, i): Box => ({
    x: rampX + i * swatch.width,
    y: y - swatch.height + 1 * px,
    width: swatch.width - px,
    height: swatch.height,
  }));
  return { labels: [title, none, most], swatches };
}

/** What the framed days are, at the legend's other end. */
export function framedCandidates({ outlook, theme }: StoryInput, { px, calendar }: StoryFrame): Label[] {
  const { p10, p50 } = outlook.runOut;
  const date = (day: number): string => formatDate(outlook.start + day, outlook);
  const framed = [
    p10 === null || p10 === p50 ? null : `10% by ${date(p10)}`,
    p50 === null ? null : `50% by ${date(p50)}`,
  ].filter((words) => words !== null);
  if (framed.length === 0) return [];
  const place = {
    x: calendar.x + calendar.width,
    y: calendar.y + calendar.height + 12 * px,
    anchor: "end" as const,
    size: theme.text.tick,
    halo: false,
  };
  return [labelAt([[{ text: `Outlined: ${framed.join(", ")}`, color: theme.color.ink3 }]], place)];
}
