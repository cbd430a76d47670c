import type { Plan } from "#shared/plan/schema/plan.ts";
import { planModelFor } from "#shared/usage/plan/planModels.ts";
import type { UsagePart, UsageTable } from "#renderer/state/usageState.ts";

/** The plan's model that an export's model stands for: as the reader says, else as names say; null: none. */
export function modelOf(
  plan: Pick<Plan, "models">,
  usage: Pick<UsageTable, "summary">,
  names: Readonly<Record<string, string>>,
  exported: string,
): string | null {
  const said = names[exported];
  if (said !== undefined) return Object.hasOwn(plan.models, said) ? said : null;
  return planModelFor(plan, exported, usage.summary.models.find(({ model }) => model === exported)?.pricedAs ?? null);
}

/** The format of tables that the reader explains column by column. */
export const OWN_TABLE = "table";

/** Whether a file is read by its columns, as the reader says what they mean. */
export function isOwnTable({ format }: Pick<UsagePart, "format">): boolean {
  return format === null || format === OWN_TABLE;
}
