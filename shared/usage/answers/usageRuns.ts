/**
 * Runs as columns, one place a run: what fits and back-tests are made of. Columns cross the boundary as bytes, because
 * a month may have a million runs.
 */
export interface UsageRuns {
  /** Tokens of all classes. */
  readonly tokens: Float64Array;
  /** No export says whether a run was stopped at a cap. */
  readonly isStopped: null;
  /** The task of each run; null: none of them has one. */
  readonly task: readonly string[] | null;
  /** 1 right, 0 not, −1 not known; null: nothing is known. */
  readonly outcome: Int8Array | null;
  /**
   * 1 where the run's task is known or known to be none; null: everywhere. Of others nobody knows whether they share
   * tasks.
   */
  readonly isSampled: Uint8Array | null;
  /** Tokens by the classes that a plan distinguishes: both kinds of cache writes are one, reasoning is output. */
  readonly classes: {
    readonly input: Float64Array;
    readonly cacheRead: Float64Array;
    readonly cacheWrite: Float64Array;
    readonly output: Float64Array;
  };
  /** What the run cost: as billed, else at list price; NaN: not known. */
  readonly cost: Float64Array;
  /** When it began, milliseconds since 1970, UTC. */
  readonly began: Float64Array;
}

/** Columns as bytes, little-endian; a task is its place in `tasks`. */
export interface PackedRuns {
  readonly count: number;
  readonly input: Uint8Array;
  readonly cacheRead: Uint8Array;
  readonly cacheWrite: Uint8Array;
  readonly output: Uint8Array;
  readonly cost: Uint8Array;
  readonly began: Uint8Array;
  readonly outcome: Uint8Array;
  /** 1 for runs of a sample of whole tasks; empty, or not there: all are. */
  readonly sampled?: Uint8Array;
  /** Empty: no run has a task. */
  readonly task: Uint8Array;
  readonly tasks: readonly string[];
}

/** The columns as they were packed. Throws a RangeError where their lengths differ. */
export function unpackRuns(packed: PackedRuns): UsageRuns {
  const { count, tasks } = packed;
  const [input, cacheRead, cacheWrite, output] = [packed.input, packed.cacheRead, packed.cacheWrite, packed.output].map(
    (bytes) => doublesOf(bytes, count),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const outcome = Int8Array.from(packed.outcome, (value) => (value > 127 ? value - 256 : value));
  const task =
    packed.task.length === 0
      ? null
      : Array.from(new Uint32Array(alignedCopy(packed.task)), (place) => tasks[place] ?? "");
  if (
    outcome.length !== count ||
    ![undefined, 0, count].includes(packed.sampled?.length) ||
    (task !== null && task.length !== count)
  )
    throw new RangeError("columns of runs have different lengths");
  return {
    tokens: input.map((tokens, i) => tokens + cacheRead[i]! + cacheWrite[i]! + output[i]!),
    isStopped: null,
    task,
    isSampled: packed.sampled === undefined || packed.sampled.length === 0 ? null : Uint8Array.from(packed.sampled),
    outcome: outcome.every((value) => value === -1) ? null : outcome,
    classes: { input, cacheRead, cacheWrite, output },
    cost: doublesOf(packed.cost, count),
    began: doublesOf(packed.began, count),
  };
}

/** The bytes of a column. */
export function bytesOfColumn(column: Float64Array | Uint32Array | Int8Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function doublesOf(bytes: Uint8Array, count: number): Float64Array {
  const column = new Float64Array(alignedCopy(bytes));
  if (column.length !== count) throw new RangeError("columns of runs have different lengths");
  return column;
}

/** Bytes that came over a transport may begin anywhere in their buffer. */
function alignedCopy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
