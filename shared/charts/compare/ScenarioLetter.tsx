import type { ReactElement } from "react";
import { rounded } from "#shared/charts/base/shapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { scenarioMark } from "./scenarioMarks.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** The disc of a scenario with its letter, as a chart of its own: what a table on paper has at the head of a row. */
export function ScenarioLetter({
  place,
  size,
  theme,
}: {
  readonly place: number;
  readonly size: number;
  readonly theme: ChartTheme;
}): ReactElement {
  const { letter, color, isRing } = scenarioMark(place, theme);
  const text = size * 0.62;
  const edge = isRing ? size * 0.1 : 0;
  return (
    <Chart width={size} height={size} sentence={`Scenario ${letter}`}>
      <circle
        cx={rounded(size / 2)}
        cy={rounded(size / 2)}
        r={rounded(size / 2 - edge / 2)}
        fill={isRing ? theme.color.paper : color}
        stroke={color}
        strokeWidth={rounded(edge)}
      />
      <text
        x={rounded(size / 2)}
        y={rounded(size / 2 + text * 0.35)}
        textAnchor="middle"
        fontSize={rounded(text)}
        fontWeight={600}
        fill={isRing ? theme.color.ink2 : theme.color.paper}
      >
        {letter}
      </text>
    </Chart>
  );
}
