import { resolvePlan } from "#shared/plan/defaults.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import { readPlanFile } from "#electron/host/documents/planFile.ts";
import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { scorePlan, scoreText } from "#electron/cli/forecast/scoreText.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";
import { readLedgerFile } from "./ledger.ts";

/** `past-april score`: holds a plan and its locked forecasts against the closed months. */
export async function score({ planPath, ledgerPath, json }: Extract<Command, { kind: "score" }>): Promise<void> {
  const file = readPlanFile(planPath);
  if (!file.ok) throw new Ended(EXIT.invalidInput, ...file.problems);
  const plan = resolvePlan(file.plan);
  const ledger = readLedgerFile(ledgerPath ?? ledgerBeside(planPath), ledgerPath === null);
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting([planPath], toFile);
  await writing(toFile, null, () => {
    const scored = scorePlan(plan, file.hash, ledger);
    const text = `${JSON.stringify(scored, null, 2)}\n`;
    const written = toFile.map((path) => `Written: ${plain(path)}\n`).join("");
    return Promise.resolve({
      contents: toFile.map(() => text),
      print: json === "-" ? text : `${scoreText(scored, plan)}${written === "" ? "" : `\n${written}`}`,
    });
  });
}
