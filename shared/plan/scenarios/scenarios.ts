import { withoutForeignEvidence } from "#shared/plan/register/ownEvidence.ts";
import { includedSchema } from "#shared/plan/schema/contracts.ts";
import { retiresSchema } from "#shared/plan/schema/model.ts";
import { planSchema, type Plan } from "#shared/plan/schema/plan.ts";
import { monthCapSchema, userCapSchema } from "#shared/plan/schema/route.ts";
import {
  isFormsSchema,
  isJsonObject,
  isMapSchema,
  isObjectSchema,
  presentSchema,
  type Schema,
} from "#shared/plan/schema/shape.ts";
import { metricSchema } from "#shared/plan/schema/metric.ts";
import { behaviourSchema, gateSchema, savedSchema } from "#shared/plan/schema/value.ts";

/**
 * The plan with a scenario's change laid over it, itself a sound plan. A number that the scenario changes does not keep
 * what the plan says of its own number. It has no scenarios of its own: they are changes of the plan it came from. The
 * plan must have passed `checkPlan`, which has checked every changed plan too. Throws when the plan has no such
 * scenario: ask `scenarioIds` first.
 */
export function applyScenario(plan: Plan, scenarioId: string): Plan {
  return withoutForeignEvidence(plan, statedScenario(plan, scenarioId));
}

/**
 * The plan with a scenario's change laid over it as it is written, evidence and all: what an edit of the scenario
 * begins from.
 */
export function statedScenario(plan: Plan, scenarioId: string): Plan {
  const { scenarios = {}, ...own } = plan;
  const scenario = Object.hasOwn(scenarios, scenarioId) ? scenarios[scenarioId] : undefined;
  if (scenario === undefined) throw new Error(`The plan has no scenario ${JSON.stringify(scenarioId)}.`);
  return changedPlan(own, scenario.change) as Plan;
}

/** What the plan itself is called among its scenarios. */
export const BASE_NAME = "As planned";

/** The scenarios of a plan by id, in the order of the file. */
export function scenarioIds(plan: Plan): string[] {
  return Object.keys(plan.scenarios ?? {});
}

/** A plan document with a change laid over it; neither need have been checked. */
export function changedPlan(document: unknown, change: unknown): unknown {
  return mergePatch(document, change, planSchema);
}

/**
 * JSON Merge Patch (RFC 7396): objects merge name by name, null deletes, all else replaces. With a schema, what the
 * schema takes as one statement (a value of several forms, such as an uncertain number or a route, and a month cap) is
 * replaced whole: half of an old range with half of a new one is a number nobody stated. Neither argument is changed.
 */
export function mergePatch(target: unknown, patch: unknown, schema?: Schema): unknown {
  if (!isJsonObject(patch)) return patch;
  const present = schema === undefined ? undefined : presentSchema(schema, patch);
  // A Map and fromEntries, because an assignment to "__proto__" would not make a field of that name.
  const merged = new Map(isJsonObject(target) && !isReplacedWhole(present) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value, fieldSchema(present, name)));
  }
  return Object.fromEntries(merged);
}

/** Whether a merge replaces what the schema describes as one statement instead of going into it. */
export function isReplacedWhole(schema: Schema | undefined): boolean {
  return schema !== undefined && (isFormsSchema(schema) || ONE_STATEMENT.has(schema));
}

/** Objects that are one statement: half of one with half of another is a statement that nobody made. */
const ONE_STATEMENT: ReadonlySet<Schema> = new Set<Schema>([
  monthCapSchema,
  userCapSchema,
  retiresSchema,
  includedSchema,
  metricSchema,
  behaviourSchema,
  savedSchema,
  gateSchema,
]);

/** The schema of what stands under a name of an object or map; undefined where it knows none. */
export function fieldSchema(schema: Schema | undefined, name: string): Schema | undefined {
  if (schema === undefined) return undefined;
  if (isMapSchema(schema)) return schema.value;
  return isObjectSchema(schema) && Object.hasOwn(schema.entries, name) ? schema.entries[name] : undefined;
}
