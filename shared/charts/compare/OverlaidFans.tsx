import type { ReactElement } from "react";
import { formatChance } from "#shared/format/chances.ts";
import { formatDate, formatMonthTick } from "#shared/format/dates.ts";
import { formatMoney, moneyIn, type MoneyStyle } from "#shared/format/money.ts";
import { type Outlook, fanErrorOf, levelRow } from "#shared/forecast/answers/outlook.ts";
import { isoDateOf } from "#shared/units.ts";
import { type Box, type Point, areaPath, linePath, rounded, simplified } from "#shared/charts/base/geometry.ts";
import { stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import {
  type Label,
  type Obstacle,
  centredBaseline,
  grown,
  labelAt,
  Labels,
  placeLabel,
} from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { ScenarioDot } from "./ScenarioDot.tsx";
import { type ScenarioMark, scenarioMark } from "./scenarioMarks.ts";
import { moneyTicks } from "#shared/charts/runOut/storyFrame.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface OverlaidScenario {
  readonly name: string;
  /** Its place among all scenarios of the plan: decides letter, colour and dash. */
  readonly place: number;
  readonly outlook: Outlook;
}

export interface OverlaidFansProps {
  /** At least one; all of one plan, so of one year and one currency. */
  readonly scenarios: readonly OverlaidScenario[];
  /** Place of the scenario whose fan is filled; the others are lines. */
  readonly front: number;
  /** Day of the year on which the first of them begins to differ from the plan. */
  readonly changesFrom: number;
  /** How forecast money is written. */
  readonly money: MoneyStyle;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly plotHeight: number;
}

/** How far a simplified line may lie from the days' own, in the design's pixels. */
const TOLERANCE = 0.12;
/** Chance of being gone up to which a day counts as funded. */
const SAFE_RISK = 0.1;
/** Sizes in the design's pixels. */
const TOP_MARGIN = 12;
const MONTH_ROW = 24;
const BAR_WIDTH = 12;
const BAR_PITCH = 33;
const BAR_TO_WORDS = 30;
const DISC = 7.5;
/** Above the budget line; below it where that is near the top. */
const FLAG_HEIGHTS = [24, 42, 60, 78, -24, -42, -60, -78];

/**
 * The last day by whose end the money is gone in at most 1 of 10 futures, and every day before it; −1: not even the
 * first.
 */
export function fundedUntil({ runOut, days }: Outlook): number {
  const unsafe = runOut.byDay.findIndex((chance) => chance > SAFE_RISK);
  return unsafe < 0 ? days - 1 : unsafe - 1;
}

/** What the chart shows, for whoever does not see it: each scenario in one clause. */
export function overlaidSentence(scenarios: readonly OverlaidScenario[], money: MoneyStyle): string {
  const clauses = scenarios.map(({ name, outlook: { ladder, runOut, budget, currency, stopsAtBudget } }) => {
    const gone = `the ${formatMoney(currency, budget)} is gone in ${formatChance(1 - runOut.never)} futures`;
    if (stopsAtBudget) return `${name}: work stops at the budget, half below ${moneyIn(money, ladder.base)}, ${gone}`;
    return `${name}: half below ${moneyIn(money, ladder.base)}, ${Math.round(100 * ladder.confidence)}% below ${moneyIn(money, ladder.ask)}, ${gone}`;
  });
  return `Spend over the year on the same luck. ${clauses.join(". ")}.`;
}

/** What the lines of the chart are. */
const TABLED = [0.1, 0.5, 0.9];

/** The lines of the chart at month ends: 1 in 10 below, half below, 1 in 10 above, cumulative money. */
export function overlaidTable(scenarios: readonly OverlaidScenario[]): ChartTable {
  const first = scenarios[0]!.outlook;
  return {
    columns: [
      "up to and with",
      ...scenarios.flatMap(({ name }) => [`${name}, 1 in 10 below`, `${name}, half below`, `${name}, 1 in 10 above`]),
    ],
    rows: first.monthStarts
      .slice(1)
      .map((next) => [
        isoDateOf(first.start + next - 1),
        ...scenarios.flatMap(({ outlook }) => TABLED.map((level) => levelRow(outlook, level)[next]!)),
      ]),
    error: (month, column) =>
      column === 0
        ? null
        : fanErrorOf(
            scenarios[Math.floor((column - 1) / TABLED.length)]!.outlook,
            TABLED[(column - 1) % TABLED.length]!,
            first.monthStarts[month + 1]!,
          ),
  };
}

