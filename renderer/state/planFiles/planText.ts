import type { Plan } from "#shared/plan/schema/plan.ts";

/** A plan as its file says it: readable in a diff. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
