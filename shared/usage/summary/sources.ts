import type { SummaryAbout } from "./summaryFormat.ts";
import type { Dialect } from "./dialects.ts";

/** What a request is made of, in the order of the statement's columns. */
export const REQUEST_COLUMNS = [
  "run",
  "task",
  "person",
  "workload",
  "model",
  "input",
  "cacheread",
  "cachewrite",
  "cachewritehour",
  "output",
  "amount",
  "outcome",
] as const;

export type RequestColumn = (typeof REQUEST_COLUMNS)[number];

/** A query of requests, by its parts. */
export interface RequestQuery {
  readonly time: string;
  readonly table: string;
  readonly where: string | null;
  readonly columns: readonly (readonly [RequestColumn, string])[];
}

/** Where requests lie, and how its columns become those of the statement. */
export interface RequestSource {
  readonly about: Pick<SummaryAbout, "source" | "amount" | "currency">;
  /** Comments for whoever reads the statement. */
  readonly notes: readonly string[];
  readonly requests: (dialect: Dialect) => RequestQuery;
}

/** What a source is asked of: a table by its name, or by an expression such as a function that reads files. */
export interface SourceTable {
  /** As it is written after FROM. */
  readonly table: string;
  /** Whether there is such a column; a warehouse's own table has all that its maker's schema has. */
  readonly has: (column: string) => boolean;
  /** Whether a column holds a structure or map of the engine, rather than JSON as a text. */
  readonly isStructure: (column: string) => boolean;
}

/** The expressions of a dialect with their types, over columns that may be missing. */
function expressions(dialect: Dialect, { has, isStructure }: Pick<SourceTable, "has" | "isStructure">) {
  const nothing = (type: string): string => `CAST(NULL AS ${type})`;
  const column = (name: string): string | null => (has(name) ? dialect.column(name) : null);
  /** A text; an empty one is none. */
  const text = (name: string): string | null =>
    has(name) ? `NULLIF(CAST(${dialect.column(name)} AS ${dialect.text}), '')` : null;
  const first = (type: string, ...options: readonly (string | null)[]): string => {
    const there = options.filter((option) => option !== null);
    return there.length === 0 ? nothing(type) : there.length === 1 ? there[0]! : `COALESCE(${there.join(", ")})`;
  };
  const json = (name: string): string | null =>
    has(name)
      ? isStructure(name)
        ? dialect.structureJson(dialect.column(name))
        : `CAST(${dialect.column(name)} AS ${dialect.text})`
      : null;
  const number = (from: string | null, ...path: readonly string[]): string | null =>
    from === null ? null : dialect.jsonNumber(from, path);
  return { nothing, column, text, first, json, number };
}

/** A count that is never negative or missing. */
function count(dialect: Dialect, expression: string | null): string {
  return expression === null ? "0" : `CAST(GREATEST(COALESCE(${expression}, 0), 0) AS ${dialect.whole})`;
}

/** Money in whole billionths, rounded the same way by every engine. */
function billionths(dialect: Dialect, amount: string | null): string {
  return amount === null
    ? `CAST(NULL AS ${dialect.whole})`
    : `CAST(FLOOR(CAST(${amount} AS ${dialect.double}) * 1000000000 + 0.5) AS ${dialect.whole})`;
}

/** A table with further columns, each under a name of its own. */
function extended(table: string, columns: readonly (readonly [name: string, expression: string])[]): string {
  return `(\n  SELECT t.*,\n${columns.map(([name, expression]) => `         ${expression} AS ${name}`).join(",\n")}\n  FROM ${table} t) t`;
}

/**
 * LiteLLM's spend logs: a row a call, a run is its `session_id`, `spend` is dollars. Prompt tokens include the cache,
 * but for calls that are passed through to the maker's own route.
 */
