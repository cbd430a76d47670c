import { leastIndex } from "d3-array";
import { bottomLabels, leftLabels } from "#shared/charts/base/axes.tsx";
import {
  hardObstacles,
  type Label,
  labelAt,
  type LabelLayout,
  labelLayout,
  type TextRun,
} from "#shared/charts/base/labels.ts";
import { around, type Point } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { formatCount } from "#shared/format/counts.ts";
import type { RunTailFrame, RunTailProps } from "./runTailScales.ts";

/** Words of the tail, and the lines from its notes to what they are about. */
export interface RunTailLabels {
  readonly labels: readonly Label[];
  readonly leaders: readonly (readonly [Point, Point])[];
}

/** How far words keep from a run or the curve, in the design's pixels. */
const CLEAR = 3;
/** Shares at which the runs and the curve are named: where the tail begins to bend away from the axis. */
const RUNS_AT = 0.3;
const CURVE_AT = 0.1;

/** Every word of the tail: both axes, the runaways, the runs, the curve. */
export function runTailLabels(props: RunTailProps, frame: RunTailFrame): RunTailLabels {
  const { points, far, farWords, runs, width, theme, hue } = props;
  const { plot, x, y, curve, dots } = frame;
  const { px, color } = theme;
  const foot = plot.y + plot.height;
  const layout = labelLayout({
    gap: [0, 0],
    bounds: { x: plot.x, y: 0, width: width - 2 * px - plot.x, height: foot },
    obstacles: hardObstacles([...dots, ...curve].map((point) => around(point, CLEAR * px))),
  });
  const leaders: (readonly [Point, Point])[] = [];
  const note = (words: readonly TextRun[][], at: Point, side: -1 | 1): void => {
    const label = placeBeside(layout, words, at, side, theme);
    if (label !== null) leaders.push([at, leaderEnd(label, theme)]);
  };
  const nearest = (share: number): number =>
    leastIndex(points, (one, other) => offBy(one.shareAbove, share) - offBy(other.shareAbove, share))!;
  const outlier = far[far.length >> 1];
  if (farWords.length > 0 && outlier !== undefined)
    note(farLines(farWords, theme), [x(outlier.observed), y(outlier.shareAbove)], 1);
  const runWords = `${runs === points.length ? "" : "a sample of "}${formatCount(runs)} runs`;
  const run = points[nearest(RUNS_AT)]!;
  note([[{ text: runWords, color: color.ink, weight: 600 }]], [x(run.observed), y(run.shareAbove)], 1);
  note([[{ text: "fitted curve", color: hue }]], curve[nearest(CURVE_AT)]!, -1);
  return {
    labels: [
      ...bottomLabels(frame.tokens, x, foot, theme, { color: color.ink3 }),
      ...leftLabels(frame.shares, y, plot.x, theme),
      ...layout.labels,
    ],
    leaders,
  };
}

/** How far two shares lie apart on a logarithmic axis. */
function offBy(one: number, other: number): number {
  return Math.abs(Math.log(one / other));
}

function farLines(words: readonly string[], { color }: ChartTheme): TextRun[][] {
  return words.map((text, i) => [i === 0 ? { text, color: color.ink, weight: 600 } : { text, color: color.ink3 }]);
}

/**
 * A label off a point: on the side that is wanted if there is room, else above, else on the other; null where every
 * place covers something.
 */
function placeBeside(
  layout: LabelLayout,
  words: readonly TextRun[][],
  [x, y]: Point,
  side: -1 | 1,
  { px, text: { small: size } }: ChartTheme,
): Label | null {
  const beside = (away: number): Label[] =>
    [16, 28, 42, 60].flatMap((reach) =>
      [-10, 6, -24, 22, 40].map((down) =>
        labelAt(words, { x: x + away * reach * px, y: y + down * px, anchor: away < 0 ? "end" : "start", size }),
      ),
    );
  const above = [30, 42, 54].flatMap((up) =>
    [0, 12, 24].map((over) => labelAt(words, { x: x + over * px, y: y - up * px, anchor: "middle", size })),
  );
  return layout.place([...beside(side), ...above, ...beside(-side)]);
}

/** Where the line to a label ends: before its first line, or below it where it stands above. */
function leaderEnd({ x, y, anchor, box }: Label, { px, text }: ChartTheme): Point {
  return anchor === "middle"
    ? [x, box.y + box.height + 2 * px]
    : [x + (anchor === "end" ? 3 : -3) * px, y - 0.35 * text.small];
}
