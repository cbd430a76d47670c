import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";

export interface PairCloudProps {
  /** What each simulated year drew for the two assumptions, in any unit. */
  readonly one: ArrayLike<number>;
  readonly other: ArrayLike<number>;
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Furthest that a score lies from the middle. */
const REACH = 2.4;

/** A dot a simulated year, both assumptions by their ranks: how they move together, whatever their distributions. */
export function PairCloud({ one, other, sentence, width, height, theme, hue }: PairCloudProps): ReactElement {
  const [across, up] = [scores(one), scores(other)];
  const radius = 1.3 * theme.px;
  const place = (score: number, length: number): number =>
    radius + ((score + REACH) / (2 * REACH)) * (length - 2 * radius);
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <g fill={hue}>
        {across.map((score, i) => (
          <circle key={i} cx={rounded(place(score, width))} cy={rounded(place(-up[i]!, height))} r={rounded(radius)} />
        ))}
      </g>
    </Chart>
  );
}

/** Normal scores of the ranks of some values. */
function scores(values: ArrayLike<number>): number[] {
  const order = Array.from(values, (value, i) => ({ value, i })).toSorted((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (const [rank, { i }] of order.entries()) ranks[i] = rank;
  return ranks.map((rank) => normalQuantile((rank + 0.5) / values.length));
}