interface Frame {
  readonly px: number;
  readonly plot: Box;
  readonly bottom: number;
  readonly height: number;
  readonly top: number;
  readonly ticks: readonly { readonly amount: number; readonly text: string }[];
  readonly xOf: (day: number) => number;
  readonly yOf: (amount: number) => number;
  readonly barX: (index: number) => number;
  readonly wordsX: number;
}

function frameOf({ scenarios, front, money, theme, width, plotHeight }: OverlaidFansProps): Frame {
  const { px, text } = theme;
  const { currency, budget, days } = scenarios[0]!.outlook;
  const decision = Math.max(
    ...scenarios.map(({ outlook }) => Math.max(outlook.budget, outlook.ladder.ask, outlook.ladder.base)),
  );
  const drawn = scenarios.map(({ outlook, place }) => levelRow(outlook, place === front ? 0.99 : 0.95).at(-1)!);
  const top = Math.max(1.06 * decision, 1.02 * Math.min(Math.max(...drawn), 1.5 * decision), 1.1 * budget);
  const ticks = moneyTicks(currency, top);
  const axisWidth =
    Math.max(...ticks.map((tick) => textWidth(tick.text, text.tick)), textWidth(moneyIn(money, budget), text.tick)) +
    9 * px;
  const bars = (scenarios.length * BAR_PITCH + BAR_TO_WORDS) * px;
  const plot: Box = { x: axisWidth, y: TOP_MARGIN * px, width: width - axisWidth - bars, height: plotHeight };
  const bottom = plot.y + plot.height;
  return {
    px,
    plot,
    bottom,
    height: bottom + MONTH_ROW * px,
    top,
    ticks,
    xOf: (day) => plot.x + (day / days) * plot.width,
    yOf: (amount) => bottom - (Math.min(Math.max(amount, 0), top) / top) * plot.height,
    barX: (index) => plot.x + plot.width + (index + 0.78) * BAR_PITCH * px,
    wordsX: plot.x + plot.width + (scenarios.length + 0.42) * BAR_PITCH * px,
  };
}

/**
 * Up to six scenarios on one money and one time axis: the fan of the one in front is filled, the others are a middle
 * line and the lines of 1 in 10 and 9 in 10. Flags on the budget line say until when it lasts in 9 of 10; bars beside
 * it are the whole year.
 */
