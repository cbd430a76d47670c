import type { ReactElement } from "react";
import { useChartTheme } from "#renderer/theme/theme.ts";

const PITCH = 10;
const COUNT = 50;

export interface TwoRowsOfDotsProps {
  /** How many of the fifty overspend. */
  readonly spent: number;
  /** Of those that do not. */
  readonly hue: string;
}

/** Fifty simulated years in two rows: those that overspend come first, filled. The words beside them say the same. */
export function TwoRowsOfDots({ spent, hue }: TwoRowsOfDotsProps): ReactElement {
  const theme = useChartTheme();
  const perRow = COUNT / 2;
  return (
    <svg width={perRow * PITCH} height={2 * PITCH} aria-hidden="true">
      {Array.from({ length: COUNT }, (_, i) => {
        const [cx, cy] = [(i % perRow) * PITCH + PITCH / 2, Math.floor(i / perRow) * PITCH + PITCH / 2];
        return i < spent ? (
          <circle key={i} cx={cx} cy={cy} r={4.2} fill={theme.color.overFill} />
        ) : (
          <circle key={i} cx={cx} cy={cy} r={3.5} fill="none" stroke={hue} strokeWidth={1.4} />
        );
      })}
    </svg>
  );
}
