import type { OutputContent } from "#electron/host/files/outputFile.ts";
import type { LockArguments, RunArguments } from "#electron/cli/command.ts";
import { answers } from "#electron/cli/forecast/answers.ts";
import { forecastPlan, preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";
import { lockedLedger, readLedgerFile } from "./ledger.ts";

/** `past-april forecast`: says how likely the budget overruns, how much to ask for, and when the money is gone. */
export async function forecast(run: RunArguments, json: string | null, lock: LockArguments | null): Promise<void> {
  const prepared = preparePlan(run);
  // Read before the futures are run: a ledger with a fault must not cost them.
  if (lock !== null) readLedgerFile(lock.ledgerPath, true);
  const toJson = json === null || json === "-" ? [] : [json];
  const toFile = [...toJson, ...(lock === null ? [] : [lock.ledgerPath])];
  refuseOverwriting([run.planPath], toFile);
  await writing(toFile, null, async (job) => {
    const forecasted = await forecastPlan(run, prepared, job);
    const text = `${JSON.stringify(forecasted.forecast, null, 2)}\n`;
    const contents: OutputContent[] = toJson.map(() => text);
    if (lock !== null) contents.push(lockedLedger(forecasted, lock));
    return { contents, print: json === "-" ? text : answers(forecasted, toFile) };
  });
}
