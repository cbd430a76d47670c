import { changeAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** Which money a budget counts; see MODEL.md, section 2b. */
export type BudgetBasis = NonNullable<Plan["budget"]["basis"]>;

/** The budget counts cost or cash; what is usual is left unsaid. */
export function setBudgetBasis(plan: Plan, basis: BudgetBasis): PlanEdit {
  return changeAt(plan, "/budget/basis", basis === "effective" ? undefined : basis, "change what the budget counts");
}

/** The budget counts taxes that cannot be recovered, or leaves them out. */
export function setTaxIncluded(plan: Plan, isIncluded: boolean): PlanEdit {
  return changeAt(plan, "/budget/taxIncluded", isIncluded ? true : undefined, "change whether the budget counts taxes");
}
