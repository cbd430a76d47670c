import type { ReactElement } from "react";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { BudgetAxis, budgetAxis, BudgetStrip } from "#shared/charts/centres/BudgetStrip.tsx";
import { CentreFan } from "#shared/charts/centres/CentreFan.tsx";
import { MonthBar } from "#shared/charts/centres/MonthBar.tsx";
import type { CentreForecast, Quantiles, Spread } from "#shared/forecast/answers/forecast.ts";
import { MONTH_STARTS } from "./galleryYear.ts";

const WITHIN = { p10: 0.7, p50: 0.85, p90: 1.05 };
const PAST = { p10: 0.9, p50: 1.12, p90: 1.4 };

/** The charts of cost centers, from fixtures. */
export function centreCharts(theme: ChartTheme): Readonly<Record<string, ReactElement>> {
  const hue = theme.color.scenarios[0];
  const axis = budgetAxis([WITHIN, PAST]);
  const size = { axis, width: 160, theme };
  const bar = { budget: 21_000, top: 48_000, width: 54, height: 50, theme, hue };
  return {
    "centres/axis": <BudgetAxis {...size} height={16} sentence="Shares of the budget." />,
    "centres/within": <BudgetStrip {...size} spend={WITHIN} height={30} hue={hue} sentence="Support stays within." />,
    "centres/past": <BudgetStrip {...size} spend={PAST} height={30} hue={hue} sentence="Engineering overspends." />,
    "centres/month": <MonthBar {...bar} parts={[9_700, 1_800, 3_900, 2_000]} isClosed={false} sentence="May" />,
    "centres/closed-month": <MonthBar {...bar} parts={[21_500, 9_600, 9_800]} isClosed sentence="February" />,
    "centres/fan": (
      <CentreFan
        own={aCentre()}
        monthStarts={MONTH_STARTS}
        closedMonths={3}
        currency="EUR"
        sentence="Engineering overspends its budget."
        width={400}
        height={204}
        theme={theme}
        hue={hue}
      />
    ),
  };
}

function aCentre(): CentreForecast {
  const months = MONTH_STARTS.slice(1).map((_, m) => ({
    mean: 10_000,
    cumulative: spreadOf(10_000 * (m + 1), m / 40),
  }));
  return { spend: spreadOf(120_000, 0.3), ask: 150_000, budget: 124_000, months, costs: [] };
}

function spreadOf(middle: number, width: number): Spread {
  const levels = [1, 5, 10, 20, 25, 50, 75, 80, 90, 95, 99];
  const quantiles = Object.fromEntries(
    levels.map((level) => [`p${level}`, middle * (1 + (width * (level - 50)) / 50)]),
  );
  return { mean: middle, quantiles: quantiles as unknown as Quantiles };
}
