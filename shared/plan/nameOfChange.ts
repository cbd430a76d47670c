import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { pathOf } from "./pointer.ts";

/** What undo calls a change at a place: the label of the register, else the field's own words. */
export function nameOfChange(plan: Plan, pointer: string): string {
  const known = fieldAt(pathOf(pointer) ?? [])?.undo ?? FIELD_WORDS.get(fieldOf(pointer));
  if (known !== undefined) return `change ${known}`;
  const label = assumptionRegister(plan)
    .find((assumption) => assumption.pointer === pointer)
    ?.label.split(",")[0];
  return `change ${label === undefined ? wordsOf(pointer) : lowered(label)}`;
}

/** The last name of a pointer that is no list position. */
function fieldOf(pointer: string): string {
  return (pathOf(pointer) ?? []).findLast((key) => !/^\d+$/.test(key)) ?? "";
}

/** What undo calls places that hold no uncertain number; those have their words in their table. */
const FIELD_WORDS = new Map([
  ["adoption", "adoption"],
  ["monthlySd", "wander"],
  ["byEffort", "success"],
  ["attemptCap", "the cap on one attempt"],
  ["monthCap", "the cap on a month"],
  ["amount", "the amount"],
  ["owner", "the owner"],
  ["unit", "the outcome"],
  ["userSpread", "how unevenly people use it"],
  ["sameModel", "the correlation between runs of the same task"],
  ["acrossModels", "the correlation between models on the same task"],
]);

function wordsOf(pointer: string): string {
  return fieldOf(pointer).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function lowered(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
