import type { TrialFigures } from "#shared/forecast/comparison/trialFigures.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import type { PlanFacts } from "#shared/forecast/words/sentences.ts";
import type { Issue } from "#shared/plan/check/issues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** Everything that one forecast answers; its parts belong to the same plan and trials and are never taken apart. */
export interface Answers {
  /** Version of the document that was forecast. */
  readonly version: number;
  /** Null: the plan itself. */
  readonly scenario: string | null;
  readonly facts: PlanFacts;
  readonly forecast: Forecast;
  readonly outlook: Outlook;
  /**
   * What a comparison needs of each trial (`trialFiguresOf`): a trial has the same random numbers in every scenario.
   */
  readonly trials: TrialFigures;
}

/** One status a scenario, so that "running, with an old result taken for a new one" cannot be said. */
export type ForecastState =
  /** Nothing is at work. `before` belongs to an earlier plan. */
  | { readonly status: "stale"; readonly reason: string; readonly before: Answers | null }
  /** `soFar` belongs to this plan, `before` to an earlier one. */
  | {
      readonly status: "running";
      readonly reason: string;
      readonly trials: number;
      readonly soFar: Answers | null;
      readonly before: Answers | null;
    }
  | { readonly status: "ready"; readonly answers: Answers }
  /** Stopped by the reader. `soFar` belongs to this plan and is usable. */
  | {
      readonly status: "stopped";
      readonly trials: number;
      readonly soFar: Answers | null;
      readonly before: Answers | null;
    }
  /** The plan has issues. */
  | { readonly status: "cannotRun"; readonly issues: readonly Issue[]; readonly before: Answers | null }
  /** The engine itself failed. */
  | { readonly status: "failed"; readonly message: string; readonly before: Answers | null };

/** What a screen draws: the newest answers there are, and whether they are of the plan as it stands. */
export interface Shown {
  readonly answers: Answers;
  readonly isStale: boolean;
}

/**
 * The answers to draw for a state; null before the first. The same answers give the same object: nothing is drawn
 * twice.
 */
export function shownAnswers(state: ForecastState | undefined): Shown | null {
  const answers = latestAnswers(state);
  if (state === undefined || answers === null) return null;
  const isStale = freshAnswers(state) === null;
  const known = shownBefore.get(answers);
  if (known?.isStale === isStale) return known;
  const shown: Shown = { answers, isStale };
  shownBefore.set(answers, shown);
  return shown;
}

const shownBefore = new WeakMap<Answers, Shown>();

/** Answers of the plan as it stands, complete or not. */
export function freshAnswers(state: ForecastState): Answers | null {
  switch (state.status) {
    case "ready":
      return state.answers;
    case "running":
    case "stopped":
      return state.soFar;
    case "stale":
    case "cannotRun":
    case "failed":
      return null;
  }
}

/** The newest answers there are, whatever plan they belong to: what a later state keeps as `before`. */
export function latestAnswers(state: ForecastState | undefined): Answers | null {
  return state === undefined ? null : (freshAnswers(state) ?? beforeOf(state));
}

function beforeOf(state: ForecastState): Answers | null {
  return state.status === "ready" ? null : state.before;
}

/** What is asked of the engine. */
export interface ForecastRequest {
  readonly plan: Plan;
  readonly version: number;
  readonly scenario: string | null;
  readonly seed: number;
  readonly trials: number;
}

export type ForecastEvent =
  | { readonly type: "progress"; readonly doneTrials: number; readonly trials: number }
  /** Answers of the trials so far: at first a few hundred. */
  | { readonly type: "soFar"; readonly answers: Answers }
  | { readonly type: "ready"; readonly answers: Answers }
  | { readonly type: "failed"; readonly message: string };

/** The engine as the state knows it: workers behind it or a test's own. */
export interface ForecastEngine {
  /** Starts a forecast; events come until it is ready or failed, or until the returned function cancels it. */
  readonly run: (request: ForecastRequest, listen: (event: ForecastEvent) => void) => () => void;
}
