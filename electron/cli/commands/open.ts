import { existsSync } from "node:fs";
import { describeFileFailure } from "#electron/host/files/fileFailure.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { plain } from "#electron/cli/text.ts";

/** `past-april open`: shows the app. */
export async function openWindow(planPath: string | null): Promise<void> {
  // An error in the plan is shown in the window; a file that is not there is a slip of the command line.
  if (planPath !== null && !existsSync(planPath))
    throw new Ended(
      EXIT.invalidInput,
      describeFileFailure({ code: "missing", access: "read", path: planPath, detail: "" }),
    );
  const { openApp } = await import("#electron/browser/openApp.ts");
  const failure = await openApp(planPath, (line) => process.stdout.write(`${plain(line)}\n`));
  if (failure !== null) throw new Ended(EXIT.machineFailed, failure);
}
