import { type Box, type Point, around, grown, isWithin, overlapArea } from "./shapes.ts";
import { type FontWeight, textWidth } from "./textWidth.ts";

/** A stretch of a line in one weight and colour. */
export interface TextRun {
  readonly text: string;
  readonly color: string;
  readonly weight?: FontWeight;
}

/** Text with its place. Lines are set one below the other at 1.25 times the size. */
export interface Label {
  readonly lines: readonly (readonly TextRun[])[];
  /** Where the lines start, centre or end. */
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly size: number;
  /** What it covers. */
  readonly box: Box;
  /** Drawn with a paper-coloured outline, because it lies on marks. */
  readonly halo: boolean;
}

/** Distance of two baselines, in sizes of type. */
export const LINE_HEIGHT = 1.25;
/** Capital height and descent of IBM Plex Sans, em: what the eye takes for the box of a line. */
const CAP_HEIGHT = 0.72;
const DESCENT = 0.22;

export interface LabelPlace {
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly size: number;
  readonly halo?: boolean;
}

/** Lays out a label at a place; its box follows from the font's widths. */
export function labelAt(
  lines: readonly (readonly TextRun[])[],
  { x, y, anchor = "start", size, halo = true }: LabelPlace,
): Label {
  const width = Math.max(...lines.map((line) => lineWidth(line, size)));
  const left = anchor === "start" ? x : anchor === "middle" ? x - width / 2 : x - width;
  const height = (CAP_HEIGHT + DESCENT + (lines.length - 1) * LINE_HEIGHT) * size;
  return { lines, x, y, anchor, size, halo, box: { x: left, y: y - CAP_HEIGHT * size, width, height } };
}

/** A label moved sideways as little as it takes to lie between two places. */
export function centredWithin(label: Label, from: number, to: number): Label {
  const { box } = label;
  const x = Math.max(from, Math.min(box.x, to - box.width));
  return { ...label, x: label.x + x - box.x, box: { ...box, x } };
}

/** Width of one line of runs. */
export function lineWidth(line: readonly TextRun[], size: number): number {
  return line.reduce((sum, run) => sum + textWidth(run.text, size, run.weight), 0);
}

/** Baseline that centres capitals and digits of `size` on a height. */
export function centredBaseline(y: number, size: number): number {
  return y + 0.35 * size;
}

/**
 * Places of a label about a point, nearest first: right and left of it, somewhat higher or lower, then above and below.
 * Reaches are the distances from the point, in the theme's unit.
 */
export function besidePoint(
  lines: readonly (readonly TextRun[])[],
  [x, y]: Point,
  reaches: readonly number[],
  size: number,
): Label[] {
  return reaches.flatMap((reach) => [
    ...[0, -0.9, 0.9].flatMap((down) => [
      labelAt(lines, { x: x + reach, y: centredBaseline(y + down * size, size), size }),
      labelAt(lines, { x: x - reach, y: centredBaseline(y + down * size, size), anchor: "end", size }),
    ]),
    ...(["middle", "start", "end"] as const).flatMap((anchor) => [
      labelAt(lines, { x, y: y - reach, anchor, size }),
      labelAt(lines, { x, y: y + reach + CAP_HEIGHT * size, anchor, size }),
    ]),
  ]);
}

/**
 * Something that a label should not lie on. A `hard` obstacle (another label, a budget line) forbids; others cost by
 * area.
 */
export interface Obstacle {
  readonly box: Box;
  readonly hard: boolean;
}

/**
 * The first of the candidates that covers nothing hard and the least of the rest; null where every candidate covers
 * something hard. Candidates come in the order of preference, which decides between equals.
 */
export function placeLabel(candidates: readonly Label[], obstacles: readonly Obstacle[]): Label | null {
  let best: Label | null = null;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    if (obstacles.some(({ box, hard }) => hard && overlapArea(candidate.box, box) > 0)) continue;
    const cost = obstacles.reduce((sum, { box, hard }) => sum + (hard ? 0 : overlapArea(candidate.box, box)), 0);
    if (cost < bestCost - 1e-9) [best, bestCost] = [candidate, cost];
    if (bestCost === 0) break;
  }
  return best;
}