export function litellmSource(from: SourceTable): RequestSource {
  return {
    about: { source: "litellm", amount: "billed", currency: "USD" },
    notes: [
      "Requests are LiteLLM's spend logs. Workloads are its teams: put another expression before AS x_workload to change that.",
    ],
    requests: (dialect) => {
      const { column, text, first, json, number } = expressions(dialect, from);
      const metadata = json("metadata");
      const usage = (...path: readonly string[]): string | null => number(metadata, "usage_object", ...path);
      // Where two makers' names stand beside each other, the one that is not meant is 0.
      const filled = (...options: readonly (string | null)[]): string =>
        first(dialect.double, ...options.map((option) => (option === null ? null : `NULLIF(${option}, 0)`)), "0");
      const read = filled(
        usage("cache_read_input_tokens"),
        usage("prompt_tokens_details", "cached_tokens"),
        usage("prompt_cache_hit_tokens"),
        column("cache_read_input_tokens"),
      );
      const written = filled(
        usage("cache_creation_input_tokens"),
        usage("prompt_tokens_details", "cache_creation_tokens"),
        column("cache_creation_input_tokens"),
      );
      const hour = filled(
        usage("cache_creation", "ephemeral_1h_input_tokens"),
        usage("prompt_tokens_details", "cache_creation_token_details", "ephemeral_1h_input_tokens"),
      );
      const [prompt, completion, spend] = ["prompt_tokens", "completion_tokens", "spend"].map(dialect.column) as [
        string,
        string,
        string,
      ];
      // An answer of the proxy's own cache used no model.
      const unused = from.has("cache_hit")
        ? `LOWER(CAST(${dialect.column("cache_hit")} AS ${dialect.text})) = 'true' AND COALESCE(${spend}, 0) = 0`
        : null;
      const used = (tokens: string): string =>
        unused === null ? tokens : `CASE WHEN ${unused} THEN 0 ELSE ${tokens} END`;
      const passed = from.has("call_type") ? `${dialect.column("call_type")} LIKE '%pass_through%' OR ` : "";
      const team = metadata === null ? null : `NULLIF(${dialect.jsonText(metadata, ["user_api_key_team_alias"])}, '')`;
      const status = from.has("status") ? `CASE WHEN ${dialect.column("status")} = 'failure' THEN 0 END` : "NULL";
      return {
        time: dialect.column("startTime"),
        table: extended(from.table, [
          ["c_read", read],
          ["c_written", written],
          ["c_hour", hour],
        ]),
        where: null,
        columns: [
          ["run", first(dialect.text, text("session_id"))],
          ["task", `CAST(NULL AS ${dialect.text})`],
          ["person", first(dialect.text, text("end_user"), text("user"))],
          ["workload", first(dialect.text, team, text("team_id"))],
          ["model", first(dialect.text, text("model"))],
          [
            "input",
            count(
              dialect,
              used(
                `CASE WHEN ${passed}c_read + c_written > ${prompt} THEN ${prompt} ELSE ${prompt} - c_read - c_written END`,
              ),
            ),
          ],
          ["cacheread", count(dialect, used("c_read"))],
          ["cachewrite", count(dialect, used("c_written - LEAST(c_written, c_hour)"))],
          ["cachewritehour", count(dialect, used("LEAST(c_written, c_hour)"))],
          ["output", count(dialect, used(completion))],
          ["amount", billionths(dialect, spend)],
          ["outcome", `CAST(${status} AS ${dialect.whole})`],
        ],
      };
    },
  };
}

/** Columns of LiteLLM's own table that the statement reads. */
export const LITELLM_COLUMNS: readonly string[] = [
  "call_type",
  "spend",
  "prompt_tokens",
  "completion_tokens",
  "startTime",
  "model",
  "user",
  "metadata",
  "cache_hit",
  "team_id",
  "end_user",
  "session_id",
  "status",
];

/** Columns of Langfuse's exports of observations that the statement reads. */
export const LANGFUSE_COLUMNS: readonly string[] = [
  "trace_id",
  "environment",
  "type",
  "start_time",
  "provided_model_name",
  "usage_details",
  "total_cost",
  "user_id",
  "level",
];

const LANGFUSE_COUNTS = {
  c_input: ["input", "input_tokens", "prompt_tokens", "promptTokens", "inputTokens"],
  c_output: ["output", "output_tokens", "completion_tokens", "completionTokens", "outputTokens"],
  c_read: ["input_cached_tokens", "cache_read_input_tokens", "input_cache_read", "cached_tokens"],
  c_written: ["cache_creation_input_tokens", "input_cache_creation", "input_cache_creation_5m"],
  c_hour: ["input_cache_creation_1h"],
  c_total: ["total", "total_tokens", "totalTokens"],
} as const;

/**
 * Langfuse observations: a run is a trace, costs are at list price. `input` is without the cache where cached tokens
 * have a key of their own and `total` is their sum, and with it where `input` and `output` alone make up the total.
 */
