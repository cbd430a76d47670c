import { mix32 } from "#shared/random/random.ts";
import type { CompiledAttempt, CompiledAttemptCap, ScoreWeights, Slot } from "./compiled.ts";
import type { CompiledRoute } from "#shared/engine/route/routeGrid.ts";

/**
 * The places of a route where an attempt may lie in its tail, which are drawn one by one (section 1 of
 * `shared/engine/README.md`), and what an attempt's score is made of (section 3).
 */

/** The weights for a = `acrossModels` and s = `sameModel`: their squares sum to one. */
export function scoreWeights(acrossModels: number, sameModel: number): ScoreWeights {
  return {
    task: Math.sqrt(acrossModels),
    model: Math.sqrt(sameModel - acrossModels),
    attempt: Math.sqrt(1 - sameModel),
    viewScale: sameModel === 0 ? 0 : 1 / Math.sqrt(sameModel),
  };
}

/** The slots of a route that have a tail, normal attempts and runaways apart. */
export function slotsWithTail(
  route: CompiledRoute,
  cap: CompiledAttemptCap | null,
  attempts: readonly CompiledAttempt[],
): Slot[] {
  const slots: Slot[] = [];
  for (const [branch, { steps }] of route.branches.entries()) {
    for (const [step, main] of steps.entries()) {
      for (const isFallback of cap !== null && cap.fallback >= 0 ? [false, true] : [false]) {
        const attempt = isFallback ? cap!.fallback : main;
        const { tailShare, runawayShare, runawayTailShare, group } = attempts[attempt]!;
        const add = (isRunaway: boolean, share: number): void => {
          const name = mix32(slots.length * 0x632be5ab + branch * 31 + step);
          if (share > 0) slots.push({ branch, step, isFallback, attempt, group, isRunaway, share, name });
        };
        add(false, (1 - runawayShare) * tailShare);
        add(true, runawayShare * runawayTailShare);
      }
    }
  }
  return slots;
}
