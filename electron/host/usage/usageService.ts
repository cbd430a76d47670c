import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import {
  USUAL_SETTINGS,
  usageSettingsSchema,
  type ListedProblem,
  type ModelDay,
  type RunGroup,
  type UsageDay,
  type UsageFilter,
  type UsageImport,
  type UsageProgress,
  type UsageSettings,
  type UsageSummary,
  type UsageUsers,
} from "#shared/usage/answers/answers.ts";
import type { OverlapAnswer } from "#shared/usage/overlaps/overlap.ts";
import type { PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import { readJsonFile, writeJsonFile } from "#electron/host/files/jsonFile.ts";
import { answerOverlap } from "./table/counting/answerOverlap.ts";
import { importsOf, problemsOf, removeImport } from "#electron/host/usage/table/importRecords.ts";
import { runGroupsOf, runsOf } from "#electron/host/usage/table/runTable.ts";
import { daysOf, modelDaysOf, summaryOf, usersOf } from "#electron/host/usage/table/usageAnswers.ts";
import { readColumnMaps, rememberColumnMaps } from "#electron/host/usage/service/columnMaps.ts";
import { importChoices, openImporting, type ServiceChoice } from "#electron/host/usage/service/importing.ts";
import { openLooking, type LookedPart } from "#electron/host/usage/service/looking.ts";
import { asideNames, openTableLater, type OpenedTable } from "#electron/host/usage/service/openedTable.ts";
import { personHasher } from "#electron/host/usage/service/people.ts";
import { openUploads } from "#electron/host/usage/service/uploads.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";

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

export interface ServiceParts {
  /** The app's own folder: settings and the salt are kept there. */
  readonly folder: string;
  /** The file of the table. */
  readonly tableFile: string;
  /** Address of the worker that reads long files, where it is not the usual one. */
  readonly readerFile?: string;
}

/** Opens the service; the table itself is opened when it is first needed. */
export function openUsageService({ folder, tableFile, readerFile }: ServiceParts): UsageService {
  const settingsFile = join(folder, "usage-settings.json");
  const mapsFile = join(folder, "usage-tables.json");
  const settings = (): UsageSettings => readJsonFile(settingsFile, usageSettingsSchema) ?? USUAL_SETTINGS;
  const usageTable = openTableLater(tableFile, join(folder, "usage-spill"), settings);
  const { opened, decide, decideImport } = usageTable;
  const uploads = openUploads(join(folder, "usage-uploads"));
  const looking = openLooking(
    async () => (await opened()).parquet,
    () => readColumnMaps(mapsFile),
  );
  const importing = openImporting();
  const personOf = personHasher(folder);
  const reader = readerFile === undefined ? workerFile("readerWorker") : new URL(readerFile);
  return {
    makeUpload: uploads.make,
    addToUpload: uploads.add,
    look: looking.look,
    startImport: async (choices) => {
      const { table, parquet } = await opened();
      const { reads, made } = importChoices(choices, looking.known, readColumnMaps(mapsFile));
      if (Object.keys(made).length > 0) await rememberColumnMaps(mapsFile, made);
      return importing.start(
        reads,
        { table, parquet, readerFile: reader, personOf, at: Date.now(), decide: decideImport },
        () => reads.forEach(({ part }) => uploads.discard(part.path)),
      );
    },
    progress: importing.progress,
    cancel: importing.cancel,
    finish: importing.finish,
    settings,
    writeSettings: async (next) => {
      // Another program that has the table open goes by the same settings: only who has it may change them.
      await opened();
      writeJsonFile(settingsFile, next);
      await decide(false);
    },
    ...tableChanges(usageTable),
    ...tableAnswers(usageTable, settings, tableFile),
    close: async () => {
      await importing.close();
      uploads.close();
      await usageTable.close();
    },
  };
}

/** What takes imports back, and answers the questions about overlaps. */
function tableChanges({ ask, decide }: OpenedTable): Pick<UsageService, "remove" | "answerOverlaps"> {
  return {
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
  };
}

type TableAnswer = "imports" | "problems" | "summary" | "runGroups" | "runs" | "days" | "modelDays" | "users";

/** What the table says of itself. */
function tableAnswers(
  { ask }: OpenedTable,
  settings: () => UsageSettings,
  tableFile: string,
): Pick<UsageService, TableAnswer> {
  return {
    imports: () => ask(({ connection }) => importsOf(connection)),
    problems: (id, from, most) => ask(({ connection }) => problemsOf(connection, id, from, most)),
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
  };
}
