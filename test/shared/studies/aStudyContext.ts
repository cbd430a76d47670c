import type { Samples } from "#shared/engine/samples.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import type { StudyContext } from "#shared/studies/study.ts";

/** A world that simulates on this thread, at most so many trials a forecast, and counts what was asked of it. */
export function aStudyContext(most = Infinity): StudyContext & {
  readonly asked: { forecasts: number; trials: number };
  readonly steps: (readonly [number, number])[];
} {
  const kept = new Map<string, Samples>();
  const asked = { forecasts: 0, trials: 0 };
  const steps: (readonly [number, number])[] = [];
  return {
    seed: 1,
    asked,
    steps,
    reportProgress: (done, of) => steps.push([done, of]),
    simulate: (plan, trials) => {
      const count = Math.min(trials, most);
      const key = JSON.stringify([count, plan]);
      const known = kept.get(key);
      if (known !== undefined) return Promise.resolve(known);
      asked.forecasts++;
      asked.trials += count;
      const samples = simulateTrials(plan, 1, 0, count);
      kept.set(key, samples);
      return Promise.resolve(samples);
    },
  };
}
