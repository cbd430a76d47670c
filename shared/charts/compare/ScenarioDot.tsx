import type { ReactElement } from "react";
import { type Point, rounded } from "#shared/charts/base/shapes.ts";
import { centredBaseline, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { ScenarioMark } from "./scenarioMarks.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** A scenario's letter in its disc, or in its ring, within a chart. `radius` and `at` in the chart's unit. */
export function ScenarioDot({
  mark,
  at: [x, y],
  radius,
  theme,
}: {
  readonly mark: ScenarioMark;
  readonly at: Point;
  readonly radius: number;
  readonly theme: ChartTheme;
}): ReactElement {
  const { color, letter, isRing } = mark;
  const size = radius * 1.25;
  const edge = isRing ? 1.5 * theme.px : theme.stroke.casing;
  return (
    <g>
      <circle
        cx={rounded(x)}
        cy={rounded(y)}
        r={rounded(radius - (isRing ? edge / 2 : 0))}
        fill={isRing ? theme.color.paper : color}
        stroke={isRing ? color : theme.color.paper}
        strokeWidth={rounded(edge)}
      />
      <Labels
        labels={[
          labelAt([[{ text: letter, color: isRing ? theme.color.ink2 : theme.color.paper, weight: 600 }]], {
            x,
            y: centredBaseline(y, size),
            anchor: "middle",
            size,
            halo: false,
          }),
        ]}
        theme={theme}
      />
    </g>
  );
}