export function OverlaidFans(props: OverlaidFansProps): ReactElement {
  const { scenarios, front, money, theme, width } = props;
  const frame = frameOf(props);
  const { currency, monthStarts, start, days, actual } = scenarios[0]!.outlook;
  const { px, plot, bottom, yOf, xOf } = frame;
  const markOf = ({ place }: OverlaidScenario): ScenarioMark => scenarioMark(place, theme);
  const inFront = scenarios.find(({ place }) => place === front) ?? scenarios[0]!;
  const behind = scenarios.filter((scenario) => scenario !== inFront);
  const budgets = [...new Set(scenarios.map(({ outlook }) => outlook.budget))];
  const rightEdge = frame.barX(scenarios.length - 1) + (BAR_WIDTH / 2 + 8) * px;

  const words = (text: string, color: string, weight: 400 | 600 = 400) => [[{ text, color, weight }]];
  const flags = flagsOf(scenarios, frame, theme);
  const fixed: Label[] = [
    ...frame.ticks.map(({ amount, text }) =>
      labelAt(words(text, theme.color.ink3), {
        x: plot.x - 8 * px,
        y: centredBaseline(yOf(amount), theme.text.tick),
        anchor: "end",
        size: theme.text.tick,
        halo: false,
      }),
    ),
    ...monthStarts.slice(0, -1).map((day, m) =>
      labelAt(words(formatMonthTick(start + day), theme.color.ink2), {
        x: xOf((day + monthStarts[m + 1]!) / 2),
        y: bottom + 16 * px,
        anchor: "middle",
        size: theme.text.tick,
        halo: false,
      }),
    ),
    ...barWords(scenarios, frame, theme),
    ...flags.labels,
  ];
  // Months narrower than their names keep every second or third.
  const monthsShown = thinned(fixed, frame);
  const obstacles: Obstacle[] = [...monthsShown, ...flags.discs.map((box) => ({ box }))].map(({ box }) => ({
    box: grown(box, 3 * px, 2 * px),
    hard: true,
  }));
  const placed: Label[] = [];
  const place = (candidates: readonly Label[]): void => {
    const label = placeLabel(candidates, obstacles);
    if (label === null) return;
    placed.push(label);
    obstacles.push({ box: grown(label.box, 3 * px, 2 * px), hard: true });
  };
  for (const amount of budgets) {
    const budgetWords = words(`Budget ${formatMoney(currency, amount)}`, theme.color.ink, 600);
    place(
      [6, 80, 160, 240].map((right) =>
        labelAt(budgetWords, { x: plot.x + right * px, y: yOf(amount) - 6 * px, size: theme.text.small }),
      ),
    );
  }
  // Closed months are what they were under every scenario.
  const from = Math.max(props.changesFrom, closedDays(scenarios[0]!.outlook));
  const begin = scenarios.length > 1 && from > 0 && from < days ? from : null;
  const beginTop =
    begin === null ? 0 : Math.max(plot.y + 24 * px, yOf(1.6 * levelRow(inFront.outlook, 0.95)[begin]!) - 24 * px);
  if (begin !== null) {
    const beginWords = words(`changes start ${formatDate(start + begin, { start })}`, theme.color.ink2);
    place(
      [0, 16, -16]
        .map((down) =>
          labelAt(beginWords, {
            x: xOf(begin) - 5 * px,
            y: beginTop + (8 + down) * px,
            anchor: "end",
            size: theme.text.tick,
          }),
        )
        .filter(({ box }) => box.x > plot.x),
    );
    obstacles.push({
      box: { x: xOf(begin) - 2 * px, y: beginTop, width: 4 * px, height: bottom - beginTop },
      hard: false,
    });
  }
  for (const amount of budgets)
    obstacles.push({ box: { x: plot.x, y: yOf(amount) - px, width: plot.width, height: 2 * px }, hard: true });
  for (const { points } of flags.sticks)
    obstacles.push({
      box: {
        x: points[0]![0] - 2 * px,
        y: Math.min(points[0]![1], points[1]![1]),
        width: 4 * px,
        height: Math.abs(points[0]![1] - points[1]![1]),
      },
      hard: true,
    });
  // One of the thin lines is named; it explains the others.
  for (const scenario of behind.slice(0, 1)) {
    const p90 = levelRow(scenario.outlook, 0.9);
    const days = p90.length - 1;
    const at = (share: number): Point => [xOf(share * days), yOf(p90[Math.round(share * days)]!)];
    const note = words(`${markOf(scenario).letter}: 9 in 10 below`, theme.color.ink2);
    place(
      [0.9, 0.82, 0.74, 0.66]
        .map((share) =>
          labelAt(note, { x: at(share)[0] - 6 * px, y: at(share)[1] - 6 * px, anchor: "end", size: theme.text.tick }),
        )
        .filter(({ box }) => box.y > plot.y),
    );
  }

  return (
    <Chart
      width={width}
      height={frame.height}
      sentence={overlaidSentence(scenarios, money)}
      marks={monthStarts.slice(1).map((next, m) => ({
        x: xOf(monthStarts[m]!),
        y: plot.y,
        width: xOf(next) - xOf(monthStarts[m]!),
        height: plot.height,
      }))}
    >
      <g fill="none" strokeWidth={theme.stroke.hair}>
        <path
          d={frame.ticks
            .filter(({ amount }) => amount > 0)
            .map(({ amount }) =>
              linePath([
                [plot.x, yOf(amount)],
                [rightEdge, yOf(amount)],
              ]),
            )
            .join("")}
          stroke={theme.color.hair}
        />
        <path
          d={
            linePath([
              [plot.x, bottom],
              [plot.x + plot.width, bottom],
            ]) +
            monthStarts
              .map((day) =>
                linePath([
                  [xOf(day), bottom],
                  [xOf(day), bottom + 4 * px],
                ]),
              )
              .join("")
          }
          stroke={theme.color.rule}
        />
      </g>
      <Bands outlook={inFront.outlook} hue={markOf(inFront).color} frame={frame} theme={theme} />
      {behind.map((scenario) => (
        <Lines key={scenario.place} outlook={scenario.outlook} mark={markOf(scenario)} frame={frame} theme={theme} />
      ))}
      <Middle outlook={inFront.outlook} mark={markOf(inFront)} frame={frame} theme={theme} />
      {actual !== null && (
        <path
          d={linePath(pointsOf(actual, frame))}
          stroke={theme.color.ink}
          strokeWidth={1.5 * theme.stroke.line}
          fill="none"
          strokeLinejoin="round"
        />
      )}
      {begin !== null && (
        <path
          d={linePath([
            [xOf(begin), beginTop],
            [xOf(begin), bottom],
          ])}
          stroke={theme.color.control}
          strokeWidth={theme.stroke.hair}
          strokeDasharray={`${rounded(2 * px)} ${rounded(3 * px)}`}
          fill="none"
        />
      )}
      {scenarios.map((scenario, i) => (
        <YearBar
          key={scenario.place}
          outlook={scenario.outlook}
          mark={markOf(scenario)}
          x={frame.barX(i)}
          frame={frame}
        />
      ))}
      <path
        d={budgets
          .map((amount) =>
            linePath([
              [plot.x, yOf(amount)],
              [rightEdge, yOf(amount)],
            ]),
          )
          .join("")}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
        fill="none"
      />
      {flags.sticks.map(({ points, color }, i) => (
        <path key={i} d={linePath(points)} stroke={color} strokeWidth={theme.stroke.line} />
      ))}
      <Labels labels={[...monthsShown, ...placed]} theme={theme} />
      {flags.marks.map(({ mark, at }) => (
        <ScenarioDot key={`flag ${mark.letter}`} mark={mark} at={at} radius={DISC * theme.px} theme={theme} />
      ))}
      {scenarios.map((scenario, i) => (
        <ScenarioDot
          key={`bar ${scenario.place}`}
          mark={markOf(scenario)}
          at={[frame.barX(i), bottom + 12 * px]}
          radius={DISC * theme.px}
          theme={theme}
        />
      ))}
    </Chart>
  );
}

