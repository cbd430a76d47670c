import { EXIT } from "./cli/ended.ts";
import { runCommandLine } from "./cli/run.ts";
import { plain } from "./cli/text.ts";

// Whoever reads our output may stop early, as `head` does: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.machineFailed));
}

process.on("uncaughtException", (error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Past April failed: ${plain(reason)}. This is a fault of the program, not of the plan.\n`);
  process.exit(EXIT.machineFailed);
});

process.exitCode = await runCommandLine(process.argv.slice(2));
