import { type ReactElement, useState } from "react";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { COLUMN_MEANINGS } from "#renderer/views/actuals/columnFields.ts";
import { FIELD_NAMES, LABEL, LEFT_OUT, meaningOf, withMeaning } from "./columnMeanings.ts";
import { mayNamePeople } from "./SampleTable.tsx";
import { Readings } from "./Readings.tsx";

export function ColumnsTable({ part }: { readonly part: UsagePart }): ReactElement {
  const { usage } = useAppContext();
  // Without a time there is no map yet; what was said of other columns waits here.
  const [draft, setDraft] = useState<Readonly<Record<string, string>>>({});
  const options = [
    { value: LEFT_OUT, label: "left out" },
    ...FIELD_NAMES.map((field) => ({ value: field, label: COLUMN_MEANINGS[field] })),
    { value: LABEL, label: "project, team or key" },
  ];
  const change = (name: string, meaning: string): void => {
    const said = { ...draft, [name]: meaning };
    const columns =
      part.columns !== null
        ? withMeaning(part.columns, name, meaning)
        : Object.entries(said)
            .sort(([, one], [, other]) => Number(other === "time") - Number(one === "time"))
            .reduce<ColumnMap | null>((map, [column, word]) => withMeaning(map, column, word), null);
    setDraft(columns === null ? said : {});
    usage.changePart(part.part, { columns });
  };
  return (
    <>
      <table className="table intake-columns">
        <caption className="visually-hidden">{`Columns of ${part.name}`}</caption>
        <HeadRow heads={["column", "used as", figures("for example")]} />
        <tbody>
          {part.look.columns.map((name, i) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <Select
                  label={`${name} is used as`}
                  hideLabel
                  options={options}
                  value={draft[name] ?? meaningOf(part.columns, name)}
                  onChange={(meaning) => change(name, meaning)}
                />
              </td>
              <td className="numeric note">
                {(draft[name] ?? meaningOf(part.columns, name)) === "user" ||
                mayNamePeople(name, part.look.sample[0]?.[i] ?? "")
                  ? "not shown"
                  : (part.look.sample[0]?.[i] ?? "")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {part.columns !== null && <Readings part={part} columns={part.columns} />}
    </>
  );
}