function thinned(labels: readonly Label[], { bottom }: Frame): Label[] {
  const months = labels.filter(({ y, anchor }) => anchor === "middle" && y > bottom);
  const widest = Math.max(...months.map(({ box }) => box.width));
  const pitch = months.length > 1 ? months[1]!.x - months[0]!.x : Infinity;
  const every = Math.max(1, Math.ceil((widest + 4) / pitch));
  return labels.filter((label) => !months.includes(label) || months.indexOf(label) % every === 0);
}

function pointsOf(row: readonly number[], { xOf, yOf, px }: Frame, from = 0): Point[] {
  return simplified(
    row.slice(from).map((spend, i): Point => [xOf(from + i), yOf(spend)]),
    TOLERANCE * px,
  );
}

/** Closed days, which all scenarios share. */
function closedDays({ actual }: Outlook): number {
  return actual === null ? 0 : actual.length - 1;
}

interface PartProps {
  readonly outlook: Outlook;
  readonly frame: Frame;
  readonly theme: ChartTheme;
}

/** Twelve nested bands that fade. */
function Bands({ outlook, hue, frame, theme }: PartProps & { readonly hue: string }): ReactElement {
  const { fan } = outlook;
  const from = closedDays(outlook);
  const middle = fan.levels.length >> 1;
  return (
    <g>
      {Array.from({ length: middle }, (_, i) => (
        <path
          key={i}
          d={areaPath(
            pointsOf(fan.quantiles[fan.levels.length - 1 - i]!, frame, from),
            pointsOf(fan.quantiles[i]!, frame, from),
          )}
          fill={hue}
          fillOpacity={theme.bandAlpha}
        />
      ))}
      {theme.stroke.bandEdge > 0 &&
        [0.1, 0.9].map((level) => (
          <path
            key={`edge ${level}`}
            d={linePath(pointsOf(levelRow(outlook, level), frame, from))}
            stroke={hue}
            strokeWidth={theme.stroke.bandEdge}
            fill="none"
          />
        ))}
    </g>
  );
}

