import { runContractRecord } from "#shared/engine/scheduleRecord.ts";
import { runForecast } from "#shared/engine/schedule.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import { Ended, endedByFailure, EXIT } from "#electron/cli/ended.ts";
import type { Job } from "#electron/cli/job.ts";

/** The context of a study; `named` is the same one, in which a study reports its progress under a name. */
export interface NamedContexts {
  readonly named: (study: string) => StudyContext;
}

/**
 * Gives studies the workers, the seed and at most the trials of a command line; reports how far they are. Samples are
 * kept from study to study.
 */
export function withStudyContext<Answer>(
  { length, seed, workers }: RunArguments,
  { cancel, progress, engine }: Job,
  work: (contexts: NamedContexts) => Promise<Answer>,
): Promise<Answer> {
  const cache = new Map<string, Samples>();
  const most = "trials" in length ? length.trials : Infinity;
  const simulate: StudyContext["simulate"] = async (plan, trials) => {
    const count = Math.min(trials, most);
    const key = JSON.stringify([count, plan]);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const end = await runForecast({ pool: engine(workers), plan, seed, trials: count, signal: cancel });
    if (end.status === "cancelled") throw new Ended(EXIT.interrupted, "Stopped. Nothing was written.");
    if (end.status === "failed") throw endedByFailure(end);
    cache.set(key, end.result);
    return end.result;
  };
  const recordContracts: StudyContext["recordContracts"] = async (plan, trials, onProgress) => {
    const end = await runContractRecord({ pool: engine(workers), plan, seed, trials, onProgress, signal: cancel });
    if (end.status === "cancelled") throw new Ended(EXIT.interrupted, "Stopped. Nothing was written.");
    if (end.status === "failed") throw endedByFailure(end);
    return end.result;
  };
  return work({
    named: (study) => ({
      seed,
      simulate,
      recordContracts,
      reportProgress: (done, of) => progress.show(`${study}: step ${Math.min(done + 1, of)} of ${of}`),
    }),
  });
}
