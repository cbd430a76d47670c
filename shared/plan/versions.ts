import { TOKEN_CLASSES } from "#shared/plan/schema/model.ts";
import { pathOf, type Path } from "./pointer.ts";
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
  return fieldsOfScenarios(document, [...FIELDS_OF_VALUE, ...FIELDS_OF_CONTRACTS], phasingFields);
}

/** Places at which a document, or one of its scenarios, says something of contracts (MODEL.md, section 2b). */
export function contractFieldsOf(document: unknown): Path[] {
  return fieldsOfScenarios(document, FIELDS_OF_CONTRACTS);
}

/** Places by their keys; `*` is any id or position in a list. */
const FIELDS_OF_VALUE = [
  "/illustrative",
  "/about",
  "/comments",
  "/value",
  "/people",
  "/workloads/*/demand/users/of",
  "/calendar/preset",
  "/correlations/*/why",
  "/workloads/*/case",
  "/workloads/*/gate",
  ...NEW_DEMAND_FIELDS.map((name) => `/workloads/*/demand/${name}`),
  ...NEW_WANDER_FIELDS.flatMap((name) => [`/shared/wander/${name}`, `/workloads/*/demand/wander/${name}`]),
  "/actuals/months/*/workloads/*/benefit",
  "/actuals/months/*/workloads/*/interventions",
  "/actuals/months/*/workloads/*/exceptions",
].map(pathOf);

const FIELDS_OF_CONTRACTS = [
  "/currencies",
  "/budget/basis",
  "/budget/taxIncluded",
  "/models/*/price/currency",
  "/models/*/price/cacheWriteHour",
  "/models/*/price/long",
  "/models/*/price/tiers",
  "/models/*/priceChanges/*/until",
  ...TOKEN_CLASSES.map((name) => `/models/*/priceChanges/*/multiplier/${name}`),
  "/models/*/terms",
  "/models/*/retires",
  "/workloads/*/costCentre",
  "/workloads/*/userCap",
  "/workloads/*/changes/*/set/userCap",
  "/workloads/*/attempts/*/model",
  "/workloads/*/attempts/*/longShare",
  "/workloads/*/attempts/*/served",
  "/workloads/*/attempts/*/fees",
  "/workloads/*/attempts/*/mix/cacheWriteHour",
  "/seats",
  "/commitments",
  "/costCentres",
  "/fixedCosts/*/split",
  "/actuals/months/*/drawn",
].map(pathOf);

function fieldsOfScenarios(
  document: unknown,
  places: readonly (Path | null)[],
  more: (part: unknown, at: Path) => Path[] = () => [],
): Path[] {
  if (!isJsonObject(document)) return [];
  const scenarios = isJsonObject(document["scenarios"]) ? Object.entries(document["scenarios"]) : [];
  const fieldsOf = (part: unknown, at: Path): Path[] => [
    ...places.flatMap((place) => found(part, place ?? [], at)),
    ...more(part, at),
  ];
  return [
    ...fieldsOf(document, []),
    ...scenarios.flatMap(([id, scenario]) =>
      isJsonObject(scenario) ? fieldsOf(scenario["change"], ["scenarios", id, "change"]) : [],
    ),
  ];
}

/** The paths of a document at which something stands at a place. */
function found(document: unknown, [key, ...rest]: Path, at: Path): Path[] {
  if (key === undefined) return [at];
  if (Array.isArray(document)) return key === "*" ? document.flatMap((item, i) => found(item, rest, [...at, i])) : [];
  if (!isJsonObject(document)) return [];
  if (key === "*") return Object.entries(document).flatMap(([name, value]) => found(value, rest, [...at, name]));
  return Object.hasOwn(document, key) ? found(document[key], rest, [...at, key]) : [];
}

/** A phasing that older readers do not know. */
function phasingFields(document: unknown, at: Path): Path[] {
  const budget = isJsonObject(document) ? document["budget"] : undefined;
  const phasing = isJsonObject(budget) ? budget["phasing"] : undefined;
  return phasing === "workingDays" || isJsonObject(phasing) ? [[...at, "budget", "phasing"]] : [];
}
