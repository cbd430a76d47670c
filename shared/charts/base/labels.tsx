import type { ReactElement } from "react";
import { type Box, type Point, around, overlapArea, rounded } from "./geometry.ts";
import { type FontWeight, textWidth } from "./textWidth.ts";
import { type ChartTheme, FONT_FAMILY } from "./theme.ts";

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

const LINE_HEIGHT = 1.25;
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

/** Width of one line of runs. */
export function lineWidth(line: readonly TextRun[], size: number): number {
  return line.reduce((sum, run) => sum + textWidth(run.text, size, run.weight), 0);
}

/** Baseline that centres capitals and digits of `size` on a height. */
export function centredBaseline(y: number, size: number): number {
  return y + 0.35 * size;
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

/** The box grown by `x` to the sides and `y` up and down. */
export function grown(box: Box, x: number, y = x): Box {
  return { x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y };
}

/** Draws laid-out labels. */
export function Labels({
  labels,
  theme,
}: {
  readonly labels: readonly Label[];
  readonly theme: ChartTheme;
}): ReactElement {
  return (
    <g fontFamily={FONT_FAMILY}>
      {labels.flatMap((label, i) =>
        label.lines.map((line, j) => (
          <text
            key={`${i} ${j}`}
            x={rounded(label.x)}
            y={rounded(label.y + j * LINE_HEIGHT * label.size)}
            fontSize={label.size}
            textAnchor={label.anchor}
            {...(label.halo
              ? {
                  paintOrder: "stroke",
                  stroke: theme.color.paper,
                  strokeWidth: theme.stroke.halo,
                  strokeLinejoin: "round",
                }
              : {})}
          >
            {line.map((run, k) => (
              <tspan key={k} fill={run.color} fontWeight={run.weight ?? 400}>
                {run.text}
              </tspan>
            ))}
          </text>
        )),
      )}
    </g>
  );
}
