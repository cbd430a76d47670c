import { cumsum } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import { type Label, type TextRun, labelAt, lineWidth, spacedStretches } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** A part of a whole: tokens, review, failures, errors of one outcome. */
export interface SharePart {
  readonly name: string;
  readonly amount: number;
  /** The amount as it is written. */
  readonly figure: string;
}

export interface ShareBarProps {
  /** Largest first reads best; the order is the caller's. Amounts of at least 0, together more than 0. */
  readonly parts: readonly SharePart[];
  /** 8 in 10 trials of the whole, in the parts' unit. */
  readonly range?: { readonly p10: number; readonly p90: number };
  readonly width: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly sentence: string;
}

/** One hue, darkest first; further parts stay at the last step. */
const ALPHAS = [0.9, 0.55, 0.33, 0.18];
const BAR_HEIGHT = 12;

/** Labels under their parts, moved apart where parts are narrow; those that find no room are left to the table. */
export function shareLabels(
  parts: readonly SharePart[],
  lefts: readonly number[],
  width: number,
  theme: ChartTheme,
): Label[] {
  const size = theme.text.small;
  const lines = parts.map(({ figure, name }): TextRun[][] => [
    [{ text: figure, color: theme.color.ink, weight: 600 }],
    [{ text: name, color: theme.color.ink3 }],
  ]);
  const xs = spacedStretches(
    lines.map((two, i) => ({ start: lefts[i]!, length: Math.max(...two.map((line) => lineWidth(line, size))) })),
    8 * theme.px,
    0,
    width,
  );
  const y = (BAR_HEIGHT + 6) * theme.px + size;
  // Half a pixel: what was moved there and back may miss the edge by a rounding error.
  return lines.flatMap((two, i) =>
    xs[i]! >= -0.5 * theme.px ? [labelAt(two, { x: xs[i]!, y, size, halo: false })] : [],
  );
}

/** A whole and its parts in one hue, with a whisker for 8 in 10 trials. */
export function ShareBar({ parts, range, width, theme, hue, sentence }: ShareBarProps): ReactElement {
  const { px } = theme;
  const ends = [...cumsum(parts, ({ amount }) => amount)];
  const x = scaleLinear([0, Math.max(ends.at(-1)!, range?.p90 ?? 0)], [0, width]);
  const lefts = parts.map((_, i) => x(ends[i]! - parts[i]!.amount));
  const middle = (BAR_HEIGHT / 2) * px;
  return (
    <Chart width={width} height={(BAR_HEIGHT + 10) * px + 2.4 * theme.text.small} sentence={sentence}>
      {parts.map(({ name, amount }, i) => (
        <rect
          key={name}
          x={rounded(lefts[i]!)}
          y={0}
          width={rounded(Math.max(0, x(amount) - px))}
          height={rounded(BAR_HEIGHT * px)}
          fill={hue}
          fillOpacity={ALPHAS[i] ?? ALPHAS.at(-1)}
        />
      ))}
      {range !== undefined && (
        <path
          d={
            linesAcross([middle], x(range.p10), x(range.p90)) +
            linesDown([x(range.p10), x(range.p90)], middle - 4 * px, middle + 4 * px)
          }
          stroke={theme.color.ink}
          strokeWidth={theme.stroke.line}
          fill="none"
        />
      )}
      <Labels labels={shareLabels(parts, lefts, width, theme)} theme={theme} />
    </Chart>
  );
}

/** The parts in full. */
export function shareTable(parts: readonly SharePart[]): ChartTable {
  return { columns: ["part", "amount"], rows: parts.map(({ name, amount }) => [name, amount]) };
}
