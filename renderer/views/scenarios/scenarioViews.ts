import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { BASE_NAME, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { shownAnswers, type Answers, type Shown } from "#renderer/state/answers.ts";
import { scenarioKey } from "#renderer/state/forecastSlice.ts";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";

/** A scenario as this screen sees it; null is the plan itself, A. */
export interface ScenarioView {
  readonly id: string | null;
  /** Decides letter, colour and dash. */
  readonly place: number;
  readonly name: string;
  readonly description: string;
  readonly answers: Answers | null;
  readonly isStale: boolean;
}

/** The plan and its scenarios with what is known of each, in their order. */
function scenarioViews(plan: Plan, all: readonly (Shown | null)[]): ScenarioView[] {
  return [null, ...scenarioIds(plan)].map((id, place) => {
    const shown = all[place];
    const scenario = id === null ? undefined : plan.scenarios?.[id];
    return {
      id,
      place,
      name: id === null ? BASE_NAME : (scenario?.name ?? id),
      description: scenario?.description ?? "",
      answers: shown?.answers ?? null,
      isStale: shown?.isStale ?? false,
    };
  });
}

export function useScenarioViews(): ScenarioView[] {
  const plan = usePlan();
  const shown = useApp(
    useShallow((state) => [null, ...scenarioIds(plan)].map((id) => shownAnswers(state.forecasts[scenarioKey(id)]))),
  );
  return useMemo(() => scenarioViews(plan, shown), [plan, shown]);
}
