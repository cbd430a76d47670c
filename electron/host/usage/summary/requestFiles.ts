import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "#shared/plan/schema/describe.ts";
import { preliminaryMarks } from "#shared/usage/formats/reading/preliminary.ts";
import { guessTable } from "#shared/usage/formats/table/guessTable.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { langfuseSource } from "#shared/usage/summary/langfuse.ts";
import { litellmSource } from "#shared/usage/summary/litellm.ts";
import { ownSource, type OwnColumns } from "#shared/usage/summary/ownTable.ts";
import type { RequestColumn, RequestSource, SourceTable } from "#shared/usage/summary/requestSource.ts";
import { reasonOf } from "#electron/host/usage/reading/reasonOf.ts";

/** Requests in local files, as one relation that DuckDB reads. */
interface FileTable extends SourceTable {
  readonly columns: ReadonlyMap<string, string>;
}

/** Why files cannot be summed up: a whole sentence. */
export class NotReducible extends Error {}

const READERS: Readonly<Record<string, (list: string) => string>> = {
  ".parquet": (list) => `read_parquet(${list}, union_by_name = true)`,
  ".csv": (list) => `read_csv(${list}, union_by_name = true, header = true, sample_size = 100000)`,
  ".json": (list) => `read_json(${list}, union_by_name = true, maximum_object_size = 33554432)`,
};
const KINDS: Readonly<Record<string, string>> = { ".ndjson": ".json", ".jsonl": ".json", ".tsv": ".csv" };

/** The files behind paths, those of folders among them; throws `NotReducible` where there is nothing to read. */
function filesOf(paths: readonly string[]): readonly { readonly path: string; readonly kind: string }[] {
  const found = paths.flatMap((path) => {
    if (!existsSync(path)) throw new NotReducible(`${path} is not there.`);
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: "utf8" })
      .map((name) => join(path, name))
      .filter((each) => kindOf(each) !== null && statSync(each).isFile())
      .sort();
  });
  if (found.length === 0) throw new NotReducible(`${paths.join(", ")} holds no Parquet, CSV or JSON file.`);
  return found.map((path) => {
    const kind = kindOf(path);
    if (kind === null)
      throw new NotReducible(
        `${path}: its name does not end in .parquet, .csv, .json or .jsonl, so that it is not known how to read it.`,
      );
    return { path, kind };
  });
}

function kindOf(path: string): string | null {
  const plain = path.toLowerCase().replace(/\.(gz|zst)$/, "");
  const extension = extname(plain);
  const kind = KINDS[extension] ?? extension;
  return Object.hasOwn(READERS, kind) ? kind : null;
}

/** A path as the database takes it literally: not as a pattern of many files. */
function literal(path: string): string {
  return `'${path.replaceAll(/[*?[]/g, "[$&]").replaceAll("'", "''")}'`;
}

/** The requests of files as one table. Throws `NotReducible`. */
async function tableOf(connection: DuckDBConnection, paths: readonly string[]): Promise<FileTable> {
  const files = filesOf(paths);
  const kinds = [...new Set(files.map(({ kind }) => kind))];
  if (kinds.length > 1)
    throw new NotReducible(`The files are of several kinds (${kinds.join(", ")}). Reduce each kind by itself.`);
  const read = READERS[kinds[0]!]!(`[${files.map(({ path }) => literal(path)).join(", ")}]`);
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${read}`).catch((error: unknown) => {
    const name = files.length === 1 ? `${basename(files[0]!.path)}: it` : "One of the files";
    throw new NotReducible(`${name} cannot be read: ${reasonOf(error)}.`);
  });
  const columns = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
  // Times that were written as texts count as UTC where they name no zone: so is the zone of the connection.
  const times = ["startTime", "start_time"].filter((name) => columns.get(name) === "VARCHAR");
  return {
    table:
      times.length === 0
        ? read
        : `(SELECT * REPLACE (${times.map((name) => `CAST("${name}" AS TIMESTAMPTZ) AS "${name}"`).join(", ")}) FROM ${read})`,
    columns,
    has: (name) => columns.has(name),
    isStructure: (name) => /^(STRUCT|MAP)/.test(columns.get(name) ?? ""),
  };
}

const LITELLM = ["request_id", "spend", "startTime", "prompt_tokens", "completion_tokens"];
const LANGFUSE = ["trace_id", "start_time", "usage_details"];

/** Where the requests of files lie, and how their columns become those of the statement. Throws `NotReducible`. */
export async function sourceOfFiles(
  connection: DuckDBConnection,
  paths: readonly string[],
  from: "litellm" | "langfuse" | "table" | null,
  columns: ColumnMap | null,
): Promise<RequestSource> {
  const table = await tableOf(connection, paths);
  if (from === null && columns === null && table.has("BilledCost") && table.has("ChargePeriodStart"))
    throw new NotReducible(
      "The files are a bill in FOCUS, which has no requests: past-april import reads them as they are.",
    );
  const hasAll = (names: readonly string[]): boolean => names.every(table.has);
  const kind =
    from ?? (columns !== null ? "table" : hasAll(LITELLM) ? "litellm" : hasAll(LANGFUSE) ? "langfuse" : "table");
  if (kind === "table") return ownTable(connection, table, columns);
  const needed = (kind === "litellm" ? LITELLM : LANGFUSE).filter((name) => !table.has(name));
  if (needed.length > 0)
    throw new NotReducible(
      `The files have no column ${needed.map(quoted).join(", ")}, which ${kind === "litellm" ? "LiteLLM's spend logs" : "Langfuse's observations"} have.`,
    );
  return kind === "litellm" ? litellmSource(table) : langfuseSource(table);
}

const HOW = "Say which column holds what with --columns, or import the files as they are: past-april import";

async function ownTable(
  connection: DuckDBConnection,
  table: FileTable,
  given: ColumnMap | null,
): Promise<RequestSource> {
  const map = given ?? (await guessed(connection, table));
  const { time, labels = [], ...fields } = map;
  const used = [time, ...labels, ...Object.values(fields).filter((value) => typeof value === "string")];
  const missing = used.filter((name) => !table.has(name));
  if (missing.length > 0)
    throw new NotReducible(
      `The files have no column ${missing.map(quoted).join(", ")}, which --columns names; they have ${[...table.columns.keys()].slice(0, 20).map(quoted).join(", ")}.`,
    );
  refuseUnsupported(map);
  const type = table.columns.get(time)!;
  if (!/^(TIMESTAMP|DATE)/.test(type) && type !== "VARCHAR")
    throw new NotReducible(`The times in ${quoted(time)} are ${type}, not dates with times. ${HOW}.`);
  const name = `"${time.replaceAll('"', '""')}"`;
  const cast = `CAST(${name} AS ${type === "VARCHAR" ? "TIMESTAMPTZ" : type})`;
  return ownSource(
    `(SELECT * REPLACE (${cast} AS ${name}) FROM ${table.table})`,
    { ...ownColumns(map), ...preliminaryOf(table) },
    {
      amount: map.cost === undefined && map.list !== undefined ? "list" : "billed",
      currency: "USD",
    },
  );
}

