import type { DialectName } from "#shared/usage/summary/dialects.ts";

/** Records of LiteLLM's and Langfuse's tables, with all that their statements look at. */

type Cell = string | number | null;
export interface SourceRecords {
  readonly from: "litellm" | "langfuse";
  readonly table: string;
  /** Columns with their types in PostgreSQL's words. */
  readonly columns: Readonly<Record<string, "TEXT" | "TIMESTAMP" | "BIGINT" | "DOUBLE" | "JSON">>;
  readonly records: readonly Readonly<Record<string, Cell>>[];
}

const usage = (object: object, alias?: string): string =>
  JSON.stringify({ usage_object: object, ...(alias === undefined ? {} : { user_api_key_team_alias: alias }) });

const LOG = {
  call_type: "acompletion" as Cell,
  spend: 0.0123 as Cell,
  prompt_tokens: 1_000 as Cell,
  completion_tokens: 200 as Cell,
  model: "claude-sonnet-4-5" as Cell,
  user: "" as Cell,
  metadata: "{}" as Cell,
  cache_hit: "" as Cell,
  team_id: null as Cell,
  end_user: "u1" as Cell,
  session_id: null as Cell,
  status: "success" as Cell,
};

const logs = [
  { session_id: "s1", metadata: usage({ prompt_tokens_details: { cached_tokens: 400 } }, "platform") },
  {
    session_id: "s1",
    metadata: usage(
      {
        cache_read_input_tokens: 300,
        cache_creation_input_tokens: 100,
        cache_creation: { ephemeral_1h_input_tokens: 60 },
      },
      "platform",
    ),
  },
  {
    session_id: "s2",
    team_id: "team 7",
    call_type: "pass_through_endpoint",
    metadata: usage({ cache_read_input_tokens: 5_000, cache_creation_input_tokens: 7 }),
  },
  // More from the cache than the prompt: beside it.
  { session_id: "s2", metadata: usage({ cache_read_input_tokens: 5_000 }), team_id: "team 7" },
  { metadata: usage({ cache_read_input_tokens: 0, prompt_tokens_details: { cached_tokens: 10 } }), team_id: "" },
  { end_user: "", user: "u2", cache_hit: "True", spend: 0 },
  { end_user: "", user: "u2", cache_hit: "True", spend: 0.001 },
  { end_user: null, user: "u2", cache_hit: "False", status: "failure", spend: 0, completion_tokens: 0 },
  { end_user: null, user: null, spend: 0.00000123 },
  { end_user: null, user: null, model: "gpt-5.4", spend: 1.005 },
];

export const litellmRecords: SourceRecords = {
  from: "litellm",
  table: "LiteLLM_SpendLogs",
  columns: {
    request_id: "TEXT",
    call_type: "TEXT",
    spend: "DOUBLE",
    prompt_tokens: "BIGINT",
    completion_tokens: "BIGINT",
    startTime: "TIMESTAMP",
    model: "TEXT",
    user: "TEXT",
    metadata: "JSON",
    cache_hit: "TEXT",
    team_id: "TEXT",
    end_user: "TEXT",
    session_id: "TEXT",
    status: "TEXT",
  },
  records: logs.map((log, i) => ({
    ...LOG,
    request_id: `req-${i}`,
    startTime: `2026-03-0${1 + Math.floor(i / 2)} 23:${i % 2 === 0 ? "40" : "59"}:00.${100 + i}`,
    ...log,
  })),
};

const OBSERVATION = {
  type: "GENERATION" as Cell,
  environment: "prod" as Cell,
  provided_model_name: "claude-sonnet-4-5" as Cell,
  user_id: "u1" as Cell,
  level: "DEFAULT" as Cell,
  total_cost: 0.02 as Cell,
};

