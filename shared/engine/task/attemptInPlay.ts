import { scoreOfLnTokens } from "#shared/distributions/tokens.ts";
import type { CompiledAttempt } from "#shared/engine/compile/compiled.ts";

/** One attempt as it is made in a trial, under its cap, at one amount of token growth. */
export interface AttemptInPlay {
  readonly attempt: CompiledAttempt;
  readonly byEffort: Float64Array;
  readonly kappa: number;
  /** ln tokens of the body's middle, growth included. */
  readonly shift: number;
  /** Tokens at which it is stopped, and their ln where the limit would not have stopped it; Infinity: no cap. */
  readonly capTokens: number;
  readonly lnCap: number;
  /** Share of stops that are approved and go on; share of the chance that is left to work handed back. */
  readonly approval: number;
  readonly partial: number;
}

/** The normal score at which an attempt takes this many tokens, in this trial. */
export function scoreOf(attempt: CompiledAttempt, kappa: number, shift: number, lnTokens: number): number {
  return scoreOfLnTokens(attempt.curve, (lnTokens - shift) / kappa + attempt.curve.logMean);
}
