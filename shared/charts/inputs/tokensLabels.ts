import { formatFactor, formatTokens } from "#shared/format/counts.ts";
import { bottomLabels } from "#shared/charts/base/axes.tsx";
import {
  centredWithin,
  hardObstacles,
  type Label,
  labelAt,
  labelLayout,
  lineObstacles,
  wholeBetween,
} from "#shared/charts/base/labels.ts";
import { around, type Box } from "#shared/charts/base/shapes.ts";
import { logTicks } from "#shared/charts/base/ticks.ts";
import type { TokensFrame } from "./tokensScales.ts";
import { roughTokens, stoppedShare, type TokensChartProps } from "./tokensWords.ts";

/** The radius of a handle, in the design's pixels. */
export const HANDLE = 6;

/** Heights at which the words of the cap may begin, from the chart's top, the best first. */
const CAP_DOWN = [34, 50, 66, 13];
/** How far above the curve the words of the dear end may stand. */
const EXPENSIVE_UP = [10, 26, 42, 58];
/** Length of a piece of the curve that words avoid. */
const PIECE = 4;

/** Every word of the chart: ticks, the middle, the cap, the dear end. None lies on the curve where it can be helped. */
export function tokensLabels(props: TokensChartProps, frame: TokensFrame): Label[] {
  const { width, height, theme, cap } = props;
  const { px, text, color } = theme;
  const { axis, plot, density, at, heightAt } = frame;
  const ticks = logTicks(Math.exp(axis.low), Math.exp(axis.high)).map((value) => ({
    value,
    text: formatTokens(value),
  }));
  const handles = [at(0.5), at(0.95)].map((amount): Box => around([axis.xOf(amount), heightAt(amount)], HANDLE * px));
  const layout = labelLayout({
    gap: [0, 0],
    bounds: { x: 0, y: 0, width, height },
    obstacles: [...hardObstacles(handles), ...lineObstacles(density, PIECE * px)],
  });
  const middle = labelAt([[{ text: `median ${roughTokens(at(0.5))}`, color: color.ink, weight: 600 }]], {
    x: axis.xOf(at(0.5)),
    y: 13 * px,
    anchor: "middle",
    size: text.small,
  });
  layout.add(centredWithin(middle, 0, width));
  if (cap !== null) layout.place(capPlaces(props, frame));
  layout.place(expensivePlaces(props, frame));
  const below = bottomLabels(ticks, axis.xOf, plot.y + plot.height, theme, { color: color.ink3, below: 14 });
  return [...wholeBetween(below, 0, width), ...layout.labels];
}

/** Where the two lines about the cap may stand: right or left of its line, in the order of preference. */
function capPlaces({ cap, theme }: TokensChartProps, { axis, at }: TokensFrame): Label[] {
  const { px, text, color } = theme;
  const { tokens, stopped } = cap!;
  const multiple = `${formatFactor(tokens / at(0.5))}×`;
  const lines = [
    [{ text: `cap: ${multiple} the median, ${formatTokens(tokens)}`, color: color.ink2 }],
    [{ text: `cuts ${stoppedShare(stopped)} of attempts`, color: color.ink3 }],
  ];
  const x = axis.xOf(tokens);
  return CAP_DOWN.flatMap((down) => [
    labelAt(lines, { x: x + 6 * px, y: down * px, size: text.small }),
    labelAt(lines, { x: x - 6 * px, y: down * px, anchor: "end", size: text.small }),
  ]);
}

/** Where the words of the dear end may stand: beside its handle, then at the edge above the curve. */
function expensivePlaces({ width, theme }: TokensChartProps, { axis, at, heightAt }: TokensFrame): Label[] {
  const { px, text, color } = theme;
  const words = [[{ text: `1 in 20 above ${roughTokens(at(0.95))}`, color: color.ink, weight: 600 as const }]];
  const [x, y] = [axis.xOf(at(0.95)), heightAt(at(0.95))];
  return [
    ...EXPENSIVE_UP.map((up) => labelAt(words, { x: x + 10 * px, y: y - up * px + 12 * px, size: text.small })),
    ...EXPENSIVE_UP.map((up) => labelAt(words, { x: width, y: y - up * px, anchor: "end", size: text.small })),
  ];
}
