import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import type { RunArguments } from "#electron/cli/command.ts";
import { forecastPlan, preparePlan } from "#electron/cli/forecast/forecastRun.ts";
import { valueOf } from "#electron/cli/forecast/valueRun.ts";
import { valueText } from "#electron/cli/forecast/valueText.ts";
import { originalIn } from "#shared/forecast/lookingBack/originalCase.ts";
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
    const { answer } = await valueOf(run, forecasted, original, job);
    const text = `${JSON.stringify(answer, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return {
      contents: toFile.map(() => text),
      print:
        json === "-"
          ? text
          : `${valueText(answer, forecasted.resolved, forecasted.scenario?.name ?? null)}${written === "" ? "" : `\n${written}`}`,
    };
  });
}
