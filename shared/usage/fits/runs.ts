import { type CensoredSample, censoredSample } from "#shared/distributions/fitting.ts";

/**
 * Runs of one workload with one model, as columns: what an import has grouped, one place a run.
 */
export interface Runs {
  /** Tokens of all classes; runs without any are left out by `readableRuns`. */
  readonly tokens: Float64Array;
  /** 1 where the run was stopped at a cap, so that it would have taken at least so many; null: none was. */
  readonly isStopped: Uint8Array | null;
  /** Which task the run worked at; equal ids are runs of one task, an empty one is not known. Null: none is. */
  readonly task: readonly string[] | null;
  /**
   * 1 for runs of whole tasks drawn by chance; of the others, which were counted in bins, nobody knows the task. Null,
   * or not there: all runs were recorded one by one.
   */
  readonly isSampled?: Uint8Array | null;
  /** 1 right, 0 not, −1 not known. Null: nothing is known. */
  readonly outcome: Int8Array | null;
  /** Tokens by class, the plan's four. Null: not distinguished. */
  readonly classes: TokenClasses | null;
}

export interface TokenClasses {
  readonly input: Float64Array;
  readonly cacheRead: Float64Array;
  readonly cacheWrite: Float64Array;
  readonly output: Float64Array;
}

/** Something that could not be estimated, and why, in a sentence. */
export interface NotKnown {
  readonly known: false;
  readonly words: string;
}

/** An estimate with what it rests on. */
export interface Known {
  readonly known: true;
  readonly value: number;
  readonly standardError: number;
  /** Runs, tasks, days or users behind it: the words beside it say which. */
  readonly n: number;
  readonly words: string;
}

export type Estimate = Known | NotKnown;

/** What could not be estimated, with the sentence that says why. */
export function notKnown(words: string): NotKnown {
  return { known: false, words };
}

/** Only the runs with a finite, positive number of tokens, and how many others there were. */
export function readableRuns(runs: Runs): { readonly runs: Runs; readonly leftOut: number } {
  const keep = Uint8Array.from(runs.tokens, (tokens) => (tokens > 0 && tokens < Infinity ? 1 : 0));
  const count = keep.reduce((sum, flag) => sum + flag, 0);
  if (count === keep.length) return { runs, leftOut: 0 };
  return { runs: runsWhere(runs, (i) => keep[i] === 1), leftOut: keep.length - count };
}

/**
 * The runs where a cap stopped those with so many tokens or more: of them only that is known, and they count as stopped
 * there.
 */
export function stoppedAt(runs: Runs, cap: number): Runs {
  const isStopped = Uint8Array.from(runs.tokens, (tokens, i) => (tokens >= cap || runs.isStopped?.[i] === 1 ? 1 : 0));
  return isStopped.includes(1)
    ? { ...runs, tokens: runs.tokens.map((tokens) => Math.min(tokens, cap)), isStopped }
    : runs;
}

/** Some of the runs. */
export function runsWhere(
  { tokens, isStopped, isSampled, task, outcome, classes }: Runs,
  keeps: (i: number) => boolean,
): Runs {
  const of = (column: Float64Array): Float64Array => column.filter((_, i) => keeps(i));
  return {
    tokens: of(tokens),
    isStopped: isStopped?.filter((_, i) => keeps(i)) ?? null,
    task: task?.filter((_, i) => keeps(i)) ?? null,
    isSampled: isSampled?.filter((_, i) => keeps(i)) ?? null,
    outcome: outcome?.filter((_, i) => keeps(i)) ?? null,
    classes:
      classes === null
        ? null
        : {
            input: of(classes.input),
            cacheRead: of(classes.cacheRead),
            cacheWrite: of(classes.cacheWrite),
            output: of(classes.output),
          },
  };
}

/**
 * The runs whose tasks are known, for what lies between runs of one task; all of them where none was counted in bins.
 */
export function runsOneByOne(runs: Runs): Runs {
  const { isSampled } = runs;
  return isSampled === undefined || isSampled === null ? runs : runsWhere(runs, (i) => isSampled[i] === 1);
}

/** Tokens as a sample in which a stopped run counts as "at least". */
export function tokensSample({ tokens, isStopped }: Runs): CensoredSample {
  return censoredSample(tokens, isStopped);
}
