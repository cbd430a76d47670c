import type { Plan } from "#shared/plan/schema/plan.ts";

/** Models as the options of a select, by their names. */
export function modelOptions(
  plan: Plan,
  models: readonly string[],
): { readonly value: string; readonly label: string }[] {
  return models.map((value) => ({ value, label: plan.models[value]?.name ?? value }));
}
