import { formatMoney } from "#shared/format/money.ts";
import { axisName, bottomLabels, leftLabels } from "#shared/charts/base/axes.tsx";
import {
  besidePoint,
  hardObstacles,
  type Label,
  labelAt,
  labelLayout,
  lineObstacles,
  type TextRun,
} from "#shared/charts/base/labels.ts";
import { around, type Point } from "#shared/charts/base/shapes.ts";
import { DISC, type ParetoProps } from "./paretoWords.ts";
import type { EqualLine, ParetoFrame } from "./paretoScales.ts";

/** Where along a line of equal worth its words may stand. */
const SHARES = [0.92, 0.86, 0.78, 0.7, 0.6, 0.5, 0.4, 0.3, 0.22, 0.14, 0.08];
/** How far from its disc a name may stand, in the design's pixels: never so far that it could belong to another. */
const REACHES = [12, 20, 28];

/** Every word: axes as they stand, then names and worths clear of discs, lines and dots. */
export function paretoLabels(props: ParetoProps, frame: ParetoFrame): readonly Label[] {
  const { options, currency, theme, width } = props;
  const { px, color } = theme;
  const size = theme.text.tick;
  const { plot, at, isInside } = frame;
  const lines = [
    ...lineObstacles(frame.frontier, 4 * px),
    ...frame.equal.flatMap(({ from, to }) => lineObstacles([from, to], 4 * px)),
  ];
  const layout = labelLayout({
    gap: [3 * px, 2 * px],
    bounds: { x: plot.x, y: plot.y, width: width - plot.x, height: props.height - plot.y },
    obstacles: [
      ...hardObstacles(options.map(({ mean }) => around(at(mean), DISC * px))),
      // A line through a word is worse than dots behind it.
      ...lines,
      ...lines,
      ...options.flatMap(({ dots }) =>
        dots.filter(isInside).map((dot) => ({ box: around(at(dot), 3 * px), hard: false })),
      ),
    ],
  });
  for (const { name, place, mean } of options) {
    if (place === 0 || !isInside(mean)) continue;
    layout.place(
      besidePoint(
        [[{ text: name, color: color.ink2 }]],
        at(mean),
        REACHES.map((reach) => reach * px),
        size,
      ),
    );
  }
  for (const line of frame.equal)
    layout.place(alongLine([[{ text: worthWords(currency, line.more), color: color.ink3 }]], line, px, size));
  return [...axisWords(props, frame), ...layout.labels];
}

function worthWords(currency: string, more: number): string {
  if (more === 0) return "same net value";
  return `${formatMoney(currency, Math.abs(more))} ${more > 0 ? "more" : "less"} net value`;
}

/**
 * Places along a line that rises to the right: its words are clear of it below it to the right, or above it to the
 * left.
 */
function alongLine(lines: readonly (readonly TextRun[])[], { from, to }: EqualLine, px: number, size: number): Label[] {
  return SHARES.flatMap((share) => {
    const at: Point = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    return [
      labelAt(lines, { x: at[0] + 5 * px, y: at[1] + 13 * px, size }),
      labelAt(lines, { x: at[0] - 5 * px, y: at[1] - 6 * px, anchor: "end", size }),
    ];
  });
}

function axisWords({ theme }: ParetoProps, { plot, bottom, x, y, xTicks, yTicks, outside }: ParetoFrame): Label[] {
  const below = bottom + 31 * theme.px;
  const lie = `${outside} ${outside === 1 ? "dot is" : "dots are"} outside`;
  return [
    ...leftLabels(yTicks, y, plot.x + theme.px, theme),
    ...bottomLabels(xTicks, x, bottom, theme),
    axisName("spend against A", { x: plot.x + plot.width, y: below, anchor: "end" }, theme),
    ...(outside > 0 ? [axisName(lie, { x: plot.x, y: below }, theme)] : []),
  ];
}
