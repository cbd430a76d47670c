import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { AppState } from "./appState.ts";
import { scenarioKey, SEED, USUAL_TRIALS } from "./forecastSlice.ts";
import type { Services } from "./services.ts";
import type { AppStore } from "./store.ts";

/** What the reader may do with forecasts. */
export interface LiveForecast {
  /** Starts or goes on with the active scenario, whatever its state. */
  readonly run: () => void;
  /** Stops all work; what was done stays usable. */
  readonly cancel: () => void;
  /** Four times the trials: half of the error. */
  readonly sharpen: () => void;
  /** Stops listening to the store. */
  readonly detach: () => void;
}

/**
 * Scenarios that nobody looks at wait so long after a move of a slider: a hand that goes on must not find the workers
 * busy with them. Milliseconds.
 */
const REST = 400;

/**
 * Forecasts the plan whenever it changes: the active scenario first, then the others one after another, so that every
 * chart belongs to the plan as it stands. A newer edit cancels what is at work, but for a first chart that is being
 * made: it is waited for and drawn as stale, so that a hand that moves faster than a forecast can answer sees charts
 * all the way. A plan with faults is not run.
 */
export function attachLiveForecast(
  store: AppStore,
  { engine, clock }: Pick<Services, "engine" | "clock">,
): LiveForecast {
  let cancelRun: (() => void) | null = null;
  let cancelRest: (() => void) | null = null;
  /** When a slider was last moved. */
  let movedAt = -Infinity;
  let isBusy = false;
  /** Number of the run that is heard; a later one replaces it. */
  let current = 0;
  let stopped = false;
  /**
   * The first chart that is being made, of the scenario that is looked at; its run is replaced as soon as it is
   * there.
   */
  let firstOf: { readonly scenario: string | null; isOutdated: boolean } | null = null;
  /** What was run to its end: the document's version and the trials that were asked for. */
  const done = new Map<string, { readonly version: number; readonly trials: number }>();

  const stopWork = (): void => {
    cancelRun?.();
    cancelRun = null;
    cancelRest?.();
    cancelRest = null;
    isBusy = false;
    firstOf = null;
    current++;
  };

  const isDone = ({ version, trials }: AppState, scenario: string | null): boolean => {
    const last = done.get(scenarioKey(scenario));
    return last?.version === version && last.trials >= trialsFor(scenario, trials);
  };

  /** Sharper figures are asked of the scenario that is looked at; the others stay at the usual number. */
  const trialsFor = (scenario: string | null, trials: number): number =>
    scenario === store.getState().activeScenario ? trials : USUAL_TRIALS;

  const startNext = (): void => {
    const state = store.getState();
    const { plan, issues, version, activeScenario } = state;
    if (plan === null || issues.length > 0 || stopped || isBusy) return;
    const order = [activeScenario, ...[null, ...scenarioIds(plan)].filter((id) => id !== activeScenario)];
    const next = order.find((id) => !isDone(state, id));
    if (next === undefined) return;
    const trials = trialsFor(next, state.trials);
    state.markRunning(next, state.lastChange, trials);
    isBusy = true;
    const begun = store.getState().forecasts[scenarioKey(next)];
    firstOf =
      next === activeScenario && begun?.status === "running" && begun.soFar === null
        ? { scenario: next, isOutdated: false }
        : null;
    const own = ++current;
    const cancel = engine.run({ plan, version, scenario: next, seed: SEED, trials }, (event) => {
      // An engine may answer once more before it hears that it was cancelled.
      if (own !== current) return;
      const isEnd = event.type === "ready" || event.type === "failed";
      if (event.type !== "progress") {
        const isOutdated = firstOf?.isOutdated === true;
        firstOf = null;
        if (isOutdated) {
          store.getState().hear(next, version, event);
          restart();
          return;
        }
      }
      if (isEnd) {
        cancelRun = null;
        isBusy = false;
        done.set(scenarioKey(next), { version, trials });
      }
      store.getState().hear(next, version, event);
      if (!isEnd) return;
      const rest = movedAt + REST - clock.now();
      if (rest > 0) cancelRest = clock.after(rest, startNext);
      else startNext();
    });
    // An engine that has answered already is at work for the next scenario, or at rest.
    if (!isDone(store.getState(), next)) cancelRun = cancel;
  };

  const restart = (): void => {
    stopWork();
    stopped = false;
    startNext();
  };

  const unsubscribe = store.subscribe((state, previous) => {
    if (state.version !== previous.version) {
      // A plan that was opened or closed has no forecasts yet: nothing of the one before is waited for.
      const first =
        state.issues.length === 0 &&
        state.isLive &&
        state.forecasts === previous.forecasts &&
        state.activeScenario === firstOf?.scenario
          ? firstOf
          : null;
      if (first === null) stopWork();
      if (state.plan === null) return;
      if ((state.past.at(-1)?.gesture ?? null) !== null) movedAt = clock.now();
      const scenarios = [null, ...scenarioIds(state.plan)];
      for (const id of scenarios) {
        if (state.issues.length > 0) state.markFaulty(id, state.issues);
        else if (first !== null && id === first.scenario) state.markRunning(id, state.lastChange, USUAL_TRIALS);
        else state.markStale(id, state.lastChange);
      }
      if (state.trials !== USUAL_TRIALS) state.setTrials(USUAL_TRIALS);
      stopped = !state.isLive;
      if (first === null) startNext();
      else first.isOutdated = true;
      return;
    }
    // Whoever switches scenario looks at it: it comes first.
    if (state.activeScenario !== previous.activeScenario && !isDone(state, state.activeScenario)) restart();
  });

  return {
    run: () => {
      done.clear();
      restart();
    },
    cancel: () => {
      stopped = true;
      stopWork();
      const state = store.getState();
      for (const [key, forecast] of Object.entries(state.forecasts))
        if (forecast.status === "running") state.markStopped(key === "" ? null : key);
    },
    sharpen: () => {
      store.getState().setTrials(store.getState().trials * 4);
      restart();
    },
    detach: () => {
      stopWork();
      unsubscribe();
    },
  };
}
