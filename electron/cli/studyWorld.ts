import { runForecast } from "../../shared/engine/schedule.ts";
import type { Samples } from "../../shared/engine/samples.ts";
import type { StudyWorld } from "../../shared/studies/study.ts";
import { openEnginePool } from "../host/enginePool.ts";
import type { RunArguments } from "./arguments.ts";
import { Ended, EXIT } from "./ended.ts";
import { createProgressLine } from "./progressLine.ts";

/** Gives studies the workers, the luck and at most the trials of a command line; tells their progress on a terminal. Samples are kept from study to study. */
export async function withStudyWorld<Answer>({ length, seed, workers }: RunArguments, signal: AbortSignal, work: (world: StudyWorld) => Promise<Answer>): Promise<Answer> {
  const pool = openEnginePool(workers);
  const progress = createProgressLine();
  const kept = new Map<string, Samples>();
  const most = "trials" in length ? length.trials : Infinity;
  try {
    return await work({
      seed,
      tell: (done, of) => progress.show(`What moves it: ${done} of ${of}`),
      simulate: async (plan, trials) => {
        const count = Math.min(trials, most);
        const key = JSON.stringify([count, plan]);
        const known = kept.get(key);
        if (known !== undefined) return known;
        const end = await runForecast({ pool, plan, seed, trials: count, signal });
        if (end.status === "cancelled") throw new Ended(EXIT.interrupted, "Stopped. Nothing was written.");
        if (end.status === "failed") throw new Ended(EXIT.machineFailed, `The simulation failed: ${end.message}. No figure was made from it.`);
        kept.set(key, end.result);
        return end.result;
      },
    });
  } finally {
    progress.clear();
    await pool.close();
  }
}
