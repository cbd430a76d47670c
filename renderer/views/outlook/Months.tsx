import { useMemo, useState, type ReactElement } from "react";
import { SpentBar } from "#shared/charts/runOut/SpentBar.tsx";
import { SAVED_WIDTH, StripRows } from "#shared/charts/runOut/StripRows.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { formatChanceShort } from "#shared/format/chances.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { formatStatedMoney, moneyAmong, moneyStyle, type MoneyStyle } from "#shared/format/money.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import type { Forecast, Spread } from "#shared/forecast/answers/forecast.ts";
import { viewBridge, type ViewBridge } from "#shared/forecast/answers/viewBridge.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { ExportMenu } from "#renderer/controls/charts/ExportMenu.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";
import { ViewsTable } from "./ViewsTable.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** The months: what each costs, what is spent by its end, and how likely the budget is spent by then. */
export function Months({ answers, index }: { readonly answers: Answers; readonly index: number }): ReactElement {
  const { forecast, facts } = answers;
  const theme = useChartTheme();
  const [chosen, setChosen] = useState<Basis | null>(null);
  const bridge = useBridge(forecast);
  const basis = chosen ?? forecast.basis ?? "effective";
  const months = monthsOn(forecast, bridge === null ? undefined : basis);
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
        {bridge !== null && (
          <Segmented label="Which view of money the months show" options={BASES} value={basis} onChange={setChosen} />
        )}
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
          tables={[{ name: "Months", table: () => monthsTable(months) }]}
        />
      </header>
      <MonthsTable {...{ months, facts, own, soFar, trials }} />
      {bridge !== null && (
        <ViewsTable
          bridge={bridge}
          currency={facts.currency}
          counted={forecast.basis === "cash" ? "cash" : "effective cost"}
        />
      )}
    </section>
  );
}

interface TableProps {
  readonly months: readonly MonthRow[];
  readonly facts: Answers["facts"];
  /** How money of one month, and of the year to date, is written. */
  readonly own: MoneyStyle;
  readonly soFar: MoneyStyle;
  readonly trials: number;
}

function MonthsTable({ months, facts, own, soFar, trials }: TableProps): ReactElement {
  const theme = useChartTheme();
  return (
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
        {months.map(({ month, spend, cumulative, spent: chance }, m) => {
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
  );
}

type Basis = NonNullable<Forecast["basis"]>;

const BASES: readonly { readonly value: Basis; readonly label: string }[] = [
  { value: "effective", label: "Effective" },
  { value: "cash", label: "Cash" },
];

interface MonthRow {
  readonly month: string;
  readonly spend: Spread;
  readonly cumulative: Spread;
  /** Share of years in which the budget is spent by the end of the month. */
  readonly spent: number;
}

/** The months as the budget counts money, or on a basis. */
function monthsOn({ months, runOut, basis: counted, views }: Forecast, basis: Basis | undefined): MonthRow[] {
  return months.map((own, m) => {
    const view = basis === undefined || basis === counted ? undefined : views?.[basis].months[m];
    return view === undefined
      ? { ...own, spent: runOut.byMonthEnd[m]! }
      : { month: own.month, spend: view, cumulative: view.cumulative, spent: view.spent };
  });
}

/** From effective cost to cash; null: the plan has one view of money alone, or is not valid. */
function useBridge(forecast: Forecast): ViewBridge | null {
  const plan = useActivePlan();
  const isSound = useApp((state) => state.issues.length === 0);
  return useMemo(() => (isSound ? viewBridge(forecast, resolvePlan(plan)) : null), [forecast, plan, isSound]);
}

/** The months in full, for the CSV. */
function monthsTable(months: readonly MonthRow[]): ChartTable {
  return {
    columns: [
      "month",
      "middle estimate",
      "80% estimate",
      "year to date, middle estimate",
      "year to date, 80% estimate",
      "chance that the budget is spent by month end",
    ],
    rows: months.map(({ month, spend, cumulative, spent }) => [
      month,
      spend.quantiles.p50,
      spend.quantiles.p80,
      cumulative.quantiles.p50,
      cumulative.quantiles.p80,
      spent,
    ]),
  };
}
