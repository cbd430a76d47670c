import { availableParallelism } from "node:os";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { MOST_TRIALS } from "#shared/forecast/answers/precision.ts";
import { formatCount } from "#shared/format/counts.ts";
import { answersFrom, type ColumnAnswers } from "#shared/usage/formats/table/columnsText.ts";
import { MOST_OVERLAID } from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Paper } from "#shared/report/input.ts";
import { isTimeZone } from "#shared/usage/answers/timeZones.ts";
import { COMMAND_HELP, HELP, type CommandName } from "./help.ts";

/** How long a run is: a number of trials, or until the answers are known this well (0..1). */
export type RunLength = { readonly trials: number } | { readonly precision: number };

/** What to simulate, and how. */
export interface RunArguments {
  readonly planPath: string;
  readonly scenario: string | null;
  readonly length: RunLength;
  readonly seed: number;
  readonly workers: number;
}

/** A forecast to be kept in a ledger, and who gives it out on which day. */
export interface LockArguments {
  readonly ledgerPath: string;
  readonly author: string;
  /** ISO 8601; null: today. */
  readonly date: string | null;
}

export type Command =
  | {
      readonly kind: "forecast";
      readonly run: RunArguments;
      readonly json: string | null;
      readonly lock: LockArguments | null;
    }
  | {
      readonly kind: "report";
      readonly run: RunArguments;
      readonly pdf: string | null;
      readonly xlsx: string | null;
      readonly csv: string | null;
      readonly paper: Paper;
    }
  /** Null: the plan itself and its first scenarios. */
  | {
      readonly kind: "compare";
      readonly run: RunArguments;
      readonly scenarios: readonly (string | null)[] | null;
      readonly json: string | null;
    }
  | {
      readonly kind: "import";
      readonly files: readonly string[];
      readonly format: string | null;
      readonly columns: ColumnAnswers | null;
      readonly cap: number | null;
      readonly overlap: OverlapRule | null;
      readonly timeZone: string | null;
      readonly json: string | null;
    }
  | { readonly kind: "check"; readonly planPath: string }
  /** Null: the ledger that lies beside the plan. */
  | {
      readonly kind: "score";
      readonly planPath: string;
      readonly ledgerPath: string | null;
      readonly json: string | null;
    }
  | { readonly kind: "open"; readonly planPath: string | null }
  | { readonly kind: "help"; readonly text: string }
  /** The command line itself is wrong: one sentence that says what would be right. */
  | { readonly kind: "wrong"; readonly message: string };

export const DEFAULT_TRIALS = 10_000;
const DEFAULT_SEED = 1;
const MOST_WORKERS = 64;
/** No run takes more. */
const MOST_TOKENS = 1e15;

