import type { Samples } from "#shared/engine/samples.ts";
import { recordContracts } from "#shared/engine/contractRecord.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import type { StudyContext } from "#shared/studies/study.ts";

/** A context that simulates on this thread, at most so many trials a forecast, and counts what was asked of it. */
export function aStudyContext(
  most = Infinity,
  seed = 1,
): StudyContext & {
  readonly asked: { forecasts: number; trials: number };
  readonly steps: (readonly [number, number])[];
} {
  const kept = new Map<string, Samples>();
  const asked = { forecasts: 0, trials: 0 };
  const steps: (readonly [number, number])[] = [];
  return {
    seed,
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
      const samples = simulateTrials(plan, seed, 0, count);
      kept.set(key, samples);
      return Promise.resolve(samples);
    },
    recordContracts: (plan, trials, onTrials) => {
      const record = recordContracts(plan, seed, trials.slice(0, most));
      onTrials(trials.length);
      return Promise.resolve(record);
    },
  };
}
