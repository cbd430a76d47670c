import type { ReactElement } from "react";
import { formatMonthTick } from "#shared/format/dates.ts";
import type { EpochDay } from "#shared/units.ts";
import { type Label, centredBaseline, labelAt, lineWidth } from "./labels.ts";
import type { Scale } from "./scales.ts";
import { type Box, linesAcross, linesDown } from "./shapes.ts";
import { textWidth } from "./textWidth.ts";
import type { ChartTheme } from "./theme.ts";
import type { Tick } from "./ticks.ts";

/** Between an axis and the words beside it, in the design's pixels. */
const GAP = 8;
/** From the foot of a plot to the baseline of the words below it. */
const BELOW = 16;
/** Least distance of two words beside each other. */
const APART = 4;

/** Words of a value axis at the left of a plot; `x` is the plot's left edge. */
export function leftLabels(ticks: readonly Tick[], y: Scale, x: number, theme: ChartTheme): Label[] {
  const size = theme.text.tick;
  return ticks.map(({ value, text }) =>
    labelAt([[{ text, color: theme.color.ink3 }]], {
      x: x - GAP * theme.px,
      y: centredBaseline(y(value), size),
      anchor: "end",
      size,
      halo: false,
    }),
  );
}

/** Room that the words of a value axis take at the left of a plot, in the theme's unit. */
export function leftRoom(ticks: readonly Tick[], theme: ChartTheme, gap = GAP + 1): number {
  return Math.max(...ticks.map(({ text }) => textWidth(text, theme.text.tick))) + gap * theme.px;
}

/** Words of an axis below a plot, centred under their values; `foot` is the plot's lower edge. */
export function bottomLabels(
  ticks: readonly Tick[],
  x: Scale,
  foot: number,
  theme: ChartTheme,
  { color = theme.color.ink2, below = BELOW }: { readonly color?: string; readonly below?: number } = {},
): Label[] {
  return ticks.map(({ value, text }) =>
    labelAt([[{ text, color }]], {
      x: x(value),
      y: foot + below * theme.px,
      anchor: "middle",
      size: theme.text.tick,
      halo: false,
    }),
  );
}

/** The name of an axis, or a note about it, at one of its ends. */
export function axisName(
  text: string,
  { x, y, anchor = "start" }: { readonly x: number; readonly y: number; readonly anchor?: "start" | "end" },
  theme: ChartTheme,
): Label {
  return labelAt([[{ text, color: theme.color.ink3 }]], { x, y, anchor, size: theme.text.tick, halo: false });
}

/**
 * Names of months centred under their days; every second, third … where they would touch. `starts` are the first days
 * of the months and, last, the day after them, in the scale's own days; `first` is the epoch day of its 0.
 */
export function monthLabels(
  { starts, first = 0 }: { readonly starts: readonly number[]; readonly first?: EpochDay },
  x: Scale,
  baseline: number,
  theme: ChartTheme,
  color: string = theme.color.ink2,
): Label[] {
  const names = starts.slice(0, -1).map((day, month) =>
    labelAt([[{ text: formatMonthTick(first + day), color }]], {
      x: x((day + starts[month + 1]!) / 2),
      y: baseline,
      anchor: "middle",
      size: theme.text.tick,
      halo: false,
    }),
  );
  return thinned(names, APART * theme.px);
}

/** Labels of one row in even steps: every one, or every second, third … where they would come too near. */
export function thinned(labels: readonly Label[], apart: number): Label[] {
  if (labels.length < 2) return [...labels];
  const widest = Math.max(...labels.map(({ lines, size }) => Math.max(...lines.map((line) => lineWidth(line, size)))));
  const pitch = (labels.at(-1)!.x - labels[0]!.x) / (labels.length - 1);
  const every = Math.max(1, Math.ceil((widest + apart) / pitch));
  return labels.filter((_, i) => i % every === 0);
}

/** Hairlines of a plot: across it at heights, down it at places. */
export function Grid({
  plot,
  across = [],
  down = [],
  theme,
}: {
  readonly plot: Box;
  readonly across?: readonly number[];
  readonly down?: readonly number[];
  readonly theme: ChartTheme;
}): ReactElement {
  return (
    <path
      d={linesAcross(across, plot.x, plot.x + plot.width) + linesDown(down, plot.y, plot.y + plot.height)}
      stroke={theme.color.hair}
      strokeWidth={theme.stroke.hair}
      fill="none"
    />
  );
}

/** The line on which a plot stands, with a short stroke below it where a month or a step begins. */
export function Floor({
  plot,
  steps = [],
  theme,
}: {
  readonly plot: Box;
  readonly steps?: readonly number[];
  readonly theme: ChartTheme;
}): ReactElement {
  const foot = plot.y + plot.height;
  return (
    <path
      d={linesAcross([foot], plot.x, plot.x + plot.width) + linesDown(steps, foot, foot + 4 * theme.px)}
      stroke={theme.color.rule}
      strokeWidth={theme.stroke.hair}
      fill="none"
    />
  );
}

/** The box of a month in a plot, for each month: what the arrows walk. */
export function monthBoxes(starts: readonly number[], x: Scale, plot: Box): Box[] {
  return starts.slice(1).map((next, month) => ({
    x: x(starts[month]!),
    y: plot.y,
    width: x(next) - x(starts[month]!),
    height: plot.height,
  }));
}
