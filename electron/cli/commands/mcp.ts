import { Ended, EXIT } from "#electron/cli/ended.ts";
import type { Command } from "#electron/cli/command.ts";
import { readTextFile } from "#electron/host/documents/planFile.ts";

/** `past-april mcp`: answers agents about the plans that are named, until they close the connection. */
export async function mcp({ planPaths, workers }: Extract<Command, { kind: "mcp" }>): Promise<void> {
  // A file that cannot be read is a slip of the command line; one with issues is what check_plan is for.
  const unread = planPaths.map(readTextFile).flatMap((read) => (read.ok ? [] : [read.problem]));
  if (unread.length > 0) throw new Ended(EXIT.invalidInput, ...unread);
  const { serveStdio } = await import("#electron/cli/mcp/server.ts");
  await serveStdio(planPaths, workers);
}