/** The statement's names of what a column map knows under others. */
const FIELDS: readonly (readonly [RequestColumn, keyof ColumnMap])[] = [
  ["run", "run"],
  ["task", "task"],
  ["person", "user"],
  ["model", "model"],
  ["input", "input"],
  ["cacheread", "cacheRead"],
  ["cachewrite", "cacheWrite"],
  ["cachewritehour", "cacheWriteHour"],
  ["output", "output"],
  ["amount", "list"],
  ["amount", "cost"],
  ["outcome", "outcome"],
];

function ownColumns(map: ColumnMap): OwnColumns {
  const named = FIELDS.flatMap(([field, from]) => (typeof map[from] === "string" ? [[field, map[from]] as const] : []));
  const [workload] = map.labels ?? [];
  return {
    ...Object.fromEntries(named),
    ...(workload === undefined ? {} : { workload }),
    time: map.time,
    isCacheInside: map.inputIncludesCache === true,
    isOutcomeWords: true,
  };
}

/** The condition of rows that say of themselves that their money may still change, as an import reads them. */
function preliminaryOf({ columns }: FileTable): Pick<OwnColumns, "preliminary"> {
  const conditions = preliminaryMarks([...columns.keys()]).map(
    ([column, open]) =>
      `regexp_matches(trim(CAST("${column.replaceAll('"', '""')}" AS VARCHAR)), '${open.source}', 'i')`,
  );
  return conditions.length === 0 ? {} : { preliminary: conditions.join(" OR ") };
}

/** What a row may say that sums cannot keep: said instead of left out. */
function refuseUnsupported(map: ColumnMap): void {
  const refuse = (what: string): never => {
    throw new NotReducible(`${what}. Import the files as they are: past-april import.`);
  };
  if (map.currency !== undefined)
    refuse("A summary has one currency, US dollars, and --columns names a column of currencies");
  if (map.requests !== undefined) refuse("Rows that count several requests are sums already");
  if (map.total !== undefined && map.input === undefined)
    refuse("A summary needs the tokens by class, and only a total is known");
  if (map.reasoning !== undefined && map.outputIncludesReasoning !== true)
    refuse("Reasoning beside the output (reasoning=beside) cannot be summed up");
}

/** The columns of a table that nobody has named, where nothing about them is open. */
async function guessed(connection: DuckDBConnection, { table, columns }: FileTable): Promise<ColumnMap> {
  const texts = [...columns.keys()].map((name) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR)`);
  const rows = await connection.runAndReadAll(`SELECT ${texts.join(", ")} FROM ${table} LIMIT 20`);
  const names = [...columns.keys()];
  const sample = rows.getRows().map((row) => Object.fromEntries(names.map((name, i) => [name, String(row[i] ?? "")])));
  const guess = guessTable(names, sample);
  if (guess === null || guess.columns === null)
    throw new NotReducible(
      `It is not known which column of the files holds what: they have ${names.slice(0, 20).map(quoted).join(", ")}. ${HOW}.`,
    );
  if (guess.question !== null) throw new NotReducible(`${guess.question}: ${guess.answer}.`);
  return guess.columns;
}
