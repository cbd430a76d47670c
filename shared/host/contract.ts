import * as v from "valibot";
import {
  modelDaySchema,
  runGroupSchema,
  usageDaySchema,
  usageFilterSchema,
  usageImportSchema,
  usageLookSchema,
  usageProblemSchema,
  usageProgressSchema,
  usageSettingsSchema,
  usageSummarySchema,
  usageUsersSchema,
} from "#shared/usage/answers/answers.ts";
import { overlapAnswerSchema } from "#shared/usage/overlaps/overlap.ts";
import { columnMapSchema } from "#shared/usage/formats/table/columnMap.ts";
import { slidesSchema, typefaceSchema, workbookSchema } from "./sharing.ts";
import {
  bytes,
  fileKindSchema,
  hash,
  key,
  line,
  nothing,
  offeredUsageSchema,
  openedPlanSchema,
  packedRunsSchema,
  portfolioPlanSchema,
  recentPlanSchema,
  recoverySchema,
  savedPlanSchema,
  text,
  versionSchema,
} from "./contractData.ts";

export const hostContract = {
  /** Who is behind this window, and with what it was started. */
  hostInfo: {
    input: nothing,
    output: v.strictObject({
      shell: v.picklist(["electron", "browser"]),
      version: line,
      platform: v.picklist(["linux", "macos", "windows", "other"]),
      /** The plan that was named on the command line or double-clicked; `openPlan` reads it. */
      startup: v.nullable(v.strictObject({ document: key, name: line })),
      recent: v.array(recentPlanSchema),
    }),
  },
  /** Asks the user for a plan file. Null: cancelled. */
  pickPlan: { input: nothing, output: v.nullable(openedPlanSchema) },
  /** Reads a document that the user chose before: recent, at start, or to read it again after it changed on disk. */
  openPlan: { input: v.strictObject({ document: key }), output: openedPlanSchema },
  /** The text of a plan that was chosen before, without opening it: the list of recent plans stays as it is. */
  peekPlan: { input: v.strictObject({ document: key }), output: v.strictObject({ text }) },
  /**
   * Writes the file whole or not at all, and keeps a version. `expectedHash`: what it must still be on disk; null:
   * whatever it is.
   */
  savePlan: { input: v.strictObject({ document: key, text, expectedHash: v.nullable(hash) }), output: savedPlanSchema },
  /** Asks the user where, then writes. Null: cancelled. */
  savePlanAs: { input: v.strictObject({ suggestedName: line, text }), output: v.nullable(savedPlanSchema) },
  /**
   * The plans that a portfolio names, in its order, read from beside it: each as a document of its own. A file that is
   * no plan is not handed out; `problem` says why.
   */
  readPortfolioPlans: {
    input: v.strictObject({ document: key }),
    output: v.strictObject({ plans: v.array(portfolioPlanSchema) }),
  },
  /**
   * Asks the user where, then writes a portfolio. `plans`: its plans' documents, in its order, whose paths are then
   * written as they lie from there; null: the path stays as it is. Gives the text that was written. Null: cancelled.
   */
  savePortfolioAs: {
    input: v.strictObject({ suggestedName: line, text, plans: v.array(v.nullable(key)) }),
    output: v.nullable(v.strictObject({ ...savedPlanSchema.entries, text })),
  },
  /** What the file is on disk now: null when it is gone. Asked when the window comes to the front. */
  planOnDisk: {
    input: v.strictObject({ document: key }),
    output: v.strictObject({ hash: v.nullable(hash), readOnly: v.boolean() }),
  },
  /** The ledger of locked forecasts that lies beside a plan's file: null where there is none. */
  readLedger: { input: v.strictObject({ document: key }), output: v.nullable(v.strictObject({ text, hash })) },
  /** Writes it, unless it is another than the one read: `expectedHash` null, there must be none. */
  writeLedger: {
    input: v.strictObject({ document: key, text, expectedHash: v.nullable(hash) }),
    output: v.strictObject({ hash }),
  },
  /** Takes a recent plan off the list. */
  forgetRecent: { input: v.strictObject({ document: key }), output: nothing },

  /**
   * Keeps unsaved work, of a plan or a portfolio, safe from a crash. The key is the page's own (`keptWork.ts`); a later
   * call under the same key replaces it.
   */
  keepRecovery: {
    input: v.strictObject({
      key,
      name: line,
      document: v.nullable(key),
      fileName: v.nullable(line),
      baseHash: v.nullable(hash),
      text,
    }),
    output: nothing,
  },
  /** Unsaved work that a crash left behind: never that of `page` itself nor of another window that still lives. */
  listRecoveries: { input: v.strictObject({ page: key }), output: v.array(recoverySchema) },
  readRecovery: { input: v.strictObject({ key }), output: v.strictObject({ text }) },
  discardRecovery: { input: v.strictObject({ key }), output: nothing },

  /**
   * Keeps a version of a document that the page itself saved (a browser's own file picker): `savePlan` keeps them by
   * itself.
   */
  keepVersion: { input: v.strictObject({ document: key, text }), output: nothing },
  /** The last versions that were saved, newest first. */
  listVersions: { input: v.strictObject({ document: key }), output: v.array(versionSchema) },
  readVersion: { input: v.strictObject({ document: key, id: key }), output: v.strictObject({ text }) },

  /** Asks the user where, then writes a result. Null: cancelled. */
  exportFile: {
    input: v.strictObject({ suggestedName: line, kind: fileKindSchema, bytes }),
    output: v.nullable(v.strictObject({ place: line })),
  },
  /** Sets the budget plan: the very typesetter of the command line, so equal sources give equal bytes. */
  typesetPdf: {
    input: v.strictObject({ main: line, files: v.array(v.strictObject({ path: line, text })) }),
    output: v.strictObject({ pdf: bytes }),
  },
  /** The same pages as charts: one SVG file a page. */
  typesetPages: {
    input: v.strictObject({ main: line, files: v.array(v.strictObject({ path: line, text })) }),
    output: v.strictObject({ pages: v.array(text) }),
  },
  makeWorkbook: { input: v.strictObject({ workbook: workbookSchema }), output: v.strictObject({ xlsx: bytes }) },
  makeSlides: { input: slidesSchema, output: v.strictObject({ pptx: bytes }) },
  /** The typeface that a page carries within itself. */
  readTypeface: { input: nothing, output: typefaceSchema },

  /** The cells of a workbook's sheets as texts, numbers and days as they are stored; formulas by their last result. */
  readWorkbook: {
    input: v.strictObject({ bytes }),
    output: v.strictObject({
      sheets: v.array(v.strictObject({ name: v.string(), cells: v.array(v.array(v.string())) })),
      /** Why it could not be read, as a sentence; null: it was. */
      problem: v.nullable(line),
    }),
  },

  /**
   * Title of the window; the page's key if closing it would lose work (kept under it and beside it, `keptWork.ts`; null:
   * none); and what Undo and Redo would do (null: nothing).
   */
  windowState: {
    input: v.strictObject({ title: line, unsaved: v.nullable(key), undo: v.nullable(line), redo: v.nullable(line) }),
    output: nothing,
  },
  /** Closes the window; nothing is asked. */
  closeWindow: { input: nothing, output: nothing },

  /** Settings of this user: theme, density, what was dismissed. */
  readSettings: { input: nothing, output: v.record(key, v.union([v.string(), v.number(), v.boolean()])) },
  /** Changes the settings of these names. Another window may have changed others: those stay. */
  writeSettings: { input: v.record(key, v.union([line, v.number(), v.boolean()])), output: nothing },

  /** Asks the user for exports of usage. Null: cancelled. */
  pickUsage: { input: nothing, output: v.nullable(v.array(offeredUsageSchema)) },
  /** A file that only the page can read (a browser): its bytes follow in pieces. */
  offerUsage: { input: v.strictObject({ name: line }), output: offeredUsageSchema },
  sendUsage: { input: v.strictObject({ file: key, bytes }), output: nothing },
  /** What is in an offered file, folder or archive: one part a file in it, and what each is taken for. */
  lookAtUsage: {
    input: v.strictObject({ file: key }),
    output: v.array(v.strictObject({ part: key, name: v.string(), look: usageLookSchema })),
  },
  /**
   * Imports parts that were looked at, all or nothing. `format`, `columns`: what the user says where the file itself
   * does not.
   */
  startUsageImport: {
    input: v.strictObject({
      parts: v.pipe(
        v.array(
          v.strictObject({
            part: key,
            format: v.nullable(line),
            columns: v.nullable(columnMapSchema),
            /** How days and numbers of the file are written, where it does not show it. */
            style: v.exactOptional(
              v.strictObject({ dayFirst: v.exactOptional(v.boolean()), decimalComma: v.exactOptional(v.boolean()) }),
            ),
          }),
        ),
        v.minLength(1),
        v.maxLength(20_000),
      ),
    }),
    output: v.strictObject({ job: key }),
  },
  usageImportProgress: { input: v.strictObject({ job: key }), output: usageProgressSchema },
  /** What was cancelled leaves nothing behind; an import that is done is taken back by `removeUsageImport`. */
  cancelUsageImport: { input: v.strictObject({ job: key }), output: nothing },
  /** Past imports, the last first. */
  listUsageImports: { input: nothing, output: v.array(usageImportSchema) },
  removeUsageImport: { input: v.strictObject({ import: v.number() }), output: nothing },
  /**
   * Which of several reports of the same work counts, or that all do; null asks again. Overlaps stand in
   * `usageSummary`.
   */
  answerUsageOverlap: {
    input: v.strictObject({ key: v.pipe(v.string(), v.maxLength(4_000)), answer: overlapAnswerSchema }),
    output: nothing,
  },
  /** What could not be read, with line and reason. `total` counts also what is not kept. */
  listUsageProblems: {
    input: v.strictObject({
      import: v.number(),
      from: v.pipe(v.number(), v.integer(), v.minValue(0)),
      most: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
    }),
    output: v.strictObject({ total: v.number(), listed: v.array(usageProblemSchema) }),
  },
  /** Rules that map rows to workloads, and how requests become runs. */
  readUsageSettings: { input: nothing, output: usageSettingsSchema },
  writeUsageSettings: { input: usageSettingsSchema, output: nothing },
  usageSummary: { input: nothing, output: usageSummarySchema },
  /** The pairs of workload and model that have runs. */
  usageRunGroups: { input: nothing, output: v.array(runGroupSchema) },
  usageRuns: { input: usageFilterSchema, output: packedRunsSchema },
  /** The daily series of each workload. */
  usageDays: { input: usageFilterSchema, output: v.array(usageDaySchema) },
  /** Every model's days at once: an export may know a hundred models. */
  usageModelDays: { input: nothing, output: v.array(modelDaySchema) },
  /** How much each person asked, without saying who. */
  usageUsers: { input: usageFilterSchema, output: usageUsersSchema },

  /** What is bundled, under which licence. */
  licences: { input: nothing, output: v.array(v.strictObject({ name: line, version: line, licence: line, text })) },
} as const satisfies Record<string, { readonly input: v.GenericSchema; readonly output: v.GenericSchema }>;

export type HostContract = typeof hostContract;
export type HostOperation = keyof HostContract;
export type HostInput<Operation extends HostOperation> = v.InferOutput<HostContract[Operation]["input"]>;
export type HostOutput<Operation extends HostOperation> = v.InferOutput<HostContract[Operation]["output"]>;

export type HostInfo = HostOutput<"hostInfo">;
export type OpenedPlan = v.InferOutput<typeof openedPlanSchema>;
export type SavedPlan = v.InferOutput<typeof savedPlanSchema>;
export type RecentPlan = v.InferOutput<typeof recentPlanSchema>;
export type PortfolioPlan = v.InferOutput<typeof portfolioPlanSchema>;
export type Recovery = v.InferOutput<typeof recoverySchema>;
export type PlanVersion = v.InferOutput<typeof versionSchema>;
export type OfferedUsage = v.InferOutput<typeof offeredUsageSchema>;
export type FileKind = v.InferOutput<typeof fileKindSchema>;

/** Whether a word from outside names an operation. */
export function isHostOperation(operation: unknown): operation is HostOperation {
  return typeof operation === "string" && Object.hasOwn(hostContract, operation);
}
