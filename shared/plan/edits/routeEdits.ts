import { setAt } from "./edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";

/** The plan with another route for a workload from the first day on: dated changes of the route go with the old one. */
export function withRoute(plan: Plan, workload: string, route: Route): Plan {
  const at = pointerOf(["workloads", workload]);
  return setAt(setAt(plan, `${at}/route`, route), `${at}/changes`, undefined);
}
