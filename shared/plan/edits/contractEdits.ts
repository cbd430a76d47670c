import { omit, type PlanEdit } from "./edits.ts";
import { without } from "./modelEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** Named edits of contracts; see `edits.ts`. */

/** The plan without seats or a commitment, and without what spoke of it. */
export function removeContract(plan: Plan, part: "seats" | "commitments", id: string): PlanEdit {
  const rest = without(plan, part, id);
  return {
    name: `remove ${plan[part]?.[id]?.name ?? id}`,
    // A plan without contracts does not say that it has none.
    plan: Object.keys(rest[part] ?? {}).length === 0 ? omit(rest, part) : rest,
  };
}
