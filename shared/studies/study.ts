import type { ContractRecord } from "#shared/engine/contractRecord.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/**
 * A study is a question that takes more than one forecast: what moves the request, which cap is best, what would exhaust
 * the budget. Question and answer are plain data, so that it can be asked of a worker. How many workers there are, what
 * they keep and when they are stopped is decided outside. `reportSoFar`: hears rougher answers on the way, if there are any.
 */
export type Study<Question, Answer> = (
  question: Question,
  context: StudyContext,
  reportSoFar?: (answer: Answer) => void,
) => Promise<Answer>;

/** Trials of a study's base: those of a usual forecast, so that its figures are the ones on every other screen. */
export const STUDY_TRIALS = 10_000;

/** What a study may ask of its surroundings. */
export interface StudyContext {
  /** Seed of the random numbers: a trial has the same ones in every plan of a study. */
  readonly seed: number;
  /**
   * Trials 0 … `trials` − 1 of a plan; `onTrials` hears how many are done, where there is somebody to tell. Rejects when
   * the study is stopped or the machine fails: a study lets that through.
   */
  readonly simulate: (plan: ResolvedPlan, trials: number, onTrials?: (done: number) => void) => Promise<Samples>;
  /**
   * How contracts stand day by day in trials of a plan, by their numbers; `onTrials` hears how many are played. Rejects
   * as `simulate` does.
   */
  readonly recordContracts: (
    plan: ResolvedPlan,
    trials: readonly number[],
    onTrials: (done: number) => void,
  ) => Promise<ContractRecord>;
  /** Says how far it is: `done` of `of` steps. */
  readonly reportProgress: (done: number, of: number) => void;
}
