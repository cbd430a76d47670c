import type { ReactElement } from "react";
import { Grid } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { around, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { dashes } from "#shared/charts/base/theme.ts";
import { paretoLabels } from "./paretoLabels.ts";
import { paretoFrame } from "./paretoScales.ts";
import { DISC, type ParetoProps, paretoSentence } from "./paretoWords.ts";
import { ScenarioDot } from "./ScenarioDot.tsx";
import { scenarioMark } from "./scenarioMarks.ts";

/**
 * What a saving costs: each scenario's spend and outcomes against the plan itself, with a few of its trials; the
 * frontier on which no scenario gets more outcomes for its cost; and lines on which a scenario is worth as much as the
 * plan, or more, or less.
 */
export function ParetoChart(props: ParetoProps): ReactElement {
  const { options, theme, width, height } = props;
  const { px, color, stroke } = theme;
  const frame = paretoFrame(props);
  const { plot, x, y, at, isInside, frontier } = frame;
  const drawn = options.filter(({ mean }) => isInside(mean));
  return (
    <Chart
      width={width}
      height={height}
      sentence={paretoSentence(props)}
      marks={options.map(({ mean }) => (isInside(mean) ? around(at(mean), DISC * px) : null))}
    >
      <Grid
        plot={plot}
        across={frame.yTicks.map(({ value }) => y(value))}
        down={frame.xTicks.map(({ value }) => x(value))}
        theme={theme}
      />
      {frame.equal.map(({ more, from, to }) => (
        <path
          key={more}
          d={linePath([from, to])}
          stroke={color.control}
          strokeWidth={more === 0 ? stroke.line * 0.8 : stroke.hair}
          strokeDasharray={more === 0 ? undefined : dashes(theme, 4, 3)}
          fill="none"
        />
      ))}
      {options.map(({ place, dots }) => (
        <g key={place} fill={scenarioMark(place, theme).color} fillOpacity={0.45}>
          {dots.filter(isInside).map((dot, i) => (
            <circle key={i} cx={rounded(at(dot)[0])} cy={rounded(at(dot)[1])} r={rounded(1.8 * px)} />
          ))}
        </g>
      ))}
      {frontier.length > 1 && <path d={linePath(frontier)} stroke={color.ink} strokeWidth={stroke.line} fill="none" />}
      <Labels labels={paretoLabels(props, frame)} theme={theme} />
      {drawn.map(({ place, mean }) => (
        <ScenarioDot key={place} mark={scenarioMark(place, theme)} at={at(mean)} radius={DISC * px} theme={theme} />
      ))}
    </Chart>
  );
}
