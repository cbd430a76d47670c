import type { ReactElement } from "react";
import { Select } from "#renderer/controls/Select.tsx";
import type { UsagePart } from "#renderer/state/usageState.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

export const AS_FOUND = "as found";

/** What a user can state of how days and numbers are written. */
export const STYLES = [
  {
    field: "dayFirst" as const,
    label: "Days such as 05/08/2026",
    found: "detect from the file",
    yes: "day first",
    no: "month first",
  },
  {
    field: "decimalComma" as const,
    label: "Numbers such as 1,234",
    found: "detect from the file",
    yes: "a comma before the fraction",
    no: "a comma between thousands",
  },
];

/** Of a file of a known format: what nothing in it shows of how its days and numbers are written. */
export function OpenStyle({ part }: { readonly part: UsagePart }): ReactElement | null {
  const { usage } = useAppContext();
  const { look, name, style = {} } = part;
  const open = STYLES.filter(({ field }) => look.openStyle?.includes(field) === true);
  if (open.length === 0) return null;
  const change = (field: (typeof STYLES)[number]["field"], value: string): void => {
    const { [field]: _, ...rest } = style;
    usage.changePart(part.part, { style: value === AS_FOUND ? rest : { ...rest, [field]: value === "yes" } });
  };
  return (
    <div className="intake-readings">
      <p className="note">{`Nothing in ${name} shows how these are written. Rows that can be read in two ways are left out until you say it.`}</p>
      {open.map(({ field, label, yes, no }) => (
        <Select
          key={field}
          label={label}
          options={[
            { value: AS_FOUND, label: "not said" },
            { value: "yes", label: yes },
            { value: "no", label: no },
          ]}
          value={style[field] === undefined ? AS_FOUND : style[field] ? "yes" : "no"}
          onChange={(value) => change(field, value)}
        />
      ))}
    </div>
  );
}
