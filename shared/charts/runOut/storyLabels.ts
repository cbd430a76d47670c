import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { formatDate, formatMonthTick } from "#shared/format/dates.ts";
import { formatMoney } from "#shared/format/money.ts";
import { rangeWords } from "#shared/forecast/words/sentences.ts";
import { hasReached } from "#shared/plan/budget.ts";
import { isoDateOf } from "#shared/units.ts";
import { type Ridge, ridgeOf } from "./BurnUpFan.tsx";
import { type DotColumns, dotColumns } from "./FiftyDots.tsx";
import { type Box, type Point, overlapArea } from "#shared/charts/base/geometry.ts";
import {
  type Label,
  type Obstacle,
  type TextRun,
  centredBaseline,
  grown,
  labelAt,
  lineWidth,
  placeLabel,
} from "#shared/charts/base/labels.tsx";
import { type StoryFrame, type StoryInput, actualOf, CALENDAR_ROW, GRIP_WIDTH, LADDER_GAP } from "./storyFrame.ts";
import { askTagWords, ladderWords, runOutWords } from "./storyWords.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";

/** A tag on a line: the budget (ink) or the ask (paper with an ink edge). */
export interface Tag {
  readonly box: Box;
  readonly text: Label;
}

/** Every word of the story with its place; no two cover each other. */
export interface StoryLabels {
  readonly labels: readonly Label[];
  readonly budgetTag: Tag;
  readonly askTag: Tag;
  /**
   * Left edge of the percent that stands on the ask's line, which is broken there; null: no line, the ask is hidden.
   */
  readonly askLabelX: number | null;
  /** Thin lines from a label that had to move to what it names. */
  readonly leaders: readonly (readonly Point[])[];
  /** Swatches of the calendar's ramp, none first. */
  readonly swatches: readonly Box[];
}

const TAG_HEIGHT = 20;
const LEAST_GAP = 14;

/** Lays out every word. Order is priority: tags and scales first, notes last and only where there is room. */
export function storyLabels(input: StoryInput, frame: StoryFrame): StoryLabels {
  const { outlook } = input;
  const { px } = frame;
  const budgetY = frame.yOf(outlook.budget);
  const askY = frame.yOf(outlook.ladder.ask);
  const budgetTag = budgetTagOf(input, frame);
  const askTag = askTagOf(input, frame);
  const columns = dotColumns(outlook, frame);
  const ridge = ridgeOf(outlook, frame);

  const line = (y: number, from: number, to: number): Obstacle => ({
    box: { x: from, y: y - 1.5 * px, width: to - from, height: 3 * px },
    hard: true,
  });
  const obstacles: Obstacle[] = [
    { box: budgetTag.box, hard: true },
    { box: grown(askTag.box, 0, 3 * px), hard: true },
    line(budgetY, frame.plot.x, frame.width),
    ...(outlook.askIsHidden ? [] : [line(askY, frame.dots.x, askTag.box.x)]),
    ...columns.dots.map((dot): Obstacle => ({ box: boxAround([dot.x, dot.y], columns.radius + 3 * px), hard: true })),
    ...fanObstacles(input, frame),
    // Words may lie on a hairline, but rather not.
    ...frame.ticks.map(({ amount }): Obstacle => ({
      box: { x: frame.plot.x, y: frame.yOf(amount) - px / 2, width: frame.plot.width, height: px },
      hard: false,
    })),
    ...(ridge === null ? [] : ridgeObstacles(ridge, budgetY)),
    ...(ridge === null ? [] : dropObstacles(input, frame)),
  ];
  const labels: Label[] = [];
  const add = (label: Label | null): void => {
    if (label === null) return;
    labels.push(label);
    obstacles.push({ box: grown(label.box, 2 * px, 1 * px), hard: true });
  };

  for (const label of axisLabels(input, frame, budgetTag)) add(label);
  const rungs = rungLabels(input, frame);
  for (const label of rungs) add(label);
  for (const label of monthLabels(input, frame)) add(label);
  add(placeLabel(budgetCandidates(input, frame), obstacles));
  const leaders: (readonly Point[])[] = [];
  for (const { label, leader } of ladderLabels(input, frame, obstacles)) {
    add(label);
    if (leader !== null) leaders.push(leader);
  }
  for (const label of actualLabels(input, frame)) add(placeLabel([label], obstacles) ?? label);
  const gone = ridge === null ? null : placeLabel(ridgeCandidates(input, frame, ridge), obstacles);
  add(gone);
  if (gone !== null && ridge !== null) {
    const leader = ridgeLeader(gone, ridge, px);
    if (leader !== null) leaders.push(leader);
  }
  for (const side of ["gone", "lasts", "above"] as const)
    add(placeLabel(countCandidates(input, frame, columns, side), obstacles));
  add(
    placeLabel(
      noteCandidates(input, frame),
      obstacles.map((obstacle) => ({ ...obstacle, hard: true })),
    ),
  );
  const legend = legendLabels(input, frame);
  legend.labels.forEach(add);
  add(placeLabel(framedCandidates(input, frame), obstacles));
  return {
    labels,
    budgetTag,
    askTag,
    askLabelX: outlook.askIsHidden ? null : rungs[0]!.box.x,
    leaders,
    swatches: legend.swatches,
  };
}

