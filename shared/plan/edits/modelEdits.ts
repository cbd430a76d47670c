import { freshId } from "#shared/plan/ids.ts";
import type { Model, Plan, Price, PriceChange } from "#shared/plan/schema/plan.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { omit, type PlanEdit, setAt } from "./edits.ts";

/** The plan without a workload, and without what spoke of it: correlations, and its part of every scenario. */
export function removeWorkload(plan: Plan, id: string): PlanEdit {
  return { name: `remove ${plan.workloads[id]?.name ?? id}`, plan: without(plan, "workloads", id) };
}

/** The plan without several workloads, as one step. */
export function removeWorkloads(plan: Plan, ids: readonly string[]): PlanEdit {
  const [only] = ids;
  if (ids.length === 1) return removeWorkload(plan, only!);
  return {
    name: `remove ${ids.length} workloads`,
    plan: ids.reduce((rest, id) => removeWorkload(rest, id).plan, plan),
  };
}

// ---- models and prices ----------------------------------------------------------------------------------------------

/** A new model at the end of the price book, with the id it got. */
export function addModel(plan: Plan, model: Model): PlanEdit & { readonly id: string } {
  const id = freshId(model.name ?? "model", plan.models);
  return { id, name: `add ${model.name ?? id}`, plan: setAt(plan, pointerOf(["models", id]), model) };
}

/** The workloads whose attempts, routes or caps name a model: what must be mended before it can go. */
export function workloadsUsing(plan: Plan, modelId: string): string[] {
  return Object.entries(plan.workloads)
    .filter(([, workload]) => Object.hasOwn(workload.attempts, modelId))
    .map(([id]) => id);
}

/**
 * The plan without a model. Workloads that use it stay as they are and are not valid then: ask `workloadsUsing` first.
 */
export function removeModel(plan: Plan, id: string): PlanEdit {
  return { name: `remove ${plan.models[id]?.name ?? id}`, plan: without(plan, "models", id) };
}

/** Another price of a model; its classes that the new price does not name are gone. */
export function setPrice(plan: Plan, modelId: string, price: Price): PlanEdit {
  return {
    name: `change the price of ${plan.models[modelId]?.name ?? modelId}`,
    plan: setAt(plan, pointerOf(["models", modelId, "price"]), price),
  };
}

/** A price change at the end of a model's list; they are read by their dates. */
export function addPriceChange(plan: Plan, modelId: string, change: PriceChange): PlanEdit {
  const changes = [...(plan.models[modelId]!.priceChanges ?? []), change];
  return {
    name: `add a price change of ${plan.models[modelId]!.name ?? modelId}`,
    plan: setAt(plan, pointerOf(["models", modelId, "priceChanges"]), changes),
  };
}

/** The plan without one price change. */
export function removePriceChange(plan: Plan, modelId: string, index: number): PlanEdit {
  const rest = plan.models[modelId]!.priceChanges!.toSpliced(index, 1);
  return {
    name: `remove a price change of ${plan.models[modelId]!.name ?? modelId}`,
    plan: setAt(plan, pointerOf(["models", modelId, "priceChanges"]), rest.length === 0 ? undefined : rest),
  };
}

/** The plan without a fixed cost, and without what spoke of it. */
export function removeFixedCost(plan: Plan, id: string): PlanEdit {
  return { name: `remove ${plan.fixedCosts?.[id]?.name ?? id}`, plan: without(plan, "fixedCosts", id) };
}

// ---- what spoke of a part that is gone ------------------------------------------------------------------------------

type PlanMap = "people" | "workloads" | "models" | "fixedCosts" | "seats" | "commitments" | "costCentres";

/** The plan without an entry of a part, and without what scenarios say of it. */
export function without(plan: Plan, part: PlanMap, id: string): Plan {
  const cleared = setAt(plan, pointerOf([part, id]), undefined);
  if (cleared.scenarios === undefined) return cleared;
  const scenarios = Object.entries(cleared.scenarios).map(([scenarioId, scenario]) => {
    const changed = scenario.change[part];
    if (!isJsonObject(changed) || !Object.hasOwn(changed, id)) return [scenarioId, scenario] as const;
    const others = omit(changed, id);
    const change =
      Object.keys(others).length === 0 ? omit(scenario.change, part) : { ...scenario.change, [part]: others };
    return [scenarioId, { ...scenario, change }] as const;
  });
  return { ...cleared, scenarios: Object.fromEntries(scenarios) };
}
