import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { Parameters } from "./parameters.ts";

// Section 3.7: what an entry means once its model has retired.

/** An entry at a model, which takes so many times the tokens that the entry states. */
export interface Meaning {
  readonly entry: number;
  readonly model: number;
  readonly factor: number;
}

/** What an entry of a workload means for tasks that arrive on a day. */
export function meaningOn(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  parameters: Parameters,
  entry: number,
  day: number,
): Meaning {
  const modelAt = (id: string): number => plan.models.findIndex((model) => model.id === id);
  let meaning: Meaning = { entry, model: modelAt(workload.attempts[entry]!.pricedAt), factor: 1 };
  for (;;) {
    const { retires } = plan.models[meaning.model]!;
    if (retires === null || !parameters.retirements[meaning.model]!.happens || retires.day > day) return meaning;
    const own = workload.attempts.findIndex(({ modelId }) => modelId === retires.successor);
    meaning =
      own >= 0
        ? { entry: own, model: modelAt(workload.attempts[own]!.pricedAt), factor: 1 }
        : {
            entry: meaning.entry,
            model: modelAt(retires.successor),
            factor: meaning.factor * parameters.retirements[meaning.model]!.tokens,
          };
  }
}
