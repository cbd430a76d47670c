import { bisector } from "d3-array";
import { pathRound } from "d3-path";
import { curveLinearClosed, line } from "d3-shape";

/** A rectangle: x and y are its left and top edge. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** The box with some padding, `x` to the sides and `y` up and down. */
export function grown(box: Box, x: number, y = x): Box {
  return { x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y };
}

/** Whether a box lies wholly within another, touching edges included. */
export function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Area that two boxes share. */
export function overlapArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** A square about a point, `reach` to every side. */
export function around([x, y]: Point, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

/** Decimals of a coordinate in the file: a hundredth of a pixel. */
const DIGITS = 2;

const straight = line<Point>(
  ([x]) => x,
  ([, y]) => y,
).digits(DIGITS);
const closed = line<Point>(
  ([x]) => x,
  ([, y]) => y,
)
  .curve(curveLinearClosed)
  .digits(DIGITS);

/** A coordinate for the file. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** SVG path of straight lines through points. */
export function linePath(points: readonly Point[]): string {
  return straight(points as Point[]) ?? "";
}

/** SVG path of the area between an upper and a lower line. */
export function areaPath(upper: readonly Point[], lower: readonly Point[]): string {
  return closed([...upper, ...lower.toReversed()]) ?? "";
}

/** SVG path of level lines at some heights, from one place to another. */
export function linesAcross(heights: readonly number[], from: number, to: number): string {
  return heights
    .map((y) =>
      linePath([
        [from, y],
        [to, y],
      ]),
    )
    .join("");
}

/** SVG path of upright lines at some places, from one height to another. */
export function linesDown(places: readonly number[], from: number, to: number): string {
  return places
    .map((x) =>
      linePath([
        [x, from],
        [x, to],
      ]),
    )
    .join("");
}

/** SVG path of the area between a line and a floor at one height. */
export function areaAbove(line: readonly Point[], floor: number): string {
  return areaPath(
    line,
    line.map(([x]): Point => [x, floor]),
  );
}

const byPlace = bisector(([x]: Point) => x);

/**
 * The y of a line at a place, straight between its points, whose x ascend; level before the first and after the last.
 * There is at least one point.
 */
export function heightOn(points: readonly Point[], x: number): number {
  const after = byPlace.left(points, x);
  if (after === 0) return points[0]![1];
  if (after === points.length) return points.at(-1)![1];
  const [x0, y0] = points[after - 1]!;
  const [x1, y1] = points[after]!;
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/** SVG path of many rectangles at once: one node instead of hundreds. */
export function boxesPath(boxes: readonly Box[]): string {
  const drawn = pathRound(DIGITS);
  for (const { x, y, width, height } of boxes) drawn.rect(x, y, width, height);
  return drawn.toString();
}

/**
 * The line without the points that lie within `tolerance` of what remains (Ramer, Douglas and Peucker): a year of days
 * becomes a few dozen points and looks the same.
 */
export function simplified(exact: readonly Point[], tolerance: number): Point[] {
  // Coordinates of the file: the last bits of a browser and of Node differ, and must not decide which of two points
  // stays.
  const points = exact.map(([x, y]): Point => [rounded(x), rounded(y)]);
  if (points.length < 3) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [first, last] = span;
    const [x0, y0] = points[first]!;
    const [x1, y1] = points[last]!;
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    let farthest = -1;
    let distance = tolerance;
    for (let i = first + 1; i < last; i++) {
      const [x, y] = points[i]!;
      const off = Math.abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length;
      if (off > distance) [farthest, distance] = [i, off];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    spans.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, i) => keep[i] === 1);
}