const observations = [
  { type: "SPAN", usage_details: { input: 9, output: 9 }, total_cost: 5 },
  {
    usage_details: {
      input: 100,
      output: 20,
      input_cached_tokens: 1_000,
      cache_creation_input_tokens: 50,
      total: 1_170,
    },
  },
  // The total says that input counts the cache.
  { usage_details: { input: 1_000, output: 20, cache_read_input_tokens: 700, total: 1_020 } },
  { usage_details: { promptTokens: 500, completionTokens: 60, input_cache_creation_1h: 40 }, total_cost: null },
  { type: "EMBEDDING", usage_details: { input: 300, total: 300 }, environment: "", total_cost: 0.0000041 },
  { type: null, usage_details: { input: 11, output: 3 }, level: "ERROR", user_id: null, environment: "" },
  { usage_details: {}, total_cost: 0.5, provided_model_name: "own-model" },
];

export const langfuseRecords: SourceRecords = {
  from: "langfuse",
  table: "observations",
  columns: {
    id: "TEXT",
    trace_id: "TEXT",
    environment: "TEXT",
    type: "TEXT",
    start_time: "TIMESTAMP",
    provided_model_name: "TEXT",
    usage_details: "JSON",
    total_cost: "DOUBLE",
    user_id: "TEXT",
    level: "TEXT",
  },
  records: observations.map(({ usage_details: details, ...observation }, i) => ({
    ...OBSERVATION,
    id: `o-${i}`,
    trace_id: `t-${i >> 1}`,
    start_time: `2026-03-0${1 + (i >> 1)} 10:0${i}:00.000`,
    usage_details: JSON.stringify(details),
    ...observation,
  })),
};

/** The records as statements that make their table. */
export function tableStatements(
  dialect: DialectName,
  { table, columns, records }: Omit<SourceRecords, "from">,
): string[] {
  const types: Readonly<Record<DialectName, Readonly<Record<string, string>>>> = {
    duckdb: { TEXT: "VARCHAR", TIMESTAMP: "TIMESTAMP", BIGINT: "BIGINT", DOUBLE: "DOUBLE", JSON: "JSON" },
    postgres: { TEXT: "TEXT", TIMESTAMP: "TIMESTAMP(3)", BIGINT: "INTEGER", DOUBLE: "DOUBLE PRECISION", JSON: "JSONB" },
    clickhouse: {
      TEXT: "Nullable(String)",
      TIMESTAMP: "DateTime64(3, 'UTC')",
      BIGINT: "Nullable(Int64)",
      DOUBLE: "Nullable(Float64)",
      JSON: "String",
    },
    spark: { TEXT: "STRING", TIMESTAMP: "TIMESTAMP", BIGINT: "BIGINT", DOUBLE: "DOUBLE", JSON: "STRING" },
  };
  const quote = dialect === "spark" || dialect === "clickhouse" ? "`" : '"';
  // Langfuse's own ClickHouse keeps the counts as a map.
  const isMap = (name: string): boolean => dialect === "clickhouse" && name === "usage_details";
  const typeOf = (name: string): string => (isMap(name) ? "Map(String, UInt64)" : types[dialect][columns[name]!]!);
  const cell = (name: string, value: Cell): string => {
    if (value === null) return "NULL";
    if (typeof value === "number") return String(value);
    if (isMap(name))
      return `map(${Object.entries(JSON.parse(value) as Record<string, number>)
        .flatMap(([key, n]) => [`'${key}'`, n])
        .join(", ")})`;
    const text = `'${value.replaceAll("'", "''")}'`;
    return columns[name] === "TIMESTAMP"
      ? dialect === "clickhouse"
        ? `toDateTime64(${text}, 3, 'UTC')`
        : `TIMESTAMP ${text}`
      : text;
  };
  const names = Object.keys(columns);
  const rows = records.map((record) => `(${names.map((name) => cell(name, record[name] ?? null)).join(", ")})`);
  const engine =
    dialect === "clickhouse" ? " ENGINE = MergeTree ORDER BY tuple()" : dialect === "spark" ? " USING parquet" : "";
  return [
    `CREATE TABLE ${quote}${table}${quote} (${names.map((name) => `${quote}${name}${quote} ${typeOf(name)}`).join(", ")})${engine}`,
    `INSERT INTO ${quote}${table}${quote} VALUES ${rows.join(", ")}`,
  ];
}
