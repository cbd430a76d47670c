import { omit } from "./edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";
import { inItsVersion } from "./versions.ts";

/** Whether a plan document says that its figures are an example. It need not have been checked. */
export function isIllustrative(document: unknown): boolean {
  return isJsonObject(document) && document["illustrative"] === true;
}

/** The plan without the mark that its figures are an example. */
export function withoutIllustrative(plan: Plan): Plan {
  return plan.illustrative === undefined ? plan : inItsVersion(omit(plan, "illustrative"), plan);
}

/**
 * Whether an edit states a figure of its own: a number that stands where another stood, or where none did within
 * something that was there. What came whole, such as a new workload or a copy of a scenario, is no figure that anyone
 * stated; nor is a number taken away, nor evidence.
 */
export function statesFigure(before: Plan, after: Plan): boolean {
  return differsInFigure(before, after, []);
}

/** Maps whose entries come and go whole. */
const WHOLE = [["workloads"], ["models"], ["fixedCosts"], ["scenarios"], ["workloads", "*", "attempts"]];

function differsInFigure(before: unknown, after: unknown, path: readonly string[]): boolean {
  if (before === after || path.at(-1) === "evidence") return false;
  if (typeof after === "number") return true;
  if (typeof after !== "object" || after === null) return false;
  const old = typeof before === "object" && before !== null ? (before as Readonly<Record<string, unknown>>) : {};
  const isMapOfParts = WHOLE.some(
    (map) => map.length === path.length && map.every((key, i) => key === "*" || key === path[i]),
  );
  const isList = Array.isArray(after);
  const known = isList && Array.isArray(before) ? new Set<unknown>(before) : null;
  return Object.entries(after).some(([key, value]) => {
    if (isMapOfParts && !Object.hasOwn(old, key)) return false;
    // An entry that moved within its list was not stated by anyone.
    if (known !== null && typeof value === "object" && known.has(value)) return false;
    return differsInFigure(Object.hasOwn(old, key) ? old[key] : undefined, value, [...path, key]);
  });
}
