import type { ReactElement } from "react";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";

/** Chooses a workload of the plan by its name. */
export function WorkloadSelect({
  plan,
  value,
  onChange,
}: {
  readonly plan: Plan;
  readonly value: string;
  readonly onChange: (workload: string) => void;
}): ReactElement {
  return (
    <Select
      label="Workload"
      options={Object.entries(plan.workloads).map(([id, { name = id }]) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
