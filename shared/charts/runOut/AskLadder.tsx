import { hasReached } from "#shared/plan/budget.ts";
import type { ReactElement } from "react";
import type { Outlook } from "#shared/forecast/answers/outlook.ts";
import { type Box, type Point, linePath, rounded } from "#shared/charts/base/geometry.ts";
import type { StoryFrame } from "./storyFrame.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** Lines at 45 degrees through a box, clipped to it: drawn as lines, so that paper needs no pattern. */
export function hatching(box: Box, spacing: number): (readonly [Point, Point])[] {
  const lines: (readonly [Point, Point])[] = [];
  // A line x − left + y − top = offset enters by the left or lower edge and leaves by the top or right one.
  for (let offset = spacing / 2; offset < box.width + box.height; offset += spacing) {
    const from: Point = [box.x + Math.max(0, offset - box.height), box.y + Math.min(offset, box.height)];
    const to: Point = [box.x + Math.min(offset, box.width), box.y + Math.max(0, offset - box.width)];
    lines.push([from, to]);
  }
  return lines;
}

/**
 * The ladder: a percent scale at the height of its amounts, and a bar of base (filled), contingency (hatched) and
 * reserve (dashed).
 */
export function AskLadder({
  outlook,
  frame,
  theme,
}: {
  readonly outlook: Outlook;
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
}): ReactElement {
  const { ladder, budget, askIsHidden } = outlook;
  const { scaleX, barX, barWidth } = frame.ladder;
  const { px } = frame;
  const rungs = ladder.rungs
    .filter(({ amount }) => !askIsHidden || !hasReached(amount, budget))
    .map(({ amount }) => frame.yOf(amount));
  const floor = frame.yOf(0);
  const base = frame.yOf(Math.min(ladder.base, ladder.ask));
  // Where work stops at the budget, nothing above the base is known to be needed.
  const ask = askIsHidden ? base : frame.yOf(ladder.ask);
  const contingency: Box = { x: barX, y: ask, width: barWidth, height: Math.max(0, base - ask) };
  const reserveTop = ladder.reserve === null || askIsHidden ? ask : frame.yOf(ladder.reserve.amount);
  const line = frame.yOf(budget);
  const inset = theme.stroke.path / 2;
  return (
    <>
      {rungs.length > 0 && (
        <path
          d={[
            linePath([
              [scaleX, Math.min(...rungs)],
              [scaleX, Math.max(...rungs)],
            ]),
            ...rungs.map((y) =>
              linePath([
                [scaleX - 4 * px, y],
                [scaleX, y],
              ]),
            ),
          ].join("")}
          fill="none"
          stroke={theme.color.control}
          strokeWidth={theme.stroke.hair}
        />
      )}
      <rect
        x={rounded(barX)}
        y={rounded(base)}
        width={rounded(barWidth)}
        height={rounded(floor - base)}
        fill={frame.hue}
        fillOpacity={0.6}
      />
      {contingency.height > 0 && (
        <path
          d={hatching(contingency, 5 * px)
            .map(linePath)
            .join("")}
          stroke={frame.hue}
          strokeWidth={1.8 * px}
          fill="none"
        />
      )}
      {ask - reserveTop > theme.stroke.path && (
        <rect
          x={rounded(barX + inset)}
          y={rounded(reserveTop)}
          width={rounded(barWidth - 2 * inset)}
          height={rounded(ask - reserveTop)}
          fill="none"
          stroke={frame.hue}
          strokeWidth={theme.stroke.path}
          strokeDasharray={`${rounded(2 * px)} ${rounded(2 * px)}`}
        />
      )}
      {/* A paper gap lets the budget line pass the bar and be seen. */}
      <rect
        x={rounded(barX)}
        y={rounded(line - 2 * px)}
        width={rounded(barWidth)}
        height={rounded(4 * px)}
        fill={theme.color.paper}
      />
    </>
  );
}
