import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { AppState } from "./appState.ts";
import { FIRST_TRIALS, scenarioKey, SEED, USUAL_TRIALS } from "./forecastSlice.ts";
import type { ForecastEvent, ForecastRequest } from "./answers.ts";
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
 * Forecasts the plan whenever it changes: the active scenario first, then a first chart of each of the others, so that
 * they can be compared while they sharpen one after another; every chart belongs to the plan as it stands. A newer edit cancels what is at work, but for a first chart that is being
 * made: it is waited for and drawn as stale, so that a hand that moves faster than a forecast can answer sees charts
 * all the way. A plan with errors is not run.
 */
export function attachLiveForecast(store: AppStore, services: Pick<Services, "engine" | "clock">): LiveForecast {
  const work = createWork(store, services);
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.version !== previous.version) followPlan(work, state, previous, services.clock);
    // Whoever switches scenario looks at it: it comes first.
    else if (state.activeScenario !== previous.activeScenario && !work.isDone(state, state.activeScenario))
      work.restart();
  });
  return {
    run: () => {
      work.forget();
      work.restart();
    },
    cancel: () => {
      work.isStopped = true;
      work.halt();
      const state = store.getState();
      for (const [key, forecast] of Object.entries(state.forecasts))
        if (forecast.status === "running") state.markStopped(key === "" ? null : key);
    },
    sharpen: () => {
      store.getState().setTrials(store.getState().trials * 4);
      work.restart();
    },
    detach: () => {
      work.halt();
      unsubscribe();
    },
  };
}

/** The plan is another one: forecasts are marked as what they now are, and work begins anew or is outdated. */
function followPlan(work: Work, state: AppState, previous: AppState, clock: Services["clock"]): void {
  const first = waitsForFirst(work, state, previous) ? work.first : null;
  if (first === null) work.halt();
  if (state.plan === null) return;
  if ((state.past.at(-1)?.gesture ?? null) !== null) work.movedAt = clock.now();
  for (const id of [null, ...scenarioIds(state.plan)]) {
    if (state.issues.length > 0) state.markInvalid(id, state.issues);
    else if (first !== null && id === first.scenario) state.markRunning(id, state.lastChange, USUAL_TRIALS);
    else state.markStale(id, state.lastChange);
  }
  if (state.trials !== USUAL_TRIALS) state.setTrials(USUAL_TRIALS);
  work.isStopped = !state.isLive;
  if (first === null) work.startNext();
  else first.isOutdated = true;
}

/**
 * Whether a first chart of the plan before is waited for. A plan that was opened or closed has no forecasts yet: nothing
 * of the one before is waited for.
 */
function waitsForFirst({ first }: Work, state: AppState, previous: AppState): boolean {
  return (
    first !== null &&
    state.issues.length === 0 &&
    state.isLive &&
    state.forecasts === previous.forecasts &&
    state.activeScenario === first.scenario
  );
}

/** The first chart that is being made, of the scenario that is looked at; its run is replaced as soon as it is there. */
interface FirstChart {
  readonly scenario: string | null;
  isOutdated: boolean;
}

/** The runs of a plan and its scenarios, one after another. */
interface Work {
  first: FirstChart | null;
  /** When a slider was last moved, by the clock. */
  movedAt: number;
  /** Nothing begins by itself. */
  isStopped: boolean;
  /** Whether a scenario of the plan was run to its end, with as many trials as are asked for. */
  readonly isDone: DoneRuns["has"];
  readonly startNext: () => void;
  /** Ends what is at work. */
  readonly halt: () => void;
  /** Begins with the scenario that is looked at, whatever is at work. */
  readonly restart: () => void;
  /** Takes nothing for done. */
  readonly forget: () => void;
}

