import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { decisionVariants, type VariantSamples } from "#shared/forecast/value/decisionAnswers.ts";
import { originalIn } from "#shared/forecast/value/originalCase.ts";
import { valueAnswer } from "#shared/forecast/value/valueAnswer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import { forecastPlan, preparePlan, type Forecasted } from "#electron/cli/forecast/forecastRun.ts";
import { valueText } from "#electron/cli/forecast/valueText.ts";
import { partOf, type Job } from "#electron/cli/job.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";
import { readLedgerFile } from "./ledger.ts";

/** `past-april value`: says what a plan's uses of AI bring, which pay back, and which decisions are due. */
export async function value(run: RunArguments, json: string | null): Promise<void> {
  const prepared = preparePlan(run);
  const original = originalIn(readLedgerFile(ledgerBeside(run.planPath), true));
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const forecasted = await forecastPlan(run, prepared, job);
    const { plan, resolved, samples, forecast, hash, scenario } = forecasted;
    const answer = valueAnswer({
      plan,
      resolved,
      samples,
      forecast,
      about: {
        planName: resolved.name,
        planHash: hash,
        scenario: scenario?.id ?? null,
        seed: run.seed,
        engine: ENGINE_VERSION,
      },
      original,
      variants: await simulateVariants(run, forecasted, job),
    });
    const text = `${JSON.stringify(answer, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return {
      contents: toFile.map(() => text),
      print: json === "-" ? text : `${valueText(answer, resolved)}${written === "" ? "" : `\n${written}`}`,
    };
  });
}

/** Simulates the plan with its decisions taken, on the same trials. */
async function simulateVariants(run: RunArguments, forecasted: Forecasted, job: Job): Promise<VariantSamples[]> {
  const variants = decisionVariants(forecasted.resolved);
  const samplesOf = async (resolved: ResolvedPlan, what: string): Promise<Samples> => {
    const same: RunArguments = { ...run, length: { trials: forecasted.samples.trials } };
    return (await forecastPlan(same, { ...forecasted, resolved }, partOf(job, what))).samples;
  };
  const simulated: VariantSamples[] = [];
  for (const variant of variants)
    simulated.push({
      ...variant,
      passSamples: await samplesOf(variant.pass, "If the decision is to keep"),
      failSamples: await samplesOf(variant.fail, "If the decision is to stop"),
    });
  return simulated;
}
