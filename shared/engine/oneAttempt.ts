import type { TokensCurve } from "#shared/distributions/tokens.ts";
import { successAt } from "#shared/engine/route/successCurve.ts";
import { compileTokenSeries } from "#shared/engine/route/tokenPanels.ts";
import { createTokenPart, integrateTokens, type Orders } from "#shared/engine/task/tokenSeries.ts";

/**
 * One attempt in the engine's own arithmetic (section 3 of `README.md`), for what is shown beside the inputs. Forecasts
 * come from `simulate.ts` alone.
 */
export interface TokensBelow {
  /** Share of attempts with at most that score, and their tokens (0 for the others) on average over all. */
  readonly chance: number;
  readonly mean: number;
}

/**
 * Attempts of a token distribution up to a normal score, which must be below +∞: there a heavy tail's mean is not
 * finite. `shift` is ln of the body's middle tokens, multipliers included.
 */
export function tokensBelow(curve: TokensCurve): (shift: number, score: number) => TokensBelow {
  const part = createTokenPart([compileTokenSeries(curve, 1)], 1);
  const orders: Orders = [new Float64Array(1), new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  return (shift, score) => {
    part.shift = shift;
    integrateTokens(part, score, orders);
    return { chance: orders[0][0]!, mean: orders[1][0]! };
  };
}

/** Chance that an attempt succeeds at a task of this rank of effort, 0 to 1, by a success curve of equal bins. */
export function chanceOfSuccess(byEffort: ArrayLike<number>, rank: number): number {
  return successAt(byEffort, rank);
}
