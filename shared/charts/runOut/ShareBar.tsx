import type { ReactElement } from "react";
import { linePath, rounded } from "#shared/charts/base/shapes.ts";
import { type Label, type TextRun, labelAt, lineWidth } from "#shared/charts/base/labels.ts";
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
  /** 8 in 10 futures of the whole, in the parts' unit. */
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
  const gap = 8 * theme.px;
  const lines = parts.map(({ figure, name }): TextRun[][] => [
    [{ text: figure, color: theme.color.ink, weight: 600 }],
    [{ text: name, color: theme.color.ink3 }],
  ]);
  const widths = lines.map((two) => Math.max(...two.map((line) => lineWidth(line, size))));
  const xs = [...lefts];
  for (let i = 1; i < xs.length; i++) xs[i] = Math.max(xs[i]!, xs[i - 1]! + widths[i - 1]! + gap);
  let limit = width;
  for (let i = xs.length - 1; i >= 0; i--) {
    xs[i] = Math.min(xs[i]!, limit - widths[i]!);
    limit = xs[i]! - gap;
  }
  const y = (BAR_HEIGHT + 6) * theme.px + size;
  // Half a pixel: what was moved there and back may miss the edge by a rounding error.
  return lines.flatMap((two, i) =>
    xs[i]! >= -0.5 * theme.px ? [labelAt(two, { x: xs[i]!, y, size, halo: false })] : [],
  );
}

/** A whole and its parts in one hue, with a whisker for 8 in 10 futures. */
export function ShareBar({ parts, range, width, theme, hue, sentence }: ShareBarProps): ReactElement {
  const { px } = theme;
  const total = parts.reduce((sum, { amount }) => sum + amount, 0);
  const scale = width / Math.max(total, range?.p90 ?? 0);
  const lefts = parts.map((_, i) => scale * parts.slice(0, i).reduce((sum, { amount }) => sum + amount, 0));
  const middle = (BAR_HEIGHT / 2) * px;
  return (
    <Chart width={width} height={(BAR_HEIGHT + 10) * px + 2.4 * theme.text.small} sentence={sentence}>
      {parts.map(({ name, amount }, i) => (
        <rect
          key={name}
          x={rounded(lefts[i]!)}
          y={0}
          width={rounded(Math.max(0, amount * scale - px))}
          height={rounded(BAR_HEIGHT * px)}
          fill={hue}
          fillOpacity={ALPHAS[i] ?? ALPHAS.at(-1)}
        />
      ))}
      {range !== undefined && (
        <path
          d={
            linePath([
              [range.p10 * scale, middle],
              [range.p90 * scale, middle],
            ]) +
            [range.p10, range.p90]
              .map((end) =>
                linePath([
                  [end * scale, middle - 4 * px],
                  [end * scale, middle + 4 * px],
                ]),
              )
              .join("")
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
