import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  firstTextOf,
  isRecord,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { splitTokens } from "#shared/usage/formats/reading/tokenSplit.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { momentIn, type OtlpSpan } from "./otlpRecords.ts";
import { labelled, originOf, served, tierOf } from "#shared/usage/formats/reading/served.ts";

/**
 * Names that libraries have for the same: the GenAI conventions of OpenTelemetry, what they were before, OpenInference,
 * OpenLLMetry, the AI SDK, Claude Code's own traces. Input is the whole prompt in all of them but the last; where the
 * cache is larger than input, it is beside it.
 */
const INPUT = [
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.prompt_tokens",
  "llm.token_count.prompt",
  "llm.usage.prompt_tokens",
  "ai.usage.inputTokens",
  "ai.usage.promptTokens",
];
const OUTPUT = [
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.completion_tokens",
  "llm.token_count.completion",
  "llm.usage.completion_tokens",
  "ai.usage.outputTokens",
  "ai.usage.completionTokens",
];
const CACHE_READ = [
  "gen_ai.usage.cache_read.input_tokens",
  "gen_ai.usage.cache_read_input_tokens",
  "gen_ai.usage.cache_read_tokens",
  "gen_ai.usage.input_tokens.cached",
  "gen_ai.usage.cached_tokens",
  "gen_ai.usage.cached_input_tokens",
  "gen_ai.usage.details.cache_read_tokens",
  "gen_ai.usage.details.cache_read_input_tokens",
  "gen_ai.usage.details.cached_tokens",
  "llm.token_count.prompt_details.cache_read",
  "llm.usage.cache_read_input_tokens",
  "ai.usage.cachedInputTokens",
  "ai.usage.inputTokenDetails.cacheReadTokens",
];
const CACHE_WRITE = [
  "gen_ai.usage.cache_creation.input_tokens",
  "gen_ai.usage.cache_creation_input_tokens",
  "gen_ai.usage.cache_write.input_tokens",
  "gen_ai.usage.cache_write_tokens",
  "gen_ai.usage.cache_creation_tokens",
  "gen_ai.usage.input_tokens.cache_write",
  "gen_ai.usage.details.cache_write_tokens",
  "gen_ai.usage.details.cache_creation_input_tokens",
  "gen_ai.usage.details.cache_creation_tokens",
  "llm.token_count.prompt_details.cache_write",
  "llm.usage.cache_creation_input_tokens",
  "ai.usage.inputTokenDetails.cacheWriteTokens",
];
const REASONING = [
  "gen_ai.usage.reasoning.output_tokens",
  "gen_ai.usage.reasoning_tokens",
  "gen_ai.usage.output_tokens.reasoning",
  "gen_ai.usage.details.reasoning_tokens",
  "gen_ai.usage.reasoning_output_tokens",
  "llm.token_count.completion_details.reasoning",
  "llm.usage.reasoning_tokens",
  "ai.usage.reasoningTokens",
];
const TOTAL = ["gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens", "ai.usage.totalTokens"];

/** What a library reckoned the request to cost, in dollars. */
const COST = ["llm.cost.total", "gen_ai.usage.total_cost", "gen_ai.usage.cost", "gen_ai.cost.total", "operation.cost"];

function first(attributes: UsageRecord, names: readonly string[]): number | null {
  const name = names.find((each) => fieldOf(attributes, each) !== undefined);
  return name === undefined ? null : countOrNull(attributes, name);
}

function costOf(attributes: UsageRecord): number | null {
  const name = COST.find((each) => fieldOf(attributes, each) !== undefined);
  return name === undefined ? null : amountOf(attributes, name);
}

/** Claude Code's own traces use the short names, with the maker's own meaning: the cache is beside input. */
function ofClaudeCode({ attributes, record }: OtlpSpan): boolean {
  return textOf(record, "name") === "claude_code.llm_request" && fieldOf(attributes, "input_tokens") !== undefined;
}

/**
 * Whether a span is about a whole run of an agent, a chain or several steps, by the words of the conventions and
 * libraries for it: its tokens are those of the calls inside it.
 */
