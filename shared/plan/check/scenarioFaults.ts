import { crossFaults } from "./crossChecks.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import { faultAt, nearestName, type Fault } from "./faults.ts";
import { pathOf, pointerOf, type Path } from "#shared/plan/pointer.ts";
import { changedPlan, fieldSchema } from "#shared/plan/scenarios/scenarios.ts";
import { planSchema } from "#shared/plan/schema/plan.ts";
import { isJsonObject, isMapSchema, isObjectSchema, presentSchema, type Schema } from "#shared/plan/schema/shape.ts";
import { MAX_FAULTS, shapeFaults, type Sound } from "./shapeFaults.ts";

/**
 * What a scenario may not change. Two plans are compared trial by trial and day by day: that needs one fiscal year and
 * one currency. A scenario of scenarios, or one that is a document of another version, means nothing; and what has
 * happened has happened.
 */
const FIXED = ["schema", "scenarios", "fiscalYear", "currency", "actuals"];
const CHANGEABLE = "a change of anything else: scenarios are compared over the same days, in one currency";

/**
 * Faults of the plan itself, by the schema and across objects; its scenarios are data until they are applied. `sound`
 * as in `shapeFaults`.
 */
export function planFaults(document: unknown, sound?: Sound): Fault[] {
  const shape = shapeFaults(planSchema, document, sound);
  return [...shape, ...crossFaults(document, shape)];
}

/**
 * Faults that the changed plan of each scenario has and the plan itself has not. They are reported where the change
 * says it, as far as it does: "/scenarios/cheaper-first/change/workloads/coding/route/steps/0".
 */
export function scenarioFaults(document: unknown, ownFaults: readonly Fault[], sound: Sound): Fault[] {
  if (
    !isJsonObject(document) ||
    !isJsonObject(document["scenarios"]) ||
    ownFaults.some(({ pointer }) => pointer === "/scenarios")
  )
    return [];
  // A scenario may end a workload that has spent: what it spent stays spent, and is checked in the plan itself.
  const { scenarios, actuals: _, ...plan } = document;
  const own = new Set(ownFaults.map(keyOf));
  const faults: Fault[] = [];
  for (const [id, scenario] of Object.entries(scenarios as object)) {
    // A scenario without a change is a fault of the schema already.
    const change: unknown = isJsonObject(scenario) ? scenario["change"] : undefined;
    if (!isJsonObject(change)) continue;
    if (faults.length >= MAX_FAULTS) break;
    const fixed = FIXED.filter((name) => Object.hasOwn(change, name));
    for (const name of fixed)
      faults.push(faultAt(["scenarios", id, "change", name], `a change of ${quoted(name)}`, CHANGEABLE));
    if (fixed.length > 0) continue;
    faults.push(...idleDeletions(planSchema, plan, change, ["scenarios", id, "change"]));
    const changed = planFaults(changedPlan(plan, change), sound).filter((fault) => !own.has(keyOf(fault)));
    faults.push(...changed.map((fault) => placedInChange(fault, id, change)));
  }
  return faults;
}

/**
 * Nulls that delete what cannot be there: the name of no field, or an id that the plan has not. RFC 7396 passes over
 * them, and a misspelt "no cap" would keep the cap in silence. To delete an optional field that is absent already is no
 * fault.
 */
function idleDeletions(schema: Schema, target: unknown, change: Record<string, unknown>, path: Path): Fault[] {
  const present = presentSchema(schema, change);
  const known = isObjectSchema(present)
    ? Object.keys(present.entries)
    : isMapSchema(present) && isJsonObject(target)
      ? Object.keys(target)
      : null;
  if (known === null) return [];
  return Object.entries(change).flatMap(([name, value]): Fault[] => {
    if (isJsonObject(value)) {
      const field = fieldSchema(present, name);
      return field === undefined
        ? []
        : idleDeletions(field, isJsonObject(target) ? target[name] : undefined, value, [...path, name]);
    }
    if (value !== null || known.includes(name)) return [];
    return [
      faultAt(
        [...path, name],
        `a deletion of ${quoted(name)}, which the plan has not`,
        anyOf(known),
        nearestName(name, known),
      ),
    ];
  });
}

function keyOf({ pointer, found }: Fault): string {
  return `${pointer} ${found}`;
}

function placedInChange(fault: Fault, scenarioId: string, change: unknown): Fault {
  const path = pathOf(fault.pointer) ?? [];
  let value = change;
  const said: string[] = [];
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) break;
    value = (value as Record<string, unknown>)[key];
    said.push(key);
  }
  const pointer = pointerOf(["scenarios", scenarioId, "change", ...said]);
  if (said.length === path.length) return { ...fault, pointer };
  return { ...fault, pointer, found: `a changed plan that has, at ${fault.pointer}, ${fault.found}` };
}