/** A scenario behind: middle and the lines of 1 in 10 and 9 in 10. */
function Lines({ outlook, mark, frame, theme }: PartProps & { readonly mark: ScenarioMark }): ReactElement {
  const dash = mark.dash === null ? {} : { strokeDasharray: mark.dash };
  return (
    <g fill="none" strokeLinejoin="round">
      {[0.1, 0.9].map((level) => (
        <path
          key={level}
          d={linePath(pointsOf(levelRow(outlook, level), frame, closedDays(outlook)))}
          stroke={mark.color}
          strokeOpacity={0.75}
          strokeWidth={theme.stroke.path * 0.8}
          {...dash}
        />
      ))}
      <Middle outlook={outlook} mark={mark} frame={frame} theme={theme} />
    </g>
  );
}

function Middle({ outlook, mark, frame, theme }: PartProps & { readonly mark: ScenarioMark }): ReactElement {
  const path = linePath(pointsOf(levelRow(outlook, 0.5), frame, closedDays(outlook)));
  return (
    <g fill="none" strokeLinejoin="round">
      <path
        d={path}
        stroke={theme.color.paper}
        strokeOpacity={0.4}
        strokeWidth={theme.stroke.line + 2 * theme.stroke.casing}
      />
      <path
        d={path}
        stroke={mark.color}
        strokeWidth={theme.stroke.line * 1.2}
        {...(mark.dash === null ? {} : { strokeDasharray: mark.dash })}
      />
    </g>
  );
}

/** The whole year: a bar that fades at both ends, a tick in the middle, a triangle at the ask. */
function YearBar({
  outlook,
  mark,
  x,
  frame,
}: Omit<PartProps, "theme"> & { readonly mark: ScenarioMark; readonly x: number }): ReactElement {
  const { yOf, px } = frame;
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((level) => levelRow(outlook, level).at(-1)!) as [number, number, number];
  const half = (BAR_WIDTH / 2) * px;
  const ask = yOf(outlook.ladder.ask);
  return (
    <g>
      {stripSteps({ p10, p50, p90 }).map(({ from, to }, k) => (
        <rect
          key={k}
          x={rounded(x - half)}
          y={rounded(yOf(to))}
          width={rounded(2 * half)}
          height={rounded(Math.max(0, yOf(from) - yOf(to)))}
          fill={mark.color}
          fillOpacity={0.046}
        />
      ))}
      <rect
        x={rounded(x - half - 2 * px)}
        y={rounded(yOf(p50) - px)}
        width={rounded(2 * half + 4 * px)}
        height={rounded(2 * px)}
        fill={mark.color}
      />
      <path
        d={`${linePath([
          [x - half - 7 * px, ask - 3.5 * px],
          [x - half - px, ask],
          [x - half - 7 * px, ask + 3.5 * px],
        ])}Z`}
        fill={mark.color}
      />
    </g>
  );
}

/** "80%" and "half" beside the last bar, apart from each other. */
function barWords(scenarios: readonly OverlaidScenario[], { wordsX, yOf, px }: Frame, theme: ChartTheme): Label[] {
  const { ladder } = scenarios.at(-1)!.outlook;
  const size = theme.text.tick;
  let ask = centredBaseline(yOf(ladder.ask), size);
  let half = centredBaseline(yOf(ladder.base), size);
  const overlap = size + 2 * px - (half - ask);
  if (overlap > 0) {
    ask -= overlap / 2;
    half += overlap / 2;
  }
  const word = (text: string, y: number): Label =>
    labelAt([[{ text, color: theme.color.ink3 }]], { x: wordsX - 8 * px, y, size });
  return [word(`${Math.round(100 * ladder.confidence)}%`, ask), word("half", half)];
}

