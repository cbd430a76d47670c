import type { ReactElement } from "react";
import { rounded } from "#shared/charts/base/shapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export type Grade = "measured" | "sampled" | "judged" | "guessed";

/** Share of the disc that is filled: how much is known. */
const KNOWN: Readonly<Record<Grade, number>> = { measured: 1, sampled: 2 / 3, judged: 1 / 3, guessed: 0 };

/**
 * A disc filled by how much is known: measured full, sampled two thirds, judged one third, guessed empty and dashed.
 * Ink only.
 */
export function EvidenceDisc({
  grade,
  size,
  theme,
}: {
  readonly grade: Grade;
  readonly size: number;
  readonly theme: ChartTheme;
}): ReactElement {
  const line = size * 0.11;
  const center = size / 2;
  const radius = center - line / 2;
  const known = KNOWN[grade];
  const angle = known * 2 * Math.PI;
  const wedge = `M${rounded(center)},${rounded(center)}V${rounded(center - radius)}A${rounded(radius)},${rounded(radius)} 0 ${known > 0.5 ? 1 : 0} 1 ${rounded(center + radius * Math.sin(angle))},${rounded(center - radius * Math.cos(angle))}Z`;
  return (
    <Chart width={size} height={size} sentence={grade}>
      <circle
        cx={rounded(center)}
        cy={rounded(center)}
        r={rounded(radius)}
        fill={known === 1 ? theme.color.ink2 : "none"}
        stroke={theme.color.ink2}
        strokeWidth={rounded(line)}
        {...(known === 0 ? { strokeDasharray: `${rounded(radius * 0.5)} ${rounded(radius * 0.5472)}` } : {})}
      />
      {known > 0 && known < 1 && <path d={wedge} fill={theme.color.ink2} />}
    </Chart>
  );
}
