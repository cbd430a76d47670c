import { markPlace, type MarkGroup } from "#shared/charts/base/marks.ts";
import type { Box } from "#shared/charts/base/shapes.ts";

/** A mark of a chart: its kind, and its place among them. */
export interface MarkAt {
  readonly group: number;
  readonly mark: number;
}

/** Where a mark lies, in the pixels of the frame around the chart. */
export type MarkBox = (group: number, mark: number) => Box | undefined;

/** How far from a mark it is still pointed at, pixels. */
const REACH = 10;

/** The mark that a point lies on or next to: the nearest, of several the smallest; null: none is within reach. */
export function markAtPoint(
  groups: readonly MarkGroup[],
  boxOf: MarkBox,
  x: number,
  y: number,
): (MarkAt & { readonly box: Box }) | null {
  let best: (MarkAt & { readonly box: Box }) | null = null;
  let least = REACH;
  let area = Infinity;
  groups.forEach(({ marks }, group) =>
    marks.forEach((_, mark) => {
      const box = boxOf(group, mark);
      if (box === undefined) return;
      const away = Math.hypot(beside(x, box.x, box.width), beside(y, box.y, box.height));
      const size = box.width * box.height;
      if (away > least || (away === least && size >= area)) return;
      [best, least, area] = [{ group, mark, box }, away, size];
    }),
  );
  return best;
}

function beside(at: number, from: number, length: number): number {
  return Math.max(0, from - at, at - from - length);
}

/** Places of marks in the frame's pixels: their own, else those that the chart within it has written. */
export function boxesIn(frame: HTMLElement, groups: readonly MarkGroup[]): MarkBox {
  const chart = frame.querySelector<SVGSVGElement>("svg[data-marks]");
  const written = (chart?.dataset["marks"] ?? "").split(";");
  const inner = chart?.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  return (group, mark) => {
    const own = groups[group]?.marks[mark]?.box;
    if (own !== undefined) return own;
    const box = groups.length === 1 ? markPlace(written[mark] ?? "", 0) : undefined;
    return box === undefined || inner === undefined
      ? undefined
      : { ...box, x: box.x + inner.left - outer.left, y: box.y + inner.top - outer.top };
  };
}
