import type { ReactElement } from "react";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { rounded } from "#shared/charts/base/shapes.ts";
import type { StoryFrame } from "./storyFrame.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** Sizes in the design's pixels. */
const PITCH = 9;
const PITCHES = [9, 8, 7, 6];
const RADIUS_SHARE = 0.42;
const FIRST_COLUMN = 7;
/** Columns may fill this share of the room; words need the rest. */
const COLUMNS_SHARE = 0.72;

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly isSpent: boolean;
}

export interface DotColumns {
  readonly pitch: number;
  readonly radius: number;
  readonly dots: readonly Dot[];
  /** Dots above the end of the money axis: counted in words. */
  readonly above: number;
}

/**
 * Places fifty dots on the money axis. Bins are one pitch high and start at the budget line, so that no dot straddles
 * it. Where one bin would be wider than the room, the dots get smaller; the last excess moves to the nearest bin on its
 * side.
 */
export function dotColumns(outlook: Outlook, frame: StoryFrame): DotColumns {
  const room = frame.dots.width * COLUMNS_SHARE;
  const pitch =
    PITCHES.map((size) => size * frame.px).find((size) => widestBin(outlook, frame, size) * size <= room) ??
    PITCHES.at(-1)! * frame.px;
  const { bins, above } = binned(outlook, frame, pitch);
  spill(bins, Math.max(1, Math.floor(room / pitch)));
  const line = frame.y(outlook.budget);
  const left = frame.dots.x + (FIRST_COLUMN / PITCH) * pitch;
  const dots = [...bins].flatMap(([bin, count]) =>
    Array.from({ length: count }, (_, column): Dot => ({
      x: left + column * pitch,
      y: line - (bin + 0.5) * pitch,
      isSpent: bin >= 0,
    })),
  );
  return { pitch, radius: RADIUS_SHARE * pitch, dots, above };
}

/** Dots by bin: bin 0 stands on the budget line, bin −1 hangs below it. */
function binned(
  outlook: Outlook,
  frame: StoryFrame,
  pitch: number,
): { readonly bins: Map<number, number>; readonly above: number } {
  const bins = new Map<number, number>();
  const line = frame.y(outlook.budget);
  let above = 0;
  outlook.dots.forEach((spend, i) => {
    if (spend > frame.top) {
      above++;
      return;
    }
    const isSpent = i >= outlook.dots.length - outlook.dotsSpent;
    const bin = Math.floor((line - frame.y(spend)) / pitch);
    const onItsSide = isSpent ? Math.max(0, bin) : Math.min(-1, bin);
    bins.set(onItsSide, (bins.get(onItsSide) ?? 0) + 1);
  });
  return { bins, above };
}

function widestBin(outlook: Outlook, frame: StoryFrame, pitch: number): number {
  return Math.max(0, ...binned(outlook, frame, pitch).bins.values());
}

/** Moves what exceeds `most` in a bin to the nearest bin of its side that has room. */
function spill(bins: Map<number, number>, most: number): void {
  for (const [bin, count] of [...bins]) {
    for (let excess = count - most; excess > 0; excess--) {
      bins.set(bin, bins.get(bin)! - 1);
      for (let distance = 1; ; distance++) {
        const target = [bin + distance, bin - distance].find(
          (other) => other >= 0 === bin >= 0 && (bins.get(other) ?? 0) < most,
        );
        if (target === undefined) continue;
        bins.set(target, (bins.get(target) ?? 0) + 1);
        break;
      }
    }
  }
}

/** The fifty dots: filled vermilion where the money is spent, a ring in the scenario's colour where it lasts. */
export function FiftyDots({
  outlook,
  frame,
  theme,
}: {
  readonly outlook: Outlook;
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
}): ReactElement {
  const { dots, radius } = dotColumns(outlook, frame);
  const ring = Math.min(1.5 * frame.px, radius * 0.45);
  return (
    <>
      <g fill={theme.color.overFill}>
        {dots.map(
          (dot, i) => dot.isSpent && <circle key={i} cx={rounded(dot.x)} cy={rounded(dot.y)} r={rounded(radius)} />,
        )}
      </g>
      <g fill={theme.color.paper} stroke={frame.hue} strokeWidth={rounded(ring)}>
        {dots.map(
          (dot, i) =>
            !dot.isSpent && <circle key={i} cx={rounded(dot.x)} cy={rounded(dot.y)} r={rounded(radius - ring / 2)} />,
        )}
      </g>
    </>
  );
}
