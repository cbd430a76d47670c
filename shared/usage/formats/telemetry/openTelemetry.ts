import { formatCount } from "#shared/format/counts.ts";
import {
  fieldOf,
  firstTextOf,
  isRecord,
  listOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import type { UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, type UsageFormat, type UsageHead, type UsageReader } from "#shared/usage/formats/reading/format.ts";
import { eventRow, type Telemetry } from "./otlpAgents.ts";
import { openMetrics } from "./otlpMetrics.ts";
import { metricOf, recordOf, spanOf, type OtlpRecord, type OtlpSpan } from "./otlpRecords.ts";
import { rowOfSpan } from "./otlpSpans.ts";
import { openSpanTree } from "./spanTree.ts";

/**
 * OpenTelemetry as collectors and programs write it to files: OTLP JSON of spans, logs and metrics, one document or one
 * a line, and the plain objects that the console exporters of the languages write. Spans of model calls are read by the
 * names of the GenAI conventions and of those before them (`otlpSpans.ts`); events and metrics are those of Claude Code
 * and Gemini CLI (`otlpAgents.ts`, `otlpMetrics.ts`).
 *
 * A span whose tokens are those of spans inside it repeats them and is not counted, so spans are rows when all of a
 * file was read (`spanTree.ts`). An agent that reports its requests as events, as spans and as metrics is
 * counted by the first of these that it has.
 */
function recordsOf(value: unknown): readonly UsageRecord[] {
  if (Array.isArray(value)) return value.filter(isRecord);
  if (!isRecord(value))
    throw unreadable("the record", value, "an object with “resourceSpans”, “resourceLogs” or “resourceMetrics”");
  return [value];
}

const GROUPS = [
  ["resourceSpans", "scopeSpans", "spans"],
  ["resourceLogs", "scopeLogs", "logRecords"],
  ["resourceMetrics", "scopeMetrics", "metrics"],
] as const;

/** All spans, logs or metrics of a record with what their resource says. */
function itemsOf(
  record: UsageRecord,
  [resources, scopes, items]: (typeof GROUPS)[number],
): readonly { readonly item: UsageRecord; readonly resource: UsageRecord }[] {
  return listOf(record, resources)
    .filter(isRecord)
    .flatMap((group) => {
      const resource = isRecord(group["resource"]) ? group["resource"] : {};
      // Before version 0.19 of the protocol scopes were called libraries.
      const own = group[scopes];
      const inner: readonly unknown[] = Array.isArray(own)
        ? own
        : listOf(group, scopes.replace("scope", "instrumentationLibrary"));
      return inner.filter(isRecord).flatMap((scope) =>
        listOf(scope, items)
          .filter(isRecord)
          .map((item) => ({ item, resource })),
      );
    });
}

const read = (): UsageReader => {
  const tree = openSpanTree();
  const metrics = openMetrics();
  /** By which telemetry a session of an agent is counted: one that reports the same requests again is passed over. */
  const countedBy = new Map<string, Telemetry>();
  const isCounted = (row: UsageRow, telemetry: Telemetry): boolean => {
    if (row.run === null) return true;
    const first = countedBy.get(row.run) ?? telemetry;
    countedBy.set(row.run, first);
    return first === telemetry;
  };
  const rowsOfRecord = (record: UsageRecord): readonly UsageRow[] => {
    const rows: UsageRow[] = [];
    const takeSpan = (span: OtlpSpan): void => {
      const row = rowOfSpan(span);
      for (const each of tree.add(span, row)) if (isCounted(each, "spans")) rows.push(each);
    };
    const takeEvent = (event: OtlpRecord): void => {
      const row = eventRow(event) ?? inferenceRow(event);
      if (row !== null && isCounted(row, "events")) rows.push(row);
    };
    const [spans, logs, points] = GROUPS;
    for (const { item, resource } of itemsOf(record, spans)) takeSpan(spanOf(item, resource));
    for (const { item, resource } of itemsOf(record, logs)) takeEvent(recordOf(item, resource));
    for (const { item, resource } of itemsOf(record, points)) metrics.add(metricOf(item, resource));
    if (isPlainSpan(record)) takeSpan(spanOf(record, isRecord(record["resource"]) ? record["resource"] : {}));
    else if (isPlainEvent(record)) takeEvent(recordOf(record, isRecord(record["resource"]) ? record["resource"] : {}));
    return rows;
  };
  return readEach(
    (value) =>
      recordsOf(value)
        .flatMap((record) => (Array.isArray(record["data"]) ? record["data"].filter(isRecord) : [record]))
        .flatMap(rowsOfRecord),
    (warn) => {
      const spans = tree.rest().filter((row) => isCounted(row, "spans"));
      const beyond = tree.beyond();
      if (beyond > 0)
        warn(
          `Spans of agents report ${formatCount(beyond)} more tokens than the calls inside them, which are counted: some calls may be missing in the export.`,
        );
      return [...spans, ...metrics.rows().filter((row) => isCounted(row, "metrics"))];
    },
  );
};

/** The row of an event of the GenAI conventions about one request, which says what the request's span may say too. */
function inferenceRow({ attributes, resource, record }: OtlpRecord): UsageRow | null {
  const name = firstTextOf(record, "eventName") ?? textOf(attributes, "event.name");
  if (name === null || !name.startsWith("gen_ai.")) return null;
  const time = ["timeUnixNano", "observedTimeUnixNano", "hrTime"].find((each) => (record[each] ?? "0") !== "0");
  const span = { ...record, attributes, ...(time === undefined ? {} : { startTimeUnixNano: record[time] }) };
  return rowOfSpan(spanOf(span, { attributes: resource }));
}

/** A span that stands alone, as the exporters for consoles and files write it. */
function isPlainSpan(record: UsageRecord): boolean {
  const hasId =
    isRecord(record["context"]) ||
    Object.hasOwn(record, "spanId") ||
    Object.hasOwn(record, "span_id") ||
    isRecord(record["spanContext"]);
  return (
    hasId &&
    (isRecord(record["attributes"]) || Array.isArray(record["attributes"])) &&
    ["start_time", "startTime", "startTimeUnixNano", "timestamp"].some((name) => Object.hasOwn(record, name)) &&
    !isPlainEvent(record)
  );
}

function isPlainEvent(record: UsageRecord): boolean {
  return isRecord(record["attributes"]) && Object.hasOwn(record["attributes"], "event.name");
}

function looksLike(value: unknown): boolean {
  if (Array.isArray(value)) return value.slice(0, 20).some(looksAlone);
  return (
    isRecord(value) &&
    (looksAlone(value) || (Array.isArray(value["data"]) && value["data"].slice(0, 20).some(looksAlone)))
  );
}

function looksAlone(value: unknown): boolean {
  return (
    isRecord(value) &&
    (GROUPS.some(([name]) => Array.isArray(value[name])) || isPlainSpan(value) || isPlainEvent(value))
  );
}

const REASON = "it has “resourceSpans”, “resourceLogs” or “resourceMetrics”, or spans and events one by one";

export const openTelemetryDocument: UsageFormat = {
  id: "opentelemetry",
  name: "OpenTelemetry of models and agents (OTLP JSON)",
  source: "opentelemetry",
  coversWhole: false,
  kind: "document",
  recognise: (head: UsageHead) => (head.kind === "document" && looksLike(head.value) ? REASON : null),
  open: read,
};

export const openTelemetryLines: UsageFormat = {
  id: "opentelemetry-lines",
  name: "OpenTelemetry of models and agents (OTLP JSON lines)",
  source: "opentelemetry",
  coversWhole: false,
  kind: "lines",
  recognise: (head: UsageHead) => (head.kind === "lines" && head.sample.some(looksLike) ? REASON : null),
  open: read,
};

/** A row of a table of spans, as Phoenix exports them, as the span that it is. */
function spanOfRow(row: UsageRecord): UsageRecord {
  const attributes: Record<string, unknown> = {};
  for (const column in row)
    if (column.startsWith("attributes.") && fieldOf(row, column) !== undefined)
      attributes[column.slice("attributes.".length)] = fieldOf(row, column);
  return {
    ...row,
    attributes,
    ...(row["span_kind"] === undefined
      ? {}
      : { attributes: { "openinference.span.kind": row["span_kind"], ...attributes } }),
    span_id: fieldOf(row, "context.span_id") ?? fieldOf(row, "span_id"),
    trace_id: fieldOf(row, "context.trace_id") ?? fieldOf(row, "trace_id"),
  };
}

export const openTelemetryTable: UsageFormat = {
  id: "opentelemetry-table",
  name: "Spans of models and agents, as Phoenix exports them (CSV, Parquet)",
  source: "opentelemetry",
  coversWhole: false,
  kind: "table",
  recognise: (head: UsageHead) =>
    head.kind === "table" &&
    head.columns.some((column) => /^(context\.)?span_id$/.test(column)) &&
    head.columns.some((column) => /^attributes\.(gen_ai\.usage|llm\.(token_count|usage))\./.test(column))
      ? "its rows are spans with “attributes.…” of tokens"
      : null,
  open: () => {
    const spans = read();
    return Object.assign(
      (record: unknown, line: number) => spans(isRecord(record) ? spanOfRow(record) : record, line),
      {
        end: spans.end!,
      },
    );
  },
};
