import { hardObstacles, type Label, labelLayout, type Obstacle, placeLabel } from "#shared/charts/base/labels.ts";
import { around, type Box, grown, type Point } from "#shared/charts/base/shapes.ts";
import { type Ridge, ridgeOf } from "./BurnUpFan.tsx";
import { dotColumns } from "./FiftyDots.tsx";
import { ladderLabels } from "./ladderLabels.ts";
import { actualOf, type StoryFrame, type StoryInput } from "./storyFrame.ts";
import {
  actualLabels,
  countCandidates,
  framedCandidates,
  legendLabels,
  noteCandidates,
  ridgeCandidates,
  ridgeLeader,
} from "./storyNotes.ts";
import {
  askTagOf,
  axisLabels,
  budgetCandidates,
  budgetTagOf,
  monthNames,
  rungLabels,
  type Tag,
} from "./storyScales.ts";

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

/** Lays out every word. Order is priority: tags and scales first, notes last and only where there is room. */
export function storyLabels(input: StoryInput, frame: StoryFrame): StoryLabels {
  const { outlook } = input;
  const { px } = frame;
  const budgetTag = budgetTagOf(input, frame);
  const askTag = askTagOf(input, frame);
  const columns = dotColumns(outlook, frame);
  const ridge = ridgeOf(outlook, frame);
  const layout = labelLayout({ gap: [2 * px, px], obstacles: obstaclesOf(input, frame, [budgetTag, askTag]) });
  const leaders: (readonly Point[])[] = [];

  axisLabels(input, frame, budgetTag).forEach(layout.add);
  const rungs = rungLabels(input, frame);
  rungs.forEach(layout.add);
  monthNames(input, frame).forEach(layout.add);
  layout.place(budgetCandidates(input, frame));
  for (const { label, leader } of ladderLabels(input, frame, layout.obstacles)) {
    layout.add(label);
    if (leader !== null) leaders.push(leader);
  }
  for (const label of actualLabels(input, frame)) if (layout.place([label]) === null) layout.add(label);
  if (ridge !== null) {
    const ridgeLabel = layout.place(ridgeCandidates(input, frame, ridge));
    const leader = ridgeLabel === null ? null : ridgeLeader(ridgeLabel, ridge, px);
    if (leader !== null) leaders.push(leader);
  }
  for (const side of ["gone", "lasts", "above"] as const) layout.place(countCandidates(input, frame, columns, side));
  // A note gives way to everything.
  const all = layout.obstacles.map(({ box }) => box);
  const note = placeLabel(noteCandidates(input, frame), hardObstacles(all));
  if (note !== null) layout.add(note);
  const legend = legendLabels(input, frame);
  legend.labels.forEach(layout.add);
  layout.place(framedCandidates(input, frame));
  return {
    labels: layout.labels,
    budgetTag,
    askTag,
    askLabelX: outlook.askIsHidden ? null : rungs[0]!.box.x,
    leaders,
    swatches: legend.swatches,
  };
}

/** What no word of the story may cover, and what it rather should not. */
function obstaclesOf(input: StoryInput, frame: StoryFrame, tags: readonly [budget: Tag, ask: Tag]): Obstacle[] {
  const { outlook } = input;
  const { px, plot } = frame;
  const budgetY = frame.y(outlook.budget);
  const askY = frame.y(outlook.ladder.ask);
  const columns = dotColumns(outlook, frame);
  const ridge = ridgeOf(outlook, frame);
  const line = (y: number, from: number, to: number): Box => ({
    x: from,
    y: y - 1.5 * px,
    width: to - from,
    height: 3 * px,
  });
  return [
    ...hardObstacles([
      tags[0].box,
      grown(tags[1].box, 0, 3 * px),
      line(budgetY, plot.x, frame.width),
      ...(outlook.askIsHidden ? [] : [line(askY, frame.dots.x, tags[1].box.x)]),
      ...columns.dots.map((dot) => around([dot.x, dot.y], columns.radius + 3 * px)),
    ]),
    ...fanObstacles(input, frame),
    // Words may lie on a hairline, but rather not.
    ...frame.ticks.map(({ value }): Obstacle => ({
      box: { x: plot.x, y: frame.y(value) - px / 2, width: plot.width, height: px },
      hard: false,
    })),
    ...(ridge === null ? [] : [...ridgeObstacles(ridge, budgetY), ...dropObstacles(input, frame)]),
  ];
}

/** The fan as columns, and its trials with it: words may lie on it, but rather not. */
function fanObstacles(input: StoryInput, frame: StoryFrame): Obstacle[] {
  const { outlook } = input;
  const actual = actualOf(input);
  const { quantiles } = outlook.fan;
  const step = Math.max(1, Math.round(outlook.days / 48));
  const from = actual === undefined ? 0 : actual.length - 1;
  const columns: Obstacle[] = [];
  for (let day = from; day < outlook.days; day += step) {
    const end = Math.min(outlook.days, day + step);
    const top = frame.y(quantiles.at(-1)![end]!);
    const bottom = frame.y(quantiles[0]![day]!);
    columns.push({
      box: { x: frame.x(day), y: top, width: frame.x(end) - frame.x(day), height: bottom - top },
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
  const line = frame.y(outlook.budget);
  return [p10, p50]
    .filter((day) => day !== null)
    .map((day): Obstacle => ({
      box: {
        x: frame.x(day + 0.5) - frame.px,
        y: line,
        width: 2 * frame.px,
        height: frame.plot.y + frame.plot.height - line,
      },
      hard: false,
    }));
}