function createWork(store: AppStore, { engine, clock }: Pick<Services, "engine" | "clock">): Work {
  const done = createDoneRuns();
  /** Ends the run, or the rest between two. */
  let cancel: (() => void) | null = null;
  let isBusy = false;
  /** Number of the run that is heard; a later one replaces it. */
  let current = 0;

  const hear = (run: Run, event: ForecastEvent): void => {
    const isOutdated = event.type !== "progress" && work.first?.isOutdated === true;
    const isEnd = !isOutdated && isOver(event);
    if (event.type !== "progress") work.first = null;
    if (isEnd) {
      cancel = null;
      isBusy = false;
      done.add(run);
    }
    store.getState().hear(run.scenario, run.version, reportedAs(event, done.has(store.getState(), run.scenario)));
    if (isOutdated) work.restart();
    if (!isEnd) return;
    const rest = work.movedAt + REST - clock.now();
    if (rest > 0) cancel = clock.after(rest, work.startNext);
    else work.startNext();
  };
  const work: Work = {
    first: null,
    movedAt: -Infinity,
    isStopped: false,
    isDone: done.has,
    forget: done.clear,
    startNext: () => {
      const run = isBusy || work.isStopped ? null : nextRun(store.getState(), done);
      if (run === null) return;
      const state = store.getState();
      state.markRunning(run.scenario, state.lastChange, trialsFor(state, run.scenario));
      isBusy = true;
      work.first = isFirstChart(store.getState(), run) ? { scenario: run.scenario, isOutdated: false } : null;
      const own = ++current;
      const cancelRun = engine.run({ ...run, seed: SEED }, (event) => {
        // An engine may answer once more before it hears that it was cancelled.
        if (own === current) hear(run, event);
      });
      // An engine that has answered already is at work for the next scenario, or at rest.
      if (!done.isOver(run)) cancel = cancelRun;
    },
    halt: () => {
      cancel?.();
      cancel = null;
      isBusy = false;
      work.first = null;
      current++;
    },
    restart: () => {
      work.halt();
      work.isStopped = false;
      work.startNext();
    },
  };
  return work;
}

function isOver({ type }: ForecastEvent): boolean {
  return type === "ready" || type === "failed";
}

/** What the reader hears of a run: of a first look that is over, that the scenario is still at work. */
function reportedAs(event: ForecastEvent, isDone: boolean): ForecastEvent {
  return event.type === "ready" && !isDone ? { type: "soFar", answers: event.answers } : event;
}

/** One forecast of the plan or of a scenario. */
type Run = Omit<ForecastRequest, "seed">;

/** What was run to its end, of which version of the document and with how many trials. */
interface DoneRuns {
  readonly has: (state: AppState, scenario: string | null) => boolean;
  /** Whether a scenario of the plan has been looked at, with however few trials. */
  readonly hasLooked: (state: AppState, scenario: string | null) => boolean;
  /** Whether this very run has ended. */
  readonly isOver: (run: Run) => boolean;
  readonly add: (run: Run) => void;
  readonly clear: () => void;
}

function createDoneRuns(): DoneRuns {
  const runs = new Map<string, Run>();
  const over = new WeakSet<Run>();
  const lastOf = ({ version }: AppState, scenario: string | null): Run | null => {
    const last = runs.get(scenarioKey(scenario));
    return last?.version === version ? last : null;
  };
  return {
    has: (state, scenario) => (lastOf(state, scenario)?.trials ?? 0) >= trialsFor(state, scenario),
    hasLooked: (state, scenario) => lastOf(state, scenario) !== null,
    isOver: (run) => over.has(run),
    add: (run) => {
      over.add(run);
      runs.set(scenarioKey(run.scenario), run);
    },
    clear: () => runs.clear(),
  };
}

/** Sharper figures are asked of the scenario that is looked at; the others stay at the usual number. */
function trialsFor({ activeScenario, trials }: AppState, scenario: string | null): number {
  return scenario === activeScenario ? trials : USUAL_TRIALS;
}

/**
 * The run that comes next: the scenario that is looked at, then the plan itself and the others, first with few trials
 * each where several are left. Null: none is left.
 */
function nextRun(state: AppState, { has, hasLooked }: DoneRuns): Run | null {
  const { plan, issues, version, activeScenario } = state;
  if (plan === null || issues.length > 0) return null;
  const others = [null, ...scenarioIds(plan)].filter((id) => id !== activeScenario);
  const left = [activeScenario, ...others].filter((id) => !has(state, id));
  const [scenario] = left;
  if (scenario === undefined) return null;
  const run = { plan, version };
  const unseen = scenario === activeScenario || left.length < 2 ? [] : left.filter((id) => !hasLooked(state, id));
  if (unseen[0] !== undefined) return { ...run, scenario: unseen[0], trials: FIRST_TRIALS };
  return { ...run, scenario, trials: trialsFor(state, scenario) };
}

/** Whether a run that has just begun makes the first chart of the scenario that is looked at. */
function isFirstChart({ forecasts, activeScenario }: AppState, { scenario }: Run): boolean {
  const begun = forecasts[scenarioKey(scenario)];
  return scenario === activeScenario && begun?.status === "running" && begun.soFar === null;
}
