import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { formatCount } from "#shared/format/counts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { anyOf, quoted } from "#shared/plan/schema/describe.ts";
import type { UsageImport } from "#shared/usage/answers/answers.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import type { ColumnAnswers } from "#shared/usage/formats/table/columnsText.ts";
import { fullestSide, overlapSentence } from "#shared/usage/overlaps/overlap.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { appFolder } from "#electron/host/appFolder.ts";
import { describeFileFailure } from "#electron/host/files/fileFailure.ts";
import { fitGroups, type FittedGroup } from "#electron/host/usage/fitGroups.ts";
import type { LookedPart } from "#electron/host/usage/service/looking.ts";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import type { OverlapRule } from "#electron/cli/command.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { importText, type ImportDocument } from "./importText.ts";
import { STOPPED } from "#electron/cli/forecast/forecastRun.ts";
import type { Job as EngineJob } from "#electron/cli/job.ts";

/** An import simulates nothing. */
type Job = Omit<EngineJob, "engine">;

/** Problems that the command line lists; the count is always whole. */
const LISTED = 1_000;
/** The app's own files that an import of the command line reads and never writes. */
const BORROWED = ["usage-settings.json", "usage-tables.json"];

/** The names for `--format`, one a line with what they are. */
export function formatNames(): string {
  return USAGE_FORMATS.map(({ id, name }) => `${id.padEnd(28)}${name}\n`).join("");
}

/** How exports are read and counted. */
export interface ImportOptions {
  /** A format's name; null: as each file seems to be. */
  readonly format: string | null;
  /**
   * Which column holds what, of tables that are of no known format, and how numbers and days are written; null: nobody
   * says.
   */
  readonly columns: ColumnAnswers | null;
  /** Tokens at which runs were stopped; null: as the app's settings say. */
  readonly cap: number | null;
  /** What counts where it is not known whether reports are the same work; null: that ends the import. */
  readonly overlap: OverlapRule | null;
  /** The time zone of days; null: as the app's settings say. */
  readonly timeZone: string | null;
}

/**
 * Reads exports into a table that is gone afterwards, and says what is in them. Ends with a sentence each where nothing
 * in a file can be read, and where reports may be of the same work and nobody has said how to count them.
 */
