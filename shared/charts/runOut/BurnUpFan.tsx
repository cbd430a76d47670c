import type { ReactElement } from "react";
import type { TrialPath, Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { kernelDensity } from "#shared/statistics/density.ts";
import { CasedLine, dayLine, FanBands, fewerPoints } from "#shared/charts/base/FanMarks.tsx";
import { type Point, areaPath, linePath, linesDown, rounded, simplified } from "#shared/charts/base/shapes.ts";
import { type StoryFrame, RIDGE_HEIGHT } from "./storyFrame.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";

/** Bandwidth of the run-out density, days. */
const RIDGE_BANDWIDTH = 5;
/** Below this chance of running out there is no ridge: it would be drawn from a handful of trials. */
export const LEAST_RIDGE_CHANCE = 0.01;

/** How far the simplified ridge may lie from the days' own, in the design's pixels. */
const RIDGE_TOLERANCE = 0.12;

/** The density of the run-out day as it stands on the budget line. */
export interface Ridge {
  /** Its upper edge, left to right; the lower edge is the budget line. */
  readonly edge: readonly Point[];
  /** Where its left flank reaches half of the height, and the foot before it. */
  readonly flank: Point;
  readonly foot: Point;
}

/**
 * Gaussian kernel of 5 days over the run-out days, its mode 44 px high, cut at both ends of the year; null under 1 %.
 */
export function ridgeOf(outlook: Outlook, frame: StoryFrame): Ridge | null {
  const { runOut, days, budget } = outlook;
  if (1 - runOut.never < LEAST_RIDGE_CHANCE) return null;
  const density = kernelDensity(Float64Array.from(runOut.onDay), RIDGE_BANDWIDTH);
  const mode = Math.max(...density);
  const line = frame.y(budget);
  // A day's density stands at its middle; at the ends of the year the ridge is cut, not closed.
  const points = [0, ...Array.from(density, (_, day) => day + 0.5), days].map((at) => ({
    at,
    share: density[Math.min(days - 1, Math.floor(at))]! / mode,
  }));
  const pointOf = ({ at, share }: { readonly at: number; readonly share: number }): Point => [
    frame.x(at),
    line - share * RIDGE_HEIGHT * frame.px,
  ];
  const first = points.findIndex(({ share }) => share > 0.004);
  const last = points.findLastIndex(({ share }) => share > 0.004);
  const edge = points.slice(first, last + 1).map(pointOf);
  return {
    edge: simplified(edge, RIDGE_TOLERANCE * frame.px),
    flank: pointOf(points.find(({ share }) => share >= 0.5)!),
    foot: pointOf(points.find(({ share }) => share >= 0.06)!),
  };
}

/** Where a trial reaches the budget: its day with the fraction at which the line crosses. Null: it never does. */
export function crossingOf({ spend, spentOn }: TrialPath, budget: number): number | null {
  if (spentOn === null) return null;
  const before = spend[spentOn]!;
  const after = spend[spentOn + 1]!;
  return after > before ? spentOn + Math.min(1, Math.max(0, (budget - before) / (after - before))) : spentOn + 1;
}

interface FanProps {
  readonly outlook: Outlook;
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
  /** First day that is forecast: before it lie the closed months. */
  readonly fromDay?: number;
  /** Only the first few hundred trials are in: too few for bands and a middle. */
  readonly isFirst?: boolean;
}

/**
 * The burn-up fan: twelve nested bands that fade, a paper casing, the dashed middle, eight trials and the run-out
 * ridge. Never a lone central line, never a hard edge. Crossing dots are `FanCrossings`, which lie above the budget
 * line.
 */
export function BurnUpFan({ outlook, frame, theme, fromDay = 0, isFirst = false }: FanProps): ReactElement {
  return (
    <g fill="none" strokeLinejoin="round">
      {!isFirst && <Bands {...{ outlook, frame, theme, fromDay }} />}
      {outlook.paths.map((path) => (
        <PathMark key={path.trial} path={path} budget={outlook.budget} frame={frame} theme={theme} fromDay={fromDay} />
      ))}
      <RidgeMark outlook={outlook} frame={frame} theme={theme} />
    </g>
  );
}

/** Twelve nested bands, and on them the middle with its casing. */
function Bands({ outlook: { fan }, frame, theme, fromDay = 0 }: FanProps): ReactElement {
  const middle = fan.quantiles[fan.levels.length >> 1]!;
  return (
    <>
      <FanBands fan={fan} scales={frame} from={fromDay} hue={frame.hue} theme={theme} />
      <CasedLine
        points={dayLine(middle, frame, theme, fromDay)}
        color={frame.hue}
        width={theme.stroke.line}
        casing={theme.stroke.line}
        dash={dashes(theme, 6, 4)}
        theme={theme}
      />
    </>
  );
}

/** One trial: the scenario's colour up to the budget, vermilion above it. */
function PathMark({
  path,
  budget,
  frame,
  theme,
  fromDay,
}: {
  readonly path: TrialPath;
  readonly budget: number;
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
  readonly fromDay: number;
}): ReactElement {
  const { spend } = path;
  const crossing = crossingOf(path, budget);
  const all = spend.slice(fromDay).map((amount, i): Point => [frame.x(fromDay + i), frame.y(amount)]);
  const crossingPoint: Point | null = crossing === null ? null : [frame.x(crossing), frame.y(budget)];
  const below = crossing === null ? all : all.slice(0, Math.max(0, Math.floor(crossing) - fromDay + 1));
  const above = crossing === null ? [] : all.slice(Math.max(0, Math.floor(crossing) - fromDay + 1));
  const belowPath = linePath(fewerPoints(crossingPoint === null ? below : [...below, crossingPoint], theme));
  const abovePath = crossingPoint === null ? null : linePath(fewerPoints([crossingPoint, ...above], theme));
  return (
    <>
      <path
        d={linePath(fewerPoints(all, theme))}
        stroke={theme.color.paper}
        strokeOpacity={0.4}
        strokeWidth={theme.stroke.path + 2 * theme.stroke.casing}
      />
      <path d={belowPath} stroke={frame.hue} strokeWidth={theme.stroke.path} />
      {abovePath !== null && <path d={abovePath} stroke={theme.color.over} strokeWidth={theme.stroke.path} />}
    </>
  );
}

function RidgeMark({ outlook, frame, theme }: FanProps): ReactElement | null {
  const ridge = ridgeOf(outlook, frame);
  if (ridge === null) return null;
  const line = frame.y(outlook.budget);
  const area = areaPath(ridge.edge, [
    [ridge.edge[0]![0], line],
    [ridge.edge.at(-1)![0], line],
  ]);
  return (
    <>
      <path d={area} fill={theme.color.paper} fillOpacity={0.72} />
      <path d={area} fill={theme.color.overFill} fillOpacity={0.3} />
      <path d={linePath(ridge.edge)} stroke={theme.color.over} strokeWidth={theme.stroke.ridge} />
    </>
  );
}

/**
 * Two dashed drops, from the budget line to the calendar, on the days by which the money is spent in 1 of 10 and in
 * half.
 */
export function RunOutDrops({ outlook, frame, theme }: FanProps): ReactElement | null {
  if (ridgeOf(outlook, frame) === null) return null;
  const days = [...new Set([outlook.runOut.p10, outlook.runOut.p50].filter((day) => day !== null))];
  return (
    <g stroke={theme.color.over} strokeWidth={theme.stroke.path} strokeDasharray={dashes(theme, 3, 3)}>
      {days.map((day) => (
        <path
          key={day}
          d={linesDown([frame.x(day + 0.5)], frame.y(outlook.budget), frame.calendar.y - 1.5 * frame.px)}
        />
      ))}
    </g>
  );
}

/** A dot where each of the eight trials crosses the budget. */
export function FanCrossings({ outlook, frame, theme }: FanProps): ReactElement {
  const y = rounded(frame.y(outlook.budget));
  return (
    <g fill={theme.color.overFill} stroke={theme.color.paper} strokeWidth={frame.px}>
      {outlook.paths.map((path) => {
        const crossing = crossingOf(path, outlook.budget);
        return crossing === null ? null : (
          <circle key={path.trial} cx={rounded(frame.x(crossing))} cy={y} r={rounded(3.2 * frame.px)} />
        );
      })}
    </g>
  );
}
