import { runForecast, type RunEnd } from "#shared/engine/schedule.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { formatCount } from "#shared/format/counts.ts";
import { FIRST_TRIALS, trialsForPrecision } from "#shared/forecast/answers/precision.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import type { Job } from "#electron/cli/job.ts";

/** Simulates a plan as the command line asks; reports how many of its years are simulated. */
export function simulate(
  { length, seed, workers }: RunArguments,
  plan: ResolvedPlan,
  { cancel, progress, engine }: Job,
): Promise<RunEnd<Samples>> {
  return runForecast({
    pool: engine(workers),
    plan,
    seed,
    trials: "trials" in length ? length.trials : FIRST_TRIALS,
    grow:
      "trials" in length ? undefined : (samples) => trialsForPrecision(samples, plan.budget.amount, length.precision),
    onProgress: ({ doneTrials, trials }) =>
      progress.show(`${formatCount(doneTrials)} of ${formatCount(trials)} simulated years`),
    signal: cancel,
  });
}
