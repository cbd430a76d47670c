import type { ReactElement } from "react";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { Select } from "#renderer/controls/Select.tsx";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { AS_FOUND, STYLES } from "./OpenStyle.tsx";

/** How cells are read that columns alone do not explain: what the counts include, and which way days are written. */
export function Readings({ part, columns }: { readonly part: UsagePart; readonly columns: ColumnMap }): ReactElement {
  const { usage } = useAppContext();
  const hasCache =
    columns.cacheRead !== undefined || columns.cacheWrite !== undefined || columns.cacheWriteHour !== undefined;
  const readings = [
    ...(hasCache && columns.input !== undefined
      ? [
          {
            field: "inputIncludesCache" as const,
            label: "Cached tokens",
            found: "decide by the total; otherwise separate from input",
            yes: "included in input",
            no: "separate from input",
          },
        ]
      : []),
    ...(columns.reasoning !== undefined && columns.output !== undefined
      ? [
          {
            field: "outputIncludesReasoning" as const,
            label: "Reasoning tokens",
            found: "decide by the total; otherwise separate from output",
            yes: "included in output",
            no: "separate from output",
          },
        ]
      : []),
    ...STYLES,
  ];
  const change = (field: (typeof readings)[number]["field"], value: string): void => {
    const { [field]: _, ...rest } = columns;
    usage.changePart(part.part, { columns: value === AS_FOUND ? rest : { ...rest, [field]: value === "yes" } });
  };
  return (
    <div className="intake-readings">
      {readings.map(({ field, label, found, yes, no }) => (
        <Select
          key={field}
          label={label}
          options={[
            { value: AS_FOUND, label: found },
            { value: "yes", label: yes },
            { value: "no", label: no },
          ]}
          value={columns[field] === undefined ? AS_FOUND : columns[field] ? "yes" : "no"}
          onChange={(value) => change(field, value)}
        />
      ))}
    </div>
  );
}
