import { createHmac, randomBytes, randomUUID } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import {
  USUAL_SETTINGS,
  usageSettingsSchema,
  type ListedProblem,
  type ModelDay,
  type RunGroup,
  type UsageDay,
  type UsageFilter,
  type UsageImport,
  type UsageLook,
  type UsageProgress,
  type UsageSettings,
  type UsageSummary,
  type UsageUsers,
} from "#shared/usage/answers/answers.ts";
import { columnMapSchema, type ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { PLAIN_STYLE, type StatedStyle } from "#shared/usage/text/numbers.ts";
import { guessColumns } from "#shared/usage/formats/table/guessColumns.ts";
import { cutToBytes } from "#shared/fileName.ts";
import type { OverlapAnswer } from "#shared/usage/overlaps/overlap.ts";
import type { PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import { readJsonFile, writeJsonFile } from "#electron/host/files/jsonFile.ts";
import { namesIn } from "#electron/host/files/wholeFile.ts";
import { importUsage, type ImportJob } from "./importUsage.ts";
import { answerOverlap, decideWhatCounts } from "#electron/host/usage/table/countOnce.ts";
import { openParquet } from "#electron/host/usage/reading/parquet.ts";
import { lookAtPart, reasonOf, type ParquetReader, type PartLook } from "#electron/host/usage/reading/readUsage.ts";
import {
  daysOf,
  earlierRows,
  importsOf,
  isUndecided,
  modelDaysOf,
  problemsOf,
  removeImport,
  runGroupsOf,
  runsOf,
  summaryOf,
  tellMeanings,
  usersOf,
} from "#electron/host/usage/table/usageAnswers.ts";
import { partsOf, type UsagePart } from "#electron/host/usage/reading/usageFiles.ts";
import { openUsageTable, OtherVersion, type UsageTable } from "#electron/host/usage/table/usageTable.ts";

/** What was found behind a path that the user offered: one entry a file in it. */
export interface LookedPart {
  readonly part: string;
  readonly name: string;
  readonly look: UsageLook;
}

export interface ServiceChoice {
  readonly part: string;
  readonly format: string | null;
  readonly columns: ColumnMap | null;
  /** How numbers and days of the file are written, where it does not prove it. */
  readonly style?: StatedStyle | null;
}

/** Imports and answers, over one usage table. */
export interface UsageService {
  /** Makes a place for a file whose bytes come in pieces; its path. */
  readonly makeUpload: (name: string) => string;
  readonly addToUpload: (path: string, bytes: Uint8Array) => void;
  readonly look: (path: string) => Promise<LookedPart[]>;
  readonly startImport: (choices: readonly ServiceChoice[]) => Promise<string>;
  readonly progress: (job: string) => UsageProgress | null;
  readonly cancel: (job: string) => void;
  /** Waits until an import has ended. */
  readonly finish: (job: string) => Promise<UsageProgress>;
  readonly imports: () => Promise<UsageImport[]>;
  readonly remove: (id: number) => Promise<void>;
  /**
   * Says of overlaps which of their sides counts, or that all do; null asks again. What follows from one answer may
   * leave another without a question.
   */
  readonly answerOverlaps: (
    answers: readonly { readonly key: string; readonly answer: OverlapAnswer }[],
  ) => Promise<void>;
  readonly problems: (
    id: number,
    from: number,
    most: number,
  ) => Promise<{ readonly total: number; readonly listed: ListedProblem[] }>;
  readonly settings: () => UsageSettings;
  readonly writeSettings: (settings: UsageSettings) => Promise<void>;
  readonly summary: () => Promise<UsageSummary>;
  readonly runGroups: () => Promise<RunGroup[]>;
  readonly runs: (filter: UsageFilter) => Promise<PackedRuns>;
  readonly days: (filter: UsageFilter) => Promise<UsageDay[]>;
  readonly modelDays: () => Promise<ModelDay[]>;
  readonly users: (filter: UsageFilter) => Promise<UsageUsers>;
  readonly close: () => Promise<void>;
}

/** Column maps that users made, by the header they were made for. */
const tablesSchema = v.record(v.string(), columnMapSchema);
const MOST_TABLES = 500;
/** Cells of a table that are shown before it is imported. */
const SHOWN_ROWS = 5;
const SHOWN_COLUMNS = 200;
const SHOWN_TEXT = 200;

export interface ServiceParts {
  /** The app's own folder: settings and the salt are kept there. */
  readonly folder: string;
  /** The file of the table. */
  readonly tableFile: string;
  /** Address of the worker that reads long files, where it is not the TypeScript beside this file. */
  readonly readerFile?: string;
}

const READER_WORKER = new URL("./reading/readerWorker.ts", import.meta.url);

/** Opens the service; the table itself is opened when it is first needed. */
export function openUsageService({ folder, tableFile, readerFile }: ServiceParts): UsageService {
  const settingsFile = join(folder, "usage-settings.json");
  const tablesFile = join(folder, "usage-tables.json");
  const uploads = join(folder, "usage-uploads");
  const spill = join(folder, "usage-spill");
  let opening: Promise<{ readonly table: UsageTable; readonly parquet: ParquetReader }> | null = null;
  const parts = new Map<string, UsagePart>();
  // Only what an import needs to know: the samples of thousands of files would fill the memory.
  const looks = new Map<string, { readonly header: string | null; readonly isDoubtful: boolean }>();
  const jobs = new Map<string, ImportJob>();
  const uploaded = new Set<string>();
  /** Imports follow one another: each must see what the one before added. */
  let importing: Promise<unknown> = Promise.resolve();

  const settings = (): UsageSettings => readJsonFile(settingsFile, usageSettingsSchema) ?? USUAL_SETTINGS;
  const openTable = async (): Promise<{ readonly table: UsageTable; readonly parquet: ParquetReader }> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const table = await openUsageTable(tableFile, spill).catch(async (error: unknown) => {
      if (!isUnusable(error)) throw error;
      // What is in it can be imported again; the program must start, and nothing is thrown away.
      renameSync(
        tableFile,
        asideNames(tableFile).find((name) => !existsSync(name))!,
      );
      rmSync(`${tableFile}.wal`, { force: true });
      return openUsageTable(tableFile, spill);
    });
    await tellMeanings(table.connection, settings());
    // The program ended after rows had come and before it was decided which of them count.
    if (await isUndecided(table.connection)) await decideWhatCounts(table.connection, settings(), true);
    return { table, parquet: openParquet(await table.instance.connect()) };
  };
  const opened = async (): ReturnType<typeof openTable> => {
    opening ??= openTable();
    try {
      return await opening;
    } catch (error) {
      opening = null;
      if (error instanceof Error && /set lock on file|being used by another process/i.test(error.message))
        throw new Error("another Past April has it open; close that one first");
      throw error;
    }
  };
  /** One question at a time: the connection has one transaction. */
  let asking: Promise<unknown> = Promise.resolve();
  const ask = async <Answer>(question: (table: UsageTable) => Promise<Answer>): Promise<Answer> => {
    const { table } = await opened();
    const answer = asking.then(() => question(table));
    asking = answer.catch(() => undefined);
    return answer;
  };
  const decide = (isChanged: boolean): Promise<void> =>
    ask(async ({ connection }) => {
      await tellMeanings(connection, settings());
      await decideWhatCounts(connection, settings(), isChanged);
    });
  const decideImport = async (id: number): Promise<UsageImport> => {
    const before = await ask(({ connection }) => earlierRows(connection, id));
    await decide(true);
    return ask(async ({ connection }) => {
      await connection.run("UPDATE imports SET replaced = ? WHERE id = ?", [
        BigInt(Math.max(0, before - (await earlierRows(connection, id)))),
        id,
      ]);
      return (await importsOf(connection)).find((each) => each.id === id)!;
    });
  };
  const personOf = personHasher(folder);
  const remembered = (): Record<string, ColumnMap> => readJsonFile(tablesFile, tablesSchema) ?? {};

  return {
    makeUpload: (name) => {
      for (const left of namesIn(uploads))
        if (isForgotten(join(uploads, left))) rmSync(join(uploads, left), { recursive: true, force: true });
      const place = join(uploads, randomUUID());
      mkdirSync(place, { recursive: true, mode: 0o700 });
      const path = join(place, cutToBytes(basename(name).replaceAll(/[^\p{L}\p{N} ._-]/gu, "_") || "file", 150));
      writeFileSync(path, "");
      uploaded.add(path);
      return path;
    },
    addToUpload: (path, bytes) => {
      if (!uploaded.has(path)) throw new Error("no upload of that name is open");
      appendFileSync(path, bytes);
    },
    look: async (path) => {
      let found: UsagePart[];
      try {
        found = await partsOf(path);
      } catch (error) {
        const fault = reasonOf(error);
        const part: UsagePart = {
          path,
          member: null,
          name: basename(path),
          bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
          fault,
        };
        return [{ part: keep(part, null), name: part.name, look: { ...NOTHING, bytes: part.bytes, fault } }];
      }
      const { parquet } = await opened();
      const maps = remembered();
      const looked: LookedPart[] = [];
      for (const part of found) {
        const look = withRemembered(await lookAtPart(part, parquet.look), maps);
        looked.push({ part: keep(part, look.known), name: part.name, look: { ...look.shown, bytes: part.bytes } });
      }
      return looked;
    },
    startImport: async (choices) => {
      const { table, parquet } = await opened();
      const maps = new Map(Object.entries(remembered()));
      const known = choices.map(({ part, format, columns, style = null }) => {
        const found = parts.get(part);
        if (found === undefined) throw new Error("a file of the import was never looked at");
        const look = looks.get(part);
        const header = look?.header ?? null;
        if (columns !== null && header !== null) {
          // Set anew, so that it is the last: the oldest are forgotten first.
          maps.delete(header);
          maps.set(header, columns);
        }
        const own =
          columns ??
          (format === null && look?.isDoubtful === true && header !== null ? (maps.get(header) ?? null) : null);
        return { part: found, format, columns: own, style };
      });
      if (choices.some(({ columns }) => columns !== null))
        writeJsonFile(tablesFile, Object.fromEntries([...maps].slice(-MOST_TABLES)));
      const job = importUsage(known, {
        table,
        parquet,
        readerFile: readerFile === undefined ? READER_WORKER : new URL(readerFile),
        personOf,
        at: Date.now(),
        after: importing,
        decide: decideImport,
      });
      importing = job.ended;
      const key = randomUUID();
      jobs.set(key, job);
      void job.ended.then(() => {
        for (const { part } of known)
          if (uploaded.has(part.path)) rmSync(dirname(part.path), { recursive: true, force: true });
      });
      return key;
    },
    progress: (job) => jobs.get(job)?.progress() ?? null,
    cancel: (job) => jobs.get(job)?.cancel(),
    finish: (job) => jobs.get(job)!.ended,
    imports: () => ask(({ connection }) => importsOf(connection)),
    remove: async (id) => {
      await ask(({ connection }) => removeImport(connection, id));
      await decide(true);
    },
    answerOverlaps: async (answers) => {
      await ask(async ({ connection }) => {
        for (const { key, answer } of answers) await answerOverlap(connection, key, answer);
      });
      await decide(true);
    },
    problems: (id, from, most) => ask(({ connection }) => problemsOf(connection, id, from, most)),
    settings,
    writeSettings: async (next) => {
      writeJsonFile(settingsFile, next);
      await decide(false);
    },
    summary: async () => {
      const summary = await ask(({ connection }) => summaryOf(connection, settings()));
      const [aside] = asideNames(tableFile);
      return summary.rows > 0 || !existsSync(aside!)
        ? summary
        : {
            ...summary,
            doubts: [
              `The usage imported before was written by another version of the program. It lies aside as ${basename(aside!)}: import the exports again.`,
              ...summary.doubts,
            ],
          };
    },
    runGroups: () => ask(({ connection }) => runGroupsOf(connection, settings())),
    runs: (filter) => ask(({ connection }) => runsOf(connection, settings(), filter)),
    days: (filter) => ask(({ connection }) => daysOf(connection, settings(), filter)),
    modelDays: () => ask(({ connection }) => modelDaysOf(connection, settings())),
    users: (filter) => ask(({ connection }) => usersOf(connection, settings(), filter)),
    close: async () => {
      for (const job of jobs.values()) job.cancel();
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
      await asking;
      for (const path of uploaded) rmSync(dirname(path), { recursive: true, force: true });
      if (opening !== null) (await opening.catch(() => null))?.table.close();
      opening = null;
    },
  };

  function keep(part: UsagePart, look: PartLook | null): string {
    const key = randomUUID();
    parts.set(key, part);
    if (look !== null)
      looks.set(key, { header: headerOf(look), isDoubtful: look.candidates.every(({ isGuess }) => isGuess) });
    return key;
  }
}

/** Uploads belong to one session; those of a day ago to one that was killed. */
const FORGOTTEN_MS = 86_400_000;

function isForgotten(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > FORGOTTEN_MS;
}

/** Where tables that cannot be opened are laid aside, the first free name first. */
function asideNames(tableFile: string): string[] {
  return Array.from({ length: 1_000 }, (_, i) => `${tableFile}.old${i === 0 ? "" : `-${i + 1}`}`);
}

const NOTHING: UsageLook = {
  bytes: 0,
  formats: [],
  isGuess: false,
  columns: [],
  columnMap: null,
  sample: [],
  fault: null,
};

/** A table's column names as one text: what a map that its user made is remembered by. Null: it is no table. */
function headerOf({ look }: PartLook): string | null {
  return look.kind === "table" || look.kind === "parquet" ? look.columns.join("\u001f") : null;
}

/** What is shown of a look; a header that was mapped before is read by that map. */
function withRemembered(
  known: PartLook,
  maps: Readonly<Record<string, ColumnMap>>,
): { readonly known: PartLook; readonly shown: Omit<UsageLook, "bytes"> } {
  const { look, candidates, fault } = known;
  const header = headerOf(known);
  const isTable = look.kind === "table" || look.kind === "parquet";
  const own = header === null || candidates.some(({ isGuess }) => !isGuess) ? undefined : maps[header];
  const formats =
    own === undefined
      ? candidates.map(({ format, reason }) => ({
          format: format.id,
          name: format.name,
          reason: reason.slice(0, 4_000),
        }))
      : [{ format: "table", name: "Table with columns of your own", reason: "its header was mapped before" }];
  const shown = isTable ? look.columns.slice(0, SHOWN_COLUMNS) : [];
  return {
    known,
    shown: {
      formats,
      isGuess: own === undefined && candidates[0]?.isGuess === true,
      fault,
      columns: shown.map((name) => name.slice(0, SHOWN_TEXT)),
      columnMap: isTable
        ? (own ?? guessColumns(look.columns, look.sample, look.kind === "table" ? look.style : PLAIN_STYLE))
        : null,
      sample: isTable
        ? look.sample.slice(0, SHOWN_ROWS).map((row) => shown.map((name) => (row[name] ?? "").slice(0, SHOWN_TEXT)))
        : [],
    },
  };
}

/** Whether the file of the table can never be opened, by nobody. */
function isUnusable(error: unknown): boolean {
  return (
    error instanceof OtherVersion ||
    (error instanceof Error &&
      /not a valid DuckDB database|database file.*(version|corrupt)|Serialization Error/i.test(error.message))
  );
}

/**
 * Names of people become hashes with a salt of this computer: the same person is the same hash, and no hash is a name.
 */
function personHasher(folder: string): (user: string) => string {
  const known = new Map<string, string>();
  let salt: Buffer | null = null;
  return (user) => {
    const name = user.trim().toLowerCase();
    const found = known.get(name);
    if (found !== undefined) return found;
    salt ??= saltIn(folder);
    const hash = createHmac("sha256", salt).update(name).digest("hex").slice(0, 24);
    if (known.size < 500_000) known.set(name, hash);
    return hash;
  };
}

function saltIn(folder: string): Buffer {
  const file = join(folder, "usage-salt");
  try {
    const salt = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
    if (salt.length === 32) return salt;
  } catch {
    // Made below: this is the first import.
  }
  const salt = randomBytes(32);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${salt.toString("hex")}\n`, { mode: 0o600 });
  return salt;
}
