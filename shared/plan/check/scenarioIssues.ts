import { crossIssues } from "./crossChecks.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";
import { pathOf, pointerOf, type Path } from "#shared/plan/pointer.ts";
import { changedPlan, fieldSchema } from "#shared/plan/scenarios/scenarios.ts";
import { planSchema } from "#shared/plan/schema/plan.ts";
import { isJsonObject, isMapSchema, isObjectSchema, presentSchema, type Schema } from "#shared/plan/schema/shape.ts";
import { MAX_ISSUES, shapeIssues, type Sound } from "./shapeIssues.ts";

/**
 * What a scenario may not change. Two plans are compared trial by trial and day by day: that needs one fiscal year and
 * one currency. A scenario of scenarios, or one that is a document of another version, means nothing; and what has
 * happened has happened.
 */
const FIXED = ["schema", "scenarios", "fiscalYear", "currency", "actuals"];
const CHANGEABLE = "a change of anything else: scenarios are compared over the same days, in one currency";

/**
 * Issues of the plan itself, by the schema and across objects; its scenarios are data until they are applied. `sound`
 * as in `shapeIssues`.
 */
export function planIssues(document: unknown, sound?: Sound): Issue[] {
  const shape = shapeIssues(planSchema, document, sound);
  return [...shape, ...crossIssues(document, shape)];
}

/**
 * Issues that the changed plan of each scenario has and the plan itself has not. They are reported where the change
 * says it, as far as it does: "/scenarios/cheaper-first/change/workloads/coding/route/steps/0".
 */
export function scenarioIssues(document: unknown, ownIssues: readonly Issue[], sound: Sound): Issue[] {
  if (
    !isJsonObject(document) ||
    !isJsonObject(document["scenarios"]) ||
    ownIssues.some(({ pointer }) => pointer === "/scenarios")
  )
    return [];
  // A scenario may end a workload that has spent: what it spent stays spent, and is checked in the plan itself.
  const { scenarios, actuals: _, ...plan } = document;
  const own = new Set(ownIssues.map(keyOf));
  const issues: Issue[] = [];
  for (const [id, scenario] of Object.entries(scenarios as object)) {
    // A scenario without a change is an issue of the schema already.
    const change: unknown = isJsonObject(scenario) ? scenario["change"] : undefined;
    if (!isJsonObject(change)) continue;
    if (issues.length >= MAX_ISSUES) break;
    const fixed = FIXED.filter((name) => Object.hasOwn(change, name));
    for (const name of fixed)
      issues.push(issueAt(["scenarios", id, "change", name], `a change of ${quoted(name)}`, CHANGEABLE));
    if (fixed.length > 0) continue;
    issues.push(...idleDeletions(planSchema, plan, change, ["scenarios", id, "change"]));
    const changed = planIssues(changedPlan(plan, change), sound).filter((issue) => !own.has(keyOf(issue)));
    issues.push(...changed.map((issue) => placedInChange(issue, id, change)));
  }
  return issues;
}

/**
 * Nulls that delete what cannot be there: the name of no field, or an id that the plan has not. RFC 7396 passes over
 * them, and a misspelt "no cap" would keep the cap in silence. To delete an optional field that is absent already is no
 * issue.
 */
function idleDeletions(schema: Schema, target: unknown, change: Record<string, unknown>, path: Path): Issue[] {
  const present = presentSchema(schema, change);
  const known = isObjectSchema(present)
    ? Object.keys(present.entries)
    : isMapSchema(present) && isJsonObject(target)
      ? Object.keys(target)
      : null;
  if (known === null) return [];
  return Object.entries(change).flatMap(([name, value]): Issue[] => {
    if (isJsonObject(value)) {
      const field = fieldSchema(present, name);
      return field === undefined
        ? []
        : idleDeletions(field, isJsonObject(target) ? target[name] : undefined, value, [...path, name]);
    }
    if (value !== null || known.includes(name)) return [];
    return [
      issueAt(
        [...path, name],
        `a deletion of ${quoted(name)}, which is not in the plan`,
        anyOf(known),
        nearestName(name, known),
      ),
    ];
  });
}

function keyOf({ pointer, found }: Issue): string {
  return `${pointer} ${found}`;
}

function placedInChange(issue: Issue, scenarioId: string, change: unknown): Issue {
  const path = pathOf(issue.pointer) ?? [];
  let value = change;
  const said: string[] = [];
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) break;
    value = (value as Record<string, unknown>)[key];
    said.push(key);
  }
  const pointer = pointerOf(["scenarios", scenarioId, "change", ...said]);
  if (said.length === path.length) return { ...issue, pointer };
  return { ...issue, pointer, found: `a changed plan that has, at ${issue.pointer}, ${issue.found}` };
}
