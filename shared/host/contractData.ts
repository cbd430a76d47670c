import * as v from "valibot";

/**
 * The whole boundary between the screen and the machine: every operation the screen may ask for, with the shape of what
 * it gives and what it gets. Types, checks and both transports come from this one table.
 *
 * The screen never names a path. It holds documents: names that the machine gave it for files the user chose (in a
 * dialog, on the command line, by double click, from the list of recent plans).
 */

/** Most characters of a plan that crosses the boundary; a thousand times a plan of six workloads. */
const MOST_TEXT = 20_000_000;

/** Most bytes of an exported file. */
const MOST_BYTES = 64_000_000;

export const line = v.pipe(v.string(), v.maxLength(400));
export const text = v.pipe(v.string(), v.maxLength(MOST_TEXT));

export const bytes = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= MOST_BYTES,
  "wanted bytes, at most 64 MB",
);

export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Day and time in UTC, ISO 8601. */
const moment = v.pipe(v.string(), v.isoTimestamp());

/** A name the machine or a window made up: never a path. */
export const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/));

export const nothing = v.null();

export const openedPlanSchema = v.strictObject({
  /** What later operations call this file. */
  document: key,
  /** The file's name, without its folder. */
  name: line,
  /** Where it lies, in words for the user. */
  place: line,
  text,
  /** SHA-256 of the file's bytes: what `savePlan` compares with. */
  hash,
  readOnly: v.boolean(),
});

export const savedPlanSchema = v.strictObject({ document: key, name: line, place: line, hash, savedAt: moment });

/** A plan that a portfolio names: its text, or why there is none. */
export const portfolioPlanSchema = v.strictObject({
  document: v.nullable(key),
  text: v.nullable(text),
  problem: v.nullable(v.string()),
});

export const recentPlanSchema = v.strictObject({
  document: key,
  name: line,
  place: line,
  openedAt: moment,
  missing: v.boolean(),
});

export const recoverySchema = v.strictObject({
  key,
  /** What the plan calls itself. */
  name: line,
  /** The file that the unsaved work belongs to; null: it was never saved. */
  document: v.nullable(key),
  /** That file's name and where it lies, in words for the user; null: it was never saved. */
  fileName: v.nullable(line),
  place: v.nullable(line),
  /** What was on disk when that work began. */
  baseHash: v.nullable(hash),
  savedAt: moment,
});

export const versionSchema = v.strictObject({ id: key, savedAt: moment, bytes: v.number() });

/** A file of usage, or a folder or archive of them, that the user chose. */
export const offeredUsageSchema = v.strictObject({ file: key, name: line });

export const packedRunsSchema = v.strictObject({
  count: v.number(),
  ...v.entriesFromList(["input", "cacheRead", "cacheWrite", "output", "cost", "began", "outcome", "task"], bytes),
  sampled: v.exactOptional(bytes),
  tasks: v.array(v.string()),
});

export const fileKindSchema = v.picklist(["pdf", "xlsx", "pptx", "html", "csv", "json", "svg", "png", "ics"]);
