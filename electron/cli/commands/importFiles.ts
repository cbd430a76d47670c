import type { Command } from "#electron/cli/command.ts";
import { plain } from "#electron/cli/text.ts";
import { refuseOverwriting, writing } from "#electron/cli/writing.ts";

/** `past-april import`: says what is in exports of usage. */
export async function importFiles({
  files,
  format,
  columns,
  cap,
  overlap,
  timeZone,
  json,
}: Extract<Command, { kind: "import" }>): Promise<void> {
  // The database is large: only an import loads it.
  const { formatNames, importUsageFiles } = await import("#electron/cli/usage/importRun.ts");
  if (format === "list") {
    process.stdout.write(formatNames());
    return;
  }
  const toFile = json === null || json === "-" ? [] : [json];
  refuseOverwriting(files, toFile, "what is read");
  await writing(toFile, null, async (job) => {
    const { document, text } = await importUsageFiles(files, { format, columns, cap, overlap, timeZone }, job);
    const content = `${JSON.stringify(document, null, 2)}\n`;
    return {
      contents: toFile.map(() => content),
      print: json === "-" ? content : [text, ...toFile.map((path) => `\nWritten: ${plain(path)}\n`)].join(""),
    };
  });
}
