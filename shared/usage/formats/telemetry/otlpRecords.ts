import {
  fieldOf,
  firstTextOf,
  isRecord,
  listOf,
  momentOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { flatRecord } from "#shared/usage/formats/table/jsonRecords.ts";

/** A span, log or point as plain values, whichever exporter wrote it. */
export interface OtlpRecord {
  /** Its own attributes, by name. */
  readonly attributes: UsageRecord;
  /** Those of the process that it comes from. */
  readonly resource: UsageRecord;
  /** The record itself. */
  readonly record: UsageRecord;
}

export interface OtlpSpan extends OtlpRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
}

export interface OtlpMetric {
  readonly name: string;
  readonly isCumulative: boolean;
  readonly points: readonly OtlpRecord[];
}

/**
 * Attributes as plain values: OTLP lists keys with typed values and writes 64-bit integers as texts, others write an
 * object, by full names or one within the other ("llm": {"token_count": {"prompt": 12}}).
 */
export function attributesOf(record: UsageRecord): UsageRecord {
  const given = record["attributes"];
  if (isRecord(given)) return Object.values(given).some(isRecord) ? flatRecord(given) : given;
  const attributes: Record<string, unknown> = {};
  for (const attribute of listOf(record, "attributes")) {
    if (!isRecord(attribute)) continue;
    const key = textOf(attribute, "key");
    const value = fieldOf(attribute, "value");
    if (key !== null && isRecord(value))
      attributes[key] = value["stringValue"] ?? value["intValue"] ?? value["doubleValue"] ?? value["boolValue"];
  }
  return attributes;
}

/** A log record, with its resource. */
export function recordOf(record: UsageRecord, resource: UsageRecord): OtlpRecord {
  return { attributes: attributesOf(record), resource: attributesOf(resource), record };
}

/** A span, with its resource. */
export function spanOf(record: UsageRecord, resource: UsageRecord): OtlpSpan {
  const context = ["context", "spanContext"].map((name) => record[name]).find(isRecord) ?? {};
  const parent = record["parentSpanContext"];
  return {
    ...recordOf(record, resource),
    traceId: firstTextOf(record, "traceId", "trace_id") ?? firstTextOf(context, "trace_id", "traceId") ?? "",
    spanId: firstTextOf(record, "spanId", "span_id") ?? firstTextOf(context, "span_id", "spanId") ?? "",
    parentId:
      firstTextOf(record, "parentSpanId", "parent_span_id", "parent_id", "parentId") ??
      (isRecord(parent) ? firstTextOf(parent, "spanId") : null),
  };
}

/** A metric's points, with their resource. */
export function metricOf(record: UsageRecord, resource: UsageRecord): OtlpMetric {
  const data = ["sum", "histogram", "gauge"].map((name) => record[name]).find(isRecord) ?? {};
  const temporality = data["aggregationTemporality"];
  return {
    name: textOf(record, "name") ?? "",
    isCumulative: temporality === 2 || temporality === "AGGREGATION_TEMPORALITY_CUMULATIVE",
    points: listOf(data, "dataPoints")
      .filter(isRecord)
      .map((point) => recordOf(point, resource)),
  };
}

/**
 * The moment in the first of these fields that has one: nanoseconds since 1970 as a number or a text too large for one,
 * `[seconds, nanoseconds]`, or a text.
 */
export function momentIn(record: UsageRecord, ...names: readonly string[]): number {
  const name = names.find((each) => fieldOf(record, each) !== undefined && fieldOf(record, each) !== "0") ?? names[0]!;
  const value = fieldOf(record, name);
  if (Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "number")
    return momentOf({ [name]: value[0] * 1e3 + Math.floor(value[1] / 1e6) }, name);
  const milliseconds =
    typeof value === "string" && /^\d{16,20}$/.test(value)
      ? Number(value.slice(0, -6))
      : typeof value === "number" && value > 1e15
        ? Math.floor(value / 1e6)
        : value;
  return momentOf({ [name]: milliseconds }, name);
}
