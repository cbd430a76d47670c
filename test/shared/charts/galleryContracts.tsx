import type { ReactElement } from "react";
import { AllowanceMonths } from "#shared/charts/contracts/AllowanceMonths.tsx";
import { ContractTimeline } from "#shared/charts/contracts/ContractTimeline.tsx";
import { CourseFan } from "#shared/charts/contracts/CourseFan.tsx";
import { currencyFan } from "#shared/charts/contracts/currencyFan.ts";
import { timelineRows } from "#shared/charts/contracts/timelineRows.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";
import { MONTH_STARTS } from "./galleryYear.ts";

/** The charts of contracts, from fixtures. */
export function contractCharts(theme: ChartTheme): Readonly<Record<string, ReactElement>> {
  const hue = theme.color.scenarios[0];
  const plan = aContractPlan();
  const first = epochDayOf(plan.fiscalYear.start);
  const pool = currencyFan(9_000, 0.05, 30);
  const growing = { ...pool, quantiles: pool.quantiles.map((row) => row.map((value, day) => (value * day) / 30)) };
  return {
    "contracts/allowance": (
      <AllowanceMonths
        months={MONTH_STARTS.slice(1).map((_, month) => ({
          granted: 5_244,
          drawn: month === 0 ? 3_900 : 5_244,
          overage: month === 0 ? 0 : 2_000 + 300 * month,
          overageP10: month === 0 ? 0 : 900 + 200 * month,
          overageP90: month === 0 ? 0 : 3_500 + 400 * month,
          isClosed: month < 3,
        }))}
        monthStarts={MONTH_STARTS}
        currency="EUR"
        width={326}
        height={150}
        theme={theme}
        hue={hue}
      />
    ),
    "contracts/course": (
      <CourseFan
        fan={growing}
        closedTo={4}
        steps={[1, 10, 20].map((day) => ({ value: day, text: String(day) }))}
        amounts={moneyTicks("EUR", 0, 12_000, 4)}
        lowest={0}
        highest={12_000}
        level={5_244}
        marked={{ at: 19, words: [["Overage likely"], ["from day 19"]] }}
        sentence="Overage is likely from day 19 on."
        width={264}
        height={150}
        theme={theme}
        hue={hue}
      />
    ),
    "contracts/timeline": (
      <ContractTimeline
        rows={timelineRows(plan, null)}
        monthStarts={Array.from({ length: plan.fiscalYear.months + 1 }, (_, month) => firstOfMonth(first, month))}
        closedTo={first}
        width={1_192}
        theme={theme}
        hue={hue}
      />
    ),
  };
}
