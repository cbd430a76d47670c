import { hasReached } from "#shared/plan/budget.ts";
import type { ReactElement } from "react";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { type Box, type Point, linePath, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { StoryFrame } from "./storyFrame.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";

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

interface LadderProps {
  readonly outlook: Outlook;
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
}

/**
 * The ladder: a percent scale at the height of its amounts, and a bar of base (filled), contingency (hatched) and
 * reserve (dashed).
 */
export function AskLadder(props: LadderProps): ReactElement {
  const { outlook, frame, theme } = props;
  const { px, y } = frame;
  const { barX, barWidth } = frame.ladder;
  return (
    <>
      <Rungs {...props} />
      <AskBar {...props} />
      {/* A paper gap lets the budget line show where it passes the bar. */}
      <rect
        x={rounded(barX)}
        y={rounded(y(outlook.budget) - 2 * px)}
        width={rounded(barWidth)}
        height={rounded(4 * px)}
        fill={theme.color.paper}
      />
    </>
  );
}

/** The percent scale: a stroke at the height of each amount, none where it is not known. */
function Rungs({ outlook: { ladder, budget, askIsHidden }, frame, theme }: LadderProps): ReactElement | null {
  const { scaleX } = frame.ladder;
  const rungs = ladder.rungs
    .filter(({ amount }) => !askIsHidden || !hasReached(amount, budget))
    .map(({ amount }) => frame.y(amount));
  if (rungs.length === 0) return null;
  return (
    <path
      d={
        linesDown([scaleX], Math.min(...rungs), Math.max(...rungs)) + linesAcross(rungs, scaleX - 4 * frame.px, scaleX)
      }
      fill="none"
      stroke={theme.color.control}
      strokeWidth={theme.stroke.hair}
    />
  );
}

/** Base, contingency and reserve as one bar. */
function AskBar({ outlook: { ladder, askIsHidden }, frame, theme }: LadderProps): ReactElement {
  const { barX, barWidth } = frame.ladder;
  const { px } = frame;
  const floor = frame.y(0);
  const base = frame.y(Math.min(ladder.base, ladder.ask));
  // Where work stops at the budget, nothing above the base is known to be needed.
  const ask = askIsHidden ? base : frame.y(ladder.ask);
  const contingency: Box = { x: barX, y: ask, width: barWidth, height: Math.max(0, base - ask) };
  const reserveTop = ladder.reserve === null || askIsHidden ? ask : frame.y(ladder.reserve.amount);
  const inset = theme.stroke.path / 2;
  return (
    <>
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
          strokeDasharray={dashes(theme, 2, 2)}
        />
      )}
    </>
  );
}
