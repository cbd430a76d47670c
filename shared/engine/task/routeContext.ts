import type { CompiledAttempt, CompiledAttemptCap, ScoreWeights } from "#shared/engine/compile/compiled.ts";
import type { CompiledRoute } from "#shared/engine/route/routeGrid.ts";
import type { AttemptTruth } from "#shared/engine/parameters/drawParameters.ts";

/**
 * The rules that decide over one task: a workload's route and cap on its day, under one trial's parameters. Made once
 * for each route and epoch of a workload; `truth` and `prices` are written anew for each trial.
 */
export interface RouteContext {
  readonly route: CompiledRoute;
  readonly cap: CompiledAttemptCap | null;
  readonly attempts: readonly CompiledAttempt[];
  readonly truth: AttemptTruth;
  /** Money per token by attempt. */
  readonly prices: Float64Array;
  /** Money of fees of an attempt, by attempt; null: there are none. */
  readonly fees: Float64Array | null;
  readonly weights: ScoreWeights;
  readonly failuresVisible: boolean;
}

/** Tokens at which a cap stops an attempt of this price a token. */
export function capInTokens(cap: CompiledAttemptCap | null, price: number): number {
  return cap === null ? Infinity : cap.inTokens ? cap.amount : price > 0 ? cap.amount / price : Infinity;
}
