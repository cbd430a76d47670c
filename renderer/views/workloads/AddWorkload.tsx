import type { ReactElement } from "react";
import { addWorkload, type PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { addWorkloadOfKind, WORK_KINDS } from "#shared/setUp/workKinds.ts";
import { Icon } from "#renderer/controls/Icon.tsx";
import { Menu, MenuItem, MenuRule } from "#renderer/controls/Menu.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** Adds a workload of a kind, with what is assumed of it, or an empty one. Disabled while the plan has no model. */
export function AddWorkload({ kind }: { readonly kind: "link" | "primary" }): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const selectWorkload = useApp((state) => state.selectWorkload);
  const model = Object.keys(base.models)[0];
  const add = (edit: (plan: Plan, modelId: string) => PlanEdit & { readonly id: string }): void => {
    if (model === undefined) return;
    makeInBase((plan) => edit(plan, model));
    selectWorkload(edit(base, model).id);
  };
  return (
    <Menu
      label="Kinds of work"
      trigger={
        <button type="button" className={`button button-${kind}`} disabled={model === undefined}>
          <Icon name="plus" />
          Add a workload
        </button>
      }
    >
      {WORK_KINDS.map((work) => (
        <MenuItem
          key={work.id}
          aside={work.what}
          onSelect={() => add((plan, modelId) => addWorkloadOfKind(plan, modelId, work))}
        >
          {work.name}
        </MenuItem>
      ))}
      <MenuRule />
      <MenuItem onSelect={() => add(addWorkload)}>Your own</MenuItem>
    </Menu>
  );
}
