import * as v from "valibot";
import { columnMapSchema } from "#shared/usage/formats/table/columnMap.ts";
import { rowsMoneySchema, usageOverlapSchema } from "#shared/usage/overlaps/overlap.ts";
import { isTimeZone } from "./timeZones.ts";
import { workloadRuleSchema } from "./workloadRules.ts";

/**
 * What the usage table answers, and what may be asked of it: shapes that cross the boundary between screen and machine.
 */

const line = v.pipe(v.string(), v.maxLength(400));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite());
/** Milliseconds since 1970, UTC. */
const moment = v.pipe(v.number(), v.finite());
/** A workload or a model by its name; null: rows that have none. */
const nameOrNone = v.nullable(line);

export const tokenCountsSchema = v.strictObject({
  input: amount,
  cacheRead: amount,
  cacheWrite: amount,
  cacheWriteHour: amount,
  output: amount,
  reasoning: amount,
});

/** How rows become runs and workloads: the user's own settings, kept with the table. */
export const usageSettingsSchema = v.strictObject({
  rules: v.pipe(v.array(workloadRuleSchema), v.maxLength(1_000)),
  /**
   * Requests of one user and model belong to one run until there is a pause of so many minutes; only where the export
   * names no run.
   */
  pauseMinutes: v.pipe(v.number(), v.minValue(1), v.maxValue(1_440)),
  /** Sources whose rows are kept and not counted, because another source reports the same work. */
  leftOut: v.exactOptional(v.pipe(v.array(line), v.maxLength(100))),
  /**
   * By source: the time zone (IANA) whose days its requests are counted by; where none is named, UTC. Days that an
   * export itself has summed up stay as they are.
   */
  timeZones: v.exactOptional(v.record(line, v.pipe(line, v.check(isTimeZone, "a time zone such as Europe/Berlin")))),
  /** By workload: tokens at which a cap stopped its runs, which no export says. */
  stoppedAt: v.exactOptional(v.record(line, v.pipe(v.number(), v.minValue(1), v.maxValue(1e15)))),
});

export type UsageSettings = v.InferOutput<typeof usageSettingsSchema>;

export const USUAL_SETTINGS: UsageSettings = { rules: [], pauseMinutes: 30 };

/** What a file is taken for, before it is imported. */
export const usageLookSchema = v.strictObject({
  bytes: count,
  /** Formats it may be of, the likeliest first; more than one, or a guess: ask. */
  formats: v.array(v.strictObject({ format: line, name: line, reason: v.pipe(v.string(), v.maxLength(4_000)) })),
  /** Read by column names that look familiar, or by a mapping that was made for the same header before. */
  isGuess: v.boolean(),
  /** Of a table: its column names, and the map by which it would be read where no format knows it. */
  columns: v.array(v.string()),
  columnMap: v.nullable(columnMapSchema),
  /** Of a table: what nothing in it shows of how its days and numbers are written, and its user can state. */
  openStyle: v.exactOptional(v.array(v.picklist(["dayFirst", "decimalComma"]))),
  /** First rows of a table, cell by cell. */
  sample: v.array(v.array(v.string())),
  /** Why it cannot be read at all; null: it can. */
  issue: v.nullable(line),
});

export type UsageLook = v.InferOutput<typeof usageLookSchema>;

const worthSchema = v.strictObject({ tokens: amount, money: v.array(rowsMoneySchema) });

/** What became of one file of an import. */
export const importedFileSchema = v.strictObject({
  name: line,
  /** The format's name for people; null: it was of none that is known. */
  format: nameOrNone,
  /**
   * Rows read; of them counted; reported by another file too, which counts; waiting for an answer; earlier lines
   * of an answer that the file has again, fuller.
   */
  rows: count,
  added: count,
  known: count,
  waiting: count,
  repeated: count,
  /** What the rows that do not count would come to. */
  knownWorth: worthSchema,
  waitingWorth: worthSchema,
  problems: count,
  /** What is to be known about rows that are counted: whole sentences. */
  warnings: v.array(v.string()),
});

export const usageImportSchema = v.strictObject({
  id: count,
  at: moment,
  files: v.array(importedFileSchema),
  rows: count,
  added: count,
  known: count,
  waiting: count,
  /** Rows of earlier imports that fuller ones of the same days took the place of. */
  replaced: count,
  problems: count,
});

export type UsageImport = v.InferOutput<typeof usageImportSchema>;

export const usageProgressSchema = v.strictObject({
  status: v.picklist(["reading", "adding", "done", "cancelled", "failed"]),
  /** The file that is being read. */
  file: nameOrNone,
  doneBytes: count,
  bytes: count,
  rows: count,
  problems: count,
  /** When it is done. */
  result: v.nullable(usageImportSchema),
  /** When it failed: why, as the end of a sentence. */
  reason: v.nullable(v.string()),
});

export type UsageProgress = v.InferOutput<typeof usageProgressSchema>;

export const usageProblemSchema = v.strictObject({
  file: line,
  line: count,
  reason: v.pipe(v.string(), v.maxLength(1_000)),
});

export type ListedProblem = v.InferOutput<typeof usageProblemSchema>;

