import { formatCount } from "#shared/format/counts.ts";
import type { Command } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { STOPPED } from "#electron/cli/forecast/forecastRun.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april reduce`: sums up local files of requests into one small file. */
export async function reduce({
  files,
  from,
  columns,
  window,
  out,
}: Extract<Command, { kind: "reduce" }>): Promise<void> {
  // The database is large: only what reads usage loads it.
  const { reduceFiles } = await import("#electron/host/usage/summary/reduceFiles.ts");
  const { NotReducible } = await import("#electron/host/usage/summary/requestFiles.ts");
  refuseOverwriting(files, [out], "what is read");
  const form = out.toLowerCase().endsWith(".csv") ? "csv" : "parquet";
  await writing([out], null, async ({ cancel, progress }) => {
    progress.show("Summing up");
    const choice = { paths: files, from, columns: columns?.columns ?? null, ...window, form } as const;
    const { bytes, requests, runs, people } = await reduceFiles(choice, cancel).catch((error: unknown) => {
      if (cancel.aborted) throw new Ended(EXIT.interrupted, STOPPED);
      throw error instanceof NotReducible ? new Ended(EXIT.invalidInput, error.message) : error;
    });
    const by = people === 0 ? "" : ` of ${formatCount(people)} ${people === 1 ? "person" : "people"}`;
    return {
      contents: [bytes],
      print: `${formatCount(requests)} requests in ${formatCount(runs)} runs${by}.\n\nWritten: ${plain(out)}\n`,
    };
  });
}
