import type { ReactElement } from "react";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { weekdayOf } from "#shared/units.ts";
import { type Box, boxesPath, rounded } from "#shared/charts/base/shapes.ts";
import { type StoryFrame, CALENDAR_ROW } from "./storyFrame.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** Chances at which a step of the ramp begins; below the first none is said. */
export const SPENT_STEPS = [0.01, 0.1, 0.25, 0.4, 0.55, 0.7];

/** Step of the ramp for a chance that the money is spent: 0 (none) to 6. */
export function spentStep(chance: number): number {
  return SPENT_STEPS.filter((from) => chance >= from).length;
}

/** Narrower than this, in the design's pixels, a day is invisible: months are drawn whole. */
const LEAST_CELL = 1.6;

/**
 * The cell of each day, under its month on the time axis: weeks are rows, Monday first. Where a year is so long that
 * days would vanish, every day of a month shares the month's box.
 */
export function dayCells(outlook: Outlook, frame: StoryFrame): Box[] {
  const { px, calendar } = frame;
  return outlook.monthStarts.slice(0, -1).flatMap((first, m) => {
    const next = outlook.monthStarts[m + 1]!;
    const left = frame.x(first) + 1.5 * px;
    const width = frame.x(next) - frame.x(first) - 3 * px;
    const pitch = width / 7;
    // Monday is column 0.
    const offset = (weekdayOf(outlook.start + first) + 6) % 7;
    const gap = Math.min(0.9 * px, 0.18 * pitch);
    return Array.from({ length: next - first }, (_, day): Box => {
      if (pitch < LEAST_CELL * px) return { x: left, y: calendar.y, width, height: 2 * CALENDAR_ROW * px };
      const row = Math.floor((offset + day) / 7);
      return {
        x: left + ((offset + day) % 7) * pitch,
        y: calendar.y + row * CALENDAR_ROW * px,
        width: pitch - gap,
        height: (CALENDAR_ROW - 1) * px,
      };
    });
  });
}

/**
 * The month calendar under the fan: one hue in seven steps, closed days as dots, the days at 1 in 10 and half framed.
 */
export function RunOutCalendar({
  outlook,
  frame,
  theme,
  closedDays = 0,
}: {
  readonly outlook: Outlook;
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
  readonly closedDays?: number;
}): ReactElement {
  const cells = dayCells(outlook, frame);
  const { byDay, p10, p50 } = outlook.runOut;
  // Of days that share a box (a month drawn whole) the last one's chance is shown.
  const shown = cells
    .map((cell, day) => ({ cell, day }))
    .filter(({ cell, day }) => day >= closedDays && (cells[day + 1]?.x !== cell.x || cells[day + 1]?.y !== cell.y));
  const framed = [...new Set([p10, p50].filter((day) => day !== null))];
  const side = theme.stroke.ridge / 2;
  return (
    <>
      {theme.color.spent.map((color, step) => {
        const boxes = shown.filter(({ day }) => spentStep(byDay[day]!) === step).map(({ cell }) => cell);
        return boxes.length > 0 && <path key={step} d={boxesPath(boxes)} fill={color} />;
      })}
      {closedDays > 0 && (
        <path d={boxesPath(cells.slice(0, closedDays).map((cell) => dotIn(cell, frame.px)))} fill={theme.color.ink3} />
      )}
      {framed.map((day) => {
        const cell = cells[day]!;
        return (
          <rect
            key={day}
            x={rounded(cell.x - side)}
            y={rounded(cell.y - side)}
            width={rounded(cell.width + 2 * side)}
            height={rounded(cell.height + 2 * side)}
            fill="none"
            stroke={theme.color.ink}
            strokeWidth={theme.stroke.ridge}
          />
        );
      })}
    </>
  );
}

function dotIn(cell: Box, px: number): Box {
  const size = 1.8 * px;
  return { x: cell.x + (cell.width - size) / 2, y: cell.y + (cell.height - size) / 2, width: size, height: size };
}
