import type { Samples } from "#shared/engine/samples.ts";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { OriginalCase } from "#shared/forecast/value/valueAnswer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { valueOfTrials, type ValueStudy } from "#shared/studies/value.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import { partOf, type Job } from "#electron/cli/job.ts";
import { forecastPlan, type Forecasted } from "./forecastRun.ts";

/** What a forecast plan's uses of AI bring, on the same trials. */
export function valueOf(
  run: RunArguments,
  forecasted: Forecasted,
  original: OriginalCase | null,
  job: Job,
): Promise<ValueStudy> {
  const same: RunArguments = { ...run, length: { trials: forecasted.samples.trials } };
  return valueWith(
    forecasted,
    run.seed,
    original,
    async (resolved, what) => (await forecastPlan(same, { ...forecasted, resolved }, partOf(job, what))).samples,
  );
}

/** The same where somebody else simulates: `simulate` gives the same trials of a changed plan. */
export function valueWith(
  { whole, resolved, samples, forecast, hash, scenario }: Forecasted,
  seed: number,
  original: OriginalCase | null,
  simulate: (resolved: ResolvedPlan, what: string) => Promise<Samples>,
): Promise<ValueStudy> {
  const about = {
    planName: resolved.name,
    planHash: hash,
    scenario: scenario?.id ?? null,
    seed,
    engine: ENGINE_VERSION,
  };
  return valueOfTrials({ plan: whole, resolved, samples, forecast, about, original }, simulate);
}
