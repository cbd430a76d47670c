import { quoted } from "#shared/plan/schema/describe.ts";
import type { UsageImport, UsageProgress } from "#shared/usage/answers/answers.ts";
import { usageSummary } from "#shared/usage/formats/usageSummary.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import type { StatedStyle } from "#shared/usage/text/numbers.ts";
import type { UsagePart } from "#electron/host/usage/reading/usageFiles.ts";
import { openAsideReader, type AsideReader } from "#electron/host/usage/reading/readAside.ts";
import { formatOf, readingOf, readPart, unreadReason, type Reading } from "./reading/readUsage.ts";
import { reasonOf } from "./reading/reasonOf.ts";
import { type ParquetReader } from "./reading/partHead.ts";
import { lookAtPart } from "./reading/lookAtPart.ts";
import { openPacker, type RowPacket } from "#electron/host/usage/reading/rowPackets.ts";
import { UnusableSummary } from "#electron/host/usage/table/summaryCells.ts";
import { openStaging, type Staging } from "./table/staging.ts";
import type { UsageTable } from "./table/usageTable.ts";

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
export function importUsage(choices: readonly ImportChoice[], tools: ImportTools): ImportJob {
  const run = openRun(choices);
  const aside = openAsideReader(tools.readerFile);
  const cancel = (): void => {
    run.cancel();
    // It may be at a value of half a gigabyte, and nobody wants it any more.
    void aside.close();
  };
  const ended = importFiles(choices, tools, run, aside).then(
    (result) => run.update({ status: "done", file: null, result }),
    (error: unknown) => {
      const { file } = run.progress();
      if (run.isCancelled()) run.update({ status: "cancelled", file: null });
      else
        run.update({
          status: "failed",
          reason: file === null ? reasonOf(error) : `${quoted(file)}: ${reasonOf(error)}`,
        });
    },
  );
  return { progress: run.progress, cancel, ended: ended.then(run.progress) };
}

/** The state of one import: its progress, and whether it was canceled. */
interface ImportRun {
  readonly progress: () => UsageProgress;
  readonly update: (change: Partial<UsageProgress>) => void;
  readonly cancel: () => void;
  readonly isCancelled: () => boolean;
  /** Throws once the import was cancelled. */
  readonly check: () => void;
}

function openRun(choices: readonly ImportChoice[]): ImportRun {
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
  return {
    progress: () => progress,
    update: (change) => {
      progress = { ...progress, ...change };
    },
    cancel: () => {
      isCancelled = true;
    },
    isCancelled: () => isCancelled,
    check: () => {
      if (isCancelled) throw new Error("it was canceled");
    },
  };
}

/** Reads all files into the staging area, then moves them into the table and decides what counts. */
async function importFiles(
  choices: readonly ImportChoice[],
  { table, parquet, personOf, at, after, decide }: ImportTools,
  run: ImportRun,
  aside: AsideReader,
): Promise<UsageImport> {
  await after;
  run.check();
  const staging = await openStaging(table, personOf);
  try {
    const files: ReadFile[] = [];
    const problems: FileProblem[] = [];
    let isDropReported = false;
    for (const [file, choice] of choices.entries()) {
      run.update({ file: choice.part.name });
      const before = run.progress().doneBytes;
      const rowsBefore = files.reduce((sum, { rows }) => sum + rows, 0);
      const own = unreadFile(choice.part.name);
      const onProblem = problemsOf(file, own, problems, run);
      await stageFile({ file, choice, own, before, rowsBefore, onProblem }, { staging, parquet, run, aside });
      if (own.rows === 0 && own.problems === 0) onProblem(1, nothingOfModels(own.warnings.splice(0)));
      if (staging.hasDroppedLabels() && !isDropReported) {
        isDropReported = true;
        onProblem(1, "there are so many different labels that later ones are left out; all else is kept");
      }
      run.update({ doneBytes: before + choice.part.bytes, rows: rowsBefore + own.rows });
      files.push(own);
      run.check();
    }
    run.update({ status: "adding", file: null });
    return await decide(await staging.merge({ at, files, problems, check: run.check }));
  } finally {
    await aside.close();
    await staging.close();
  }
}

/** Why a file that was read has no usage, with what its reader says of what it has instead. */
function nothingOfModels(said: readonly string[]): string {
  const reason = "it was read to its end, and no row of it is about the use of models";
  return said.length === 0 ? reason : `${reason}. ${said.join(" ").replace(/\.$/, "")}`;
}

interface FileProblem {
  readonly file: number;
  readonly line: number;
  readonly reason: string;
}

type OnProblem = (line: number, reason: string) => void;

/** Takes down problems of a file: the first ones in words, all of them by number. */
function problemsOf(file: number, own: ReadFile, problems: FileProblem[], run: ImportRun): OnProblem {
  return (line, reason) => {
    if (own.problems++ < MOST_PROBLEMS)
      problems.push({
        file,
        line,
        reason: reason.length > MOST_REASON ? `${reason.slice(0, MOST_REASON)}…` : reason,
      });
    run.update({ problems: run.progress().problems + 1 });
  };
}

/** A file whose turn it is. */
interface FileInHand {
  readonly file: number;
  readonly choice: ImportChoice;
  readonly own: ReadFile;
  /** Bytes and rows that were done before it. */
  readonly before: number;
  readonly rowsBefore: number;
  readonly onProblem: OnProblem;
}

interface StagingTools {
  readonly staging: Staging;
  readonly parquet: ParquetReader;
  readonly run: ImportRun;
  readonly aside: AsideReader;
}

/** Reads one file into the staging area, in a thread of its own where it is long. */
async function stageFile(
  { file, choice: { part, format, columns, style }, own, before, rowsBefore, onProblem }: FileInHand,
  { staging, parquet, run, aside }: StagingTools,
): Promise<void> {
  const look = await lookAtPart(part, parquet.look, style);
  if (look.issue !== null) {
    onProblem(1, look.issue);
    return;
  }
  const reading = readingOf(look, format, columns);
  if (reading === null) {
    onProblem(1, unreadReason(look));
    return;
  }
  const used = formatOf(reading);
  own.format = used.name;
  if (await isRefused(staging, file, part, reading, onProblem)) return;
  const onPacket = (packet: RowPacket): void => {
    run.check();
    staging.add(file, used.source, packet);
    own.rows += packet.rows;
    for (const { line, reason } of packet.problems) onProblem(line, reason);
    own.warnings.push(...packet.warnings);
    run.update({
      doneBytes: Math.min(before + part.bytes, run.progress().doneBytes + packet.bytes),
      rows: rowsBefore + own.rows,
    });
  };
  if (part.bytes >= READ_ASIDE && reading.look.kind !== "parquet") {
    await aside.read(part, reading, onPacket);
    return;
  }
  const packer = openPacker(used, onPacket);
  const pause = async (): Promise<void> => {
    packer.flush();
    await new Promise<void>((resolve) => setImmediate(resolve));
    run.check();
  };
  await readPart(part, reading, { ...packer, pause }, parquet);
  packer.flush();
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
