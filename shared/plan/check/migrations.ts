import { anyOf, describeValue } from "#shared/plan/schema/describe.ts";
import { issueAt, type Issue } from "./issues.ts";
import { PLAN_SCHEMA, PLAN_SCHEMA_WITH_ACTUALS, PLAN_SCHEMA_WITH_CURRENCIES } from "#shared/plan/schema/plan.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";

type JsonObject = Record<string, unknown>;

/**
 * How to bring a document one version further, by the version it has. A migration moves and renames and checks nothing:
 * what it does not recognise it leaves in place, so that the check which follows reports it.
 */
const MIGRATIONS = new Map<string, { readonly to: string; readonly migrate: (document: JsonObject) => JsonObject }>([
  ["past-april.plan/0", { to: PLAN_SCHEMA, migrate: fromVersion0 }],
  // Version 2 moved nothing: it has a place for actuals.
  [PLAN_SCHEMA, { to: PLAN_SCHEMA_WITH_ACTUALS, migrate: (document) => document }],
]);

/**
 * A document of version 1 is sound as it is, unless it says what only version 2 can. What only version 3 can say is
 * refused in a lower version (`crossChecks.ts`): its reader would have passed over it.
 */
function isPresent(document: JsonObject): boolean {
  return (
    document["schema"] === PLAN_SCHEMA_WITH_CURRENCIES ||
    document["schema"] === PLAN_SCHEMA_WITH_ACTUALS ||
    (document["schema"] === PLAN_SCHEMA && !Object.hasOwn(document, "actuals"))
  );
}

export type Migrated =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly issue: Issue };

/** A document of any version that this program reads, brought to the lowest version that can say it. */
export function migrate(document: unknown): Migrated {
  const readable = [PLAN_SCHEMA_WITH_CURRENCIES, PLAN_SCHEMA_WITH_ACTUALS, ...[...MIGRATIONS.keys()].reverse()];
  if (!isJsonObject(document))
    return { ok: false, issue: issueAt([], describeValue(document), `an object with "schema": ${anyOf(readable)}`) };
  let migrated = document;
  while (!isPresent(migrated)) {
    const version: unknown = Object.hasOwn(migrated, "schema") ? migrated["schema"] : undefined;
    const step = typeof version === "string" ? MIGRATIONS.get(version) : undefined;
    if (step === undefined)
      return {
        ok: false,
        issue: issueAt(["schema"], versionFound(version), `a version that this program reads: ${anyOf(readable)}`),
      };
    migrated = { ...step.migrate(migrated), schema: step.to };
  }
  return { ok: true, document: migrated };
}

function versionFound(version: unknown): string {
  const isNewer = typeof version === "string" && /^past-april\.plan\/\d+$/.test(version);
  return isNewer ? `${describeValue(version)}, a version of another Past April` : describeValue(version);
}

/**
 * Version 0 had the budget as a bare amount, and a workload named one `model` where it now has a `route`. Scenarios
 * spoke the same words in their changes.
 */
function fromVersion0(document: JsonObject): JsonObject {
  const scenarios = mapValues(document["scenarios"], (scenario) => ({
    ...scenario,
    ...mapField(scenario, "change", fieldsOfVersion0),
  }));
  return { ...fieldsOfVersion0(document), ...(scenarios === undefined ? {} : { scenarios }) };
}

function fieldsOfVersion0(document: JsonObject): JsonObject {
  const budget = typeof document["budget"] === "number" ? { budget: { amount: document["budget"] } } : {};
  const workloads = mapValues(document["workloads"], ({ model, ...workload }) =>
    typeof model === "string"
      ? { ...workload, route: { steps: [model] } }
      : model === undefined
        ? workload
        : { ...workload, model },
  );
  return { ...document, ...budget, ...(workloads === undefined ? {} : { workloads }) };
}

/** A map with every object in it changed; undefined where there is no map. */
function mapValues(map: unknown, change: (value: JsonObject) => JsonObject): JsonObject | undefined {
  if (!isJsonObject(map)) return undefined;
  return Object.fromEntries(
    Object.entries(map).map(([id, value]) => [id, isJsonObject(value) ? change(value) : value]),
  );
}

function mapField(object: JsonObject, name: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const field = object[name];
  return isJsonObject(field) ? { [name]: change(field) } : {};
}
