import type { Dialect } from "./dialects.ts";
import {
  billionths,
  count,
  expressions,
  extended,
  type RequestQuery,
  type RequestSource,
  type SourceTable,
} from "./requestSource.ts";

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
    requests: (dialect) => litellmRequests(dialect, from),
  };
}

/** Cached tokens of a call under the names of one of the makers: in what the maker answered, or in its details. */
function cacheColumns(dialect: Dialect, from: SourceTable): readonly (readonly [string, string])[] {
  const { column, first, json, number } = expressions(dialect, from);
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
  // Whole as the prompt's own count: ClickHouse joins no whole numbers with others.
  const whole = (tokens: string): string => `CAST(${tokens} AS ${dialect.whole})`;
  return [
    ["c_read", whole(read)],
    ["c_written", whole(written)],
    ["c_hour", whole(hour)],
  ];
}

function litellmRequests(dialect: Dialect, from: SourceTable): RequestQuery {
  const { text, first, json } = expressions(dialect, from);
  const metadata = json("metadata");
  const [prompt, completion, spend] = ["prompt_tokens", "completion_tokens", "spend"].map(dialect.column) as [
    string,
    string,
    string,
  ];
  // An answer of the proxy's own cache used no model.
  const unused = from.has("cache_hit")
    ? `LOWER(CAST(${dialect.column("cache_hit")} AS ${dialect.text})) = 'true' AND COALESCE(${spend}, 0) = 0`
    : null;
  const used = (tokens: string): string => (unused === null ? tokens : `CASE WHEN ${unused} THEN 0 ELSE ${tokens} END`);
  const passed = from.has("call_type") ? `${dialect.column("call_type")} LIKE '%pass_through%' OR ` : "";
  const team = metadata === null ? null : `NULLIF(${dialect.jsonText(metadata, ["user_api_key_team_alias"])}, '')`;
  const status = from.has("status") ? `CASE WHEN ${dialect.column("status")} = 'failure' THEN 0 END` : "NULL";
  return {
    time: dialect.column("startTime"),
    table: extended(from.table, cacheColumns(dialect, from)),
    where: null,
    preliminary: null,
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
