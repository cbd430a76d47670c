import { runForecast, type RunEnd } from "../../shared/engine/schedule.ts";
import type { Samples } from "../../shared/engine/samples.ts";
import { formatCount } from "../../shared/forecast/format.ts";
import { FIRST_TRIALS, trialsForPrecision } from "../../shared/forecast/precision.ts";
import type { ResolvedPlan } from "../../shared/plan/resolved.ts";
import { openEnginePool } from "../host/enginePool.ts";
import type { RunArguments } from "./arguments.ts";
import { createProgressLine } from "./progressLine.ts";

/** Simulates a plan as the command line asks; tells its progress on a terminal. */
export async function simulate({ length, seed, workers }: RunArguments, plan: ResolvedPlan, signal: AbortSignal): Promise<RunEnd<Samples>> {
  const pool = openEnginePool(workers);
  const progress = createProgressLine();
  try {
    return await runForecast({
      pool,
      plan,
      seed,
      trials: "trials" in length ? length.trials : FIRST_TRIALS,
      grow: "trials" in length ? undefined : (samples) => trialsForPrecision(samples, plan.budget.amount, length.precision),
      onProgress: ({ doneTrials, trials }) => progress.show(`${formatCount(doneTrials)} of ${formatCount(trials)} futures`),
      signal,
    });
  } finally {
    progress.clear();
    await pool.close();
  }
}
