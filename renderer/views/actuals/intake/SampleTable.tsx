import type { ReactElement } from "react";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";

/** Columns that hold people, by their usual names: their cells are not shown. */
const PEOPLE = /user|email|actor|member|developer|name|owner|author/i;

/** Whether a cell may say who somebody is: it is not shown, whatever its column is taken as. */
export function mayNamePeople(column: string, cell: string): boolean {
  return cell.includes("@") || (PEOPLE.test(column) && !/model/i.test(column));
}

/** Columns of a known format with an example: the format says what they mean. */
export function SampleTable({ part: { look, name } }: { readonly part: UsagePart }): ReactElement | null {
  const cells = look.columns
    .map((column, i) => ({ column, cell: look.sample.map((row) => row[i] ?? "").find((text) => text !== "") ?? "" }))
    .filter(({ column, cell }) => !mayNamePeople(column, cell));
  if (cells.length === 0) return null;
  return (
    <table className="table intake-columns">
      <caption className="visually-hidden">{`Columns of ${name}`}</caption>
      <HeadRow heads={["column", figures("for example")]} />
      <tbody>
        {cells.slice(0, SHOWN).map(({ column, cell }) => (
          <tr key={column}>
            <th scope="row">{column}</th>
            <td className="numeric note">{cell}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHOWN = 8;
