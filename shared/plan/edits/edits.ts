import { significant } from "#shared/format/digits.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { compileUncertain } from "#shared/distributions/uncertain.ts";
import { freshId } from "#shared/plan/ids.ts";
import {
  type Actuals,
  type Attempt,
  type AttemptCap,
  type DatedMultiplier,
  type Evidence,
  type FixedCost,
  type MonthCap,
  type UserCap,
  type Plan,
  planSchema,
  type Tokens,
  type Uncertain,
  type Workload,
} from "#shared/plan/schema/plan.ts";
import {
  childrenOf,
  formOf,
  isJsonObject,
  isListSchema,
  isMapSchema,
  isObjectSchema,
  type Schema,
} from "#shared/plan/schema/shape.ts";
import { pathOf, pointerOf } from "#shared/plan/pointer.ts";
import { keepReferences } from "#shared/plan/references.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { nameOfChange } from "#shared/plan/nameOfChange.ts";

/**
 * Named edits of a plan: pure functions from plan to plan. What a screen changes goes through here, so that undo has a
 * name for it and a change has one meaning. An edit keeps the plan's form but may make it unsound (a route without its
 * model): `checkPlan` decides that, and its issues are shown; nothing is repaired in secret.
 */
export interface PlanEdit {
  /** What undo calls it, in the imperative: "change adoption". */
  readonly name: string;
  readonly plan: Plan;
}

/**
 * The plan with another value at a JSON pointer; undefined removes it. Objects on the way that the schema knows and the
 * plan left out are made; all that the edit does not touch is the same object as before, but for what names places that
 * moved (`keepReferences`). Throws where the schema has no such place, or a list is not that long: a screen that edits
 * there is wrong.
 */
export function setAt(plan: Plan, pointer: string, value: unknown): Plan {
  const path = pathOf(pointer);
  if (path === null || path.length === 0)
    throw new Error(`No input of a plan can be edited at ${JSON.stringify(pointer)}.`);
  // The schema was followed on the way; that the value fits is for `checkPlan` to say.
  return keepReferences(plan, placed(planSchema, plan, path, value, pointer) as Plan, path);
}

function placed(schema: Schema, place: unknown, path: readonly string[], value: unknown, pointer: string): unknown {
  const form = formOf(schema, place);
  if (isListSchema(form) && Array.isArray(place))
    return placedInList(form, place as readonly unknown[], path, value, pointer);
  const [key, ...rest] = path;
  const child = childSchema(form, key!);
  if (child === undefined || Array.isArray(place)) throw noInput(pointer);
  const fields = new Map(isJsonObject(place) ? Object.entries(place) : []);
  if (rest.length > 0) fields.set(key!, placed(child, fields.get(key!), rest, value, pointer));
  else if (value === undefined) fields.delete(key!);
  else fields.set(key!, value);
  // A Map and fromEntries, because an assignment to "__proto__" would not make a field of that name.
  return Object.fromEntries(fields);
}

function placedInList(
  form: Schema,
  before: readonly unknown[],
  [key, ...rest]: readonly string[],
  value: unknown,
  pointer: string,
): unknown[] {
  const list = [...before];
  const at = key === "-" ? list.length : Number(key);
  const item = childrenOf(form, [...list.slice(0, at), list[at] ?? null])[at]?.schema;
  if (item === undefined) throw noInput(pointer);
  if (rest.length > 0) list[at] = placed(item, list[at], rest, value, pointer);
  else if (value === undefined) list.splice(at, 1);
  else list[at] = value;
  return list;
}

/** The schema of a field or an id; undefined: the schema has no such place. */
function childSchema(form: Schema, key: string): Schema | undefined {
  if (isMapSchema(form)) return form.value;
  return isObjectSchema(form) && Object.hasOwn(form.entries, key) ? form.entries[key] : undefined;
}

function noInput(pointer: string): Error {
  return new Error(`There is no input ${pointer} in the plan.`);
}

/** The plan's rate of a currency: money of the plan for one unit of it. */
export function setRate(plan: Plan, currency: string, rate: number): PlanEdit {
  const set = setAt(plan, pointerOf(["currencies", currency]), { rate });
  return { name: `change the rate of ${currency}`, plan: inItsVersion(set, plan) };
}

