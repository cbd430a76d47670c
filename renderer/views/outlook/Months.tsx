import type { ReactElement } from "react";
import { SpentBar } from "#shared/charts/runOut/SpentBar.tsx";
import { SAVED_WIDTH, StripRows } from "#shared/charts/runOut/StripRows.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { formatChanceShort } from "#shared/format/chances.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatStatedMoney, moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { ExportMenu } from "#renderer/controls/ExportMenu.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** The months: what each costs, what is spent by its end, and how likely the budget is spent by then. */
export function Months({ answers, index }: { readonly answers: Answers; readonly index: number }): ReactElement {
  const { forecast, facts } = answers;
  const theme = useChartTheme();
  const { months, runOut } = forecast;
  const trials = knownBy(forecast);
  const own = moneyStyle(
    facts.currency,
    Math.max(...months.map(({ spend }) => spend.quantiles.p80)),
    quantileGoodTo(months[0]!.spend.quantiles, 0.8, trials),
  );
  const soFar = moneyStyle(
    facts.currency,
    months.at(-1)!.cumulative.quantiles.p80,
    quantileGoodTo(months.at(-1)!.cumulative.quantiles, 0.8, trials),
  );
  return (
    <section aria-labelledby="months-heading">
      <header className="months-head">
        <h2 className="part-heading" id="months-heading">
          What does each month cost?
        </h2>
        <ExportMenu
          question="What does each month cost?"
          fileName={`${facts.name}, months`}
          chart={
            <StripRows
              title="What does each month cost? Middle estimates"
              rows={months.map(({ month, spend }, m) => ({
                name: formatMonth(month, m === 0 || month.endsWith("-01")),
                interval: spend.quantiles,
                figure: moneyAmong(own, spend.quantiles.p50, quantileGoodTo(spend.quantiles, 0.5, trials)),
              }))}
              currency={facts.currency}
              theme={theme}
              hue={theme.color.scenarios[index] ?? theme.color.ink3}
              width={SAVED_WIDTH}
            />
          }
          tables={[{ name: "Months", table: () => monthsTable(forecast) }]}
        />
      </header>
      <table className="table months-table">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className="numeric">
              Middle estimate (50%)
            </th>
            <th scope="col" className="numeric">
              Cautious estimate (80%)
            </th>
            <th scope="col" className="numeric">
              Year to date, middle estimate
            </th>
            <th scope="col" className="numeric">
              Year to date, cautious estimate
            </th>
            <th scope="col" colSpan={2}>
              Chance that {formatStatedMoney(facts.currency, facts.budget.amount)} is spent by month end
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, spend, cumulative }, m) => {
            const chance = runOut.byMonthEnd[m]!;
            const written = (
              style: typeof own,
              quantiles: typeof spend.quantiles,
              level: "p50" | "p80",
              at: number,
            ): string => moneyAmong(style, quantiles[level], quantileGoodTo(quantiles, at, trials));
            return (
              <tr key={month}>
                <th scope="row">{formatMonth(month, m === 0 || month.endsWith("-01"))}</th>
                <td className="numeric figure-key">{written(own, spend.quantiles, "p50", 0.5)}</td>
                <td className="numeric">{written(own, spend.quantiles, "p80", 0.8)}</td>
                <td className="numeric figure-key">{written(soFar, cumulative.quantiles, "p50", 0.5)}</td>
                <td className="numeric">{written(soFar, cumulative.quantiles, "p80", 0.8)}</td>
                <td>
                  <SpentBar chance={chance} width={64} height={20} theme={theme} />
                </td>
                <td>{formatChanceShort(chance)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The months in full, for the CSV. */
function monthsTable({ months, runOut }: Forecast): ChartTable {
  return {
    columns: [
      "month",
      "middle estimate",
      "80% estimate",
      "year to date, middle estimate",
      "year to date, 80% estimate",
      "chance that the budget is spent by month end",
    ],
    rows: months.map(({ month, spend, cumulative }, m) => [
      month,
      spend.quantiles.p50,
      spend.quantiles.p80,
      cumulative.quantiles.p50,
      cumulative.quantiles.p80,
      runOut.byMonthEnd[m]!,
    ]),
  };
}
