import type { ReactElement } from "react";
import { Floor, Grid, leftLabels, leftRoom, monthBoxes, monthLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { type Box, linePath, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { hatching } from "#shared/charts/runOut/AskLadder.tsx";
import { formatMoneyTo } from "#shared/format/money.ts";
import { isoMonthOf, type EpochDay } from "#shared/units.ts";

/** A month of an allowance, in money: what is included, used of it, and charged beyond it. */
export interface AllowanceBar {
  readonly granted: number;
  readonly drawn: number;
  readonly overage: number;
  /** Overage lies between in 8 of 10. */
  readonly overageP10: number;
  readonly overageP90: number;
  readonly isClosed: boolean;
}

export interface AllowanceMonthsProps {
  readonly months: readonly AllowanceBar[];
  readonly monthStarts: readonly EpochDay[];
  readonly currency: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Sizes in the design's pixels; a bar is a share of its month. */
const TOP = 6;
const AXIS = 20;
const BAR = 0.66;
const SPACING = 4;

/** "Of what is included $5,200 is used in a month on average, $1,300 is not, and $4,500 is charged beyond it." */
export function allowanceSentence({ months, currency }: Pick<AllowanceMonthsProps, "months" | "currency">): string {
  const average = (of: (month: AllowanceBar) => number): string =>
    formatMoneyTo(currency, months.reduce((sum, month) => sum + of(month), 0) / months.length, 2);
  return `Of what is included ${average(({ drawn }) => drawn)} is used in a month on average, ${average(unusedOf)} is not, and ${average(({ overage }) => overage)} is charged beyond it.`;
}

function unusedOf({ granted, drawn }: AllowanceBar): number {
  return Math.max(0, granted - drawn);
}

function allowanceScales({ months, monthStarts, currency, width, height, theme }: AllowanceMonthsProps) {
  const { px } = theme;
  const highest = Math.max(
    1e-9,
    ...months.map(({ granted, drawn, overage, overageP90 }) =>
      Math.max(granted, Math.min(granted, drawn) + Math.max(overage, overageP90)),
    ),
  );
  const ticks = moneyTicks(currency, 0, highest, 4);
  const left = leftRoom(ticks, theme);
  const plot: Box = { x: left, y: TOP * px, width: width - left, height: height - (AXIS + TOP) * px };
  const { x, y } = plotScales(plot, [monthStarts[0]!, monthStarts.at(-1)!], [0, highest * 1.05]);
  return { ticks, plot, x, y };
}

/** Used solid, unused outlined, overage hatched from the line of what is included; closed months in ink. */
export function AllowanceMonths(props: AllowanceMonthsProps): ReactElement {
  const { months, monthStarts, width, height, theme } = props;
  const frame = allowanceScales(props);
  const { ticks, plot, x, y } = frame;
  const boxes = monthBoxes(monthStarts, x, plot);
  return (
    <Chart width={width} height={height} sentence={allowanceSentence(props)} marks={boxes}>
      <Grid plot={plot} across={ticks.slice(1).map(({ value }) => y(value))} theme={theme} />
      {months.map((month, m) => (
        <Bar key={m} month={month} box={boxes[m]!} y={y} {...props} />
      ))}
      <path
        d={boxes.map(({ x: left, width: wide }, m) => linesAcross([y(months[m]!.granted)], left, left + wide)).join("")}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.line}
      />
      <Floor plot={plot} theme={theme} />
      <Labels
        labels={[
          ...leftLabels(ticks, y, plot.x, theme),
          ...monthLabels({ starts: monthStarts }, x, height - 5 * theme.px, theme, theme.color.ink3),
        ]}
        theme={theme}
      />
    </Chart>
  );
}

interface BarProps extends AllowanceMonthsProps {
  readonly month: AllowanceBar;
  readonly box: Box;
  readonly y: ReturnType<typeof allowanceScales>["y"];
}

function Bar({ month, box, y, theme, hue }: BarProps): ReactElement {
  const { granted, drawn, overage, overageP10, overageP90, isClosed } = month;
  const { color, stroke, px } = theme;
  const tone = isClosed ? color.ink2 : hue;
  const x = box.x + ((1 - BAR) / 2) * box.width;
  const width = BAR * box.width;
  const from = (low: number, high: number): Box => ({ x, width, y: y(high), height: Math.max(0, y(low) - y(high)) });
  const used = from(0, drawn);
  const beyond = from(drawn, drawn + overage);
  const middle = x + width / 2;
  return (
    <g>
      {drawn < granted && (
        <rect {...roundedBox(from(drawn, granted))} fill="none" stroke={tone} strokeWidth={stroke.hair} />
      )}
      <rect {...roundedBox(used)} fill={tone} fillOpacity={isClosed ? 1 : 0.6} />
      {overage > 0 && (
        <>
          <path
            d={hatching(beyond, SPACING * px)
              .map((line) => linePath(line))
              .join("")}
            stroke={tone}
            strokeWidth={1.4 * stroke.line}
          />
          {!isClosed && (
            <path
              d={linesDown([middle], y(drawn + overageP90), y(drawn + overageP10))}
              stroke={color.ink}
              strokeWidth={stroke.line}
            />
          )}
        </>
      )}
    </g>
  );
}

function roundedBox({ x, y, width, height }: Box): Box {
  return { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) };
}

/** The bars in full. */
export function allowanceTable({
  months,
  monthStarts,
}: Pick<AllowanceMonthsProps, "months" | "monthStarts">): ChartTable {
  return {
    columns: [
      "month",
      "included",
      "used of it",
      "unused",
      "overage, mean",
      "overage, 10% estimate",
      "overage, 90% estimate",
    ],
    rows: months.map((month, m) => [
      isoMonthOf(monthStarts[m]!),
      month.granted,
      month.drawn,
      unusedOf(month),
      month.overage,
      month.overageP10,
      month.overageP90,
    ]),
  };
}
