import { countOf, fieldOf, isRecord, listOf, momentOf, textOf, unreadable, type UsageRecord } from "../fields.ts";
import { NO_TOKENS, UNTOLD, type UsageRow } from "../usageRow.ts";
import { readParts, type UsageFormat, type UsageHead, type UsageReader } from "./format.ts";

/**
 * OpenTelemetry GenAI spans as OTLP JSON: one document, or one a line. `gen_ai.usage.input_tokens` includes the cache where the span tells cached tokens at all;
 * no attribute has a cost. A run is a `gen_ai.conversation.id`, else the trace.
 */
const INPUT = "gen_ai.usage.input_tokens";

/** Attributes of a span as plain values. OTLP writes 64-bit integers as texts. */
function attributesOf(span: UsageRecord): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const attribute of listOf(span, "attributes")) {
    if (!isRecord(attribute)) continue;
    const key = textOf(attribute, "key");
    const value = fieldOf(attribute, "value");
    if (key !== null && isRecord(value)) attributes[key] = value["stringValue"] ?? value["intValue"] ?? value["doubleValue"] ?? value["boolValue"];
  }
  return attributes;
}

function spansOf(document: unknown): readonly UsageRecord[] {
  if (!isRecord(document)) throw unreadable("the document", document, "an object with “resourceSpans”");
  return listOf(document, "resourceSpans").filter(isRecord).flatMap((resource) =>
    listOf(resource, "scopeSpans").filter(isRecord).flatMap((scope) => listOf(scope, "spans").filter(isRecord)));
}

function rowsOf(span: UsageRecord): readonly UsageRow[] {
  const attributes = attributesOf(span);
  // Spans of tools and agents around the calls have no tokens of their own.
  if (attributes[INPUT] === undefined && attributes["gen_ai.usage.output_tokens"] === undefined) return [];
  const from = nanoseconds(span, "startTimeUnixNano");
  const input = countOf(attributes, INPUT);
  const cacheRead = countOf(attributes, "gen_ai.usage.cache_read.input_tokens");
  const cacheWrite = countOf(attributes, "gen_ai.usage.cache_creation.input_tokens");
  const isInside = cacheRead + cacheWrite <= input;
  const output = countOf(attributes, "gen_ai.usage.output_tokens");
  const reasoning = Math.min(output, countOf(attributes, "gen_ai.usage.reasoning.output_tokens"));
  const status = fieldOf(span, "status");
  return [{
    ...UNTOLD, from, to: from,
    provider: textOf(attributes, "gen_ai.provider.name") ?? textOf(attributes, "gen_ai.system"),
    model: textOf(attributes, "gen_ai.request.model") ?? textOf(attributes, "gen_ai.response.model"),
    run: textOf(attributes, "gen_ai.conversation.id") ?? textOf(span, "traceId"), user: textOf(attributes, "user.id") ?? textOf(attributes, "enduser.id"), id: textOf(span, "spanId"),
    labels: textOf(attributes, "gen_ai.agent.name") === null ? {} : { agent: textOf(attributes, "gen_ai.agent.name")! },
    requests: 1, tokens: { ...NO_TOKENS, input: isInside ? input - cacheRead - cacheWrite : input, cacheRead, cacheWrite, output: output - reasoning, reasoning },
    outcome: isRecord(status) && (status["code"] === 2 || status["code"] === "STATUS_CODE_ERROR") ? "failure" : null,
  }];
}

/** Nanoseconds since 1970, a number or a text too large for one. */
function nanoseconds(span: UsageRecord, name: string): number {
  const value = fieldOf(span, name);
  const milliseconds = typeof value === "string" && /^\d{16,20}$/.test(value) ? Number(value.slice(0, -6)) : typeof value === "number" ? Math.floor(value / 1e6) : null;
  return momentOf({ [name]: milliseconds }, name);
}

function firstSpan(document: unknown): boolean {
  return isRecord(document) && Array.isArray(document["resourceSpans"]);
}

const read = (): UsageReader => readParts(spansOf, rowsOf);

export const openTelemetryDocument: UsageFormat = {
  id: "opentelemetry",
  name: "OpenTelemetry GenAI spans (OTLP JSON)",
  source: "opentelemetry",
  tellsWhole: false,
  kind: "document",
  recognise: (head: UsageHead) => (head.kind === "document" && firstSpan(head.value) ? "it has “resourceSpans”" : null),
  open: read,
};

export const openTelemetryLines: UsageFormat = {
  id: "opentelemetry-lines",
  name: "OpenTelemetry GenAI spans (OTLP JSON lines)",
  source: "opentelemetry",
  tellsWhole: false,
  kind: "lines",
  recognise: (head: UsageHead) => (head.kind === "lines" && head.sample.some(firstSpan) ? "its lines have “resourceSpans”" : null),
  open: read,
};
