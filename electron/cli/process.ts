import { EXIT } from "./ended.ts";
import { runCommandLine } from "./run.ts";
import { plain } from "./text.ts";

/** Runs a command line as this process: its exit code, and no stack trace whatever happens. */
export async function runProcess(words: readonly string[]): Promise<void> {
  // Whoever reads our output may stop early, as `head` does: that is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) =>
      process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.machineFailed),
    );
  }
  process.on("uncaughtException", (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Past April failed: ${plain(reason)}. This is an error in the program, not in the plan.\n`);
    process.exit(EXIT.machineFailed);
  });
  process.exitCode = await runCommandLine(words);
}
