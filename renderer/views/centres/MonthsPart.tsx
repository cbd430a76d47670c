import type { ReactElement } from "react";
import { centreTone, MonthBar } from "#shared/charts/centres/MonthBar.tsx";
import type { Chargeback } from "#shared/forecast/answers/chargeback.ts";
import type { Charged } from "#shared/forecast/answers/coins.ts";
import { formatDecimals } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { minorDigits } from "#shared/format/money.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { chargebackTable } from "#shared/report/chargeback/chargebackTables.ts";
import { ExportMenu } from "#renderer/controls/charts/ExportMenu.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import type { Known } from "./known.ts";

const BAR_WIDTH = 54;
const BAR_HEIGHT = 50;
/** Pixels beside a name, of one character, and between two columns. */
const NAMES = 16;
const CHARACTER = 7.2;
const BETWEEN = 8;

/** What each centre is charged by month: costs, months and centres sum to the cent. */
export function MonthsPart({ known: { chargeback, resolved } }: { readonly known: Known }): ReactElement | null {
  const { plan } = usePlanEdits();
  if (chargeback === null || resolved === null)
    return (
      <p className="note" role="status">
        The months follow with the forecast.
      </p>
    );
  return (
    <section aria-labelledby="centres-months">
      <header className="contracts-head">
        <h2 id="centres-months" className="part-heading">
          Month by month
        </h2>
        <span className="note">{noteOf(plan.currency, resolved)}</span>
        <span className="centres-gap" />
        <ExportMenu
          question="Month by month"
          fileName={`${plan.name}, chargeback`}
          tables={[{ name: "Chargeback", table: () => chargebackTable(chargeback) }]}
        />
      </header>
      <Halves chargeback={chargeback} resolved={resolved} />
    </section>
  );
}

/** All months beside each other where there is room, else in two halves. */
function Halves({ chargeback, resolved }: Pick<TableProps, "chargeback" | "resolved">): ReactElement {
  const [place, width] = useWidth<HTMLDivElement>();
  const count = chargeback.months.length;
  const half = Math.ceil(count / 2);
  const isHalved = width > 0 && neededWidth(chargeback, resolved.currency) > width;
  const parts = isHalved ? [[0, half] as const, [half, count] as const] : [[0, count] as const];
  return (
    <div ref={place} className="centres-months">
      {parts.map(([from, to]) => (
        <MonthsTable
          key={from}
          {...{ chargeback, resolved, from, to }}
          hasYear={to === count}
          caption={isHalved ? `Charged, months ${from + 1} to ${to}` : "Charged to each cost center by month"}
        />
      ))}
    </div>
  );
}

/** Pixels that all months take beside each other. */
function neededWidth({ centres, whole, cash, budget }: Chargeback, currency: string): number {
  const written = (money: number): number => formatDecimals(money, minorDigits(currency)).length * CHARACTER + BETWEEN;
  const rows = [...centres, whole, cash, budget];
  const columns = whole.months.map((_, m) => Math.max(BAR_WIDTH, ...rows.map(({ months }) => written(months[m]!))));
  const names = Math.max(...["Budget of the plan", ...centres.map(({ name }) => name)].map(({ length }) => length));
  return NAMES + names * CHARACTER + columns.reduce((sum, one) => sum + one, 0) + written(whole.year);
}

function noteOf(currency: string, { actuals }: ResolvedPlan): string {
  const closed = actuals === null ? "averages, which sum" : "closed months as they were, then averages, which sum";
  return `in ${currency}; ${closed}; line: the month's budget`;
}

interface TableProps {
  readonly chargeback: Chargeback;
  readonly resolved: ResolvedPlan;
  readonly from: number;
  readonly to: number;
  readonly hasYear: boolean;
  readonly caption: string;
}

function MonthsTable(props: TableProps): ReactElement {
  const { chargeback, resolved, from, to, hasYear, caption } = props;
  const { scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const hue = theme.color.scenarios[scenarioIndex] ?? theme.color.ink3;
  const { months, centres, whole, cash, budget } = chargeback;
  const digits = minorDigits(resolved.currency);
  const differs = cash.months.some((money, m) => money !== whole.months[m]);
  const row = (charged: Charged): ReactElement => (
    <>
      {charged.months.slice(from, to).map((money, m) => (
        <td key={months[from + m]} className="numeric">
          {money === 0 ? "–" : formatDecimals(money, digits)}
        </td>
      ))}
      {hasYear && <td className="numeric figure-key">{formatDecimals(charged.year, digits)}</td>}
    </>
  );
  return (
    <table className="plain-table centres-month-table">
      <caption className="visually-hidden">{caption}</caption>
      <MonthsHead {...props} hue={hue} />
      <tbody>
        {centres.map((centre, place) => (
          <tr key={centre.id}>
            <th scope="row">
              <span
                className="centres-key"
                aria-hidden="true"
                style={{ background: hue, opacity: centreTone(place) }}
              />
              {centre.name}
            </th>
            {row(centre)}
          </tr>
        ))}
        <tr className="centres-whole">
          <th scope="row">Whole plan</th>
          {row(whole)}
        </tr>
        {differs && (
          <tr className="centres-quiet">
            <th scope="row">Whole plan, cash</th>
            {row(cash)}
          </tr>
        )}
        <tr className="centres-quiet">
          <th scope="row">Budget of the plan</th>
          {row(budget)}
        </tr>
      </tbody>
    </table>
  );
}

/** A bar for each month, above its name. */
function MonthsHead({
  chargeback,
  resolved,
  from,
  to,
  hasYear,
  hue,
}: TableProps & { readonly hue: string }): ReactElement {
  const theme = useChartTheme();
  const { months, centres, whole, budget } = chargeback;
  const shown = months.slice(from, to);
  const closed = resolved.actuals?.months ?? 0;
  const top = Math.max(...whole.months, ...budget.months) * 1.05;
  return (
    <thead>
      <tr aria-hidden="true">
        <td />
        {shown.map((month, m) => (
          <td key={month} className="numeric centres-bar-cell">
            <MonthBar
              parts={centres.map((centre) => centre.months[from + m]!)}
              budget={budget.months[from + m]!}
              top={top}
              isClosed={from + m < closed}
              width={BAR_WIDTH}
              height={BAR_HEIGHT}
              theme={theme}
              hue={hue}
              sentence={formatMonth(month)}
            />
          </td>
        ))}
        {hasYear && <td />}
      </tr>
      <tr>
        <th scope="col">Cost center</th>
        {shown.map((month, m) => (
          <th key={month} scope="col" className={from + m < closed ? "numeric centres-closed" : "numeric"}>
            {formatMonth(month, from + m === 0 || month.endsWith("-01"))}
          </th>
        ))}
        {hasYear && (
          <th scope="col" className="numeric">
            Year
          </th>
        )}
      </tr>
    </thead>
  );
}
