import { canonicalJson } from "#shared/plan/canonical.ts";
import { freshId } from "#shared/plan/ids.ts";
import { pointerOf, type Path } from "#shared/plan/pointer.ts";
import { fieldSchema, isReplacedWhole, statedScenario } from "./scenarios.ts";
import { planSchema, type Plan, type Scenario } from "#shared/plan/schema/plan.ts";
import { isJsonObject, presentSchema, type Schema } from "#shared/plan/schema/shape.ts";
import { epochDayOf } from "#shared/units.ts";

/**
 * Edits of scenarios, each a function from plan to plan. A scenario is a change laid over the base plan, so an edit
 * "in" a scenario is made to the changed plan and written down as the smallest change that leads there. None of these
 * checks the plan: `checkPlan` does.
 */

/** Most scenarios that one chart lays over each other, the base plan among them. */
export const MOST_OVERLAID = 6;

/** A JSON Merge Patch that changes one document of a plan into another, name by name. */
export type PlanChange = Scenario["change"];

/** One value that a scenario states otherwise than the base plan. */
export interface Difference {
  /** Where it stands in the changed plan, and in the base plan as far as that has it. */
  readonly path: Path;
  readonly pointer: string;
  /** What stands there in the base plan and in the changed one; undefined: nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The smallest merge patch that makes `edited` of `base`: laid over the base plan it gives the edited plan, and it says
 * nothing that the base plan says already. What is replaced whole (uncertain numbers, tokens, success, routes, caps,
 * lists) is in it whole. The scenarios of either plan are no part of it.
 */
export function differenceAsPatch(base: Plan, edited: Plan): PlanChange {
  return patchOf(differencesOf(base, edited));
}

/** The change that makes these differences and no others. */
export function patchOf(differences: readonly Difference[]): PlanChange {
  const change = new Map<string, unknown>();
  for (const { path, after } of differences) setAt(change, path, after === undefined ? null : after);
  return objectOf(change) as PlanChange;
}

/** What `edited` states otherwise than `base`, in the order of the edited plan, deletions last within each object. */
export function differencesOf(base: Plan, edited: Plan): Difference[] {
  const found: Difference[] = [];
  collect(withoutScenarios(base), withoutScenarios(edited), planSchema, [], found);
  return found;
}

/** What a scenario states otherwise than its base plan. Throws when the plan has no such scenario. */
export function scenarioDifferences(plan: Plan, scenarioId: string): Difference[] {
  return differencesOf(plan, statedScenario(plan, scenarioId));
}

/**
 * Day of the year, 0 its first, on which a scenario begins to differ from the plan: that of its first dated change (of
 * a workload's rules or a model's price) which the plan has not, where it changes nothing else. Throws when the plan
 * has no such scenario.
 */
export function scenarioBegins(plan: Plan, scenarioId: string): number {
  const dates = scenarioDifferences(plan, scenarioId).flatMap(({ path, before, after }) =>
    isDatedList(path) ? datesOfDifference(before, after) : [plan.fiscalYear.start],
  );
  // ISO dates sort as text.
  return Math.max(0, epochDayOf(dates.toSorted()[0] ?? plan.fiscalYear.start) - epochDayOf(plan.fiscalYear.start));
}

function isDatedList(path: Path): boolean {
  return (
    path.length === 3 &&
    ((path[0] === "workloads" && path[2] === "changes") || (path[0] === "models" && path[2] === "priceChanges"))
  );
}

/** Dates of entries that only one of two lists has. */
function datesOfDifference(before: unknown, after: unknown): string[] {
  const entries = (list: unknown): { readonly text: string; readonly from: string }[] =>
    ((list ?? []) as readonly { readonly from: string }[]).map((entry) => ({
      text: canonicalJson(entry),
      from: entry.from,
    }));
  const [one, other] = [entries(before), entries(after)];
  const alone = (these: typeof one, those: typeof one): string[] =>
    these.filter(({ text }) => those.every((entry) => entry.text !== text)).map(({ from }) => from);
  return [...alone(one, other), ...alone(other, one)];
}

function collect(base: unknown, edited: unknown, schema: Schema | undefined, path: Path, found: Difference[]): void {
  const present = schema === undefined ? undefined : presentSchema(schema, edited);
  if (isJsonObject(base) && isJsonObject(edited) && !isReplacedWhole(present)) {
    for (const [name, value] of Object.entries(edited)) {
      const before = Object.hasOwn(base, name) ? base[name] : undefined;
      collect(before, value, fieldSchema(present, name), [...path, name], found);
    }
    for (const [name, value] of Object.entries(base)) {
      if (!Object.hasOwn(edited, name) && value !== undefined)
        found.push({ path: [...path, name], pointer: pointerOf([...path, name]), before: value, after: undefined });
    }
    return;
  }
  if (!isSame(base, edited)) found.push({ path, pointer: pointerOf(path), before: base, after: edited });
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

function withoutScenarios(plan: Plan): Record<string, unknown> {
  return Object.fromEntries(Object.entries(plan).filter(([name]) => name !== "scenarios"));
}

type Tree = Map<string, unknown>;

function setAt(tree: Tree, path: Path, value: unknown): void {
  const [name, ...rest] = path.map(String);
  if (name === undefined) throw new Error("A scenario cannot replace the whole plan.");
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const inner = tree.get(name) ?? new Map<string, unknown>();
  tree.set(name, inner);
  setAt(inner as Tree, rest, value);
}

function objectOf(value: unknown): unknown {
  return value instanceof Map
    ? Object.fromEntries([...(value as Tree)].map(([name, inner]) => [name, objectOf(inner)]))
    : value;
}

// ---- scenarios of a plan --------------------------------------------------------------------------------------------

/** A plan and the id of the scenario that was made in it. */
export interface WithScenario {
  readonly plan: Plan;
  readonly scenarioId: string;
}

/**
 * A new scenario, last in the list; without a change it is the base plan under another name. Its id is made of its
 * name.
 */
export function addScenario(plan: Plan, scenario: Scenario): WithScenario {
  const scenarioId = freshId(scenario.name ?? "", plan.scenarios ?? {}, "scenario");
  return { plan: { ...plan, scenarios: { ...plan.scenarios, [scenarioId]: scenario } }, scenarioId };
}

/** The same change once more under the name "Copy of …", last in the list. */
export function duplicateScenario(plan: Plan, scenarioId: string): WithScenario {
  const scenario = scenarioOf(plan, scenarioId);
  const names = new Set(Object.values(plan.scenarios ?? {}).map(({ name }) => name));
  const copied = `Copy of ${scenario.name ?? scenarioId}`.slice(0, LONGEST_NAME - 4);
  let name = copied;
  for (let copy = 2; names.has(name); copy++) name = `${copied} ${copy}`;
  return addScenario(plan, { ...scenario, name });
}

/**
 * Another name; an empty one takes the name away, and the id stands for it. The id itself stays: forecasts and links
 * know it.
 */
export function renameScenario(plan: Plan, scenarioId: string, name: string): Plan {
  const { description, change } = scenarioOf(plan, scenarioId);
  const trimmed = name.trim().slice(0, LONGEST_NAME);
  return withScenario(plan, scenarioId, {
    ...(trimmed === "" ? {} : { name: trimmed }),
    ...(description === undefined ? {} : { description }),
    change,
  });
}

/** Another description; an empty one takes it away. */
export function describeScenario(plan: Plan, scenarioId: string, description: string): Plan {
  const { name, change } = scenarioOf(plan, scenarioId);
  const trimmed = description.trim();
  return withScenario(plan, scenarioId, {
    ...(name === undefined ? {} : { name }),
    ...(trimmed === "" ? {} : { description: trimmed }),
    change,
  });
}

/** The plan without a scenario. */
export function deleteScenario(plan: Plan, scenarioId: string): Plan {
  const { scenarios = {}, ...own } = plan;
  scenarioOf(plan, scenarioId);
  const others = Object.entries(scenarios).filter(([id]) => id !== scenarioId);
  return others.length === 0 ? own : { ...own, scenarios: Object.fromEntries(others) };
}

/**
 * An edit made within a scenario: it is given the changed plan, and what it makes of that becomes the scenario's
 * change.
 */
export function editScenario(plan: Plan, scenarioId: string, edit: (changed: Plan) => Plan): Plan {
  const change = differenceAsPatch(plan, edit(statedScenario(plan, scenarioId)));
  return withScenario(plan, scenarioId, { ...scenarioOf(plan, scenarioId), change });
}

/**
 * The scenario without one of its differences: what stands at `pointer` is what the base plan says. Unknown pointers
 * change nothing.
 */
export function revertDifference(plan: Plan, scenarioId: string, pointer: string): Plan {
  const others = scenarioDifferences(plan, scenarioId).filter((difference) => difference.pointer !== pointer);
  return withScenario(plan, scenarioId, { ...scenarioOf(plan, scenarioId), change: patchOf(others) });
}

const LONGEST_NAME = 200;

function scenarioOf(plan: Plan, scenarioId: string): Scenario {
  const scenario =
    plan.scenarios !== undefined && Object.hasOwn(plan.scenarios, scenarioId) ? plan.scenarios[scenarioId] : undefined;
  if (scenario === undefined) throw new Error(`The plan has no scenario ${JSON.stringify(scenarioId)}.`);
  return scenario;
}

function withScenario(plan: Plan, scenarioId: string, scenario: Scenario): Plan {
  return { ...plan, scenarios: { ...plan.scenarios, [scenarioId]: scenario } };
}
