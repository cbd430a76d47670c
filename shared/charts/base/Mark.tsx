import type { ReactElement } from "react";
import { rounded } from "./shapes.ts";
import { Chart } from "./Chart.tsx";
import type { ChartTheme } from "./theme.ts";

/** The product's mark: twelve dots for twelve months in ink, the first four hollow, eight full. */
export function Mark({ width, theme }: { readonly width: number; readonly theme: ChartTheme }): ReactElement {
  const pitch = width / 4;
  const radius = pitch * 0.4;
  const line = pitch * 0.17;
  return (
    <Chart width={width} height={3 * pitch} sentence="Past April">
      {Array.from({ length: 12 }, (_, month) => {
        const isHollow = month < 4;
        return (
          <circle
            key={month}
            cx={rounded(((month % 4) + 0.5) * pitch)}
            cy={rounded((Math.floor(month / 4) + 0.5) * pitch)}
            r={rounded(isHollow ? radius - line / 2 : radius)}
            {...(isHollow
              ? { fill: "none", stroke: theme.color.ink, strokeWidth: rounded(line) }
              : { fill: theme.color.ink })}
          />
        );
      })}
    </Chart>
  );
}
