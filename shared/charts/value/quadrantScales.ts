import { type Box, type Point } from "#shared/charts/base/shapes.ts";
import { leftRoom } from "#shared/charts/base/axes.tsx";
import { plotScales, type Scale } from "#shared/charts/base/scales.ts";
import type { Tick } from "#shared/charts/base/ticks.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { ELLIPSE_DISTANCE, isBeyondAxes, MOST_SHOWN, type QuadrantEllipse } from "#shared/value/quadrant.ts";
import type { PlacedUse, UseQuadrantProps } from "./quadrantWords.ts";

/** Height of the strip of years in which nothing arrives, and its distance from the plot, in the design's pixels. */
const STRIP = 24;
const STRIP_GAP = 8;
const POINTS = 72;
/** Name of the strip. */
export const NOTHING = "nothing";

/** The axes of the quadrant, in the theme's unit. */
export interface QuadrantFrame {
  readonly plot: Box;
  readonly strip: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly ticks: readonly Tick[];
}

/** Lays out the plot, the strip below it and the two scales. */
export function quadrantFrame({ theme, width, height }: UseQuadrantProps): QuadrantFrame {
  const { px } = theme;
  const ticks = [0, 0.5, 1, MOST_SHOWN].map((value) => ({ value, text: formatPercent(value) }));
  const left = leftRoom([...ticks, { value: 0, text: NOTHING }], theme, 8);
  const top = 6 * px;
  const foot = height - (STRIP + STRIP_GAP + 20) * px;
  const plot: Box = { x: left, y: top, width: width - left - 2 * px, height: foot - top };
  const { x, y } = plotScales(plot, [0, MOST_SHOWN], [0, MOST_SHOWN]);
  const strip: Box = { x: plot.x, y: foot + STRIP_GAP * px, width: plot.width, height: STRIP * px };
  return { plot, strip, x: x.clamp(true), y: y.clamp(true), ticks };
}

/** Uses whose ellipse has a middle within the axes. */
export function placedUses({ uses }: Pick<UseQuadrantProps, "uses">): PlacedUse[] {
  return uses.flatMap((use) => {
    const { use: across, impact: up } = use.ellipse;
    return across === null || up === null || isBeyondAxes(use.ellipse) ? [] : [{ ...use, across, up }];
  });
}

/** The outline within which 80 % of the simulated years lie in which something arrives; kept within the axes. */
export function ellipseOutline(
  { use, impact, covariance }: QuadrantEllipse,
  { x, y }: Pick<QuadrantFrame, "x" | "y">,
): Point[] {
  if (use === null || impact === null || covariance === null) return [];
  const [uses, both, impacts] = covariance;
  // The triangular root of the covariance takes a circle to the ellipse.
  const first = Math.sqrt(uses);
  const across = first > 0 ? both / first : 0;
  const second = Math.sqrt(Math.max(0, impacts - across * across));
  return Array.from({ length: POINTS }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / POINTS;
    const [cos, sin] = [ELLIPSE_DISTANCE * Math.cos(angle), ELLIPSE_DISTANCE * Math.sin(angle)];
    return [x(use + first * cos), y(impact + across * cos + second * sin)];
  });
}
