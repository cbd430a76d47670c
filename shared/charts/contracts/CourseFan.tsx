import type { ReactElement } from "react";
import { bottomLabels, Floor, Grid, leftLabels, leftRoom } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { CasedLine, dayLine, FanBands } from "#shared/charts/base/FanMarks.tsx";
import { centredWithin, labelAt, type TextRun } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { type Box, linePath, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import type { Tick } from "#shared/charts/base/ticks.ts";

/** A quantity by day (or month): quantiles at levels symmetric about one half, and some simulated years. */
export interface CourseBands {
  readonly levels: readonly number[];
  readonly quantiles: readonly (readonly number[])[];
  readonly lines: readonly (readonly number[])[];
}

export interface CourseFanProps {
  readonly fan: CourseBands;
  /** Entries up to this one have happened: the line is ink. */
  readonly closedTo: number;
  /** Words under the axis, at entries. */
  readonly steps: readonly Tick[];
  readonly amounts: readonly Tick[];
  readonly lowest: number;
  readonly highest: number;
  /** A line across, such as what is included. */
  readonly level?: number;
  /** An entry that is pointed out, on the line or on the floor, with words above it. */
  readonly marked?: { readonly at: number; readonly words: readonly (readonly string[])[] };
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Sizes in the design's pixels. */
const TOP = 10;
const AXIS = 20;
const RING = 3.5;

function courseScales({ fan, amounts, lowest, highest, width, height, theme }: CourseFanProps) {
  const { px } = theme;
  const left = leftRoom(amounts, theme);
  const plot: Box = { x: left, y: TOP * px, width: width - left - 2 * px, height: height - (AXIS + TOP) * px };
  const entries = fan.quantiles[0]!.length;
  const { x, y } = plotScales(plot, [0, Math.max(1, entries - 1)], [lowest, highest]);
  return { plot, x, y: y.clamp(true) };
}

/** A quantity over time as a fan with its middle, eight simulated years, and what has happened in ink. */
export function CourseFan(props: CourseFanProps): ReactElement {
  const { fan, closedTo, steps, amounts, level, marked, sentence, width, height, theme, hue } = props;
  const frame = courseScales(props);
  const { plot, x, y } = frame;
  const foot = plot.y + plot.height;
  const isOpen = closedTo < fan.quantiles[0]!.length - 1;
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <Grid plot={plot} across={amounts.map(({ value }) => y(value))} theme={theme} />
      {isOpen && <FanBands fan={fan} scales={frame} from={closedTo} hue={hue} theme={theme} />}
      <Lines {...props} frame={frame} />
      <Floor plot={plot} theme={theme} />
      {marked !== undefined && <Ring at={x(marked.at)} y={y(level ?? 0)} foot={foot} theme={theme} />}
      <Labels
        labels={[
          ...leftLabels(amounts, y, plot.x, theme),
          ...bottomLabels(steps, x, foot, theme),
          ...(marked === undefined ? [] : markedLabels(marked, frame, level, theme)),
        ]}
        theme={theme}
      />
    </Chart>
  );
}

interface LinesProps extends CourseFanProps {
  readonly frame: ReturnType<typeof courseScales>;
}

/** Simulated years, the middle, what has happened, and the line across. */
function Lines({ fan, closedTo, level, theme, hue, frame }: LinesProps): ReactElement {
  const { color, stroke } = theme;
  const { plot, x, y } = frame;
  const middle = fan.quantiles[fan.levels.indexOf(0.5)]!;
  return (
    <g fill="none" strokeLinejoin="round">
      {fan.lines.map((line, i) => (
        <path
          key={i}
          d={linePath(dayLine(line, frame, theme, closedTo))}
          stroke={hue}
          strokeWidth={stroke.path}
          strokeOpacity={0.75}
        />
      ))}
      {closedTo < middle.length - 1 && (
        <CasedLine
          points={dayLine(middle, frame, theme, closedTo)}
          color={hue}
          width={stroke.line}
          casing={stroke.line}
          dash={dashes(theme, 6, 4)}
          theme={theme}
        />
      )}
      {closedTo > 0 && (
        <>
          <path
            d={linesDown([x(closedTo)], plot.y, plot.y + plot.height)}
            stroke={color.ink3}
            strokeWidth={stroke.hair}
            strokeDasharray={dashes(theme, 1.5, 3)}
          />
          <path
            d={linePath(dayLine(middle.slice(0, closedTo + 1), frame, theme))}
            stroke={color.ink}
            strokeWidth={stroke.actual}
          />
        </>
      )}
      {level !== undefined && (
        <path d={linesAcross([y(level)], plot.x, plot.x + plot.width)} stroke={color.ink} strokeWidth={stroke.line} />
      )}
    </g>
  );
}

interface RingProps {
  readonly at: number;
  readonly y: number;
  readonly foot: number;
  readonly theme: ChartTheme;
}

/** What is pointed out: a ring, and a line down to the axis. */
function Ring({ at, y, foot, theme }: RingProps): ReactElement {
  const { px, color, stroke } = theme;
  return (
    <g>
      <path
        d={linesDown([at], y, foot)}
        stroke={color.ink}
        strokeWidth={stroke.line}
        strokeDasharray={dashes(theme, 3, 3)}
      />
      <circle
        cx={rounded(at)}
        cy={rounded(y)}
        r={RING * px}
        fill={color.paper}
        stroke={color.ink}
        strokeWidth={stroke.line}
      />
    </g>
  );
}

/** The words of what is pointed out: above the line, before the place where there is room, else behind it. */
function markedLabels(
  { at, words }: NonNullable<CourseFanProps["marked"]>,
  { plot, x, y }: ReturnType<typeof courseScales>,
  level: number | undefined,
  { color, px, text }: ChartTheme,
) {
  const isLate = x(at) > plot.x + 0.55 * plot.width;
  const lines = words.map((line, i) =>
    line.map((part): TextRun => ({ text: part, color: color.ink, weight: i === 0 ? 600 : 400 })),
  );
  const top = level === undefined ? plot.y + text.small : Math.max(plot.y + text.small, y(level) - 34 * px);
  return [
    centredWithin(
      labelAt(lines, {
        x: x(at) + (isLate ? -6 : 6) * px,
        y: top,
        anchor: isLate ? ("end" as const) : ("start" as const),
        size: text.small,
      }),
      plot.x + 4 * px,
      plot.x + plot.width,
    ),
  ];
}

/** The quantiles at the entries that have a name. */
export function courseTable(
  fan: CourseBands,
  names: readonly { readonly at: number; readonly name: string }[],
): ChartTable {
  const levels = [0.1, 0.5, 0.9].map((level) => fan.quantiles[fan.levels.indexOf(level)]!);
  return {
    columns: ["to the end of", "10% estimate", "middle estimate", "90% estimate"],
    rows: names.map(({ at, name }) => [name, ...levels.map((row) => row[at]!)]),
  };
}
