import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";

/**
 * Moments of the body of one task's result: of all tasks none of whose attempts is in a tail. They are sums over the
 * grid of difficulty of products of attempts' moments (section 4 of `shared/engine/README.md`).
 */
export interface TaskMoments {
  /**
   * By ending: probability, and cost and squared cost where it ends so. They sum to less than 1 by the tail's share.
   */
  readonly probability: Float64Array;
  readonly cost: Float64Array;
  readonly square: Float64Array;
  /** Cubed cost, over all endings. */
  cube: number;
  /** Attempts, and by attempt of the workload its tokens, and the product of its tokens and the task's cost. */
  attempts: number;
  readonly tokens: Float64Array;
  readonly tokensTimesCost: Float64Array;
  /** By attempt of the workload, how often it is made; kept only where attempts have fees. */
  readonly made: Float64Array;
}

/** Empty moments for a workload of so many attempts. */
export function createTaskMoments(attempts: number): TaskMoments {
  return {
    probability: createScratch(3),
    cost: createScratch(3),
    square: createScratch(3),
    cube: 0,
    attempts: 0,
    tokens: createScratch(attempts),
    tokensTimesCost: createScratch(attempts),
    made: createScratch(attempts),
  };
}

/** Sets all moments to zero. */
export function clearTaskMoments(moments: TaskMoments): void {
  clear(moments.probability);
  clear(moments.cost);
  clear(moments.square);
  clear(moments.tokens);
  clear(moments.tokensTimesCost);
  clear(moments.made);
  moments.cube = moments.attempts = 0;
}
