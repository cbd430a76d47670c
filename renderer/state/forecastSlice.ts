import { type Answers, type ForecastState, freshAnswers, latestAnswers } from "./answers.ts";
import type { ForecastSlice, ScenarioKey, Slice } from "./appState.ts";

/** The key under which a scenario's forecast is kept. */
export function scenarioKey(scenario: string | null): ScenarioKey {
  return scenario ?? "";
}

/** Trials of a forecast unless the reader asks for sharper figures. */
export const USUAL_TRIALS = 10_000;
/** A forecast is repeatable: its random numbers come from this seed, as on the command line. */
export const SEED = 1;

export const createForecastSlice: Slice<ForecastSlice> = (set, get) => {
  const put = (scenario: string | null, state: ForecastState): void =>
    set(({ forecasts }) => ({ forecasts: { ...forecasts, [scenarioKey(scenario)]: state } }));
  const current = (scenario: string | null): ForecastState | undefined => get().forecasts[scenarioKey(scenario)];
  const count = (scenario: string | null, done: number): void =>
    set(({ doneTrials }) => ({ doneTrials: { ...doneTrials, [scenarioKey(scenario)]: done } }));
  /** Answers that belong to the document as it stands, and those that do not. */
  const sorted = (scenario: string | null): { readonly soFar: Answers | null; readonly before: Answers | null } => {
    const state = current(scenario);
    const latest = latestAnswers(state);
    if (latest !== null && latest.version === get().version) {
      const before = state !== undefined && state.status !== "ready" ? state.before : null;
      return { soFar: latest, before };
    }
    return { soFar: null, before: latest };
  };
  return {
    forecasts: {},
    doneTrials: {},
    trials: USUAL_TRIALS,
    isLive: true,

    markStale: (scenario, reason) =>
      put(scenario, { status: "stale", reason, before: latestAnswers(current(scenario)) }),
    markInvalid: (scenario, issues) =>
      put(scenario, { status: "cannotRun", issues, before: latestAnswers(current(scenario)) }),
    markRunning: (scenario, reason, trials) => {
      put(scenario, { status: "running", reason, trials, ...sorted(scenario) });
      count(scenario, 0);
    },
    hear: (scenario, version, event) => {
      const state = current(scenario);
      if (state === undefined) return;
      if (version !== get().version) {
        if (
          state.status !== "ready" &&
          (event.type === "soFar" || event.type === "ready") &&
          isNewer(event.answers, state.before)
        )
          put(scenario, { ...state, before: event.answers });
        return;
      }
      if (state.status !== "running") return;
      switch (event.type) {
        case "progress":
          count(scenario, event.doneTrials);
          return;
        case "soFar":
          put(scenario, { ...state, soFar: event.answers });
          return;
        case "ready":
          put(scenario, { status: "ready", answers: event.answers });
          return;
        case "failed":
          put(scenario, { status: "failed", message: event.message, before: latestAnswers(state) });
          return;
        default:
          throw new Error(`no such event: ${JSON.stringify(event satisfies never)}`);
      }
    },
    markStopped: (scenario) => {
      const state = current(scenario);
      if (state?.status !== "running") return;
      const soFar = freshAnswers(state);
      put(scenario, { status: "stopped", trials: soFar?.forecast.trials ?? 0, soFar, before: state.before });
    },
    setTrials: (trials) => set({ trials }),
    setLive: (isLive) => set({ isLive }),
  };
};

function isNewer({ version }: Answers, than: Answers | null): boolean {
  return than === null || version > than.version;
}
