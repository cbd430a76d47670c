import type { ReactElement } from "react";
import { Floor, Grid, leftLabels, leftRoom, monthLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FADE, FadingBar, fadingSteps } from "#shared/charts/base/FadingBar.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { type Box, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { formatMoney } from "#shared/format/money.ts";
import { isoMonthOf, type EpochDay } from "#shared/units.ts";

/** Money of one fiscal month: what the budget gives it, and what it costs. */
export interface PhasedMonth {
  readonly budget: number;
  /** What was spent in a closed month; else the likely range, null where nothing is forecast yet. */
  readonly spend:
    { readonly closed: number } | { readonly p10: number; readonly p50: number; readonly p90: number } | null;
}

export interface PhasingChartProps {
  readonly months: readonly PhasedMonth[];
  readonly monthStarts: readonly EpochDay[];
  readonly currency: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** "The budget gives each month between $46,000 and $53,000." */
export function phasingSentence({ months, currency }: Pick<PhasingChartProps, "months" | "currency">): string {
  const budgets = months.map(({ budget }) => budget);
  const [low, high] = [Math.min(...budgets), Math.max(...budgets)].map((money) => formatMoney(currency, money));
  return low === high
    ? `The budget gives each month ${low!}.`
    : `The budget gives each month between ${low!} and ${high!}.`;
}

/** Budget and spend by month, in full. */
export function phasingTable({ months, monthStarts }: Pick<PhasingChartProps, "months" | "monthStarts">): ChartTable {
  return {
    columns: ["Month", "Budget", "Closed", "1 in 10 less", "Middle estimate", "1 in 10 more"],
    rows: months.map(({ budget, spend }, month) => {
      const name = isoMonthOf(monthStarts[month]!);
      if (spend === null) return [name, budget, null, null, null, null];
      return "closed" in spend
        ? [name, budget, spend.closed, null, null, null]
        : [name, budget, null, spend.p10, spend.p50, spend.p90];
    }),
  };
}

/** Sizes in the design's pixels. */
const AXIS = 16;
const TOP = 8;
const BAR = 8;

function phasingScales({ months, monthStarts, currency, width, height, theme }: PhasingChartProps) {
  const { px } = theme;
  const highest = Math.max(
    ...months.flatMap(({ budget, spend }) => {
      const most = spend === null ? 0 : "closed" in spend ? spend.closed : spend.p90 + FADE * (spend.p90 - spend.p10);
      return [budget, most];
    }),
  );
  const ticks = moneyTicks(currency, 0, highest, 4);
  const left = leftRoom(ticks, theme);
  const plot: Box = { x: left, y: TOP * px, width: width - left, height: height - (AXIS + TOP) * px };
  const { x, y } = plotScales(plot, [monthStarts[0]!, monthStarts.at(-1)!], [0, highest * 1.05]);
  return { ticks, plot, x, y };
}

/** A line for each month's budget; behind it what was spent in closed months, then the likely range of the others. */
export function PhasingChart(props: PhasingChartProps): ReactElement {
  const { months, monthStarts, height, width, theme, hue } = props;
  const { ticks, plot, x, y } = phasingScales(props);
  const names = monthLabels({ starts: monthStarts }, x, height - 3 * theme.px, theme, theme.color.ink3);
  return (
    <Chart width={width} height={height} sentence={phasingSentence(props)}>
      <Grid plot={plot} across={ticks.slice(1).map(({ value }) => y(value))} theme={theme} />
      {months.map((month, m) => (
        <MonthMarks
          key={m}
          month={month}
          from={x(monthStarts[m]!)}
          to={x(monthStarts[m + 1]!)}
          y={y}
          theme={theme}
          hue={hue}
        />
      ))}
      <Floor plot={plot} theme={theme} />
      <Labels labels={[...leftLabels(ticks, y, plot.x, theme), ...names]} theme={theme} />
    </Chart>
  );
}

interface MonthMarksProps {
  readonly month: PhasedMonth;
  readonly from: number;
  readonly to: number;
  readonly y: ReturnType<typeof phasingScales>["y"];
  readonly theme: ChartTheme;
  readonly hue: string;
}

function MonthMarks({ month: { budget, spend }, from, to, y, theme, hue }: MonthMarksProps): ReactElement {
  const { px } = theme;
  const bar = Math.min(BAR * px, (to - from) / 2);
  const edge = (from + to - bar) / 2;
  const tick = (value: number, stroke: string, inset: number): ReactElement => (
    <line
      x1={rounded(from + inset)}
      x2={rounded(to - inset)}
      y1={rounded(y(value))}
      y2={rounded(y(value))}
      stroke={stroke}
      strokeWidth={2 * px}
    />
  );
  return (
    <>
      {spend !== null && "closed" in spend && (
        <rect
          x={rounded(edge)}
          width={rounded(bar)}
          y={rounded(y(spend.closed))}
          height={rounded(y(0) - y(spend.closed))}
          fill={theme.color.ink2}
        />
      )}
      {spend !== null && "p50" in spend && (
        <>
          <FadingBar
            steps={fadingSteps(spend.p10, spend.p50, spend.p90, 0)}
            scale={y}
            edge={edge}
            thickness={bar}
            isUpright
            hue={hue}
          />
          {tick(spend.p50, hue, (to - from - bar - 6 * px) / 2)}
        </>
      )}
      {tick(budget, theme.color.ink, 1.5 * px)}
    </>
  );
}
