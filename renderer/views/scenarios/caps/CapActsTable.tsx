import type { ReactElement } from "react";
import { formatChanceShort } from "#shared/format/chances.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { CapLab } from "#shared/studies/capLab/answer.ts";

/** How likely each size stops work in each month. */
export function CapActsTable({ lab, plan }: { readonly lab: CapLab; readonly plan: Plan }): ReactElement {
  const { monthStarts } = resolvePlan(plan);
  return (
    <table className="table lab-table">
      <caption className="part-heading">When does the cap act?</caption>
      <thead>
        <tr>
          <th scope="col">Monthly cap</th>
          {monthStarts.slice(0, -1).map((day) => (
            <th key={day} scope="col" className="numeric">
              {formatMonthTick(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lab.points
          .filter(({ cap }) => cap !== null)
          .map((point) => (
            <tr key={point.cap}>
              <th scope="row">{formatStatedMoney(plan.currency, point.cap!)}</th>
              {point.acts!.map((chance, month) => (
                <td key={month} className="numeric">
                  {formatChanceShort(chance).replace(" of 50", "")}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={13} className="note">
            Simulated years of 50 in which the month’s spend reaches the cap.
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
