import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import type { Command, ShardArguments } from "./command.ts";
import { OPTIONS } from "./options.ts";
import { SHELLS } from "./shells.ts";
import { REPEATED, sweepOf } from "./sweep/sweepArguments.ts";
import { studyOf } from "./studies/studyArguments.ts";
import { reduceOf, usageSqlOf } from "./usage/usageArguments.ts";
import { COMMAND_HELP, HELP, type CommandName } from "./help.ts";
import {
  columnMap,
  dayOf,
  linesOf,
  lockOf,
  MOST_SHARDED_TRIALS,
  MOST_TOKENS,
  overlapOf,
  policiesOf,
  reportOf,
  runOf,
  shareOf,
  shardOf,
  wholeNumber,
  workersOf,
  WrongUsage,
  zoneOf,
  type Values,
} from "./optionValues.ts";

const COMMANDS = new Intl.ListFormat("en", { type: "disjunction" }).format(Object.keys(OPTIONS));

/** What the words after the program's name ask for. Never throws. */
export function parseArguments(words: readonly string[]): Command {
  try {
    const [name, ...rest] = words;
    if (name === undefined) throw new WrongUsage(`No command was given. Take ${COMMANDS}.`);
    if (name === "--help" || name === "-h" || name === "help") return { kind: "help", text: helpOn(rest[0]) };
    if (!isCommand(name)) throw new WrongUsage(`There is no command "${name}". Take ${COMMANDS}.`);
    if (rest.includes("--help") || rest.includes("-h")) return { kind: "help", text: COMMAND_HELP[name] };
    return commandOf(name, rest);
  } catch (error) {
    if (error instanceof WrongUsage) return { kind: "wrong", message: error.message };
    throw error;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(OPTIONS, name);
}

function helpOn(name: string | undefined): string {
  return name !== undefined && isCommand(name) ? COMMAND_HELP[name] : HELP;
}

function commandOf(name: CommandName, words: readonly string[]): Command {
  const { values, paths } = optionsOf(name, words);
  if (hasOwnPaths(name)) return OWN_PARSERS[name](values, paths);
  if (name === "mcp") {
    if (paths.length === 0) throw new WrongUsage("mcp needs the plans that agents may ask about: past-april mcp PLAN…");
    return { kind: "mcp", planPaths: paths, workers: workersOf(values) };
  }
  const [planPath = null, second = null, third] = paths;
  if (second !== null && name !== "score") throw new WrongUsage(`${name} takes one PLAN, and "${second}" is a second.`);
  if (third !== undefined) throw new WrongUsage(`${name} takes a PLAN and a LEDGER, and "${third}" is a third.`);
  if (name === "open") return { kind: "open", planPath };
  if (planPath === null) throw new WrongUsage(`${name} needs a PLAN: the path of a plan file.`);
  if (name === "score") return { kind: "score", planPath, ledgerPath: second, json: jsonOf(values) };
  return PLAN_PARSERS[name](planPath, values);
}

function jsonOf(values: Values): string | null {
  return values["json"] ?? null;
}

/** Commands that take one plan. */
const PLAN_PARSERS = {
  forecast: (planPath, values) => {
    const shard = shardOf(values);
    if (shard !== null) return shardCommand("forecast", planPath, values, shard);
    const run = runOf(planPath, values);
    return { kind: "forecast", run, json: jsonOf(values), samples: values["samples"] ?? null, lock: lockOf(values) };
  },
  report: (planPath, values) => {
    const shard = shardOf(values);
    if (shard !== null) return shardCommand("report", planPath, values, shard);
    const report = reportOf(values);
    if (report === null)
      throw new WrongUsage(
        "report needs a file to write: --pdf FILE, --html FILE, --pptx FILE, --xlsx FILE or --csv DIR.",
      );
    return { kind: "report", run: runOf(planPath, values), report, sincePath: values["since"] ?? null };
  },
  compare: (planPath, values) => {
    const shard = shardOf(values);
    if (shard !== null) return shardCommand("compare", planPath, values, shard);
    const scenarios = policiesOf(values["scenarios"]);
    return { kind: "compare", run: runOf(planPath, values), scenarios, json: jsonOf(values) };
  },
  watch: (planPath, values) => ({
    kind: "watch",
    run: runOf(planPath, values),
    lines: linesOf(values),
    today: dayOf("--today", values["today"]),
    json: jsonOf(values),
  }),
  value: (planPath, values) => ({ kind: "value", run: runOf(planPath, values), json: jsonOf(values) }),
  check: (planPath) => ({ kind: "check", planPath }),
} as const satisfies Record<string, (planPath: string, values: Values) => Command>;

/** Commands that take other paths than one plan. */
const OWN_PARSERS = {
  import: importOf,
  "usage-sql": usageSqlOf,
  reduce: reduceOf,
  merge: mergeOf,
  diff: diffOf,
  portfolio: portfolioOf,
  study: studyOf,
  sweep: sweepOf,
  completion: completionArgumentsOf,
  guide: guideOf,
} as const;

function hasOwnPaths(name: CommandName): name is keyof typeof OWN_PARSERS {
  return Object.hasOwn(OWN_PARSERS, name);
}

/** What goes with neither a shard nor its file: answers are made when the shards are merged. */
const NOT_WITH_SHARD = [
  ...(["json", "samples", "lock", "author", "date", "precision"] as const),
  ...(["pdf", "html", "pptx", "xlsx", "csv", "paper", "since", "centre"] as const),
] as const;

function shardCommand(
  of: Extract<Command, { kind: "shard" }>["of"],
  planPath: string,
  values: Values,
  shard: ShardArguments,
): Command {
  for (const option of NOT_WITH_SHARD)
    if (values[option] !== undefined)
      throw new WrongUsage(
        option === "precision"
          ? "--precision does not go with --shard: all shards need the same number of trials. Give --trials."
          : `--${option} does not go with --shard: past-april merge makes the answers from all shards.`,
      );
  const run = runOf(planPath, values, MOST_SHARDED_TRIALS);
  return { kind: "shard", of, run, scenarios: policiesOf(values["scenarios"]), shard };
}

function importOf(values: Values, paths: readonly string[]): Command {
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

function completionArgumentsOf(_: Values, [shell, second]: readonly string[]): Command {
  const known = SHELLS.find((one) => one === shell);
  if (known === undefined || second !== undefined)
    throw new WrongUsage(`completion takes the name of a shell: ${SHELLS.join(", ")}.`);
  return { kind: "completion", shell: known };
}

function guideOf(_: Values, [page, second]: readonly string[]): Command {
  if (second !== undefined) throw new WrongUsage(`guide takes one PAGE, and "${second}" is a second.`);
  return { kind: "guide", page: page ?? null };
}

function diffOf(values: Values, [before, after, third]: readonly string[]): Command {
  if (before === undefined || after === undefined || third !== undefined)
    throw new WrongUsage("diff takes two plans: past-april diff BEFORE AFTER");
  return {
    kind: "diff",
    run: runOf(before, values),
    afterPath: after,
    json: values["json"] ?? null,
    atLeast: shareOf("--at-least", values["at-least"]),
    mostOverrun: shareOf("--max-overrun", values["max-overrun"]),
    hasBridge: values["bridge"] !== undefined,
  };
}

function portfolioOf(values: Values, [path, second]: readonly string[]): Command {
  if (path === undefined || second !== undefined)
    throw new WrongUsage("portfolio takes one FILE that names plans: past-april portfolio FILE");
  const shard = shardOf(values);
  if (shard !== null) return shardCommand("portfolio", path, values, shard);
  return { kind: "portfolio", run: runOf(path, values), json: values["json"] ?? null };
}

function mergeOf(values: Values, [planPath, ...shards]: readonly string[]): Command {
  if (planPath === undefined || shards.length === 0)
    throw new WrongUsage("merge needs a PLAN and the files of its shards: past-april merge PLAN FILE…");
  const report = reportOf(values);
  for (const option of ["since", "centre"])
    if (report === null && values[option] !== undefined)
      throw new WrongUsage(`--${option} goes with a file of the report, such as --pdf FILE.`);
  return {
    kind: "merge",
    planPath,
    shards,
    scenario: values["scenario"] ?? null,
    workers: workersOf(values),
    json: values["json"] ?? null,
    lock: lockOf(values),
    report,
    sincePath: values["since"] ?? null,
  };
}

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
    if (options[token.name]!.type === "boolean") {
      if (token.inlineValue === true) throw new WrongUsage(`${token.rawName} takes no value.`);
      values[token.name] = "";
      continue;
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith("--")))
      throw new WrongUsage(`${token.rawName} needs a value.`);
    if (options[token.name]!.multiple === true && Object.hasOwn(values, token.name)) {
      values[token.name] = `${values[token.name]!}${REPEATED}${token.value}`;
      continue;
    }
    if (Object.hasOwn(values, token.name)) throw new WrongUsage(`${token.rawName} was given twice.`);
    values[token.name] = token.value;
  }
  return { values, paths };
}
