import { quoted } from "#shared/plan/schema/describe.ts";
import type { UsageImport, UsageProgress } from "#shared/usage/answers/answers.ts";
import { usageSummary } from "#shared/usage/formats/usageSummary.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import type { StatedStyle } from "#shared/usage/text/numbers.ts";
import type { UsagePart } from "#electron/host/usage/reading/usageFiles.ts";
import { openAsideReader } from "#electron/host/usage/reading/readAside.ts";
import {
  formatOf,
  lookAtPart,
  readingOf,
  readPart,
  reasonOf,
  unreadReason,
  type ParquetReader,
  type Reading,
} from "#electron/host/usage/reading/readUsage.ts";
import { openPacker, type RowPacket } from "#electron/host/usage/reading/rowPackets.ts";
import { UnusableSummary } from "#electron/host/usage/table/summaryCells.ts";
import { openStaging, type Staging, type UsageTable } from "#electron/host/usage/table/usageTable.ts";

/** A file to import, and how: null where the file itself says. */
export interface ImportChoice {
  readonly part: UsagePart;
  readonly format: string | null;
  readonly columns: ColumnMap | null;
  /** How numbers and days of the file are written, where it does not prove it; null: nobody says. */
  readonly style: StatedStyle | null;
}

/** Problems that are kept of one file; their number is always whole. */
const MOST_PROBLEMS = 2_000;
const MOST_REASON = 950;
/** From this many bytes on a file is read in a thread of its own: a shorter one is read before the thread has begun. */
const READ_ASIDE = 2_000_000;

export interface ImportJob {
  readonly progress: () => UsageProgress;
  readonly cancel: () => void;
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<UsageProgress>;
}

/** What an import needs beside its files. */
export interface ImportTools {
  readonly table: UsageTable;
  readonly parquet: ParquetReader;
  /** The worker that reads long files. */
  readonly readerFile: URL;
  /** A user's name as it may be kept. */
  readonly personOf: (user: string) => string;
  /** Milliseconds since 1970: when it is. */
  readonly at: number;
  /** The import before it, which must have ended. */
  readonly after: Promise<unknown>;
  /** Decides what counts, now that an import of this id lies in the table; what became of it. */
  readonly decide: (id: number) => Promise<UsageImport>;
}

/**
 * Imports files into the table: all of them or, when it is cancelled or fails, nothing. What of a file cannot be read
 * is a problem with its line; the rest of it counts.
 */
export function importUsage(
  choices: readonly ImportChoice[],
  { table, parquet, readerFile, personOf, at, after, decide }: ImportTools,
): ImportJob {
  let isCancelled = false;
  let progress: UsageProgress = {
    status: "reading",
    file: null,
    doneBytes: 0,
    bytes: choices.reduce((sum, { part }) => sum + part.bytes, 0),
    rows: 0,
    problems: 0,
    result: null,
    reason: null,
  };
  const update = (change: Partial<UsageProgress>): void => {
    progress = { ...progress, ...change };
  };
  const check = (): void => {
    if (isCancelled) throw new Error("it was cancelled");
  };

  const aside = openAsideReader(readerFile);
  const run = async (): Promise<UsageImport> => {
    await after;
    check();
    const staging = await openStaging(table, personOf);
    try {
      const files: ReadFile[] = [];
      let isDropReported = false;
      const problems: { file: number; line: number; reason: string }[] = [];
      for (const [file, { part, format, columns, style }] of choices.entries()) {
        update({ file: part.name });
        const own = unreadFile(part.name);
        const before = progress.doneBytes;
        const onProblem = (line: number, reason: string): void => {
          if (own.problems++ < MOST_PROBLEMS)
            problems.push({
              file,
              line,
              reason: reason.length > MOST_REASON ? `${reason.slice(0, MOST_REASON)}…` : reason,
            });
          progress = { ...progress, problems: progress.problems + 1 };
        };
        const look = await lookAtPart(part, parquet.look, style);
        const reading = look.issue === null ? readingOf(look, format, columns) : null;
        if (look.issue !== null) onProblem(1, look.issue);
        else if (reading === null) onProblem(1, unreadReason(look));
        else if (await isRefused(staging, file, part, reading, onProblem)) own.format = formatOf(reading).name;
        else {
          const used = formatOf(reading);
          own.format = used.name;
          const onPacket = (packet: RowPacket): void => {
            check();
            staging.add(file, used.source, packet);
            own.rows += packet.rows;
            for (const { line, reason } of packet.problems) onProblem(line, reason);
            own.warnings.push(...packet.warnings);
            update({
              doneBytes: Math.min(before + part.bytes, progress.doneBytes + packet.bytes),
              rows: files.reduce((sum, { rows }) => sum + rows, own.rows),
            });
          };
          if (part.bytes >= READ_ASIDE && reading.look.kind !== "parquet") await aside.read(part, reading, onPacket);
          else {
            const packer = openPacker(used, onPacket);
            const pause = async (): Promise<void> => {
              packer.flush();
              await new Promise<void>((resolve) => setImmediate(resolve));
              check();
            };
            await readPart(part, reading, { ...packer, pause }, parquet);
            packer.flush();
          }
        }
        if (own.rows === 0 && own.problems === 0)
          onProblem(1, "it was read to its end, and no row of it is about the use of models");
        if (staging.hasDroppedLabels() && !isDropReported) {
          isDropReported = true;
          onProblem(1, "there are so many different labels that later ones are left out; all else is kept");
        }
        update({ doneBytes: before + part.bytes, rows: files.reduce((sum, { rows }) => sum + rows, own.rows) });
        files.push(own);
        check();
      }
      update({ status: "adding", file: null });
      return await decide(await staging.merge({ at, files, problems, check }));
    } finally {
      await aside.close();
      await staging.close();
    }
  };

  const cancel = (): void => {
    isCancelled = true;
    // It may be at a value of half a gigabyte, and nobody wants it any more.
    void aside.close();
  };
  const ended = run().then(
    (result) => update({ status: "done", file: null, result }),
    (error: unknown) => {
      if (isCancelled) update({ status: "cancelled", file: null });
      else
        update({
          status: "failed",
          reason: progress.file === null ? reasonOf(error) : `${quoted(progress.file)}: ${reasonOf(error)}`,
        });
    },
  );
  return { progress: () => progress, cancel, ended: ended.then(() => progress) };
}

interface ReadFile {
  readonly name: string;
  format: string | null;
  rows: number;
  problems: number;
  readonly warnings: string[];
}

/** A file of which nothing was read yet. */
function unreadFile(name: string): ReadFile {
  return { name: name.slice(0, 400), format: null, rows: 0, problems: 0, warnings: [] };
}

/** Stages what a summary of usage says beside its days; whether it has to be refused, with the reason. */
async function isRefused(
  staging: Staging,
  file: number,
  part: UsagePart,
  { format, look }: Reading,
  onProblem: (line: number, reason: string) => void,
): Promise<boolean> {
  if (format !== usageSummary.id) return false;
  try {
    if (part.member !== null) throw new UnusableSummary("it is a summary of usage within an archive; unpack it first");
    await staging.addSummary(file, part.path, look.kind === "parquet");
    return false;
  } catch (error) {
    if (!(error instanceof UnusableSummary)) throw error;
    onProblem(1, error.message);
    return true;
  }
}
