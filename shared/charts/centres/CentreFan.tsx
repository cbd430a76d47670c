import type { ReactElement } from "react";
import { CourseFan, courseTable, type CourseBands, type CourseFanProps } from "#shared/charts/contracts/CourseFan.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import type { CentreForecast } from "#shared/forecast/answers/forecast.ts";
import { QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";
import { monthSpent } from "#shared/forecast/words/centreWords.ts";
import { formatMonth, formatMonthTick } from "#shared/format/dates.ts";
import { isoMonthOf, type EpochDay } from "#shared/units.ts";

/** Levels that lie symmetrically about one half. */
const SYMMETRIC = new Set(["p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99"]);
const LEVELS = QUANTILE_LEVELS.filter(([name]) => SYMMETRIC.has(name));

export interface CentreFanProps {
  readonly own: CentreForecast;
  /** First days of the fiscal months and, last, the day after them. */
  readonly monthStarts: readonly EpochDay[];
  readonly closedMonths: number;
  readonly currency: string;
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Spend of a cost center to date at the end of each month, against its budget. */
export function CentreFan(props: CentreFanProps): ReactElement {
  const { own, monthStarts, closedMonths, currency, sentence, width, height, theme, hue } = props;
  const fan = bandsOf(own);
  const top = 1.05 * Math.max(1, own.budget ?? 0, ...fan.quantiles.at(-1)!);
  const every = own.months.length > 6 ? 2 : 1;
  return (
    <CourseFan
      fan={fan}
      closedTo={closedMonths}
      steps={monthStarts
        .slice(0, -1)
        .flatMap((day, m) => (m % every === 0 ? [{ value: m + 0.5, text: formatMonthTick(day) }] : []))}
      amounts={moneyTicks(currency, 0, top, 4)}
      lowest={0}
      highest={top}
      {...(own.budget === undefined ? {} : { level: own.budget })}
      {...spentMark(own, monthStarts)}
      sentence={sentence}
      width={width}
      height={height}
      theme={theme}
      hue={hue}
    />
  );
}

/** The month by whose end the budget is spent in half of the years, pointed out on its line; nothing where it seldom is. */
function spentMark({ months }: CentreForecast, monthStarts: readonly EpochDay[]): Pick<CourseFanProps, "marked"> {
  const month = monthSpent(months);
  if (month < 0) return {};
  const when = `half by the end of ${formatMonth(isoMonthOf(monthStarts[month]!))}`;
  return { marked: { at: month + 1, words: [["Budget spent"], [when]] } };
}

/** Spend to date at the end of each month. */
export function centreFanTable(own: CentreForecast, monthStarts: readonly EpochDay[]): ChartTable {
  return courseTable(
    bandsOf(own),
    own.months.map((_, m) => ({ at: m + 1, name: isoMonthOf(monthStarts[m]!) })),
  );
}

function bandsOf(own: CentreForecast): CourseBands {
  return {
    levels: LEVELS.map(([, level]) => level),
    quantiles: LEVELS.map(([name]) => [0, ...own.months.map(({ cumulative }) => cumulative.quantiles[name])]),
    lines: [],
  };
}
