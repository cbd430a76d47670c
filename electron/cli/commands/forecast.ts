import { sampleColumns } from "#shared/forecast/answers/sampleColumns.ts";
import type { OutputContent } from "#electron/host/files/outputFile.ts";
import type { Command } from "#electron/cli/command.ts";
import { answers } from "#electron/cli/forecast/answers.ts";
import { forecastPlan, preparePlan, type Forecasted } from "#electron/cli/forecast/forecastRun.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";
import { lockedLedger, readLedgerFile } from "./ledger.ts";

/** `past-april forecast`: says how likely the budget overruns, how much to ask for, and when the money is spent. */
export async function forecast({ run, json, samples, lock }: Extract<Command, { kind: "forecast" }>): Promise<void> {
  const prepared = preparePlan(run);
  // Read before the years are simulated: a ledger with an error must not cost them.
  if (lock !== null) readLedgerFile(lock.ledgerPath, true);
  const toJson = json === null || json === "-" ? [] : [json];
  const toSamples = samples === null ? [] : [samples];
  const toFile = [...toJson, ...toSamples, ...(lock === null ? [] : [lock.ledgerPath])];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const forecasted = await forecastPlan(run, prepared, job);
    const text = `${JSON.stringify(forecasted.forecast, null, 2)}\n`;
    const contents: OutputContent[] = toJson.map(() => text);
    for (const path of toSamples) contents.push(await samplesAs(path, forecasted));
    if (lock !== null) contents.push(lockedLedger(forecasted, lock));
    return { contents, print: json === "-" ? text : answers(forecasted, toFile) };
  });
}

async function samplesAs(path: string, { samples, resolved }: Forecasted): Promise<Uint8Array> {
  // The database is large: only a forecast whose years are wanted loads it.
  const { samplesFile } = await import("#electron/host/samples/samplesFile.ts");
  return samplesFile(sampleColumns(samples, resolved), path.toLowerCase().endsWith(".csv") ? "csv" : "parquet");
}
