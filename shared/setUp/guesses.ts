import { pathOf } from "#shared/plan/pointer.ts";
import type { QuestionId } from "./answers.ts";

/** What would replace a guess: an answer of the set-up, an import of usage, or nothing that can be set. */
export type Replacement = QuestionId | "usage" | "value" | "settings" | null;

/** Which question a guess stands in for, by the pointer of its input; wander has the pointer of its workload's. */
export function replacementOf(pointer: string): Replacement {
  const [part, , group, field] = pathOf(pointer) ?? [];
  if (part === "currencies") return "settings";
  if (part === "models") return group === "priceChanges" ? "dates" : "tools";
  if (part === "fixedCosts") return group === "renewal" ? "dates" : "tools";
  if (part !== "workloads") return null;
  return (group === "demand" ? OF_DEMAND[field ?? ""] : OF_WORKLOAD[group ?? ""]) ?? null;
}

/** By group of a workload's inputs. */
const OF_WORKLOAD: Readonly<Record<string, Replacement>> = {
  outcome: "value",
  attempts: "usage",
  tokensMultiplier: "usage",
  tokensGrowth: "growth",
};

/** By field of its demand. */
const OF_DEMAND: Readonly<Record<string, Replacement>> = {
  users: "people",
  adoption: "people",
  monthlyGrowth: "growth",
  tasksPerUserPerDay: "spend",
};