/** `setAt` under a name for undo: "change users", or what the caller says. */
export function changeAt(
  plan: Plan,
  pointer: string,
  value: unknown,
  name: string = nameOfChange(plan, pointer),
): PlanEdit {
  return { name, plan: setAt(plan, pointer, value) };
}

/** The closed months of the year set, or none: the plan's version follows, as it is the lowest that can say it. */
export function setActuals(
  plan: Plan,
  actuals: Actuals | null,
  name: string = actuals === null ? "remove the actuals" : "use the actuals",
): PlanEdit {
  const { actuals: _, ...rest } = plan;
  return { name, plan: inItsVersion(actuals === null ? rest : { ...rest, actuals }, plan) };
}

/**
 * Wider demand for all workloads at once: its middle stays, and its spread of ln grows by `missingSd` as variances add.
 * What a back-test found its ranges to lack is so recorded in the plan itself, with its evidence, and simulated like
 * any other unknown.
 */
export function widenDemand(plan: Plan, missingSd: number, evidence: Evidence): PlanEdit {
  const at = compileUncertain(plan.shared?.demand ?? 1);
  const [low, middle, high] = [at(-Z90), at(0), at(Z90)];
  if (!(middle > 0 && high > 0)) throw new Error("Demand that may be 0 cannot be widened by a factor.");
  const sd = low > 0 ? Math.log(high / low) / (2 * Z90) : Math.log(high / middle) / Z90;
  const wide = Math.exp(Z90 * Math.hypot(sd, missingSd));
  return changeAt(
    plan,
    "/shared/demand",
    { p10: significant(middle / wide, 4), p90: significant(middle * wide, 4), evidence },
    "widen demand",
  );
}

/** Normal score of 9 in 10. */
const Z90 = normalQuantile(0.9);

// ---- names ----------------------------------------------------------------------------------------------------------

/** A name not yet used: "Code review copy", "Code review copy 2". */
function freshName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let n = 2;
  while (taken.includes(`${name} ${n}`)) n++;
  return `${name} ${n}`;
}

// ---- workloads ------------------------------------------------------------------------------------------------------

/** A new workload at the end of the list, with the id it got. It starts as a draft that costs nothing: no user yet. */
export function addWorkload(plan: Plan, modelId: string, called = "New workload"): PlanEdit & { readonly id: string } {
  const name = freshName(
    called,
    Object.values(plan.workloads).map((workload) => workload.name ?? ""),
  );
  const id = freshId(name, plan.workloads);
  const evidence: Evidence = { grade: "guessed" };
  const workload: Workload = {
    name,
    status: "draft",
    demand: { users: { value: 0, evidence }, tasksPerUserPerDay: { p10: 0.5, p90: 2, evidence } },
    attempts: { [modelId]: newAttempt() },
    // Terminal-Bench, tau-bench and others: runs of one task are alike by 0.64 to 0.92, models by 0.42 (MODEL.md,
    // section 6).
    difficulty: { acrossModels: 0.42, sameModel: 0.8 },
    route: { steps: [modelId] },
    outcome: { value: { value: 0, evidence } },
  };
  return { id, name: "add a workload", plan: setAt(plan, pointerOf(["workloads", id]), workload) };
}

/** An attempt of the middle of the field: 0.9 of spread, mostly re-read context, two thirds succeed. */
export function newAttempt(): Attempt {
  const evidence: Evidence = { grade: "guessed" };
  return {
    tokens: { family: "lognormal", median: 1_000_000, sigma: 0.9, evidence },
    mix: { input: 0.05, cacheRead: 0.9, cacheWrite: 0.04, output: 0.01 },
    success: { byEffort: [0.8, 0.75, 0.65, 0.45], evidence },
  };
}

/** A copy of a workload right behind it, with the id it got. */
export function duplicateWorkload(plan: Plan, id: string): PlanEdit & { readonly id: string } {
  const workload = plan.workloads[id]!;
  const name = freshName(
    `${workload.name ?? id} copy`,
    Object.values(plan.workloads).map((other) => other.name ?? ""),
  );
  const copyId = freshId(name, plan.workloads);
  const workloads = Object.entries(plan.workloads).flatMap(
    ([otherId, other]) =>
      (otherId === id
        ? [
            [otherId, other],
            [copyId, { ...workload, name }],
          ]
        : [[otherId, other]]) as [string, Workload][],
  );
  return {
    id: copyId,
    name: `duplicate ${workload.name ?? id}`,
    plan: { ...plan, workloads: Object.fromEntries(workloads) },
  };
}

