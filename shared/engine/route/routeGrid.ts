import type { ResolvedVerifier } from "#shared/plan/resolved.ts";

/**
 * A route made ready: who is asked in which order, and a small grid of points of the difficulty that its attempts
 * share, each with a weight. Given Z, and for each model that is asked more than once its own view of the task,
 * attempts are independent of each other, so a route's moments are sums over the grid of products of attempts' moments.
 * The grid has one axis for Z; a model's own axis is open from the first step that asks it to the last one, so that a
 * cascade's grids follow each other instead of multiplying.
 */
export interface CompiledRoute {
  readonly branches: readonly CompiledBranch[];
  /** Asked all at once, each attempt verified; else in turn. */
  readonly bestOf: boolean;
  /** Money per task for choosing a branch. */
  readonly choiceCost: number;
  readonly byDifficulty: boolean;
  readonly accuracy: number;
  /** Points of Z. */
  readonly points: number;
  /** Terms of a series that shared projections look at, and those that the `total` of some projection looks at. */
  readonly terms: number;
  readonly totalTerms: number;
  /** How each attempt (index in the workload; null: not of this route) looks from the points. */
  readonly projections: readonly (Projection | null)[];
  /** By attempt: some branch has it as a step; else it is asked after a stop only. */
  readonly isStep: readonly boolean[];
}

export interface CompiledBranch {
  /** The branch takes tasks of rank up to this. */
  readonly upTo: number;
  /** Attempts in turn, by index in the workload. */
  readonly steps: readonly number[];
  /**
   * By step: the address of the random numbers of its attempt, which depends on the model and on how many attempts with
   * it came before; and of the attempt that follows a stop there.
   */
  readonly names: readonly number[];
  readonly fallbackNames: readonly number[];
  readonly verifier: ResolvedVerifier;
  /** By point of Z: its weight times the share of its tasks that the branch takes. */
  readonly weights: Float64Array;
  /** The steps as they are walked. */
  readonly walk: readonly CompiledStep[];
  /** States before all steps and after the last one, and the most before any. */
  readonly places: number;
  readonly mostStates: number;
}

/** A step, and the states (points of the own axes that are open) in which tasks come to it and leave it. */
export interface CompiledStep {
  readonly attempt: number;
  /** Index of the first of the states before it, among those of the branch; and how many there are. */
  readonly place: number;
  readonly before: number;
  /**
   * States in which it is worked: state i came from i modulo `before`, with the share `opening` (points × states; null:
   * no axis opens).
   */
  readonly states: number;
  readonly opening: Float64Array | null;
  /** By state: the row of the attempt's projection and of the fallback's (null: the point of Z). */
  readonly rows: Int32Array | null;
  readonly fallbackRows: Int32Array | null;
  /** By state: the state in which tasks leave it. */
  readonly leaves: Int32Array;
}

/** How an attempt looks from the points. */
export type Projection = SharedProjection | ModelProjection;

/** Turns a Hermite series of an attempt's score into values at the points of Z: its rows. */
export interface SharedProjection {
  readonly kind: "shared";
  readonly rows: number;
  /** rows × terms: E[h_n(G) | point]. */
  readonly total: Float64Array;
  /** For each shape that success curves are blended of (`blendOf`), rows × terms: E[shape(V)·h_n(G) | point]. */
  readonly shapes: readonly Float64Array[];
  /** Scratch: the projection through the last success curve it was asked for, rows × terms, and its blend of shapes. */
  readonly blended: { readonly curve: Float64Array; readonly values: Float64Array; readonly blend: Float64Array };
}

/** Looks at an attempt from known views V of the task: its rows. */
export interface ModelProjection {
  readonly kind: "own";
  readonly rows: number;
  /** By row: the part of the attempt's score that the view explains, and the view's rank. */
  readonly scores: Float64Array;
  readonly ranks: Float64Array;
  /** First view, and the step to the next; a step of 0: the views are no even grid. */
  readonly from: number;
  readonly step: number;
  /** Scratch: by row the chance to succeed. */
  readonly success: Float64Array;
  /** Standard deviation of the rest of the score. */
  readonly noise: number;
  /** For tokens without a closed form, rows × terms: E[h_n(G) | V]. */
  readonly terms: number;
  readonly total: Float64Array;
}
