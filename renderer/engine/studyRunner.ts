import { runContractRecord } from "#shared/engine/scheduleRecord.ts";
import { runForecast } from "#shared/engine/schedule.ts";
import type { CancelSignal, EngineWorkers } from "#shared/engine/workers.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { studies } from "#shared/studies/studies.ts";
import type { Study, StudyContext } from "#shared/studies/study.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";
import type { StudyEvent } from "#renderer/state/studies.ts";

/** Samples that are kept between studies: the base of one is mostly the base of the next. */
const CACHE_SIZE = 12;

export interface StudyRunner {
  /** Runs the study of that name and reports its steps and its end; nothing more once the signal is aborted. */
  readonly run: (
    name: string,
    question: unknown,
    report: (event: StudyEvent) => void,
    signal: CancelSignal,
  ) => Promise<void>;
}

/** Thrown into a study that was stopped. */
class Stopped extends Error {}

/** Studies over the workers that forecasts have: trials of both are handed out by turns. */
export function createStudyRunner(
  pool: EngineWorkers,
  table: Readonly<Record<string, Study<never, unknown>>> = studies,
): StudyRunner {
  const cache = new Map<string, Samples>();
  return {
    run: async (name, question, report, signal) => {
      const study = table[name] as Study<unknown, unknown> | undefined;
      if (study === undefined) throw new Error(`there is no study ${name}`);
      try {
        const context: StudyContext = {
          seed: SEED,
          reportProgress: (done, of) => report({ type: "progress", done, of }),
          simulate: async (plan, trials, onTrials) => {
            if (signal.aborted) throw new Stopped();
            const key = JSON.stringify([trials, plan]);
            const known = cache.get(key);
            if (known !== undefined) return known;
            const end = await runForecast({
              pool,
              plan,
              seed: SEED,
              trials,
              signal,
              onProgress: onTrials && (({ doneTrials }) => onTrials(doneTrials)),
            });
            if (end.status === "cancelled") throw new Stopped();
            if (end.status === "failed") throw new Error(end.message);
            cache.set(key, end.result);
            const [oldest] = cache.keys();
            if (cache.size > CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
            return end.result;
          },
          recordContracts: async (plan, trials, onProgress) => {
            if (signal.aborted) throw new Stopped();
            const end = await runContractRecord({ pool, plan, seed: SEED, trials, onProgress, signal });
            if (end.status === "cancelled") throw new Stopped();
            if (end.status === "failed") throw new Error(end.message);
            return end.result;
          },
        };
        report({
          type: "answer",
          answer: await study(question, context, (answer) => report({ type: "soFar", answer })),
        });
      } catch (error) {
        if (!(error instanceof Stopped))
          report({ type: "failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}
