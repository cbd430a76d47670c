import type { Command, UsageFrom, UsageWindow } from "#electron/cli/command.ts";
import { columnMap, dayOf, wholeNumber, WrongUsage, type Values } from "#electron/cli/optionValues.ts";
import { DIALECTS, type DialectName } from "#shared/usage/summary/dialects.ts";
import { USUAL_SETTINGS } from "#shared/usage/answers/answers.ts";

const NAMES = new Intl.ListFormat("en", { type: "disjunction" }).format(Object.keys(DIALECTS));
/** A day of minutes; a longer pause would join days. */
const LONGEST_PAUSE = 1_440;

/** `usage-sql`: which statement is printed. Throws `WrongUsage`. */
export function usageSqlOf(values: Values, [path]: readonly string[]): Command {
  if (path !== undefined)
    throw new WrongUsage(`usage-sql reads no file, and "${path}" is one: past-april reduce sums up local files.`);
  const { dialect } = values;
  if (dialect === undefined) throw new WrongUsage(`usage-sql needs --dialect: ${NAMES}.`);
  if (!isDialect(dialect))
    throw new WrongUsage(`--dialect is "${dialect}"; it takes ${NAMES}. The statement was run with no other.`);
  const from = usageFrom(values["from"] ?? "table:requests");
  if (from.kind === "focus")
    for (const option of ["pause", "steps"])
      if (values[option] !== undefined)
        throw new WrongUsage(`--${option} does not go with --from focus: a bill has no requests that make runs.`);
  return {
    kind: "usage-sql",
    dialect,
    from,
    window: windowOf(values),
    steps: values["steps"] !== undefined,
  };
}

function isDialect(name: string): name is DialectName {
  return Object.hasOwn(DIALECTS, name);
}

function usageFrom(text: string): UsageFrom {
  if (text === "litellm" || text === "langfuse" || text === "focus") return { kind: text };
  const name = text.startsWith("table:") ? text.slice("table:".length).trim() : "";
  // A name may have a schema before it; what else could be in a statement is no name.
  if (!/^[\p{L}_][\p{L}\p{N}_$]*(?:\.[\p{L}_][\p{L}\p{N}_$]*){0,2}$/u.test(name))
    throw new WrongUsage(
      `--from is "${text}"; it takes litellm, langfuse, focus or table:NAME, such as table:gateway.requests.`,
    );
  return { kind: "table", name };
}

function windowOf(values: Values): UsageWindow {
  const [since, until] = [dayOf("--since", values["since"]), dayOf("--until", values["until"])];
  if (since !== null && until !== null && since > until)
    throw new WrongUsage(`--since ${since} is after --until ${until}.`);
  return {
    since,
    until,
    pause: wholeNumber("--pause", values["pause"], USUAL_SETTINGS.pauseMinutes, 1, LONGEST_PAUSE),
  };
}

/** `reduce`: which files, and where the summary goes. Throws `WrongUsage`. */
export function reduceOf(values: Values, files: readonly string[]): Command {
  const { from = null, out } = values;
  if (files.length === 0)
    throw new WrongUsage("reduce needs a FILE: requests as Parquet, CSV or JSON, or a folder of them.");
  if (out === undefined) throw new WrongUsage("reduce needs --out FILE: where the summary is written.");
  if (from === "focus")
    throw new WrongUsage("reduce sums requests, and a bill in FOCUS has none: past-april import reads its files.");
  if (from !== null && from !== "litellm" && from !== "langfuse" && from !== "table")
    throw new WrongUsage(`--from is "${from}"; it takes litellm, langfuse or table.`);
  return { kind: "reduce", files, from, columns: columnMap(values["columns"]), window: windowOf(values), out };
}