const moneySchema = v.strictObject({
  currency: line,
  /** As billed; null: no row says. */
  billed: v.nullable(amount),
  /** At list price: the export's own, else tokens at the bundled prices; null: not known for any row. */
  list: v.nullable(amount),
  /** What is both billed and priced, for the comparison: rows that have tokens, a bill and a list price. */
  compared: v.nullable(v.strictObject({ billed: amount, list: amount })),
});

const modelSchema = v.strictObject({
  model: nameOrNone,
  provider: nameOrNone,
  rows: count,
  requests: v.nullable(count),
  tokens: tokenCountsSchema,
  /** Tokens with neither a bill above zero nor a list price. */
  unpricedTokens: amount,
  money: moneySchema,
  /** The model of the bundled price map that it was priced by; null: none has its name. */
  pricedAs: v.nullable(line),
});

/** What exports say of contracts and of the organization, beside tokens and money. */
const contractUseSchema = v.strictObject({
  /** By model: tokens and rows of each tier of service. */
  tiers: v.array(
    v.strictObject({
      model: nameOrNone,
      provider: nameOrNone,
      pricedAs: nameOrNone,
      tier: line,
      tokens: amount,
      rows: count,
    }),
  ),
  /** By source: different people, who are neither named nor ranked, and the monthly quota of a seat where all rows have the same. */
  seats: v.array(v.strictObject({ source: line, people: count, quota: v.nullable(amount), rows: count })),
  /** By workload: each cost center that a label names, with its money (billed, else at list price) and tokens. */
  centres: v.array(
    v.strictObject({ workload: line, value: line, money: v.nullable(amount), tokens: amount, rows: count }),
  ),
});

export const usageSummarySchema = v.strictObject({
  rows: count,
  /** Null: the table is empty. */
  period: v.nullable(v.strictObject({ from: moment, to: moment })),
  tokens: tokenCountsSchema,
  requests: v.nullable(count),
  money: v.array(moneySchema),
  /** How many different people asked; nobody is named or ranked. */
  users: count,
  sources: v.array(
    v.strictObject({
      source: line,
      name: line,
      rows: count,
      from: moment,
      to: moment,
      hasTokens: v.boolean(),
      hasMoney: v.boolean(),
      models: v.array(v.string()),
      isLeftOut: v.boolean(),
    }),
  ),
  models: v.array(modelSchema),
  workloads: v.array(
    v.strictObject({ workload: nameOrNone, rows: count, runs: count, tokens: amount, money: v.array(moneySchema) }),
  ),
  /** What rules can be made of: each label, and its values with the most tokens. */
  labels: v.array(
    v.strictObject({ name: line, values: v.array(v.strictObject({ value: v.string(), rows: count, tokens: amount })) }),
  ),
  runs: v.strictObject({
    /** Runs that the exports name: sessions, traces, conversations. */
    named: count,
    /** Put together by user, model and pause. */
    byPause: count,
    /** Requests without a run or a user: each is one. */
    single: count,
    pauseMinutes: v.number(),
  }),
  /** Work that several reports cover, or may cover: what was found, what was answered, and what has to be asked. */
  overlaps: v.array(usageOverlapSchema),
  contracts: v.exactOptional(contractUseSchema),
  /** What is doubtful: one sentence each. */
  doubts: v.array(v.string()),
});

export type UsageSummary = v.InferOutput<typeof usageSummarySchema>;
export type ContractUse = v.InferOutput<typeof contractUseSchema>;

/** Which rows are asked about; a part that is not given takes all. */
export const usageFilterSchema = v.strictObject({
  workload: v.exactOptional(nameOrNone),
  model: v.exactOptional(nameOrNone),
});

export type UsageFilter = v.InferOutput<typeof usageFilterSchema>;

/** The pairs of workload and model that have runs. */
export const runGroupSchema = v.strictObject({
  workload: nameOrNone,
  model: nameOrNone,
  runs: count,
  tokens: amount,
  cost: v.nullable(amount),
  withOutcome: count,
  successes: count,
  tasks: count,
});

export type RunGroup = v.InferOutput<typeof runGroupSchema>;

/** One day (UTC) of a workload. */
export const usageDaySchema = v.strictObject({
  /** ISO 8601 date. */
  day: v.pipe(v.string(), v.isoDate()),
  workload: nameOrNone,
  /** Runs that began on the day; 0 where only sums are known. */
  runs: count,
  users: count,
  tokens: amount,
  billed: v.nullable(amount),
  list: v.nullable(amount),
});

/** Tokens of one day (UTC) of a workload with one model. */
export const modelDaySchema = v.strictObject({
  day: v.pipe(v.string(), v.isoDate()),
  workload: nameOrNone,
  model: line,
  tokens: amount,
});

export type ModelDay = v.InferOutput<typeof modelDaySchema>;

/** How much each person asked, in no order that means anything and without a name: for the spread between people. */
export const usageUsersSchema = v.strictObject({ runs: v.array(count), activeDays: v.array(count) });

export type UsageUsers = v.InferOutput<typeof usageUsersSchema>;

export type UsageDay = v.InferOutput<typeof usageDaySchema>;
