import { formatPercent } from "#shared/format/chances.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import { hasReached } from "#shared/plan/budget.ts";
import { isoDateOf } from "#shared/units.ts";
import { leftLabels } from "#shared/charts/base/axes.tsx";
import { type Label, type TextRun, centredBaseline, labelAt, lineWidth } from "#shared/charts/base/labels.ts";
import { type Box, grown, overlapArea } from "#shared/charts/base/shapes.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import { GRIP_WIDTH, type StoryFrame, type StoryInput } from "./storyFrame.ts";
import { askTagWords } from "./storyWords.ts";

/** A tag on a line: the budget (ink) or the ask (paper with an ink edge). */
export interface Tag {
  readonly box: Box;
  readonly text: Label;
}

const TAG_HEIGHT = 20;
const LEAST_GAP = 14;

/** The budget's tag at the left end of its line. */
export function budgetTagOf({ outlook, theme, grips = false }: StoryInput, { plot, px, y: heightOf }: StoryFrame): Tag {
  const y = heightOf(outlook.budget);
  const width = plot.x - 4 * px;
  const box: Box = { x: 0, y: y - (TAG_HEIGHT / 2) * px, width, height: TAG_HEIGHT * px };
  const text: TextRun = {
    text: formatStatedMoney(outlook.currency, outlook.budget),
    color: theme.color.onInk,
    weight: 600,
  };
  const size = theme.text.small;
  const x = (width + (grips ? GRIP_WIDTH * px : 0)) / 2;
  return { box, text: labelAt([[text]], { x, y: centredBaseline(y, size), anchor: "middle", size, halo: false }) };
}

/** The ask's tag at the right edge; on the budget's line where the ask is not known. */
export function askTagOf(
  { outlook, money, theme, grips = false }: StoryInput,
  { width, px, y: heightOf }: StoryFrame,
): Tag {
  const y = heightOf(outlook.askIsHidden ? outlook.budget : outlook.ladder.ask);
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
export function budgetCandidates({ outlook, theme }: StoryInput, { plot, px, y: heightOf }: StoryFrame): Label[] {
  const y = heightOf(outlook.budget);
  const size = theme.text.small;
  const right = plot.x + plot.width - 6 * px;
  const word = [[{ text: "Budget", color: theme.color.ink, weight: 500 as const }]];
  return [-6, 6 + 0.72 * (size / px)].flatMap((down) => [
    labelAt(word, { x: plot.x + 6 * px, y: y + down * px, size }),
    labelAt(word, { x: right, y: y + down * px, size, anchor: "end" }),
  ]);
}

/** Ticks of the money axis, without those that the budget's tag would cover. */
export function axisLabels({ theme }: StoryInput, frame: StoryFrame, tag: Tag): Label[] {
  return leftLabels(frame.ticks, frame.y, frame.plot.x - frame.px, theme).filter(
    ({ box }) => overlapArea(box, grown(tag.box, 0, 1.5 * frame.px)) === 0,
  );
}

/**
 * Percents of the ladder's scale. Where they would meet, 70 goes first, then 90; the plan's own confidence always
 * stays.
 */
export function rungLabels({ outlook, theme }: StoryInput, frame: StoryFrame): Label[] {
  const { ladder, askIsHidden, budget } = outlook;
  const priority = [ladder.confidence, 0.5, 0.95, 0.8, 0.9, 0.7];
  const taken: number[] = [];
  const labels: Label[] = [];
  for (const confidence of priority) {
    const rung = ladder.rungs.find((one) => one.confidence === confidence);
    if (rung === undefined || (askIsHidden && hasReached(rung.amount, budget))) continue;
    const y = frame.y(rung.amount);
    if (taken.some((other) => Math.abs(other - y) < LEAST_GAP * frame.px)) continue;
    const isChosen = confidence === ladder.confidence;
    // Under the budget's line only the chosen percent is worth its place.
    if (!isChosen && Math.abs(frame.y(budget) - y) < 7 * frame.px) continue;
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
export function monthNames({ outlook, theme }: StoryInput, frame: StoryFrame): Label[] {
  const size = theme.text.tick;
  const months = outlook.monthStarts.length - 1;
  const names = outlook.monthStarts.slice(0, -1).map((first, m) => {
    const name = formatMonthTick(outlook.start + first);
    return months > 12 && m > 0 && name === "Jan" ? isoDateOf(outlook.start + first).slice(0, 4) : name;
  });
  const middle = (m: number): number => frame.x((outlook.monthStarts[m]! + outlook.monthStarts[m + 1]!) / 2);
  const widest = Math.max(...names.map((name) => textWidth(name, size)));
  const step = [1, 2, 3, 6, 12].find((every) => (frame.plot.width / months) * every >= widest + 4 * frame.px) ?? 12;
  const y = frame.plot.y + frame.plot.height + 15 * frame.px;
  return names.flatMap((name, m) =>
    m % step === 0
      ? [labelAt([[{ text: name, color: theme.color.ink2 }]], { x: middle(m), y, anchor: "middle", size })]
      : [],
  );
}