/** A workload, a model or a fixed cost under another name; its id stays. */
export function renameAt(plan: Plan, part: "workloads" | "models" | "fixedCosts", id: string, name: string): PlanEdit {
  return {
    name: `rename ${plan[part]?.[id]?.name ?? id}`,
    plan: setAt(plan, pointerOf([part, id, "name"]), name === "" ? undefined : name),
  };
}

/** An attempt with another model, which the workload may then use in its route. */
export function addAttempt(plan: Plan, workloadId: string, modelId: string): PlanEdit {
  return {
    name: `let ${plan.workloads[workloadId]?.name ?? workloadId} use ${plan.models[modelId]?.name ?? modelId}`,
    plan: setAt(plan, pointerOf(["workloads", workloadId, "attempts", modelId]), newAttempt()),
  };
}

/** Where an attempt is stopped; null lifts the cap. */
export function setAttemptCap(plan: Plan, workloadId: string, cap: AttemptCap | null): PlanEdit {
  return {
    name: cap === null ? "lift the cap on one attempt" : "change the cap on one attempt",
    plan: setAt(plan, pointerOf(["workloads", workloadId, "attemptCap"]), cap ?? undefined),
  };
}

/** What a month may spend; null lifts the cap. */
export function setMonthCap(plan: Plan, workloadId: string, cap: MonthCap | null): PlanEdit {
  return {
    name: cap === null ? "lift the cap on a month" : "change the cap on a month",
    plan: setAt(plan, pointerOf(["workloads", workloadId, "monthCap"]), cap ?? undefined),
  };
}

/** What a person may use in a month; null lifts the cap. */
export function setUserCap(plan: Plan, workloadId: string, cap: UserCap | null): PlanEdit {
  const changed = setAt(plan, pointerOf(["workloads", workloadId, "userCap"]), cap ?? undefined);
  return { name: cap === null ? "lift the cap a person" : "change the cap a person", plan: changed };
}

/** Tokens of an attempt, keeping what the new statement does not speak of: the limit. */
export function setTokens(
  plan: Plan,
  workloadId: string,
  modelId: string,
  tokens: Tokens,
  name = "change tokens of one attempt",
): PlanEdit {
  return { name, plan: setAt(plan, pointerOf(["workloads", workloadId, "attempts", modelId, "tokens"]), tokens) };
}

// ---- evidence -------------------------------------------------------------------------------------------------------

/**
 * An uncertain number with its evidence; a bare number becomes an object that can carry it, null takes the evidence
 * away.
 */
export function withEvidence(number: Uncertain, evidence: Evidence | null): Uncertain {
  const stated = typeof number === "number" ? { value: number } : number;
  if (evidence !== null) return { ...stated, evidence };
  return "value" in stated ? stated.value : (omit(stated, "evidence") as Uncertain);
}

/** What is said of where a number comes from; null where nothing is. */
export function evidenceOf(value: unknown): Evidence | null {
  return isJsonObject(value) && isJsonObject(value["evidence"]) ? (value["evidence"] as unknown as Evidence) : null;
}

/** A new cost by the month, such as seats, with the id it got. */
export function addFixedCost(plan: Plan, cost: FixedCost): PlanEdit & { readonly id: string } {
  const id = freshId(cost.name ?? "seats", plan.fixedCosts ?? {});
  return { id, name: `add ${cost.name ?? id}`, plan: setAt(plan, pointerOf(["fixedCosts", id]), cost) };
}

/** The renewal of a fixed cost; null means the price stays. */
export function setRenewal(plan: Plan, fixedCostId: string, renewal: DatedMultiplier | null): PlanEdit {
  return {
    name: `${renewal === null ? "remove" : "change"} the renewal of ${plan.fixedCosts?.[fixedCostId]?.name ?? fixedCostId}`,
    plan: setAt(plan, pointerOf(["fixedCosts", fixedCostId, "renewal"]), renewal ?? undefined),
  };
}

/** The same object without one of its fields. */
export function omit<Whole extends object, Key extends string>(whole: Whole, key: Key): Omit<Whole, Key> {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key)) as Omit<Whole, Key>;
}
