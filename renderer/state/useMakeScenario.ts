import type { WithScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
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