/** Places to the sides of a flag's day, in discs. */
const SIDESTEPS = [0, -1, 1, -2, 2, -3, 3];

/**
 * Where each scenario's budget is funded until in 9 of 10: a stick on the budget line, its disc and its date. None
 * where it is funded all year.
 */
function flagsOf(scenarios: readonly OverlaidScenario[], frame: Frame, theme: ChartTheme) {
  const { px, xOf, yOf, plot } = frame;
  const labels: Label[] = [];
  const sticks: { points: Point[]; color: string }[] = [];
  const marks: { mark: ScenarioMark; at: Point }[] = [];
  const discs: Box[] = [];
  const taken: Box[] = [];
  const flagged = scenarios
    .map((scenario) => ({ scenario, day: fundedUntil(scenario.outlook) }))
    .filter(({ scenario, day }) => day < scenario.outlook.days - 1)
    .sort((one, other) => one.day - other.day);
  const clear = (boxes: readonly Box[]): boolean =>
    boxes.every((box) =>
      taken.every(
        (other) =>
          box.x > other.x + other.width ||
          other.x > box.x + box.width ||
          box.y > other.y + other.height ||
          other.y > box.y + box.height,
      ),
    );
  for (const { scenario, day } of flagged) {
    const mark = scenarioMark(scenario.place, theme);
    const x = xOf(Math.max(0, day + 1));
    const line = yOf(scenario.outlook.budget);
    const date = day < 0 ? "not one day" : formatDate(scenario.outlook.start + day, scenario.outlook);
    const text = [[{ text: date, color: theme.color.ink, weight: 600 as const }]];
    const options = FLAG_HEIGHTS.flatMap((height) =>
      (["end", "start"] as const).map((anchor) => {
        const y = line - height * px;
        const label = labelAt(text, {
          x: anchor === "end" ? x - (DISC + 5) * px : x + (DISC + 5) * px,
          y: centredBaseline(y, theme.text.small),
          anchor,
          size: theme.text.small,
        });
        const disc: Box = { x: x - DISC * px, y: y - DISC * px, width: 2 * DISC * px, height: 2 * DISC * px };
        return { y, label, disc };
      }),
    );
    const inside = options.filter(
      ({ label, y }) => label.box.x > plot.x && y > plot.y + DISC * px && y < plot.y + plot.height - 2 * DISC * px,
    );
    const best = inside.find(({ label, disc }) => clear([grown(label.box, 2 * px), grown(disc, px)]));
    // Where many run out near one day, a disc stands without its date, and beside its day if it must: never on
    // another's.
    const beside = SIDESTEPS.flatMap((step) =>
      inside.map(({ y, disc }) => ({ y, disc: { ...disc, x: disc.x + step * (2 * DISC + 2) * px } })),
    );
    const placed = best ?? beside.find(({ disc }) => clear([disc])) ?? options[0]!;
    const at: Point = [placed.disc.x + DISC * px, placed.y];
    sticks.push({
      points: [
        [x, line],
        [at[0], at[1] + (at[1] < line ? DISC : -DISC) * px],
      ],
      color: mark.color,
    });
    marks.push({ mark, at });
    discs.push(placed.disc);
    taken.push(placed.disc);
    if (best !== undefined) {
      labels.push(best.label);
      taken.push(best.label.box);
    }
  }
  const first = marks[0];
  const firstLabel = labels[0];
  if (first !== undefined && firstLabel !== undefined) {
    const note = labelAt([[{ text: "9 in 10 futures still funded on", color: theme.color.ink3 }]], {
      x: Math.min(firstLabel.box.x, first.at[0]) - 8 * px,
      y: firstLabel.y,
      anchor: "end",
      size: theme.text.tick,
    });
    if (note.box.x > plot.x && clear([note.box])) labels.push(note);
  }
  return { labels, sticks, marks, discs };
}
