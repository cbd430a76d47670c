import type { WatchLines } from "#shared/forecast/watch.ts";
import { availableParallelism } from "node:os";
import { MOST_TRIALS } from "#shared/forecast/answers/precision.ts";
import { formatCount } from "#shared/format/counts.ts";
import { MOST_OVERLAID } from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Paper } from "#shared/report/input.ts";
import { isTimeZone } from "#shared/usage/answers/timeZones.ts";
import { answersFrom, type ColumnAnswers } from "#shared/usage/formats/table/columnsText.ts";
import type {
  LockArguments,
  OverlapRule,
  ReportArguments,
  RunArguments,
  RunLength,
  ShardArguments,
} from "./command.ts";

/** Thrown by what reads options, and caught by `parseArguments` alone: the first thing that is wrong with a command line. */
export class WrongUsage extends Error {}

/** Options by name, as they were given. */
export type Values = Readonly<Record<string, string | undefined>>;

export const DEFAULT_TRIALS = 10_000;
const DEFAULT_SEED = 1;
const MOST_WORKERS = 64;
/** Of a run whose trials are simulated in shards: samples are then read from files, a column at a time. */
export const MOST_SHARDED_TRIALS = 100_000_000;
const MOST_SHARDS = 100_000;
/** No run takes more. */
export const MOST_TOKENS = 1e15;

/** "3/20": the third of twenty shards. */
export function shardOf(values: Values): ShardArguments | null {
  const { shard, out } = values;
  if (shard === undefined) {
    if (out !== undefined) throw new WrongUsage("--out FILE is where a shard is written: it needs --shard K/N.");
    return null;
  }
  if (out === undefined) throw new WrongUsage("--shard needs --out FILE: where its samples are written.");
  const [index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(shard.trim()) ?? []).slice(1).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of || of > MOST_SHARDS)
    throw new WrongUsage(
      `--shard takes K/N, such as 3/20 for the third of 20 shards, N at most ${formatCount(MOST_SHARDS)}; "${shard}" is not one.`,
    );
  return { index, of, out };
}

/** What `--overlap` says; null: nothing. */
export function overlapOf(value: string | undefined): OverlapRule | null {
  if (value === undefined || value === "once" || value === "add") return value ?? null;
  throw new WrongUsage(`--overlap is "${value}"; it takes once or add.`);
}

/** A time zone by its IANA name; null: none was given. */
export function zoneOf(value: string | undefined): string | null {
  if (value === undefined || isTimeZone(value)) return value ?? null;
  throw new WrongUsage(`--time-zone is "${value}"; it takes a name such as Europe/Berlin or UTC.`);
}

/** The files of a report; null: none was asked for. */
export function reportOf(values: Values): ReportArguments | null {
  const path = (option: string): string | null => values[option] ?? null;
  const files = { pdf: path("pdf"), xlsx: path("xlsx"), pptx: path("pptx"), html: path("html"), csv: path("csv") };
  const centre = path("centre");
  if (Object.values(files).every((file) => file === null)) return null;
  if (centre !== null && (files.html ?? files.pptx) !== null)
    throw new WrongUsage("--centre writes a PDF, a workbook or CSV files: --pdf, --xlsx or --csv.");
  if (centre !== null && values["since"] !== undefined)
    throw new WrongUsage("--since is a section of the whole plan: leave it out with --centre.");
  return { ...files, paper: paperOf(values["paper"]), centre };
}

const PAPERS: Readonly<Record<string, Paper>> = { a4: "a4", letter: "us-letter" };

function paperOf(word: string | undefined): Paper {
  const paper = Object.hasOwn(PAPERS, (word ?? "a4").toLowerCase()) ? PAPERS[(word ?? "a4").toLowerCase()] : undefined;
  if (paper === undefined) throw new WrongUsage(`--paper is a4 or letter, and "${word ?? ""}" is neither.`);
  return paper;
}

/** What to simulate, and how. Throws `WrongUsage`. */
export function runOf(planPath: string, values: Values, mostTrials = MOST_TRIALS): RunArguments {
  return {
    planPath,
    scenario: values["scenario"] ?? null,
    length: lengthOf(values, mostTrials),
    seed: wholeNumber("--seed", values["seed"], DEFAULT_SEED, 0, Number.MAX_SAFE_INTEGER),
    workers: workersOf(values),
  };
}

/** Processor cores to use: by default all. */
export function workersOf(values: Values): number {
  const usual = Math.min(availableParallelism(), MOST_WORKERS);
  return wholeNumber("--workers", values["workers"], usual, 1, MOST_WORKERS);
}

/** What the plan itself is called on the command line. */
export const BASE_ID = "base";

