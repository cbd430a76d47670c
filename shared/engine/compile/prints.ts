import { pathOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Parts of a plan of which each workload reads on its own. */
const COMMON = [
  "start",
  "monthStarts",
  "dayWeights",
  "shared",
  "people",
  "models",
  "correlations",
  "value",
  "saysContracts",
  "currencies",
  "seats",
  "commitments",
  "costCentres",
] as const satisfies readonly (keyof ResolvedPlan)[];

/** Parts that no workload reads while work goes on beyond the budget. */
const APART: readonly string[] = ["name", "currency", "budget", "fixedCosts", "workloads", "actuals", "redrawn"];

/**
 * Of each workload, all that its years depend on, as one text: workloads of equal text do the same in every trial of a
 * seed, whatever else stands in their plans. Null: workloads act on each other, by a budget at which work stops, by
 * closed months that are known of all together, or by a part of the plan that is not named here.
 */
export function workloadPrints(plan: ResolvedPlan): readonly string[] | null {
  const isKnown = (part: string): boolean => APART.includes(part) || (COMMON as readonly string[]).includes(part);
  if (plan.budget.atExhaustion === "block" || plan.actuals !== null || !Object.keys(plan).every(isKnown)) return null;
  const common = textOf(COMMON.map((part) => plan[part]));
  const anew = drawnAnew(plan);
  return plan.workloads.map((workload) => {
    const own = anew.filter((pointer) => (workloadOf(pointer) ?? workload.id) === workload.id);
    return `${common} ${textOf(own)} ${textOf(workload)}`;
  });
}

/** JSON, but for numbers that JSON does not know: infinity is not nothing. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && !Number.isFinite(part) ? String(part) : part,
  );
}

/** Names that are drawn anew, and those that move along with them. */
function drawnAnew({ redrawn = [], correlations }: ResolvedPlan): string[] {
  const moving = new Set(redrawn);
  for (const name of moving)
    for (const { between } of correlations) if (between.includes(name)) between.forEach((other) => moving.add(other));
  return [...moving].sort();
}

/** The workload whose number a pointer names; null: of no single one. */
function workloadOf(pointer: string): string | null {
  const [part, id] = pathOf(pointer) ?? [];
  return part === "workloads" && id !== undefined ? id : null;
}