export function langfuseSource(from: SourceTable): RequestSource {
  return {
    about: { source: "langfuse", amount: "list", currency: "USD" },
    notes: [
      "Requests are Langfuse's observations, with user_id as its exports have it. Workloads are its environments: put",
      "another expression before AS x_workload to change that.",
    ],
    requests: (dialect) => {
      const { column, text, first, json, number } = expressions(dialect, from);
      const details = json("usage_details");
      const counts = Object.entries(LANGFUSE_COUNTS).map(
        ([name, keys]) =>
          [
            name,
            first(dialect.double, ...keys.map((key) => number(details, key)), ...(name === "c_total" ? [] : ["0"])),
          ] as const,
      );
      const type = dialect.column("type");
      const cost = first(
        dialect.double,
        column("calculated_total_cost"),
        column("total_cost"),
        number(json("cost_details"), "total"),
      );
      const level = from.has("level") ? `CASE WHEN ${dialect.column("level")} = 'ERROR' THEN 0 END` : "NULL";
      const cached = "c_read + c_written + c_hour";
      return {
        time: dialect.column("start_time"),
        table: extended(from.table, counts),
        // Spans and events spend nothing; their tokens repeat those of the generations inside.
        where: from.has("type") ? `(${type} IS NULL OR ${type} IN ('GENERATION', 'EMBEDDING'))` : null,
        columns: [
          ["run", first(dialect.text, text("trace_id"))],
          ["task", `CAST(NULL AS ${dialect.text})`],
          ["person", first(dialect.text, text("user_id"))],
          ["workload", first(dialect.text, text("environment"))],
          ["model", first(dialect.text, text("provided_model_name"), text("model"))],
          [
            "input",
            count(
              dialect,
              `CASE WHEN ${cached} <= c_input AND c_input + c_output = c_total THEN c_input - (${cached}) ELSE c_input END`,
            ),
          ],
          ["cacheread", count(dialect, "c_read")],
          ["cachewrite", count(dialect, "c_written")],
          ["cachewritehour", count(dialect, "c_hour")],
          ["output", count(dialect, "c_output")],
          ["amount", billionths(dialect, cost)],
          ["outcome", `CAST(${level} AS ${dialect.whole})`],
        ],
      };
    },
  };
}

/** Columns of a table of one's own, under the statement's names; a field without a column is not known. */
export interface OwnColumns extends Partial<Record<RequestColumn, string>> {
  readonly time: string;
  /** Whether `input` counts what came from the cache too. */
  readonly isCacheInside?: boolean;
  /** Whether `outcome` is words such as "success", instead of 1 and 0. */
  readonly isOutcomeWords?: boolean;
}

/** The names under which a table of one's own is read where nobody says others. */
export const USUAL_COLUMNS: OwnColumns = {
  time: "began",
  run: "run",
  task: "task",
  person: "person",
  workload: "workload",
  model: "model",
  input: "input",
  cacheread: "cache_read",
  cachewrite: "cache_write",
  cachewritehour: "cache_write_hour",
  output: "output",
  amount: "cost",
  outcome: "outcome",
};

const OWN_TEXTS: readonly RequestColumn[] = ["run", "task", "person", "workload", "model"];
const CACHE_COLUMNS = ["cacheread", "cachewrite", "cachewritehour"] as const;

function ownColumn(dialect: Dialect, names: OwnColumns, field: RequestColumn): string {
  const name = names[field];
  const column = name === undefined ? null : dialect.column(name);
  if (OWN_TEXTS.includes(field))
    return column === null ? `CAST(NULL AS ${dialect.text})` : `NULLIF(CAST(${column} AS ${dialect.text}), '')`;
  if (field === "amount") return billionths(dialect, column);
  if (field === "outcome") return outcomeOf(dialect, column, names.isOutcomeWords === true);
  const cache = CACHE_COLUMNS.flatMap((each) => (names[each] === undefined ? [] : [dialect.column(names[each])]));
  if (field !== "input" || names.isCacheInside !== true || cache.length === 0 || column === null)
    return count(dialect, column);
  const cached = cache.map((each) => `COALESCE(${each}, 0)`).join(" + ");
  // A part that is larger than the whole is beside it.
  return count(dialect, `CASE WHEN ${cached} <= ${column} THEN ${column} - (${cached}) ELSE ${column} END`);
}

const RIGHT = [
  "1",
  "1.0",
  "true",
  "yes",
  "y",
  "success",
  "succeeded",
  "successful",
  "ok",
  "pass",
  "passed",
  "resolved",
  "right",
  "done",
];

function outcomeOf({ text, whole }: Dialect, column: string | null, isWords: boolean): string {
  if (column === null || !isWords) return `CAST(${column ?? "NULL"} AS ${whole})`;
  const words = `LOWER(TRIM(CAST(${column} AS ${text})))`;
  return `CASE WHEN ${words} = '' THEN NULL WHEN ${words} IN (${RIGHT.map((word) => `'${word}'`).join(", ")}) THEN 1 WHEN ${column} IS NOT NULL THEN 0 END`;
}

/** A table of one's own, a row a request; `about`: what its amounts are. */
export function ownSource(
  table: string,
  names: OwnColumns,
  about: Pick<SummaryAbout, "amount" | "currency"> = { amount: "billed", currency: "USD" },
): RequestSource {
  return {
    about: { source: "table", ...about },
    notes: [
      "The first step maps your columns: put yours before each AS, and NULL or 0 where there is none. Counts of tokens",
      "are beside each other, so that x_input holds nothing of the cache; x_outcome is 1 for success, 0 for failure.",
    ],
    requests: (dialect) => ({
      time: dialect.column(names.time),
      table,
      where: null,
      columns: REQUEST_COLUMNS.map((field) => [field, ownColumn(dialect, names, field)] as const),
    }),
  };
}
