import type { ReactElement } from "react";
import { type Label, LINE_HEIGHT } from "./labels.ts";
import { rounded } from "./shapes.ts";
import { type ChartTheme, FONT_FAMILY } from "./theme.ts";

/** Draws laid-out labels. */
export function Labels({
  labels,
  theme,
}: {
  readonly labels: readonly Label[];
  readonly theme: ChartTheme;
}): ReactElement {
  return (
    <g fontFamily={FONT_FAMILY}>
      {labels.flatMap((label, i) =>
        label.lines.map((line, j) => (
          <text
            key={`${i} ${j}`}
            x={rounded(label.x)}
            y={rounded(label.y + j * LINE_HEIGHT * label.size)}
            fontSize={label.size}
            textAnchor={label.anchor}
            {...(label.halo
              ? {
                  paintOrder: "stroke",
                  stroke: theme.color.paper,
                  strokeWidth: theme.stroke.halo,
                  strokeLinejoin: "round",
                }
              : {})}
          >
            {line.map((run, k) => (
              <tspan key={k} fill={run.color} fontWeight={run.weight ?? 400}>
                {run.text}
              </tspan>
            ))}
          </text>
        )),
      )}
    </g>
  );
}
