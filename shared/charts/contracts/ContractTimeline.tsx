import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Floor, Grid, monthLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import {
  centredBaseline,
  centredWithin,
  type Label,
  hardObstacles,
  labelAt,
  labelLayout,
  type TextRun,
} from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { bandMiddles } from "#shared/charts/base/scales.ts";
import { around, type Box, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { shortened } from "#shared/charts/base/textWidth.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { isoDateOf, type EpochDay } from "#shared/units.ts";

/** Something that happens on a day of a contract or a model: words, the important ones strong. */
export interface TimelineMark {
  readonly day: EpochDay;
  /** A disc is filled by its chance, a ring is an estimate, a stroke an end. */
  readonly kind: "disc" | "ring" | "stroke";
  /** 0..1. */
  readonly chance: number;
  readonly words: readonly { readonly text: string; readonly isStrong?: boolean }[];
}

/** A contract or a model over the year. */
export interface TimelineRow {
  readonly name: string;
  /** JSON pointer of what it is in the plan. */
  readonly pointer: string;
  /** Stretches in which it is in force, by how surely (0..1). */
  readonly bars: readonly { readonly from: EpochDay; readonly to: EpochDay; readonly share: number }[];
  readonly marks: readonly TimelineMark[];
  /** The row, by place, to which work goes from a day on. */
  readonly leadsTo?: { readonly row: number; readonly day: EpochDay; readonly chance: number };
}

export interface ContractTimelineProps {
  readonly rows: readonly TimelineRow[];
  /** First day of each fiscal month and, last, the day after the year. */
  readonly monthStarts: readonly EpochDay[];
  /** First day that is not closed. */
  readonly closedTo: EpochDay;
  readonly width: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Sizes in the design's pixels. */
const ROW = 20.5;
const AXIS = 22;
const NAME = 136;
const DISC = 5;
const GAP = 6;

/** Height of the time line. */
export function contractTimelineHeight(rows: readonly TimelineRow[], { px }: ChartTheme): number {
  return (rows.length * ROW + AXIS) * px;
}

/** "8 contracts and models: the first event is Copilot Business, renewal at 1 to 1.6 times, 70% likely." */
export function contractTimelineSentence({ rows }: Pick<ContractTimelineProps, "rows">): string {
  const first = rows
    .flatMap(({ name, marks }) => marks.map((mark) => ({ name, ...mark })))
    .toSorted((one, other) => one.day - other.day)[0];
  const count = rows.length === 1 ? "1 contract or model" : `${rows.length} contracts and models`;
  if (first === undefined) return `${count}: nothing changes this year.`;
  return `${count}: the first event is ${first.name}, ${wordsOf(first)}, on ${isoDateOf(first.day)}.`;
}

/** The words of a mark in one line. */
export function wordsOf({ words }: Pick<TimelineMark, "words">): string {
  return words.map(({ text }) => text).join("");
}

function timelineFrame({ rows, monthStarts, width, theme }: ContractTimelineProps) {
  const { px } = theme;
  const left = NAME * px;
  const plot: Box = { x: left, y: 0, width: width - left - DISC * px, height: rows.length * ROW * px };
  const x = scaleLinear([monthStarts[0]!, monthStarts.at(-1)!], [left, left + plot.width]).clamp(true);
  const band = bandMiddles(
    scaleBand(
      rows.map((_, i) => i),
      [0, plot.height],
    ),
  );
  return { plot, x, middle: band };
}

type Frame = ReturnType<typeof timelineFrame>;

interface PlacedMark {
  readonly mark: TimelineMark;
  readonly row: number;
  /** Where the next mark of the row begins, or the plot ends. */
  readonly until: number;
}

/** Below this width a cut text says nothing. */
const LEAST_WORDS = 80;

/**
 * Places of a mark's words, the best first: left of it, right of it, and the strong words alone, cut if need be, where
 * all have no room beside other marks of the row.
 */
function markCandidates({ mark, row, until }: PlacedMark, { plot, x, middle }: Frame, theme: ChartTheme): Label[] {
  const { px, color, text } = theme;
  const at = x(mark.day);
  const reach = (DISC + GAP) * px;
  const labelled = (runs: readonly TextRun[], anchor: "start" | "end"): Label =>
    labelAt([runs], {
      x: anchor === "end" ? at - reach : at + reach,
      y: centredBaseline(middle(row), text.tick),
      anchor,
      size: text.tick,
      halo: false,
    });
  const runsOf = (words: TimelineMark["words"]): TextRun[] =>
    words.map(({ text: own, isStrong }) =>
      isStrong === true ? { text: own, color: color.ink, weight: 600 } : { text: own, color: color.ink2 },
    );
  const all = runsOf(mark.words);
  const strong = runsOf(mark.words.filter(({ isStrong }) => isStrong === true));
  const room = until - at - 2 * reach;
  return [
    ...[all, ...(strong.length === 0 ? [] : [strong])].flatMap((runs) =>
      (["end", "start"] as const)
        .map((anchor) => labelled(runs, anchor))
        .filter(({ box }) => box.x > plot.x && box.x + box.width <= plot.x + plot.width),
    ),
    // Where there is room on neither side, the words lie within the plot, over the bar.
    centredWithin(labelled(all, "start"), plot.x, at - reach),
    ...(room < LEAST_WORDS * px || strong.length === 0
      ? []
      : [labelled([{ ...strong[0]!, text: shortened(strong[0]!.text, room, text.tick, 600) }], "start")]),
  ];
}

/** The words of marks on cleared ground, none over another mark or its words; what has no room is in the table alone. */
export function timelineLabels(props: ContractTimelineProps): readonly Label[] {
  const { rows, theme } = props;
  const frame = timelineFrame(props);
  const right = frame.plot.x + frame.plot.width;
  const marks = rows.flatMap(({ marks: own }, row) =>
    own.map((mark): PlacedMark => {
      const later = own.map(({ day }) => day).filter((day) => day > mark.day);
      return { mark, row, until: later.length === 0 ? right : frame.x(Math.min(...later)) };
    }),
  );
  const discs = marks.map(({ mark, row }) => around([frame.x(mark.day), frame.middle(row)], DISC * theme.px));
  const layout = labelLayout({ gap: [4 * theme.px, 0], obstacles: hardObstacles(discs) });
  for (const placed of marks) if (placed.mark.words.length > 0) layout.place(markCandidates(placed, frame, theme));
  return layout.labels;
}

/** Contracts and models in use over the year: in force, changed, ended. */
export function ContractTimeline(props: ContractTimelineProps): ReactElement {
  const { rows, monthStarts, closedTo, width, theme, hue } = props;
  const { px, color, stroke, text } = theme;
  const frame = timelineFrame(props);
  const { plot, x, middle } = frame;
  const height = contractTimelineHeight(rows, theme);
  const marks = rows.flatMap(({ marks: own }, row) => own.map((mark) => ({ row, mark })));
  const labels = timelineLabels(props);
  const names = rows.map(({ name }, row) =>
    labelAt([[{ text: shortened(name, (NAME - 10) * px, text.small, 500), color: color.ink, weight: 500 }]], {
      x: 0,
      y: centredBaseline(middle(row), text.small),
      size: text.small,
      halo: false,
    }),
  );
  return (
    <Chart
      width={width}
      height={height}
      sentence={contractTimelineSentence(props)}
      marks={marks.map(({ row, mark }) => around([x(mark.day), middle(row)], (DISC + 1) * px))}
    >
      <Grid plot={plot} down={monthStarts.map((day) => x(day))} theme={theme} />
      {rows.map((row, i) => (
        <RowBars key={i} row={row} y={middle(i)} frame={frame} theme={theme} hue={hue} />
      ))}
      {closedTo > monthStarts[0]! && (
        <path
          d={linesDown([x(closedTo)], plot.y, plot.y + plot.height)}
          stroke={color.ink2}
          strokeWidth={stroke.line}
          strokeDasharray={dashes(theme, 1.5, 3)}
        />
      )}
      {labels.map(({ box }, i) => (
        <rect
          key={i}
          x={rounded(box.x - 4 * px)}
          y={rounded(box.y - px)}
          width={rounded(box.width + 8 * px)}
          height={rounded(box.height + 2 * px)}
          fill={color.paper}
        />
      ))}
      {marks.map(({ row, mark }, i) => (
        <Mark key={i} mark={mark} x={x(mark.day)} y={middle(row)} theme={theme} hue={hue} />
      ))}
      <Floor plot={plot} theme={theme} />
      <Labels
        labels={[...monthLabels({ starts: monthStarts }, x, height - 6 * px, theme, color.ink3), ...names, ...labels]}
        theme={theme}
      />
    </Chart>
  );
}

interface RowBarsProps {
  readonly row: TimelineRow;
  readonly y: number;
  readonly frame: Frame;
  readonly theme: ChartTheme;
  readonly hue: string;
}

function RowBars({ row: { bars, leadsTo }, y, frame: { x, middle }, theme, hue }: RowBarsProps): ReactElement {
  return (
    <>
      {bars.map(({ from, to, share }, i) => (
        <path
          key={i}
          d={linesAcross([y], x(from), x(to))}
          stroke={hue}
          strokeWidth={3 * theme.px}
          strokeOpacity={rounded(0.12 + 0.43 * share)}
        />
      ))}
      {leadsTo !== undefined && (
        <path
          d={linesDown([x(leadsTo.day)], Math.min(y, middle(leadsTo.row)), Math.max(y, middle(leadsTo.row)))}
          stroke={hue}
          strokeWidth={theme.stroke.line}
          strokeOpacity={rounded(0.3 + 0.7 * leadsTo.chance)}
        />
      )}
    </>
  );
}

interface MarkProps {
  readonly mark: TimelineMark;
  readonly x: number;
  readonly y: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

function Mark({ mark: { kind, chance }, x, y, theme, hue }: MarkProps): ReactElement {
  const { px, color, stroke } = theme;
  if (kind === "stroke")
    return <path d={linesDown([x], y - DISC * px, y + DISC * px)} stroke={hue} strokeWidth={1.5 * stroke.line} />;
  const [cx, cy] = [rounded(x), rounded(y)];
  return (
    <g>
      <circle cx={cx} cy={cy} r={DISC * px} fill={color.paper} stroke={hue} strokeWidth={stroke.line} />
      {kind === "disc" && <circle cx={cx} cy={cy} r={rounded((DISC - 1) * px * Math.sqrt(chance))} fill={hue} />}
    </g>
  );
}

/** Every mark in full. */
export function contractTimelineTable(rows: readonly TimelineRow[]): ChartTable {
  return {
    columns: ["item", "day", "event", "probability"],
    rows: rows.flatMap(({ name, marks }) =>
      marks.map((mark) => [name, isoDateOf(mark.day), wordsOf(mark), mark.chance] as const),
    ),
  };
}
