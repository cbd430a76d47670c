import { type Answers, type ForecastEvent, type ForecastState, freshAnswers, latestAnswers } from "./answers.ts";
import type { ForecastSlice, ScenarioKey, Slice } from "./appState.ts";

/** The key under which a scenario's forecast is kept. */
export function scenarioKey(scenario: string | null): ScenarioKey {
  return scenario ?? "";
}

/** Trials of the first chart: as many as two cores simulate while a hand has not yet noticed that it waits. */
export const FIRST_TRIALS = 200;
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
      if (event.type === "progress" && version === get().version && state.status === "running")
        count(scenario, event.doneTrials);
      const next = version === get().version ? heard(state, event) : heardLate(state, event);
      if (next !== state) put(scenario, next);
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

/** What an event of the running forecast makes of its state. */
function heard(state: ForecastState, event: ForecastEvent): ForecastState {
  if (state.status !== "running") return state;
  switch (event.type) {
    case "progress":
      return state;
    case "soFar":
      return { ...state, soFar: event.answers };
    case "ready":
      return { status: "ready", answers: event.answers };
    case "failed":
      return { status: "failed", message: event.message, before: latestAnswers(state) };
    default:
      throw new Error(`no such event: ${JSON.stringify(event satisfies never)}`);
  }
}

/** Answers of a version before the last edit are shown, pale, until there are others. */
function heardLate(state: ForecastState, event: ForecastEvent): ForecastState {
  const isAnswer = event.type === "soFar" || event.type === "ready";
  return state.status !== "ready" && isAnswer && isNewer(event.answers, state.before)
    ? { ...state, before: event.answers }
    : state;
}

function isNewer({ version }: Answers, than: Answers | null): boolean {
  return than === null || version > than.version;
}
