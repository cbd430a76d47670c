import type { ReactElement } from "react";
import { toDecimals } from "#shared/format/digits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

type Split = NonNullable<NonNullable<Plan["seats"]>[string]["split"]>;

/** How a cost that belongs to no workload is divided among cost centers; nothing where the plan has none. */
export function SplitField({
  pointer,
  split = "use",
  label = "Divided among cost centers",
  hideLabel = false,
}: {
  readonly pointer: string;
  readonly split: Split | undefined;
  readonly label?: string;
  readonly hideLabel?: boolean;
}): ReactElement | null {
  const { plan, change } = usePlanEdits();
  const centres = Object.entries(plan.costCentres ?? {});
  if (centres.length === 0) return null;
  const isFixed = typeof split === "object";
  const sole = isFixed && Object.keys(split).length === 1 ? Object.keys(split)[0]! : null;
  const value = !isFixed ? split : sole === null ? "shares" : `all ${sole}`;
  return (
    <Select
      label={label}
      hideLabel={hideLabel}
      options={[
        { value: "use", label: "by use" },
        { value: "people", label: "by people" },
        { value: "shares", label: "fixed shares" },
        ...centres.map(([id, { name = id }]) => ({ value: `all ${id}`, label: `all to ${name}` })),
      ]}
      value={value}
      onChange={(next) =>
        change(
          pointer,
          splitOf(
            next,
            centres.map(([id]) => id),
          ),
        )
      }
    />
  );
}

function splitOf(choice: string, centres: readonly string[]): Split {
  if (choice === "use" || choice === "people") return choice;
  if (choice.startsWith("all ")) return { [choice.slice(4)]: 1 };
  // Even shares to begin with; the last one takes the rounding, so that they sum to 1.
  const even = Math.round(100 / centres.length) / 100;
  return Object.fromEntries(
    centres.map((id, i) => [id, i === centres.length - 1 ? toDecimals(1 - even * i, 2) : even]),
  );
}
