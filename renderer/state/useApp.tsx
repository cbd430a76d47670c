import { createContext, useContext, useEffect, useState, type ReactElement, type ReactNode } from "react";
import { useStore } from "zustand";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { shownAnswers, type ForecastState, type Shown } from "./answers.ts";
import type { AppState } from "./appState.ts";
import { scenarioKey } from "./forecastSlice.ts";
import type { LiveForecast } from "./liveForecast.ts";
import type { PlanFiles } from "./planFiles/planFiles.ts";
import type { Services, Shell } from "./services.ts";
import type { AppStore } from "./store.ts";
import type { UsageWork } from "./usageState.ts";

/** All that a window has: its state, its services, and what acts between the two. */
export interface App {
  readonly store: AppStore;
  readonly services: Services;
  readonly forecasts: LiveForecast;
  readonly files: PlanFiles;
  readonly usage: UsageWork;
  readonly shell: Shell;
}

const AppContext = createContext<App | null>(null);

export function AppProvider({ app, children }: { readonly app: App; readonly children: ReactNode }): ReactElement {
  return <AppContext value={app}>{children}</AppContext>;
}

/** The window that a component lives in. */
export function useAppContext(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("a screen is drawn outside of AppProvider");
  return app;
}

/** A part of the state; select single values, or values whose identity lasts. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useAppContext().store, select);
}

/** The open plan. Only screens inside an open plan may ask. */
export function usePlan(): Plan {
  const plan = useApp((state) => state.plan);
  if (plan === null) throw new Error("no plan is open");
  return plan;
}

/** The plan that is looked at: the base plan, or the active scenario laid over it. It may have issues. */
export function useActivePlan(): Plan {
  const plan = usePlan();
  const scenario = useApp((state) => state.activeScenario);
  return scenario === null ? plan : applyScenario(plan, scenario);
}

/** The forecast of a scenario; null is the plan itself. */
export function useForecastState(scenario: string | null): ForecastState | undefined {
  return useApp((state) => state.forecasts[scenarioKey(scenario)]);
}

/**
 * What to draw of the active scenario; null before its first answers. The same object until there is something else to
 * draw.
 */
export function useShown(): Shown | null {
  return useApp((state) => shownAnswers(state.forecasts[scenarioKey(state.activeScenario)]));
}

/**
 * Stale answers are drawn as such when newer ones take longer than this to come: before, it would only flicker.
 * Milliseconds.
 */
const STALE_AFTER = 200;

/** Whether to mark the drawn answers as stale: at once where nothing is at work, else when newer ones are late. */
export function useIsMarkedStale(): boolean {
  const { services } = useAppContext();
  const shown = useShown();
  const isAtWork = useApp((state) => state.forecasts[scenarioKey(state.activeScenario)]?.status === "running");
  const [late, setLate] = useState<Shown | null>(null);
  useEffect(
    () => (shown?.isStale === true ? services.clock.after(STALE_AFTER, () => setLate(shown)) : undefined),
    [shown, services],
  );
  return shown?.isStale === true && (!isAtWork || late === shown);
}
