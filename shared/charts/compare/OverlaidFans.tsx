import type { ReactElement } from "react";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { levelRow } from "#shared/forecast/answers/outlook.ts";
import { Floor, Grid, monthBoxes } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FadingBar } from "#shared/charts/base/FadingBar.tsx";
import { CasedLine, dayLine, FanBands } from "#shared/charts/base/FanMarks.tsx";
import { stripSteps } from "#shared/charts/base/IntervalStrip.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { linePath, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { flagsOf } from "./overlaidFlags.ts";
import { beginTop, overlaidLabels } from "./overlaidLabels.ts";
import {
  BAR_WIDTH,
  budgetsOf,
  closedDays,
  DISC,
  inFrontOf,
  overlaidFrame,
  type OverlaidFrame,
} from "./overlaidScales.ts";
import { type OverlaidFansProps, type OverlaidScenario, overlaidSentence } from "./overlaidWords.ts";
import { ScenarioDot } from "./ScenarioDot.tsx";
import { type ScenarioMark, scenarioMark } from "./scenarioMarks.ts";

/**
 * Up to six scenarios on one money and one time axis: the fan of the one in front is filled, the others are a middle
 * line and the lines of 1 in 10 and 9 in 10. Flags on the budget line say until when it lasts in 9 of 10; bars beside
 * it are the whole year.
 */
export function OverlaidFans(props: OverlaidFansProps): ReactElement {
  const { scenarios, money, theme, width } = props;
  const frame = overlaidFrame(props);
  const { plot, bottom, right, x, y } = frame;
  const { monthStarts } = scenarios[0]!.outlook;
  const flags = flagsOf(scenarios, frame, theme);
  const heights = frame.ticks.filter(({ value }) => value > 0).map(({ value }) => y(value));
  const budgets = budgetsOf(scenarios).map((amount) => y(amount));
  return (
    <Chart
      width={width}
      height={frame.height}
      sentence={overlaidSentence(scenarios, money)}
      marks={monthBoxes(monthStarts, x, plot)}
    >
      <Grid plot={{ ...plot, width: right - plot.x }} across={heights} theme={theme} />
      <Floor plot={plot} steps={monthStarts.map((day) => x(day))} theme={theme} />
      <Fans {...props} frame={frame} />
      {scenarios.map(({ outlook, place }, i) => (
        <YearBar key={place} outlook={outlook} mark={scenarioMark(place, theme)} at={frame.bar(i)} frame={frame} />
      ))}
      <path
        d={linesAcross(budgets, plot.x, right)}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
        fill="none"
      />
      {flags.map(({ mark, stick }) => (
        <path key={mark.letter} d={linePath(stick)} stroke={mark.color} strokeWidth={theme.stroke.line} />
      ))}
      <Labels labels={overlaidLabels(props, flags, frame)} theme={theme} />
      {flags.map(({ mark, at }) => (
        <ScenarioDot key={mark.letter} mark={mark} at={at} radius={DISC * theme.px} theme={theme} />
      ))}
      {scenarios.map(({ place }, i) => (
        <ScenarioDot
          key={place}
          mark={scenarioMark(place, theme)}
          at={[frame.bar(i), bottom + 12 * theme.px]}
          radius={DISC * theme.px}
          theme={theme}
        />
      ))}
    </Chart>
  );
}

/** The fan in front, the lines of the others, closed months, and where the scenarios begin to differ. */
function Fans({ frame, ...props }: OverlaidFansProps & { readonly frame: OverlaidFrame }): ReactElement {
  const { scenarios, theme } = props;
  const { x, bottom, begin } = frame;
  const inFront = inFrontOf(props);
  const closed = closedDays(inFront.outlook);
  const mark = scenarioMark(inFront.place, theme);
  const { actual } = scenarios[0]!.outlook;
  return (
    <g fill="none" strokeLinejoin="round">
      <FanBands fan={inFront.outlook.fan} scales={frame} from={closed} hue={mark.color} theme={theme} />
      {scenarios
        .filter((scenario) => scenario !== inFront)
        .map((scenario) => (
          <Lines key={scenario.place} scenario={scenario} frame={frame} theme={theme} />
        ))}
      <Middle outlook={inFront.outlook} mark={mark} frame={frame} theme={theme} />
      {actual !== null && (
        <path
          d={linePath(dayLine(actual, frame, theme))}
          stroke={theme.color.ink}
          strokeWidth={1.5 * theme.stroke.line}
        />
      )}
      {begin !== null && (
        <path
          d={linesDown([x(begin)], beginTop(props, frame), bottom)}
          stroke={theme.color.control}
          strokeWidth={theme.stroke.hair}
          strokeDasharray={dashes(theme, 2, 3)}
        />
      )}
    </g>
  );
}

interface PartProps {
  readonly outlook: Outlook;
  readonly mark: ScenarioMark;
  readonly frame: OverlaidFrame;
  readonly theme: ChartTheme;
}

/** A scenario behind: middle and the lines of 1 in 10 and 9 in 10. */
function Lines({
  scenario: { outlook, place },
  frame,
  theme,
}: Pick<PartProps, "frame" | "theme"> & { readonly scenario: OverlaidScenario }): ReactElement {
  const mark = scenarioMark(place, theme);
  return (
    <>
      {[0.1, 0.9].map((level) => (
        <path
          key={level}
          d={linePath(dayLine(levelRow(outlook, level), frame, theme, closedDays(outlook)))}
          stroke={mark.color}
          strokeOpacity={0.75}
          strokeWidth={theme.stroke.path * 0.8}
          strokeDasharray={mark.dash ?? undefined}
        />
      ))}
      <Middle outlook={outlook} mark={mark} frame={frame} theme={theme} />
    </>
  );
}

function Middle({ outlook, mark, frame, theme }: PartProps): ReactElement {
  return (
    <CasedLine
      points={dayLine(levelRow(outlook, 0.5), frame, theme, closedDays(outlook))}
      color={mark.color}
      width={theme.stroke.line * 1.2}
      casing={theme.stroke.line}
      dash={mark.dash ?? undefined}
      theme={theme}
    />
  );
}

/** The whole year: a bar that fades at both ends, a tick in the middle, a triangle at the ask. */
function YearBar({
  outlook,
  mark,
  at,
  frame: { y, px },
}: Omit<PartProps, "theme"> & { readonly at: number }): ReactElement {
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((level) => levelRow(outlook, level).at(-1)!) as [number, number, number];
  const half = (BAR_WIDTH / 2) * px;
  const ask = y(outlook.ladder.ask);
  const triangle = linePath([
    [at - half - 7 * px, ask - 3.5 * px],
    [at - half - px, ask],
    [at - half - 7 * px, ask + 3.5 * px],
  ]);
  return (
    <g>
      <FadingBar
        steps={stripSteps({ p10, p50, p90 })}
        scale={y}
        edge={at - half}
        thickness={2 * half}
        isUpright
        hue={mark.color}
      />
      <rect
        x={rounded(at - half - 2 * px)}
        y={rounded(y(p50) - px)}
        width={rounded(2 * half + 4 * px)}
        height={rounded(2 * px)}
        fill={mark.color}
      />
      <path d={`${triangle}Z`} fill={mark.color} />
    </g>
  );
}
