import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import * as v from "valibot";
import { columnCount, layoutOf, sumOffsets, twinsBefore } from "#shared/engine/columns.ts";
import type { Chunk } from "#shared/engine/port.ts";
import type { TrialRange } from "#shared/engine/shards.ts";
import { CHUNK_TRIALS, TWIN_EVERY } from "#shared/engine/simulate.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { codeOf, describeFileFailure, reasonOfError } from "#electron/host/files/fileFailure.ts";

/**
 * A shard file: the samples of some trials of a plan and of scenarios beside it, or of the plans of a portfolio. The first line is a JSON header, padded
 * with spaces to whole numbers of eight bytes; then, for each scenario, the columns of the trials one after the other,
 * the sums of each chunk, and the twins' spend, all as little-endian 64-bit floats (`columns.ts` says what they mean).
 * Columns lie whole, so that a merge of many shards can read one quantity without the others.
 */
export const SHARD_SCHEMA = "past-april.shard/1";

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const headerSchema = v.strictObject({
  schema: v.literal(SHARD_SCHEMA),
  engine: v.string(),
  plan: v.strictObject({ name: v.string(), hash: v.string() }),
  seed: whole,
  /** Trials of the whole run, over all shards. */
  trials: v.pipe(v.number(), v.integer(), v.minValue(2)),
  shard: v.strictObject({ index: whole, of: whole, firstTrial: whole, endTrial: whole }),
  /** Of a report, the scenario that it is about, or null for the plan itself. */
  reported: v.exactOptional(v.nullable(v.string())),
  /** Null: the plan itself. Of a portfolio, those of its plans. */
  scenarios: v.pipe(v.array(v.nullable(v.string())), v.minLength(1)),
  /** Of what follows the header. */
  bytes: whole,
  sha256: v.string(),
});

export type ShardHeader = v.InferOutput<typeof headerSchema>;

/** What is simulated of one scenario in a shard. */
export interface ShardRun {
  readonly scenario: string | null;
  readonly plan: ResolvedPlan;
  readonly chunks: readonly Chunk[];
}

/** How many numbers of each kind one scenario has in a shard, in the order in which they lie. */
export function blockSizes(plan: ResolvedPlan, { firstTrial, endTrial }: TrialRange) {
  const layout = layoutOf({ ...plan, twinEvery: TWIN_EVERY });
  const trials = endTrial - firstTrial;
  return {
    trials,
    columns: columnCount(layout),
    chunks: Math.ceil(trials / CHUNK_TRIALS),
    sums: sumOffsets(layout).count,
    twins: twinsBefore(endTrial, TWIN_EVERY) - twinsBefore(firstTrial, TWIN_EVERY),
  };
}

/** Numbers that one scenario takes in a shard. */
export function blockLength(sizes: ReturnType<typeof blockSizes>): number {
  return sizes.columns * sizes.trials + sizes.chunks * sizes.sums + sizes.twins;
}

/** The bytes of a shard file. */
export function shardBytes(
  about: Omit<ShardHeader, "schema" | "scenarios" | "bytes" | "sha256">,
  runs: readonly ShardRun[],
): Uint8Array {
  const blocks = runs.map(({ plan, chunks }) => blockOf(blockSizes(plan, about.shard), about.shard, chunks));
  const hash = createHash("sha256");
  let bytes = 0;
  for (const block of blocks) {
    hash.update(bytesOf(block));
    bytes += block.byteLength;
  }
  const header: ShardHeader = {
    schema: SHARD_SCHEMA,
    ...about,
    scenarios: runs.map(({ scenario }) => scenario),
    bytes,
    sha256: hash.digest("hex"),
  };
  const line = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((line.length + 1) / 8) * 8;
  const file = new Uint8Array(start + bytes).fill(0x20, 0, start);
  file.set(line);
  file[start - 1] = 0x0a;
  let at = start;
  for (const block of blocks) {
    file.set(bytesOf(block), at);
    at += block.byteLength;
  }
  return file;
}

