import { cumsum } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { linesAcross, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** One hue, darkest first; further parts stay at the last step. */
const TONES = [0.9, 0.55, 0.33, 0.18];

/** How dark the part of a centre is, by its place. */
export function centreTone(place: number): number {
  return TONES[place] ?? TONES.at(-1)!;
}

export interface MonthBarProps {
  /** Money of a month by cost center, in their order. */
  readonly parts: readonly number[];
  /** The month's part of the budget. */
  readonly budget: number;
  /** Money at the upper edge, the same for all months. */
  readonly top: number;
  /** A closed month is ink. */
  readonly isClosed: boolean;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly sentence: string;
}

/** A month as the stacked parts of its cost centers, with a line where its budget is. */
export function MonthBar(props: MonthBarProps): ReactElement {
  const { parts, budget, top, isClosed, width, height, theme, hue, sentence } = props;
  const { px, color, stroke } = theme;
  const y = scaleLinear([0, top], [height, 2 * px]).clamp(true);
  const ends = [...cumsum(parts)];
  const inset = 5 * px;
  return (
    <Chart width={width} height={height} sentence={sentence}>
      {parts.map((part, i) => (
        <rect
          key={i}
          x={rounded(inset)}
          y={rounded(y(ends[i]!))}
          width={rounded(width - 2 * inset)}
          height={rounded(Math.max(0, y(ends[i]! - part) - y(ends[i]!)))}
          fill={isClosed ? color.ink : hue}
          fillOpacity={centreTone(i)}
        />
      ))}
      <path d={linesAcross([y(budget)], 0, width)} stroke={color.ink} strokeWidth={stroke.line} />
    </Chart>
  );
}