export async function importUsageFiles(
  paths: readonly string[],
  { format, columns, cap, overlap, timeZone }: ImportOptions,
  job: Job,
): Promise<{ readonly document: ImportDocument; readonly text: string }> {
  if (format !== null && !USAGE_FORMATS.some(({ id }) => id === format))
    throw new Ended(EXIT.wrongUsage, `There is no format ${quoted(format)}. --format list prints the names.`);
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new Ended(
      EXIT.invalidInput,
      ...missing.map((path) => describeFileFailure({ code: "missing", access: "read", path, detail: "" })),
    );
  const folder = mkdtempSync(join(tmpdir(), "past-april-import-"));
  const own = appFolder({ platform: process.platform, home: homedir(), env: process.env });
  for (const name of BORROWED) if (existsSync(join(own, name))) copyFileSync(join(own, name), join(folder, name));
  const service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
  try {
    const done = await read(service, paths, format, columns, job);
    const { total, listed } = await service.problems(done.id, 0, LISTED);
    const unread = done.files.filter(({ rows }) => rows === 0);
    // A file of a folder may be anything; a file that was named is meant.
    if (done.rows === 0) {
      throw new Ended(
        EXIT.invalidInput,
        ...unread
          .slice(0, 20)
          .map(
            ({ name }) =>
              `${name}: ${listed.find(({ file }) => file === name)?.reason ?? "nothing in it could be read"}.`,
          ),
      );
    }
    await settleOverlaps(service, overlap, job);
    if (timeZone !== null) {
      await service.writeSettings({
        ...service.settings(),
        timeZones: Object.fromEntries((await service.summary()).sources.map(({ source }) => [source, timeZone])),
      });
      // In days of other lengths other sums may be equal.
      await settleOverlaps(service, overlap, job);
    }
    const summary = await service.summary();
    const [{ files } = done] = await service.imports();
    const runs: FittedGroup[] = [];
    for await (const group of fitGroups(service, cap)) {
      if (job.cancel.aborted) throw new Ended(EXIT.interrupted, STOPPED);
      runs.push(group);
      job.progress.show(`Distributions fitted: ${formatCount(runs.length)}`);
    }
    const document: ImportDocument = { schema: "past-april.usage/1", files, summary, runs, problems: listed };
    return { document, text: importText(document, total) };
  } finally {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Questions that one answer may raise anew, at most. */
const MOST_ANSWERS = 500;

/** Answers what the files leave open, as the user said; ends the import where nobody did. */
async function settleOverlaps(service: UsageService, rule: OverlapRule | null, { cancel }: Job): Promise<void> {
  for (let i = 0; i < MOST_ANSWERS; i++) {
    if (cancel.aborted) throw new Ended(EXIT.interrupted, STOPPED);
    const open = (await service.summary()).overlaps.filter(({ state }) => state === "open");
    if (open.length === 0) return;
    if (rule === null) throw new Ended(EXIT.invalidInput, ...open.slice(0, 20).map(overlapSentence), HOW_TO_ANSWER);
    // One of several may leave the others without a question; both of all cannot.
    await service.answerOverlaps(
      rule === "add"
        ? open.map(({ key }) => ({ key, answer: "both" }))
        : open.slice(0, 1).map((each) => ({ key: each.key, answer: fullestSide(each) })),
    );
  }
}

const HOW_TO_ANSWER =
  "No total is given before this is decided. With --overlap add all of them count: reports of different people, machines or accounts. With --overlap once the one with most tokens counts. Or import only the files that count.";

/** The columns by which a file is read: those that its user names, where it is a table of no known format. */
function columnsFor({ name, look }: LookedPart, columns: ColumnMap | null): ColumnMap | null {
  if (columns === null || (look.formats.length > 0 && !look.isGuess)) return null;
  // Fields of JSON are known only when all of it was read.
  if (look.columns.length === 0) return columns;
  const { labels = [], ...fields } = columns;
  const missing = [...Object.values(fields).filter((column) => typeof column === "string"), ...labels].filter(
    (column) => !look.columns.includes(column),
  );
  if (missing.length > 0)
    throw new Ended(
      EXIT.invalidInput,
      `${name}: it has no column ${anyOf(missing)}, which --columns names; it has ${look.columns.slice(0, 20).map(quoted).join(", ")}${look.columns.length > 20 ? " and more" : ""}.`,
    );
  return columns;
}

async function read(
  service: UsageService,
  paths: readonly string[],
  format: string | null,
  answers: ColumnAnswers | null,
  { cancel, progress: line }: Job,
): Promise<UsageImport> {
  const parts = (await Promise.all(paths.map((path) => service.look(path)))).flat();
  const job = await service.startImport(
    parts.map((looked) => ({
      part: looked.part,
      format,
      columns: format === null ? columnsFor(looked, answers?.columns ?? null) : null,
      style: answers?.style ?? null,
    })),
  );
  const tick = setInterval(() => {
    const progress = service.progress(job);
    if (progress !== null)
      line.show(
        `${formatPercent(progress.bytes === 0 ? 0 : progress.doneBytes / progress.bytes)} read, ${formatCount(progress.rows)} rows`,
      );
  }, 200);
  const stop = (): void => service.cancel(job);
  cancel.addEventListener("abort", stop);
  try {
    const end = await service.finish(job);
    if (end.status === "cancelled") throw new Ended(EXIT.interrupted, STOPPED);
    if (end.result === null)
      throw new Ended(EXIT.machineFailed, `The import failed: ${end.reason ?? "for an unknown reason"}.`);
    return end.result;
  } finally {
    cancel.removeEventListener("abort", stop);
    clearInterval(tick);
  }
}