/** Scenarios by id, null for the plan itself; null: none were named. */
export function policiesOf(text: string | undefined): readonly (string | null)[] | null {
  if (text === undefined) return null;
  const ids = text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (new Set(ids).size < ids.length) throw new WrongUsage("--scenarios names a scenario twice.");
  if (ids.length < 2 || ids.length > MOST_OVERLAID)
    throw new WrongUsage(
      `--scenarios takes two to six scenarios, such as base,cheaper-first; "${text}" has ${ids.length === 0 ? "none" : ids.length}.`,
    );
  return ids.map((id) => (id === BASE_ID ? null : id));
}

/** What is locked in a ledger; null: nothing. */
export function lockOf(values: Values): LockArguments | null {
  const { lock, author, date } = values;
  if (lock === undefined) {
    if (author !== undefined || date !== undefined)
      throw new WrongUsage("--author and --date say whose forecast is locked and when: they need --lock FILE.");
    return null;
  }
  if (author === undefined || author.trim() === "")
    throw new WrongUsage("--lock needs --author NAME: whose forecast it is.");
  if (date !== undefined && !isDate(date))
    throw new WrongUsage(`--date takes a day such as 2027-04-01; "${date}" is not one.`);
  return { ledgerPath: lock, author: author.trim(), date: date ?? null };
}

/** The columns of a table, as its user names them. */
export function columnMap(text: string | undefined): ColumnAnswers | null {
  if (text === undefined) return null;
  const map = answersFrom(text);
  if (typeof map === "string")
    throw new WrongUsage(
      `--columns says which column holds what, such as "time=timestamp,input=prompt_tokens": ${map}.`,
    );
  return map;
}

/** A day in ISO 8601; null: none was given. */
export function dayOf(option: string, text: string | undefined): string | null {
  if (text === undefined || isDate(text)) return text ?? null;
  throw new WrongUsage(`${option} takes a day such as 2027-04-01; "${text}" is not one.`);
}

/** Most days of notice: ten years. */
const MOST_NOTICE = 3_653;

/** Lines that are watched where the command line names no others; the help says the same. */
const USUAL_LINES: WatchLines = { overrun: 0.2, overage: 0.5, beyond: 0.2, lost: 0.2, notice: 60 };

/** The lines that `watch` holds a plan against. */
export function linesOf(values: Values): WatchLines {
  return {
    overrun: shareOf("--max-overrun", values["max-overrun"]) ?? USUAL_LINES.overrun,
    overage: shareOf("--max-overage", values["max-overage"]) ?? USUAL_LINES.overage,
    beyond: shareOf("--max-beyond", values["max-beyond"]) ?? USUAL_LINES.beyond,
    lost: shareOf("--max-lost", values["max-lost"]) ?? USUAL_LINES.lost,
    notice: wholeNumber("--notice", values["notice"], USUAL_LINES.notice, 0, MOST_NOTICE),
  };
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

function lengthOf(values: Values, mostTrials: number): RunLength {
  if (values["precision"] === undefined)
    return { trials: wholeNumber("--trials", values["trials"], DEFAULT_TRIALS, 2, mostTrials) };
  if (values["trials"] !== undefined)
    throw new WrongUsage("--trials and --precision both say how long to run. Give one of them.");
  return { precision: precisionOf(values["precision"]) };
}

/** "1%", "0.5 %" or "0.01". A bare 1 might mean either and is refused. */
function precisionOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim());
  const precision = match === null ? Number.NaN : Number(match[1]) / (match[2] === "%" ? 100 : 1);
  if (!(precision >= 0.0001 && precision <= 0.5))
    throw new WrongUsage(`--precision takes a share from 0.01% to 50%, such as 1% or 0.01; "${text}" is not one.`);
  return precision;
}

/** A share such as "2%" or "0.02", 0..1; null: not given. A bare 1 might mean 1% or all and is refused. */
export function shareOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim());
  const share = match === null ? Number.NaN : Number(match[1]) / (match[2] === "%" ? 100 : 1);
  if (!(share >= 0 && share <= 1) || text.trim() === "1")
    throw new WrongUsage(`${option} takes a share from 0% to 100%, such as 2% or 0.02; "${text}" is not one.`);
  return share;
}

/** A whole number between two limits, or what counts where none was given. */
export function wholeNumber<Otherwise extends number | null>(
  option: string,
  text: string | undefined,
  otherwise: Otherwise,
  least: number,
  most: number,
): number | Otherwise {
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new WrongUsage(
      `${option} takes a whole number from ${formatCount(least)} to ${formatCount(most)}; "${text}" is not one.`,
    );
  }
  return value;
}
