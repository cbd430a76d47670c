import { changeAt, setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { valueAt } from "#shared/plan/pointer.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { useActivePlan, useApp, usePlan } from "#renderer/state/useApp.tsx";

/** The plan as it is looked at, and what may be done with it; every edit goes through undo. */
export interface PlanEdits {
  /** The plan, or the active scenario laid over it. */
  readonly plan: Plan;
  readonly base: Plan;
  /** 0 is the plan itself. */
  readonly scenarioIndex: number;
  /**
   * Another value at a JSON pointer, in the scenario that is looked at; undefined removes it. Edits of one gesture are
   * one step.
   */
  readonly change: (pointer: string, value: unknown, gesture?: string) => void;
  /** A named edit of what is looked at. */
  readonly make: (edit: (plan: Plan) => PlanEdit, gesture?: string) => void;
  /** A named edit of the plan itself, for all scenarios. */
  readonly makeInBase: (edit: (plan: Plan) => PlanEdit) => void;
  /** What the plan itself says at a pointer, where the scenario says otherwise; null: it says the same. */
  readonly baseDiffers: (pointer: string) => { readonly value: unknown } | null;
  /** Takes the scenario's change at a pointer back. */
  readonly reset: (pointer: string) => void;
}

export function usePlanEdits(): PlanEdits {
  const base = usePlan();
  const plan = useActivePlan();
  const scenario = useApp((state) => state.activeScenario);
  const edit = useApp((state) => state.edit);
  const editActive = useApp((state) => state.editActive);
  return {
    plan,
    base,
    scenarioIndex: scenario === null ? 0 : scenarioIds(base).indexOf(scenario) + 1,
    change: (pointer, value, gesture) =>
      editActive(changeAt(plan, pointer, value).name, (current) => setAt(current, pointer, value), gesture),
    make: (change, gesture) => editActive(change(plan).name, (current) => change(current).plan, gesture),
    makeInBase: (change) => edit(change(base).name, (current) => change(current).plan),
    baseDiffers: (pointer) => {
      if (scenario === null) return null;
      const value = valueAt(base, pointer);
      return JSON.stringify(value) === JSON.stringify(valueAt(plan, pointer)) ? null : { value };
    },
    reset: (pointer) =>
      editActive(`${changeAt(plan, pointer, undefined).name} back`, (current) =>
        setAt(current, pointer, valueAt(base, pointer)),
      ),
  };
}
