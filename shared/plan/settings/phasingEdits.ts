import { omit, setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";

/** How the budget is spread over the months. */
export type PhasingKind = "even" | "workingDays" | "lastYear" | "typed";

/** How a plan spreads its budget; even where it says nothing. */
export function phasingKind({ budget: { phasing = "even" } }: Plan): PhasingKind {
  if (typeof phasing === "string") return phasing;
  return "lastYear" in phasing ? "lastYear" : "typed";
}

/**
 * Another way to spread the budget. Typed amounts begin as the shares that hold; last year's begin as the closed months
 * where there are as many, else even, until somebody types them.
 */
export function setPhasing(plan: Plan, kind: PhasingKind): PlanEdit {
  const phasing = phasingOf(plan, kind);
  const changed = phasing === "even" ? { ...plan, budget: omit(plan.budget, "phasing") } : withPhasing(plan, phasing);
  return { name: "change how the budget is spread", plan: inItsVersion(changed, plan) };
}

function phasingOf(plan: Plan, kind: PhasingKind): NonNullable<Plan["budget"]["phasing"]> {
  if (kind === "even" || kind === "workingDays") return kind;
  const amounts = monthBudgets(plan).map(cents);
  return kind === "typed" ? amounts : { lastYear: amounts };
}

function withPhasing(plan: Plan, phasing: NonNullable<Plan["budget"]["phasing"]>): Plan {
  return { ...plan, budget: { ...plan.budget, phasing } };
}

/** Money of each fiscal month's budget; the months sum to it. */
export function monthBudgets(plan: Plan): number[] {
  const { phasing, amount } = resolvePlan(plan).budget;
  return phasing.map((share) => share * amount);
}

/** The typed amount of one month, or what was spent in it last year. The kind must be "typed" or "lastYear". */
export function setMonthAmount(plan: Plan, month: number, amount: number): PlanEdit {
  const isLastYear = phasingKind(plan) === "lastYear";
  const pointer = isLastYear ? `/budget/phasing/lastYear/${month}` : `/budget/phasing/${month}`;
  return { name: "change the budget of a month", plan: setAt(plan, pointer, amount) };
}

/** What the typed amounts leave of the budget; below 0: they are more than it. Null: nothing is typed. */
export function leftToPlace(plan: Plan): number | null {
  if (phasingKind(plan) !== "typed") return null;
  const { phasing, amount } = plan.budget;
  const typed = (phasing as readonly number[]).reduce((sum, value) => sum + value, 0);
  const left = amount - typed;
  return Math.abs(left) < 0.005 ? 0 : left;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
