import type { ReactElement } from "react";
import { formatShare } from "#shared/format/chances.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { CapLab } from "#shared/studies/capLab/answer.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";

/** How many people each size touches: a share of them, never who. */
export function TouchedTable({ lab, plan }: { readonly lab: CapLab; readonly plan: Plan }): ReactElement {
  return (
    <table className="table lab-table">
      <caption className="part-heading">How many people does it touch?</caption>
      <HeadRow heads={["Cap a person and month", figures("People who would use more")]} />
      <tbody>
        {lab.points
          .filter(({ cap }) => cap !== null)
          .map(({ cap, touched = 0 }) => (
            <tr key={cap}>
              <th scope="row">{formatStatedMoney(plan.currency, cap!)}</th>
              <td className="numeric">{formatShare(touched)}</td>
            </tr>
          ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2} className="note">
            Share of people in a month, on average. Who they are is not known: people differ by the spread of their use.
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
