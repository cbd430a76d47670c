import { billionths, count, expressions, extended, type RequestSource, type SourceTable } from "./requestSource.ts";

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
        preliminary: null,
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