/**
 * A line as soft obstacles: small boxes along it, so that words rather lie beside it. Its points are in the chart's
 * pixels.
 */
export function lineObstacles(points: readonly Point[], step: number): Obstacle[] {
  return points.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = points[i]!;
    const pieces = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / step));
    return Array.from({ length: pieces }, (_, k) => ({
      box: around([fromX + ((x - fromX) * (k + 0.5)) / pieces, fromY + ((y - fromY) * (k + 0.5)) / pieces], step / 2),
      hard: false,
    }));
  });
}

/** Labels that are placed one after the other, each clear of all before it. */
export interface LabelLayout {
  /** What has been placed so far. */
  readonly labels: readonly Label[];
  /** What the next label must not, or should not, lie on. */
  readonly obstacles: readonly Obstacle[];
  /** Keeps later labels off these. */
  readonly avoid: (obstacles: readonly Obstacle[]) => void;
  /** Takes a label as it stands. */
  readonly add: (label: Label) => void;
  /** Takes the best candidate by `placeLabel`; null where none has room. */
  readonly place: (candidates: readonly Label[]) => Label | null;
}

/**
 * The one way in which labels are kept apart: each takes the best of its candidates within `bounds`, and then forbids
 * its box, grown by `gap`, to those that follow. Lengths are in the theme's unit.
 */
export function labelLayout({
  gap: [gapX, gapY],
  bounds,
  obstacles: given = [],
}: {
  readonly gap: readonly [x: number, y: number];
  readonly bounds?: Box;
  readonly obstacles?: readonly Obstacle[];
}): LabelLayout {
  const labels: Label[] = [];
  const obstacles: Obstacle[] = [...given];
  const add = (label: Label): void => {
    labels.push(label);
    obstacles.push({ box: grown(label.box, gapX, gapY), hard: true });
  };
  const place = (candidates: readonly Label[]): Label | null => {
    const inside = bounds === undefined ? candidates : candidates.filter(({ box }) => isWithin(box, bounds));
    const label = placeLabel(inside, obstacles);
    if (label !== null) add(label);
    return label;
  };
  return { labels, obstacles, avoid: (more) => obstacles.push(...more), add, place };
}

/** Boxes that forbid. */
export function hardObstacles(boxes: readonly Box[]): Obstacle[] {
  return boxes.map((box) => ({ box, hard: true }));
}

/** Whether boxes touch nothing that is hard. */
export function isClear(boxes: readonly Box[], obstacles: readonly Obstacle[]): boolean {
  return boxes.every((box) => obstacles.every((other) => !other.hard || overlapArea(box, other.box) === 0));
}

/** Heights moved as little as it takes to stand `apart`, in their order, between two ends. */
export function spacedHeights(heights: readonly number[], apart: number, low: number, high: number): number[] {
  return spacedStretches(
    heights.map((start) => ({ start, length: 0 })),
    apart,
    low,
    high,
  );
}

/**
 * Starts of stretches moved as little as it takes to leave a `gap` between them, in their order, between two ends; what
 * has no room is pushed past the lower end.
 */
export function spacedStretches(
  stretches: readonly { readonly start: number; readonly length: number }[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = stretches.map((_, i) => i).sort((one, other) => stretches[one]!.start - stretches[other]!.start);
  const moved = stretches.map(({ start }) => start);
  let least = low;
  for (const i of order) {
    moved[i] = Math.max(moved[i]!, least);
    least = moved[i] + stretches[i]!.length + gap;
  }
  let most = high;
  for (const i of order.toReversed()) {
    moved[i] = Math.min(moved[i]!, most - stretches[i]!.length);
    most = moved[i] - gap;
  }
  return moved;
}

/** The labels of an axis that lie wholly between two places: what the chart's edge would cut is left out. */
export function wholeBetween(labels: readonly Label[], from: number, to: number): Label[] {
  return labels.filter(({ box }) => box.x >= from && box.x + box.width <= to);
}