const RUN_OPTIONS = {
  scenario: { type: "string" },
  trials: { type: "string" },
  seed: { type: "string" },
  workers: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

const OPTIONS = {
  forecast: {
    ...RUN_OPTIONS,
    precision: { type: "string" },
    json: { type: "string" },
    lock: { type: "string" },
    author: { type: "string" },
    date: { type: "string" },
  },
  report: {
    ...RUN_OPTIONS,
    pdf: { type: "string" },
    xlsx: { type: "string" },
    csv: { type: "string" },
    paper: { type: "string" },
  },
  compare: {
    scenarios: { type: "string" },
    trials: RUN_OPTIONS.trials,
    seed: RUN_OPTIONS.seed,
    workers: RUN_OPTIONS.workers,
    json: { type: "string" },
  },
  import: {
    format: { type: "string" },
    columns: { type: "string" },
    "stopped-at": { type: "string" },
    overlap: { type: "string" },
    "time-zone": { type: "string" },
    json: { type: "string" },
  },
  check: {},
  score: { json: { type: "string" } },
  open: {},
} as const satisfies Record<CommandName, ParseArgsOptionsConfig>;

/** Thrown and caught in this file alone: the first thing that is wrong with the command line. */
class WrongUsage extends Error {}

/** What the words after the program's name ask for. Never throws. */
export function parseArguments(words: readonly string[]): Command {
  try {
    const [name, ...rest] = words;
    if (name === undefined)
      throw new WrongUsage("No command was given. Take forecast, compare, report, import, check, score or open.");
    if (name === "--help" || name === "-h" || name === "help") return { kind: "help", text: helpOn(rest[0]) };
    if (!isCommand(name))
      throw new WrongUsage(
        `There is no command "${name}". Take forecast, compare, report, import, check, score or open.`,
      );
    if (rest.includes("--help") || rest.includes("-h")) return { kind: "help", text: COMMAND_HELP[name] };
    return commandOf(name, rest);
  } catch (error) {
    if (error instanceof WrongUsage) return { kind: "wrong", message: error.message };
    throw error;
  }
}

/** How `import` counts reports of which nobody can tell whether they are the same work. */
export type OverlapRule = "once" | "add";

function overlapOf(value: string | undefined): OverlapRule | null {
  if (value === undefined || value === "once" || value === "add") return value ?? null;
  throw new WrongUsage(`--overlap is "${value}"; it takes once or add.`);
}

function zoneOf(value: string | undefined): string | null {
  if (value === undefined || isTimeZone(value)) return value ?? null;
  throw new WrongUsage(`--time-zone is "${value}"; it takes a name such as Europe/Berlin or UTC.`);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(OPTIONS, name);
}

function helpOn(name: string | undefined): string {
  return name !== undefined && isCommand(name) ? COMMAND_HELP[name] : HELP;
}

function commandOf(name: CommandName, words: readonly string[]): Command {
  const { values, paths } = optionsOf(name, words);
  if (name === "import") {
    // Asking for the names of formats needs no file.
    if (paths.length === 0 && values["format"] !== "list")
      throw new WrongUsage("import needs a FILE: an export of usage, or a folder or archive of them.");
    return {
      kind: "import",
      files: paths,
      format: values["format"] ?? null,
      columns: columnMap(values["columns"]),
      cap: wholeNumber("--stopped-at", values["stopped-at"], null, 1, MOST_TOKENS),
      overlap: overlapOf(values["overlap"]),
      timeZone: zoneOf(values["time-zone"]),
      json: values["json"] ?? null,
    };
  }
  const [planPath = null, second = null, third] = paths;
  if (second !== null && name !== "score") throw new WrongUsage(`${name} takes one PLAN, and "${second}" is a second.`);
  if (third !== undefined) throw new WrongUsage(`${name} takes a PLAN and a LEDGER, and "${third}" is a third.`);
  if (name === "open") return { kind: "open", planPath };
  if (planPath === null) throw new WrongUsage(`${name} needs a PLAN: the path of a plan file.`);
  switch (name) {
    case "forecast":
      return { kind: "forecast", run: runOf(planPath, values), json: values["json"] ?? null, lock: lockOf(values) };
    case "report": {
      const [pdf, xlsx, csv] = [values["pdf"] ?? null, values["xlsx"] ?? null, values["csv"] ?? null];
      if (pdf === null && xlsx === null && csv === null)
        throw new WrongUsage("report needs a file to write: --pdf FILE, --xlsx FILE or --csv DIR.");
      return { kind: "report", run: runOf(planPath, values), pdf, xlsx, csv, paper: paperOf(values["paper"]) };
    }
    case "compare":
      return {
        kind: "compare",
        run: runOf(planPath, values),
        scenarios: policiesOf(values["scenarios"]),
        json: values["json"] ?? null,
      };
    case "check":
      return { kind: "check", planPath };
    case "score":
      return { kind: "score", planPath, ledgerPath: second, json: values["json"] ?? null };
  }
}

const PAPERS: Readonly<Record<string, Paper>> = { a4: "a4", letter: "us-letter" };

function paperOf(word: string | undefined): Paper {
  const paper = Object.hasOwn(PAPERS, (word ?? "a4").toLowerCase()) ? PAPERS[(word ?? "a4").toLowerCase()] : undefined;
  if (paper === undefined) throw new WrongUsage(`--paper is a4 or letter, and "${word ?? ""}" is neither.`);
  return paper;
}

type Values = Readonly<Record<string, string | undefined>>;

function optionsOf(name: CommandName, words: readonly string[]): { values: Values; paths: readonly string[] } {
  const options: ParseArgsOptionsConfig = OPTIONS[name];
  const known = Object.keys(options);
  // Tokens instead of parseArgs' own checks: its sentences are long and name its own rules.
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const values: Record<string, string> = {};
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") paths.push(token.value);
    if (token.kind !== "option") continue;
    if (!known.includes(token.name)) {
      throw new WrongUsage(
        `${name} has no option ${token.rawName}.${known.length > 0 ? ` It has ${known.map((option) => `--${option}`).join(", ")}.` : ""}`,
      );
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith("--")))
      throw new WrongUsage(`${token.rawName} needs a value.`);
    if (Object.hasOwn(values, token.name)) throw new WrongUsage(`${token.rawName} was given twice.`);
    values[token.name] = token.value;
  }
  return { values, paths };
}

function runOf(planPath: string, values: Values): RunArguments {
  return {
    planPath,
    scenario: values["scenario"] ?? null,
    length: lengthOf(values),
    seed: wholeNumber("--seed", values["seed"], DEFAULT_SEED, 0, Number.MAX_SAFE_INTEGER),
    workers: wholeNumber(
      "--workers",
      values["workers"],
      Math.min(availableParallelism(), MOST_WORKERS),
      1,
      MOST_WORKERS,
    ),
  };
}

/** What the plan itself is called on the command line. */
export const BASE_ID = "base";

function policiesOf(text: string | undefined): readonly (string | null)[] | null {
  if (text === undefined) return null;
  const ids = text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (new Set(ids).size < ids.length) throw new WrongUsage("--scenarios names a policy twice.");
  if (ids.length < 2 || ids.length > MOST_OVERLAID)
    throw new WrongUsage(
      `--scenarios takes two to six policies, such as base,cheaper-first; "${text}" has ${ids.length === 0 ? "none" : ids.length}.`,
    );
  return ids.map((id) => (id === BASE_ID ? null : id));
}

function lockOf(values: Values): LockArguments | null {
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
function columnMap(text: string | undefined): ColumnAnswers | null {
  if (text === undefined) return null;
  const map = answersFrom(text);
  if (typeof map === "string")
    throw new WrongUsage(
      `--columns says which column holds what, such as "time=timestamp,input=prompt_tokens": ${map}.`,
    );
  return map;
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

function lengthOf(values: Values): RunLength {
  if (values["precision"] === undefined)
    return { trials: wholeNumber("--trials", values["trials"], DEFAULT_TRIALS, 2, MOST_TRIALS) };
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

function wholeNumber<Otherwise extends number | null>(
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
