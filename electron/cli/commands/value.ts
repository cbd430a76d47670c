import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { decisionVariants, type VariantSamples } from "#shared/forecast/value/decisionAnswers.ts";
import { originalIn } from "#shared/forecast/value/originalCase.ts";
import { valueAnswer, type OriginalCase } from "#shared/forecast/value/valueAnswer.ts";
import type { ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
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
    const answer = await valueAnswerOf(forecasted, run.seed, original, (resolved, what) =>
      samplesAgain(run, forecasted, resolved, partOf(job, what)),
    );
    const text = `${JSON.stringify(answer, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return {
      contents: toFile.map(() => text),
      print: json === "-" ? text : `${valueText(answer, forecasted.resolved)}${written === "" ? "" : `\n${written}`}`,
    };
  });
}

/** The samples of a changed plan on the trials of a forecast. */
async function samplesAgain(
  run: RunArguments,
  forecasted: Forecasted,
  resolved: ResolvedPlan,
  job: Job,
): Promise<Samples> {
  const same: RunArguments = { ...run, length: { trials: forecasted.samples.trials } };
  return (await forecastPlan(same, { ...forecasted, resolved }, job)).samples;
}

/**
 * What a forecast plan's uses of AI bring. `simulate` gives the samples of the plan with a decision taken, on the same
 * trials; its second argument says which decision, for people.
 */
export async function valueAnswerOf(
  { plan, resolved, samples, forecast, hash, scenario }: Forecasted,
  seed: number,
  original: OriginalCase | null,
  simulate: (resolved: ResolvedPlan, what: string) => Promise<Samples>,
): Promise<ValueAnswer> {
  const variants: VariantSamples[] = [];
  for (const variant of decisionVariants(resolved))
    variants.push({
      ...variant,
      passSamples: await simulate(variant.pass, "If the decision is to keep"),
      failSamples: await simulate(variant.fail, "If the decision is to stop"),
    });
  return valueAnswer({
    plan,
    resolved,
    samples,
    forecast,
    about: {
      planName: resolved.name,
      planHash: hash,
      scenario: scenario?.id ?? null,
      seed,
      engine: ENGINE_VERSION,
    },
    original,
    variants,
  });
}
