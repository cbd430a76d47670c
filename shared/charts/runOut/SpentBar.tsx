import type { ReactElement } from "react";
import { formatChance } from "#shared/format/chances.ts";
import { rounded } from "#shared/charts/base/shapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** What the bar says, in one sentence. */
export function spentSentence(chance: number): string {
  return `Budget spent in ${formatChance(chance)} simulated years.`;
}

/** The chance that the budget is spent, as a small bar. */
export function SpentBar({
  chance,
  width,
  height,
  theme,
}: {
  readonly chance: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
}): ReactElement {
  const bar = 7 * theme.px;
  const y = (height - bar) / 2;
  return (
    <Chart width={width} height={height} sentence={spentSentence(chance)}>
      <rect x={0} y={rounded(y)} width={width} height={rounded(bar)} fill={theme.color.sunken} />
      {chance > 0 && (
        <rect
          x={0}
          y={rounded(y)}
          width={rounded(Math.max(0.5, chance * width))}
          height={rounded(bar)}
          fill={theme.color.overFill}
        />
      )}
    </Chart>
  );
}
