import type { Path } from "./pointer.ts";
import {
  PLAN_SCHEMA,
  PLAN_SCHEMA_WITH_ACTUALS,
  PLAN_SCHEMA_WITH_CURRENCIES,
  type Plan,
} from "#shared/plan/schema/plan.ts";
import { NEW_DEMAND_FIELDS, NEW_WANDER_FIELDS } from "#shared/plan/schema/demandLaw.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";

/**
 * A plan is of the lowest version that can say it, so that a file which says nothing new keeps its bytes and its hash,
 * and every older reader.
 */
export function versionOf(plan: Plan): Plan["schema"] {
  if (newFieldsOf(plan).length > 0) return PLAN_SCHEMA_WITH_CURRENCIES;
  return plan.actuals === undefined ? PLAN_SCHEMA : PLAN_SCHEMA_WITH_ACTUALS;
}

/**
 * The plan after an edit, under the version that it now needs: the next higher one where it says something new, a lower
 * one where it no longer does.
 */
export function inItsVersion(plan: Plan, before: Plan): Plan {
  const wasLowest = before.schema === versionOf(before);
  const schema = versionOf(plan);
  // A file of a higher version than it needs stays what it was.
  if (plan.schema === schema || (!wasLowest && plan.schema > schema)) return plan;
  return { ...plan, schema };
}

/**
 * Places of a document at which it says what only version 3 can: in the plan itself and in the changes of its
 * scenarios. The document need not have been checked.
 */
export function newFieldsOf(document: unknown): Path[] {
  if (!isJsonObject(document)) return [];
  const scenarios = isJsonObject(document["scenarios"]) ? Object.entries(document["scenarios"]) : [];
  return [
    ...fieldsOf(document, []),
    ...scenarios.flatMap(([id, scenario]) =>
      isJsonObject(scenario) ? fieldsOf(scenario["change"], ["scenarios", id, "change"]) : [],
    ),
  ];
}

function fieldsOf(document: unknown, path: Path): Path[] {
  if (!isJsonObject(document)) return [];
  const own = ["illustrative", "currencies", "value", "about"]
    .filter((name) => Object.hasOwn(document, name))
    .map((name): Path => [...path, name]);
  const models = isJsonObject(document["models"]) ? Object.entries(document["models"]) : [];
  const priced = models.filter(
    ([, model]) => isJsonObject(model) && isJsonObject(model["price"]) && Object.hasOwn(model["price"], "currency"),
  );
  return [
    ...own,
    ...priced.map(([id]): Path => [...path, "models", id, "price", "currency"]),
    ...(isJsonObject(document["shared"]) ? wanderFields(document["shared"], [...path, "shared"]) : []),
    ...workloadFields(document, path),
    ...actualsFields(document, path),
    ...settingsFields(document, path),
  ];
}

/** What is said of days, phasing and pairs that older readers do not know. */
function settingsFields({ budget, calendar, correlations }: Readonly<Record<string, unknown>>, path: Path): Path[] {
  const phasing = isJsonObject(budget) ? budget["phasing"] : undefined;
  const pairs: readonly unknown[] = Array.isArray(correlations) ? correlations : [];
  return [
    ...(phasing === "workingDays" || isJsonObject(phasing) ? [[...path, "budget", "phasing"]] : []),
    ...(isJsonObject(calendar) && Object.hasOwn(calendar, "preset") ? [[...path, "calendar", "preset"]] : []),
    ...pairs.flatMap((pair, i) =>
      isJsonObject(pair) && Object.hasOwn(pair, "why") ? [[...path, "correlations", i, "why"]] : [],
    ),
  ];
}

function workloadFields(document: Readonly<Record<string, unknown>>, path: Path): Path[] {
  if (!isJsonObject(document["workloads"])) return [];
  return Object.entries(document["workloads"]).flatMap(([id, workload]) =>
    isJsonObject(workload)
      ? [
          ...["case", "gate"]
            .filter((name) => Object.hasOwn(workload, name))
            .map((name): Path => [...path, "workloads", id, name]),
          ...(isJsonObject(workload["demand"])
            ? demandFields(workload["demand"], [...path, "workloads", id, "demand"])
            : []),
        ]
      : [],
  );
}

function demandFields(demand: Readonly<Record<string, unknown>>, path: Path): Path[] {
  return [
    ...NEW_DEMAND_FIELDS.filter((name) => Object.hasOwn(demand, name)).map((name): Path => [...path, name]),
    ...wanderFields(demand, path),
  ];
}

function wanderFields({ wander }: Readonly<Record<string, unknown>>, path: Path): Path[] {
  if (!isJsonObject(wander)) return [];
  return NEW_WANDER_FIELDS.filter((name) => Object.hasOwn(wander, name)).map((name): Path => [...path, "wander", name]);
}

function actualsFields(document: Readonly<Record<string, unknown>>, path: Path): Path[] {
  const actuals = document["actuals"];
  const months: unknown = isJsonObject(actuals) ? actuals["months"] : undefined;
  if (!Array.isArray(months)) return [];
  return (months as readonly unknown[]).flatMap((month, m) => {
    const workloads: unknown = isJsonObject(month) ? month["workloads"] : undefined;
    if (!isJsonObject(workloads)) return [];
    return Object.entries(workloads).flatMap(([id, own]) =>
      isJsonObject(own)
        ? ["benefit", "interventions", "exceptions"]
            .filter((name) => Object.hasOwn(own, name))
            .map((name): Path => [...path, "actuals", "months", m, "workloads", id, name])
        : [],
    );
  });
}