function boxAround([x, y]: Point, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

// ---- tags and scales ------------------------------------------------------------------------------------------------

function budgetTagOf({ outlook, theme, grips = false }: StoryInput, { plot, px, yOf }: StoryFrame): Tag {
  const y = yOf(outlook.budget);
  const width = plot.x - 4 * px;
  const box: Box = { x: 0, y: y - (TAG_HEIGHT / 2) * px, width, height: TAG_HEIGHT * px };
  const text: TextRun = { text: formatMoney(outlook.currency, outlook.budget), color: theme.color.onInk, weight: 600 };
  const size = theme.text.small;
  const x = (width + (grips ? GRIP_WIDTH * px : 0)) / 2;
  return { box, text: labelAt([[text]], { x, y: centredBaseline(y, size), anchor: "middle", size, halo: false }) };
}

function askTagOf({ outlook, money, theme, grips = false }: StoryInput, { width, px, yOf }: StoryFrame): Tag {
  const y = yOf(outlook.askIsHidden ? outlook.budget : outlook.ladder.ask);
  const text: TextRun = { text: askTagWords(outlook, money), color: theme.color.ink, weight: 600 };
  const size = theme.text.small;
  const grip = grips ? GRIP_WIDTH * px : 0;
  const tagWidth = lineWidth([text], size) + 22 * px + grip;
  const box: Box = { x: width - tagWidth - px, y: y - (TAG_HEIGHT / 2) * px, width: tagWidth, height: TAG_HEIGHT * px };
  return {
    box,
    text: labelAt([[text]], {
      x: box.x + (tagWidth + grip) / 2,
      y: centredBaseline(y, size),
      anchor: "middle",
      size,
      halo: false,
    }),
  };
}

/** The word on the budget's line: at its start above or below, else at its end. */
function budgetCandidates({ outlook, theme }: StoryInput, { plot, px, yOf }: StoryFrame): Label[] {
  const y = yOf(outlook.budget);
  const size = theme.text.small;
  const right = plot.x + plot.width - 6 * px;
  const word = [[{ text: "Budget", color: theme.color.ink, weight: 500 as const }]];
  return [-6, 6 + 0.72 * (size / px)].flatMap((down) => [
    labelAt(word, { x: plot.x + 6 * px, y: y + down * px, size }),
    labelAt(word, { x: right, y: y + down * px, size, anchor: "end" }),
  ]);
}

/** Ticks of the money axis, without those that the budget's tag would cover. */
function axisLabels({ theme }: StoryInput, frame: StoryFrame, tag: Tag): Label[] {
  const size = theme.text.tick;
  return frame.ticks
    .map(({ amount, text }) =>
      labelAt([[{ text, color: theme.color.ink3 }]], {
        x: frame.plot.x - 9 * frame.px,
        y: centredBaseline(frame.yOf(amount), size),
        anchor: "end",
        size,
        halo: false,
      }),
    )
    .filter((label) => overlapArea(label.box, grown(tag.box, 0, 1.5 * frame.px)) === 0);
}

/**
 * Percents of the ladder's scale. Where they would meet, 70 goes first, then 90; the plan's own confidence always
 * stays.
 */
function rungLabels({ outlook, theme }: StoryInput, frame: StoryFrame): Label[] {
  const { ladder, askIsHidden, budget } = outlook;
  const priority = [ladder.confidence, 0.5, 0.95, 0.8, 0.9, 0.7];
  const taken: number[] = [];
  const labels: Label[] = [];
  for (const confidence of priority) {
    const rung = ladder.rungs.find((one) => one.confidence === confidence);
    if (rung === undefined || (askIsHidden && hasReached(rung.amount, budget))) continue;
    const y = frame.yOf(rung.amount);
    if (taken.some((other) => Math.abs(other - y) < LEAST_GAP * frame.px)) continue;
    const isChosen = confidence === ladder.confidence;
    // Under the budget's line only the chosen percent is worth its place.
    if (!isChosen && Math.abs(frame.yOf(budget) - y) < 7 * frame.px) continue;
    taken.push(y);
    const run: TextRun = {
      text: formatPercent(confidence),
      color: isChosen ? theme.color.ink : theme.color.ink3,
      weight: isChosen ? 600 : 400,
    };
    const size = isChosen ? theme.text.small : theme.text.tick;
    labels.push(
      labelAt([[run]], { x: frame.ladder.scaleX - 8 * frame.px, y: centredBaseline(y, size), anchor: "end", size }),
    );
  }
  return labels;
}

/**
 * Month names centred under their days; every second, third or sixth where they would meet. In a longer plan January is
 * its year.
 */
function monthLabels({ outlook, theme }: StoryInput, frame: StoryFrame): Label[] {
  const size = theme.text.tick;
  const months = outlook.monthStarts.length - 1;
  const names = outlook.monthStarts.slice(0, -1).map((first, m) => {
    const name = formatMonthTick(outlook.start + first);
    return months > 12 && m > 0 && name === "Jan" ? isoDateOf(outlook.start + first).slice(0, 4) : name;
  });
  const middle = (m: number): number => frame.xOf((outlook.monthStarts[m]! + outlook.monthStarts[m + 1]!) / 2);
  const widest = Math.max(...names.map((name) => textWidth(name, size)));
  const step = [1, 2, 3, 6, 12].find((every) => (frame.plot.width / months) * every >= widest + 4 * frame.px) ?? 12;
  const y = frame.plot.y + frame.plot.height + 15 * frame.px;
  return names.flatMap((name, m) =>
    m % step === 0
      ? [labelAt([[{ text: name, color: theme.color.ink2 }]], { x: middle(m), y, anchor: "middle", size })]
      : [],
  );
}

// ---- the fan's words ------------------------------------------------------------------------------------------------

/** The fan as columns, and its futures with it: words may lie on it, but rather not. */
function fanObstacles(input: StoryInput, frame: StoryFrame): Obstacle[] {
  const { outlook } = input;
  const actual = actualOf(input);
  const { quantiles } = outlook.fan;
  const step = Math.max(1, Math.round(outlook.days / 48));
  const from = actual === undefined ? 0 : actual.length - 1;
  const columns: Obstacle[] = [];
  for (let day = from; day < outlook.days; day += step) {
    const end = Math.min(outlook.days, day + step);
    const top = frame.yOf(quantiles.at(-1)![end]!);
    const bottom = frame.yOf(quantiles[0]![day]!);
    columns.push({
      box: { x: frame.xOf(day), y: top, width: frame.xOf(end) - frame.xOf(day), height: bottom - top },
      hard: false,
    });
  }
  return columns;
}

function ridgeObstacles({ edge }: Ridge, line: number): Obstacle[] {
  return edge.slice(1).map(([x, y], i): Obstacle => {
    const [left, before] = edge[i]!;
    const top = Math.min(y, before);
    return { box: { x: left, y: top, width: x - left, height: Math.max(0, line - top) }, hard: line - top > 2 };
  });
}

/** The dashed drops from the budget line to the calendar. */
function dropObstacles({ outlook }: StoryInput, frame: StoryFrame): Obstacle[] {
  const { p10, p50 } = outlook.runOut;
  const line = frame.yOf(outlook.budget);
  return [p10, p50]
    .filter((day) => day !== null)
    .map((day): Obstacle => ({
      box: {
        x: frame.xOf(day + 0.5) - frame.px,
        y: line,
        width: 2 * frame.px,
        height: frame.plot.y + frame.plot.height - line,
      },
      hard: false,
    }));
}

function ridgeCandidates({ outlook, theme }: StoryInput, frame: StoryFrame, ridge: Ridge): Label[] {
  const { px, plot } = frame;
  const size = theme.text.small;
  const words = runOutWords(outlook);
  if (words === null) return [];
  const lines: TextRun[][] = [
    [{ text: "Day the money is gone", color: theme.color.over, weight: 500 }],
    [{ text: words, color: theme.color.ink2 }],
  ];
  const line = frame.yOf(outlook.budget);
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
function ridgeLeader(label: Label, ridge: Ridge, px: number): readonly Point[] | null {
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

function actualLabels(input: StoryInput, frame: StoryFrame): Label[] {
  const { outlook, theme } = input;
  const actual = actualOf(input);
  if (actual === undefined || actual.length < 2) return [];
  const { px } = frame;
  const day = actual.length - 1;
  const x = frame.xOf(day);
  const spent = actual[day]!;
  const size = theme.text.tick;
  const y = frame.yOf(spent) - 70 * px;
  return [
    labelAt([[{ text: formatMoney(outlook.currency, spent), color: theme.color.ink, weight: 600 }]], {
      x: x - 6 * px,
      y: frame.yOf(spent) - 10 * px,
      anchor: "end",
      size: theme.text.small,
    }),
    labelAt([[{ text: "spent", color: theme.color.ink3 }]], { x: x - 6 * px, y, anchor: "end", size }),
    labelAt([[{ text: `${formatCount(outlook.trials)} futures`, color: theme.color.ink3 }]], {
      x: x + 6 * px,
      y,
      size,
    }),
  ];
}

/**
 * Where the year ends and how the fan is read, in the empty corner below it; where that does not fit, how it is read.
 */
function noteCandidates(
  { outlook, money, theme, compact = false, isFirst = false }: StoryInput,
  frame: StoryFrame,
): Label[] {
  const { plot, px } = frame;
  const [low, high] = rangeWords(outlook.currency, outlook.range.low, outlook.range.high, money.step);
  const long = [
    `9 in 10 futures end between ${low} and ${high}.`,
    "Thin lines: eight of them. Dashed: half lie below.",
  ];
  const short = ["Thin lines: eight of the futures.", ...(isFirst ? [] : ["Dashed: half lie below."])];
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

function countCandidates(
  { outlook, theme }: StoryInput,
  frame: StoryFrame,
  { dots, pitch, above }: DotColumns,
  side: "gone" | "lasts" | "above",
): Label[] {
  const { px, plot } = frame;
  const size = theme.text.small;
  if (side === "above") {
    if (above === 0) return [];
    const text = `${above} ${above === 1 ? "dot lies" : "dots lie"} higher`;
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
  const own = dots.filter((dot) => dot.gone === (side === "gone"));
  const line = frame.yOf(outlook.budget);
  const yTop = own.length > 0 ? Math.min(...own.map(({ y }) => y)) : line;
  const yBottom = own.length > 0 ? Math.max(...own.map(({ y }) => y)) : line;
  const right = frame.dots.x + frame.dots.width;
  const isOnItsSide = ({ box }: Label): boolean =>
    box.y >= 0 && (side === "gone" ? box.y + box.height < line - 2 * px : box.y > line + 2 * px);
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

// ---- the ladder's words ---------------------------------------------------------------------------------------------

function ladderLabels(
  input: StoryInput,
  frame: StoryFrame,
  obstacles: readonly Obstacle[],
): { readonly label: Label; readonly leader: readonly Point[] | null }[] {
  const { outlook, money, theme, compact = false } = input;
  const { px, ladder: place } = frame;
  const { ladder, budget } = outlook;
  const between = (a: number, b: number): number => (frame.yOf(a) + frame.yOf(b)) / 2;
  const wanted = {
    reserve: between(ladder.ask, ladder.reserve?.amount ?? ladder.ask),
    contingency: between(ladder.base, ladder.ask),
    base: frame.yOf(ladder.base) + 12 * px,
    budget: frame.yOf(budget) + (budget < ladder.base ? 15 : -14) * px,
  };
  const taken = [...obstacles];
  // The budget and the base are facts of the chart; contingency and reserve give way to them.
  return ladderWords(outlook, money, compact)
    .toReversed()
    .flatMap(({ part, figure, rest }) => {
      const runs: TextRun[] = [
        { text: `${figure}${LADDER_GAP}`, color: theme.color.ink, weight: 600 },
        { text: rest, color: theme.color.ink2 },
      ];
      const size = theme.text.small;
      const shifts = Array.from({ length: 121 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 1.5 * px);
      const candidates = shifts
        .map((shift) => labelAt([runs], { x: place.labelX, y: centredBaseline(wanted[part] + shift, size), size }))
        .filter(({ box }) => box.y > frame.plot.y - 6 * px && box.y + box.height < frame.plot.y + frame.plot.height);
      const label = candidates.find(({ box }) => taken.every((one) => !one.hard || overlapArea(one.box, box) === 0));
      if (label === undefined) return [];
      taken.push({ box: grown(label.box, 0, 3 * px), hard: true });
      const middle = label.box.y + label.box.height / 2;
      const target = part === "base" ? frame.yOf(ladder.base) : part === "budget" ? frame.yOf(budget) : wanted[part];
      const isFar = Math.abs(middle - target) > 20 * px;
      const leader: readonly Point[] = [
        [place.barX + place.barWidth + 2 * px, target],
        [place.labelX - 2.5 * px, middle],
      ];
      return [{ label, leader: isFar ? leader : null }];
    });
}

// ---- the calendar's legend ------------------------------------------------------------------------------------------

function legendLabels(
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
  const title = at("Chance it is gone by this day", calendar.x);
  const noneX = calendar.x + Math.max(title.box.width + 16 * px, 0);
  const none = at("none", noneX);
  const rampX = noneX + none.box.width + 6 * px;
  const most = at("7 in 10 and more", rampX + rampWidth + 6 * px);
  const swatches = theme.color.gone.map((_, i): Box => ({
    x: rampX + i * swatch.width,
    y: y - swatch.height + 1 * px,
    width: swatch.width - px,
    height: swatch.height,
  }));
  return { labels: [title, none, most], swatches };
}

/** What the framed days are, at the legend's other end. */
function framedCandidates({ outlook, theme }: StoryInput, { px, calendar }: StoryFrame): Label[] {
  const { p10, p50 } = outlook.runOut;
  const date = (day: number): string => formatDate(outlook.start + day, outlook);
  const framed = [
    p10 === null || p10 === p50 ? null : `${date(p10)}, past 1 in 10`,
    p50 === null ? null : `${date(p50)}, past half`,
  ].filter((words) => words !== null);
  if (framed.length === 0) return [];
  const place = {
    x: calendar.x + calendar.width,
    y: calendar.y + calendar.height + 12 * px,
    anchor: "end" as const,
    size: theme.text.tick,
    halo: false,
  };
  return [labelAt([[{ text: `framed: ${framed.join("; ")}`, color: theme.color.ink3 }]], place)];
}
