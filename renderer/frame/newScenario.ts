import { addScenario } from "#shared/plan/scenarios/scenarioEdits.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { AppState } from "#renderer/state/appState.ts";

/** Adds a scenario that begins as the one that is looked at, and shows it. */
export function newScenario({ plan, activeScenario, edit, selectScenario, goTo }: AppState): void {
  if (plan === null) return;
  const change = activeScenario === null ? {} : (plan.scenarios?.[activeScenario]?.change ?? {});
  const { plan: after, scenarioId } = addScenario(plan, { name: `Scenario ${scenarioIds(plan).length + 2}`, change });
  edit("add a scenario", () => after);
  selectScenario(scenarioId);
  goTo("scenarios");
}
