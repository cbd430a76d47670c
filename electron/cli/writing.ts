import { openEnginePool, type EnginePool } from "#electron/host/engine/enginePool.ts";
import { describeFileFailure } from "#electron/host/files/fileFailure.ts";
import { commitOutputs, discardOutputs, openOutputs, type OutputContent } from "#electron/host/files/outputFile.ts";
import { realPath } from "#electron/host/files/wholeFile.ts";
import { Ended, EXIT } from "./ended.ts";
import { STOPPED } from "./forecast/forecastRun.ts";
import type { Job } from "./job.ts";
import { createProgressLine } from "./progressLine.ts";

interface Made {
  readonly contents: readonly OutputContent[];
  readonly print: string;
}

/** A slip of the command line must not cost what it reads, nor one result another. */
export function refuseOverwriting(inputs: readonly string[], paths: readonly string[], what = "the plan"): void {
  const read = new Set(inputs.map(realPath));
  const taken = new Set(read);
  for (const path of paths) {
    if (taken.has(realPath(path)))
      throw new Ended(
        EXIT.wrongUsage,
        `${path} would be written over ${read.has(realPath(path)) ? what : "another result"}.`,
      );
    taken.add(realPath(path));
  }
}

/**
 * Opens the files, makes their contents, moves them into place, prints. Whatever goes wrong, also Ctrl-C, nothing is
 * left half written.
 */
export async function writing(
  paths: readonly string[],
  folder: string | null,
  make: (job: Job) => Promise<Made>,
): Promise<void> {
  const controller = new AbortController();
  const progress = createProgressLine();
  const interrupt = (): void => controller.abort();
  // Once: a second Ctrl-C ends the process on the spot.
  for (const signal of SIGNALS) process.once(signal, interrupt);
  const opened = openOutputs(paths, folder);
  if (!opened.ok) throw new Ended(EXIT.machineFailed, describeFileFailure(opened.failure));
  let pool: EnginePool | null = null;
  const engine: Job["engine"] = (workers) => (pool ??= openEnginePool(workers));
  try {
    const { contents, print } = await make({ cancel: controller.signal, progress, engine });
    if (controller.signal.aborted) throw new Ended(EXIT.interrupted, STOPPED);
    progress.clear();
    const failure = await commitOutputs(opened.outputs, contents);
    if (failure !== null) throw new Ended(EXIT.machineFailed, describeFileFailure(failure));
    process.stdout.write(print);
  } catch (error) {
    discardOutputs(opened.outputs);
    throw error;
  } finally {
    progress.clear();
    await closed(pool);
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

/** Ends the workers, where a command had any. */
async function closed(pool: EnginePool | null): Promise<void> {
  await pool?.close();
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
