import { addScenario, differenceAsPatch, type WithScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { useAppContext } from "./useApp.tsx";

/** Makes a scenario as one step of undo and chooses it. */
export function useMakeScenario(): (name: string, change: (plan: Plan) => WithScenario) => void {
  const { store } = useAppContext();
  return (name, change) => {
    const { plan, edit, selectScenario } = store.getState();
    if (plan === null) return;
    const made = change(plan);
    edit(name, () => made.plan);
    selectScenario(made.scenarioId);
  };
}

/** Makes a scenario of a change to the plan, or to the scenario that the change was found in (null: the plan). */
export function useChangeAsScenario(scenario: string | null): (name: string, change: (base: Plan) => Plan) => void {
  const make = useMakeScenario();
  return (name, change) =>
    make(`add the scenario “${name}”`, (plan) => {
      const base = scenario === null ? plan : applyScenario(plan, scenario);
      // The version is the whole document's: it follows from what the plan and its scenarios say.
      const changed = { ...change(base), schema: plan.schema };
      return addScenario(plan, { name, change: differenceAsPatch(plan, changed) });
    });
}
