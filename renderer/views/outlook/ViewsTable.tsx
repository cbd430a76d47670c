import type { ReactElement } from "react";
import type { ViewBridge } from "#shared/forecast/answers/viewBridge.ts";
import { formatDecimals } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { minorDigits } from "#shared/format/money.ts";

/** From effective cost to cash by month, averages: the steps between them sum to the cent. */
export function ViewsTable({
  bridge: { months, effective, steps, cash },
  currency,
  counted,
}: {
  readonly bridge: ViewBridge;
  readonly currency: string;
  /** What the budget counts, in words. */
  readonly counted: string;
}): ReactElement {
  const digits = minorDigits(currency);
  const written = (money: number): string => (money === 0 ? "–" : formatDecimals(money, digits));
  const columns = [
    { name: "Effective cost", ...effective },
    ...steps.map((step) => ({ ...step, name: `${step.name}, paid less charged` })),
    { name: "Cash", ...cash },
  ];
  return (
    <>
      <h3 className="part-heading views-head" id="views-heading">
        From effective cost to cash
      </h3>
      <p className="note">{`Averages, ${currency}. The budget counts ${counted}.`}</p>
      <table className="table months-table" aria-labelledby="views-heading">
        <thead>
          <tr>
            <th scope="col">Month</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" className="numeric">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month, m) => (
            <tr key={month}>
              <th scope="row">{formatMonth(month, m === 0 || month.endsWith("-01"))}</th>
              {columns.map(({ name, months: own }) => (
                <td key={name} className="numeric">
                  {written(own[m]!)}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Year</th>
            {columns.map(({ name, year }) => (
              <td key={name} className="numeric figure-key">
                {written(year)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </>
  );
}
