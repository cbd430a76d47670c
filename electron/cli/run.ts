import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { compare } from "./commands/compare.ts";
import { diff } from "./commands/diff.ts";
import { forecast } from "./commands/forecast.ts";
import { importFiles } from "./commands/importFiles.ts";
import { mcp } from "./commands/mcp.ts";
import { merge } from "./commands/merge.ts";
import { openWindow } from "./commands/open.ts";
import { report } from "./commands/report.ts";
import { score } from "./commands/score.ts";
import { shard } from "./commands/shard.ts";
import { value } from "./commands/value.ts";
import { Ended, EXIT, type Exit } from "./ended.ts";
import { plain } from "./text.ts";

/** Runs one command line: prints, writes files, and returns how it ended. */
export async function runCommandLine(words: readonly string[]): Promise<Exit> {
  try {
    await runCommand(parseArguments(words));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    process.stderr.write(error.lines.map((line) => `${plain(line)}\n`).join(""));
    return error.exit;
  }
}

async function runCommand(command: Command): Promise<void> {
  switch (command.kind) {
    case "help":
      process.stdout.write(command.text);
      return;
    case "wrong":
      throw new Ended(EXIT.wrongUsage, command.message, "past-april --help shows what there is.");
    case "check":
      check(command.planPath);
      return;
    case "diff":
      await diff(command);
      return;
    case "mcp":
      await mcp(command);
      return;
    case "shard":
      await shard(command);
      return;
    case "merge":
      await merge(command);
      return;
    case "forecast":
      await forecast(command.run, command.json, command.lock);
      return;
    case "compare":
      await compare(command);
      return;
    case "value":
      await value(command.run, command.json);
      return;
    case "score":
      await score(command);
      return;
    case "report":
      await report(command.run, command.report);
      return;
    case "import":
      await importFiles(command);
      return;
    case "open":
      await openWindow(command.planPath);
      return;
  }
}