function blockOf(sizes: ReturnType<typeof blockSizes>, range: TrialRange, chunks: readonly Chunk[]): Float64Array {
  const block = new Float64Array(blockLength(sizes));
  const sumsAt = sizes.columns * sizes.trials;
  let twinsAt = sumsAt + sizes.chunks * sizes.sums;
  for (const [i, chunk] of chunks.entries()) {
    const length = chunk.endTrial - chunk.firstTrial;
    const place = chunk.firstTrial - range.firstTrial;
    for (let c = 0; c < sizes.columns; c++)
      block.set(chunk.columns.subarray(c * length, (c + 1) * length), c * sizes.trials + place);
    block.set(chunk.sums, sumsAt + i * sizes.sums);
    block.set(chunk.twinSpend, twinsAt);
    twinsAt += chunk.twinSpend.length;
  }
  return block;
}

/** All machines that Node runs on store numbers with the lowest byte first, as the file does. */
export function bytesOf(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A shard file whose header is read and whose content is whole. */
export interface Shard {
  readonly path: string;
  readonly header: ShardHeader;
  /** Where the first scenario's numbers begin, in bytes. */
  readonly start: number;
}

/** No header is longer: it holds names and a few numbers. */
const LONGEST_HEADER = 1 << 20;

/** Reads a shard's header and proves that its content is what was written. A string says why it is not, with its path. */
export function openShard(path: string): Shard | string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    return unreadable(path, error);
  }
  try {
    const opening = Buffer.alloc(Math.min(LONGEST_HEADER, fstatSync(file).size));
    readSync(file, opening, 0, opening.length, 0);
    const end = opening.indexOf(0x0a);
    const header = end === -1 ? null : headerOf(opening.subarray(0, end).toString("utf8"));
    if (header === null)
      return `${path} is not a shard. Wanted: a file that forecast, compare, report or portfolio wrote with --shard.`;
    if (typeof header === "string") return `${path} ${header}`;
    const start = end + 1;
    const size = fstatSync(file).size - start;
    if (size !== header.bytes)
      return `${path} is cut short or was added to: ${size} of ${header.bytes} bytes. Simulate shard ${header.shard.index} of ${header.shard.of} again.`;
    if (sha256Of(file, start) !== header.sha256)
      return `${path} is damaged: its content does not match its checksum. Simulate shard ${header.shard.index} of ${header.shard.of} again.`;
    return { path, header, start };
  } catch (error) {
    return unreadable(path, error);
  } finally {
    closeSync(file);
  }
}

function unreadable(path: string, error: unknown): string {
  return describeFileFailure({ code: codeOf(error), access: "read", path, detail: reasonOfError(error) });
}

/** Null: not a header at all. A string: the end of a sentence that says what is wrong with it. */
function headerOf(line: string): ShardHeader | string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const { schema } = (value ?? {}) as { readonly schema?: unknown };
  if (typeof schema !== "string" || !schema.startsWith("past-april.shard/")) return null;
  if (schema !== SHARD_SCHEMA) return `is of version ${schema}; this Past April reads ${SHARD_SCHEMA}.`;
  const read = v.safeParse(headerSchema, value);
  return read.success ? read.output : "has a damaged header. Simulate this shard again.";
}

const READ_BYTES = 1 << 22;

function sha256Of(file: number, start: number): string {
  const hash = createHash("sha256");
  const buffer = Buffer.alloc(READ_BYTES);
  for (let at = start; ;) {
    const count = readSync(file, buffer, 0, buffer.length, at);
    if (count === 0) return hash.digest("hex");
    hash.update(buffer.subarray(0, count));
    at += count;
  }
}

/** Fills `into` with the numbers of a shard from the `from`-th on. Throws Node's errors. */
export function readNumbers({ path, start }: Shard, from: number, into: Float64Array): void {
  const file = openSync(path, "r");
  try {
    const bytes = bytesOf(into);
    for (let done = 0; done < bytes.length;) {
      const count = readSync(file, bytes, done, bytes.length - done, start + from * 8 + done);
      if (count === 0) throw new Error(`${path} ended while it was read`);
      done += count;
    }
  } finally {
    closeSync(file);
  }
}