function isOfAgent(attributes: UsageRecord): boolean {
  const kind = firstTextOf(
    attributes,
    "gen_ai.operation.name",
    "openinference.span.kind",
    "traceloop.span.kind",
    "ai.operationId",
  );
  return (
    kind !== null &&
    /^((invoke|create|execute|run)_?(agent|workflow)|agent|chain|workflow|ai\.(generate|stream)(Text|Object))$/i.test(
      kind,
    )
  );
}

function hasFailed(record: UsageRecord): boolean {
  const status = fieldOf(record, "status");
  const code = isRecord(status) ? (status["code"] ?? status["status_code"]) : (status ?? record["status_code"]);
  return code === 2 || code === "STATUS_CODE_ERROR" || code === "ERROR";
}

/** Tokens of a span by class; null: it has none of its own. */
function tokensOfSpan(span: OtlpSpan): TokenCounts | null {
  const { attributes } = span;
  const isShort = ofClaudeCode(span);
  const [input, output, total] = isShort
    ? [countOf(attributes, "input_tokens"), countOf(attributes, "output_tokens"), null]
    : [first(attributes, INPUT), first(attributes, OUTPUT), first(attributes, TOTAL)];
  if (input === null && output === null && total === null) return null;
  const reported = {
    ...NO_TOKENS,
    input: input ?? 0,
    output: output ?? 0,
    cacheRead: isShort ? countOf(attributes, "cache_read_tokens") : (first(attributes, CACHE_READ) ?? 0),
    cacheWrite: isShort ? countOf(attributes, "cache_creation_tokens") : (first(attributes, CACHE_WRITE) ?? 0),
    reasoning: first(attributes, REASONING) ?? 0,
  };
  const { tokens } = splitTokens(reported, total, { cacheInInput: !isShort, reasoningInOutput: true });
  // Where there is only a total, most of it is input.
  return allTokens(tokens) === 0 && total !== null ? { ...NO_TOKENS, input: total } : tokens;
}

const PROVIDER = ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"];
const MODEL = [
  "gen_ai.request.model",
  "gen_ai.response.model",
  "llm.model_name",
  "llm.request.model",
  "llm.response.model",
  "ai.model.id",
  "model",
];
const RUN = [
  "gen_ai.conversation.id",
  "session.id",
  "langfuse.session.id",
  "traceloop.association.properties.session_id",
];
const USER = ["user.id", "enduser.id", "langfuse.user.id", "traceloop.association.properties.user_id"];
const TIER = [
  "gen_ai.openai.response.service_tier",
  "openai.response.service_tier",
  "gen_ai.openai.request.service_tier",
  "openai.request.service_tier",
  "gen_ai.response.service_tier",
  "speed",
];

/** A span's row; null: it has no tokens of its own, as spans of tools and requests of other kinds. */
export function rowOfSpan(span: OtlpSpan): UsageRow | null {
  const { attributes, resource, record, traceId, spanId } = span;
  const tokens = tokensOfSpan(span);
  if (tokens === null) return null;
  const from = momentIn(record, "startTimeUnixNano", "start_time", "startTime", "start_time_unix_nano", "timestamp");
  return {
    ...NOT_STATED,
    from,
    to: from,
    provider: firstTextOf(attributes, ...PROVIDER),
    model: firstTextOf(attributes, ...MODEL),
    run: firstTextOf(attributes, ...RUN) ?? (traceId === "" ? null : traceId),
    user: firstTextOf(attributes, ...USER) ?? firstTextOf(resource, "user.id", "enduser.id"),
    id: spanId === "" ? null : traceId === "" ? spanId : `${traceId} ${spanId}`,
    origin: spanId === "" ? originOf(textOf(resource, "host.name")) : null,
    labels: {
      ...labelled("agent", firstTextOf(attributes, "gen_ai.agent.name", "agent.name")),
      ...labelled("service", textOf(resource, "service.name")),
    },
    // An agent's own span is as many requests as it made.
    requests: isOfAgent(attributes) ? null : 1,
    tokens,
    terms: served({ tier: tierOf(firstTextOf(attributes, ...TIER)) }),
    list: costOf(attributes),
    outcome: hasFailed(record) ? "failure" : null,
  };
}
