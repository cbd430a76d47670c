import type { ReactElement } from "react";
import { PairCloud } from "#shared/charts/inputs/PairCloud.tsx";
import { PhasingChart } from "#shared/charts/inputs/PhasingChart.tsx";
import { WorkedDays } from "#shared/charts/inputs/WorkedDays.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { epochDayOf, weekdayOf } from "#shared/units.ts";
import { MONTH_STARTS } from "./galleryYear.ts";

const MARKED = new Map([
  ["2027-03-26", "holiday"],
  ["2027-03-29", "workedHoliday"],
  ["2027-12-27", "closed"],
] as const);
const MARKED_DAYS = new Map([...MARKED].map(([date, kind]) => [epochDayOf(date), kind]));

/** The charts of the plan's settings, from fixtures. */
export function settingsCharts(theme: ChartTheme): Readonly<Record<string, ReactElement>> {
  const hue = theme.color.scenarios[0];
  const scores = Array.from({ length: 46 }, (_, i) => normalQuantile((i + 0.5) / 46));
  return {
    "inputs/worked-days": (
      <WorkedDays
        monthStarts={MONTH_STARTS}
        kindOf={(day) => MARKED_DAYS.get(day) ?? ([0, 6].includes(weekdayOf(day)) ? "rest" : "worked")}
        width={352}
        theme={theme}
      />
    ),
    "inputs/phasing": (
      <PhasingChart
        months={Array.from({ length: 12 }, (_, month) => ({
          budget: 46_000 + 1_000 * (month % 4),
          spend:
            month < 3 ? { closed: 40_000 + 3_000 * month } : { p10: 40_000, p50: 47_000 + 800 * month, p90: 70_000 },
        }))}
        monthStarts={MONTH_STARTS}
        currency="EUR"
        width={352}
        height={150}
        theme={theme}
        hue={hue}
      />
    ),
    "inputs/pair": (
      <PairCloud
        one={scores}
        other={scores.map((score, i) => 0.7 * score + 0.7 * Math.sin(37 * i))}
        sentence="Tasks per person and tokens are high in the same simulated years."
        width={48}
        height={40}
        theme={theme}
        hue={hue}
      />
    ),
  };
}
