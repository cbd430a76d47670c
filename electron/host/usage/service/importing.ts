import { randomUUID } from "node:crypto";
import type { UsageProgress } from "#shared/usage/answers/answers.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import type { StatedStyle } from "#shared/usage/text/numbers.ts";
import { importUsage, type ImportChoice, type ImportJob, type ImportTools } from "#electron/host/usage/importUsage.ts";
import type { ColumnMaps } from "./columnMaps.ts";
import type { KnownPart } from "./looking.ts";

export interface ServiceChoice {
  readonly part: string;
  readonly format: string | null;
  readonly columns: ColumnMap | null;
  /** How numbers and days of the file are written, where it does not prove it. */
  readonly style?: StatedStyle | null;
}

/** The imports of a session, by their keys. */
export interface Importing {
  /** Starts an import after those that run; its key. `onEnd` is called however it ends. */
  readonly start: (choices: readonly ImportChoice[], tools: Omit<ImportTools, "after">, onEnd: () => void) => string;
  readonly progress: (job: string) => UsageProgress | null;
  readonly cancel: (job: string) => void;
  readonly finish: (job: string) => Promise<UsageProgress>;
  /** Cancels all and waits for their ends. */
  readonly close: () => Promise<void>;
}

/** Imports follow one another: each must see what the one before added. */
export function openImporting(): Importing {
  const jobs = new Map<string, ImportJob>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    start: (choices, tools, onEnd) => {
      const job = importUsage(choices, { ...tools, after: last });
      last = job.ended;
      const key = randomUUID();
      jobs.set(key, job);
      void job.ended.then(onEnd);
      return key;
    },
    progress: (job) => jobs.get(job)?.progress() ?? null,
    cancel: (job) => jobs.get(job)?.cancel(),
    finish: (job) => jobs.get(job)!.ended,
    close: async () => {
      for (const job of jobs.values()) job.cancel();
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
    },
  };
}

/**
 * How each part is read, and the column maps that its user made for this import. A doubtful table without a map of its
 * own is read by the one that is remembered for its header.
 */
export function importChoices(
  choices: readonly ServiceChoice[],
  known: (part: string) => KnownPart,
  remembered: ColumnMaps,
): { readonly reads: readonly ImportChoice[]; readonly made: ColumnMaps } {
  const made = new Map<string, ColumnMap>();
  const reads = choices.map(({ part: key, format, columns, style = null }): ImportChoice => {
    const { part, header, isDoubtful } = known(key);
    if (columns !== null && header !== null) {
      // Set anew, so that it is the last: the oldest are forgotten first.
      made.delete(header);
      made.set(header, columns);
    }
    const isAsked = format === null && isDoubtful && header !== null;
    const own = columns ?? (isAsked ? (made.get(header) ?? remembered[header] ?? null) : null);
    return { part, format, columns: own, style };
  });
  return { reads, made: Object.fromEntries(made) };
}
