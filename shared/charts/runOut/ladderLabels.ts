import {
  type Label,
  type Obstacle,
  type TextRun,
  centredBaseline,
  isClear,
  labelAt,
} from "#shared/charts/base/labels.ts";
import { grown, type Point } from "#shared/charts/base/shapes.ts";
import { LADDER_GAP, type StoryFrame, type StoryInput } from "./storyFrame.ts";
import { ladderWords } from "./storyWords.ts";

/**
 * The parts of the ladder beside its bar, each as near to its part as the other words allow; a line leads from a label
 * that had to move.
 */
export function ladderLabels(
  input: StoryInput,
  frame: StoryFrame,
  obstacles: readonly Obstacle[],
): { readonly label: Label; readonly leader: readonly Point[] | null }[] {
  const { outlook, money, theme, compact = false } = input;
  const { px, ladder: place } = frame;
  const { ladder, budget } = outlook;
  const between = (a: number, b: number): number => (frame.y(a) + frame.y(b)) / 2;
  const wanted = {
    reserve: between(ladder.ask, ladder.reserve?.amount ?? ladder.ask),
    contingency: between(ladder.base, ladder.ask),
    base: frame.y(ladder.base) + 12 * px,
    budget: frame.y(budget) + (budget < ladder.base ? 15 : -14) * px,
  };
  const taken = [...obstacles];
  let lower: Label | null = null;
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
      const clear = candidates.filter(({ box }) => isClear([box], taken));
      // Parts that stand one on the other are named so, where there is room.
      const isAbove = ({ box }: Label): boolean => part === "budget" || lower === null || box.y < lower.box.y;
      const label = clear.find(isAbove) ?? clear[0];
      if (label === undefined) return [];
      if (part !== "budget") lower = label;
      taken.push({ box: grown(label.box, 0, 3 * px), hard: true });
      const middle = label.box.y + label.box.height / 2;
      const target = part === "base" ? frame.y(ladder.base) : part === "budget" ? frame.y(budget) : wanted[part];
      const isFar = Math.abs(middle - target) > 20 * px;
      const leader: readonly Point[] = [
        [place.barX + place.barWidth + 2 * px, target],
        [place.labelX - 2.5 * px, middle],
      ];
      return [{ label, leader: isFar ? leader : null }];
    });
}
