import type { PlanEdit } from "./edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/**
 * A workload at another position of the list, from 0; positions outside are its nearest end. The order is of the file
 * and of what lists workloads: no trial and no hash of the plan depends on it.
 */
export function moveWorkload(plan: Plan, id: string, to: number): PlanEdit {
  const others = Object.entries(plan.workloads).filter(([other]) => other !== id);
  const at = Math.max(0, Math.min(to, others.length));
  return {
    name: `move ${plan.workloads[id]!.name ?? id}`,
    plan: { ...plan, workloads: Object.fromEntries(others.toSpliced(at, 0, [id, plan.workloads[id]!])) },
  };
}
