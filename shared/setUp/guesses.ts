import { pathOf } from "#shared/plan/pointer.ts";
import type { QuestionId } from "./answers.ts";

/** What would replace a guess: an answer of the set-up, an import of usage, or nothing that can be set. */
export type Replacement = QuestionId | "usage" | "value" | "settings" | null;

/** Which question a guess stands in for, by the pointer of its input; wander has the pointer of its workload's. */
export function replacementOf(pointer: string): Replacement {
  const path = pathOf(pointer) ?? [];
  const [part] = path;
  if (part === "currencies") return "settings";
  if (part === "models") return path[2] === "priceChanges" ? "dates" : "tools";
  if (part === "fixedCosts") return path[2] === "renewal" ? "dates" : "tools";
  if (part !== "workloads") return null;
  const [, , group, field] = path;
  if (group === "outcome") return "value";
  if (group === "attempts" || group === "tokensMultiplier") return "usage";
  if (group === "tokensGrowth") return "growth";
  if (group !== "demand") return null;
  if (field === "users" || field === "adoption") return "people";
  if (field === "monthlyGrowth") return "growth";
  return field === "tasksPerUserPerDay" ? "spend" : null;
}
