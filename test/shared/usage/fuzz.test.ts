import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentFrom } from "#shared/usage/text/moments.ts";
import { numberFrom } from "#shared/usage/text/numbers.ts";
import { mappedTable } from "#shared/usage/formats/table/mappedTable.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import type { HeadKind } from "#shared/usage/formats/reading/format.ts";
import { TOKEN_CLASSES, type UsageRow } from "#shared/usage/usageRow.ts";

/** Names that some format reads, and some that none does. */
const NAMES = [
  "usage_date_utc",
  "model_version",
  "usage_output_tokens",
  "cost_usd",
  "data",
  "results",
  "starting_at",
  "ending_at",
  "uncached_input_tokens",
  "cache_creation",
  "amount",
  "actor",
  "model_breakdown",
  "tokens",
  "object",
  "start_time",
  "end_time",
  "input_tokens",
  "input_cached_tokens",
  "output_tokens",
  "amount_value",
  "line_item",
  "quantity",
  "quantity_unit",
  "startTime",
  "spend",
  "prompt_tokens",
  "completion_tokens",
  "metadata",
  "usage_object",
  "request_tags",
  "date",
  "metrics",
  "breakdown",
  "models",
  "usage_details",
  "usage",
  "type",
  "trace_id",
  "created_at",
  "tokens_prompt",
  "tokens_cached",
  "Date",
  "Slug",
  "daily",
  "projects",
  "inputTokens",
  "cacheCreationTokens",
  "month",
  "modelBreakdowns",
  "message",
  "timestamp",
  "payload",
  "info",
  "total_token_usage",
  "last_token_usage",
  "Cost",
  "Cache Read",
  "net_amount",
  "ChargePeriodStart",
  "ConsumedQuantity",
  "ConsumedUnit",
  "ServiceName",
  "SkuMeter",
  "lineItem/UsageType",
  "resourceSpans",
  "scopeSpans",
  "spans",
  "attributes",
  "key",
  "value",
  "startTimeUnixNano",
  "request_properties",
  "response_status",
  "time",
  "period",
  "agent",
  "blocks",
  "tokenCounts",
  "totalTokens",
  "cachedInputTokens",
  "contributions",
  "clients",
  "entries",
  "modelId",
  "records",
  "sessionId",
  "Period",
  "API Calls",
  "role",
  "modelID",
  "cache",
  "messages",
  "resourceLogs",
  "scopeLogs",
  "logRecords",
  "resourceMetrics",
  "scopeMetrics",
  "metrics",
  "sum",
  "dataPoints",
  "asInt",
  "timeUnixNano",
  "aggregationTemporality",
  "name",
  "event.name",
  "session.id",
  "traceId",
  "spanId",
  "parentSpanId",
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.cache_read_tokens",
  "llm.token_count.prompt",
  "traceId",
  "startTime",
  "usageDetails",
  "calculatedTotalCost",
  "isSidechain",
  "uuid",
  "parentUuid",
  "forkedFrom",
  "forked_from_id",
  "source",
  "cwd",
  "version",
  "speed",
  "service_tier",
  "batch",
  "byok_usage_inference",
  "Service",
  "Total costs($)",
  "Amazon Bedrock($)",
  "MeterCategory",
  "MeterName",
  "Quantity",
  "UnitOfMeasure",
  "Cost",
  "BillingCurrency",
  "product",
  "sku",
  "Timestamp",
  "User",
  "Model",
  "Requests Used",
  "timestamp",
  "inputTokens",
  "outputTokens",
  "__proto__",
  "constructor",
  "",
];
/** Values that break careless readers. */
const NASTY = [
  "1e999",
  "-1",
  "NaN",
  "Infinity",
  "1970-01-01",
  "2100-01-01",
  "2026-02-30",
  "2026-08-05",
  "2026-08-05T10:00:00Z",
  "1790467200",
  "=1+1",
  "@SUM(A1)",
  "$0.01",
  "Included",
  "1,234",
  "1.234,56",
  "NULL",
  "{",
  "{}",
  "[]",
  "token_count",
  "GENERATION",
  "Bedrock input tokens",
  "0x10",
  "１２",
  "\u0000",
  "1e20",
  "assistant",
  "session_meta",
  "turn_context",
  "claude_code.token.usage",
  "claude_code.api_request",
  "api_request",
  "1791190000000000000",
  "2026-10",
  "copilot",
  "1K",
  "Units",
  "USE1-MP:InputTokenCount-Units",
  "11/20/2026",
  "9".repeat(400),
];

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...NASTY),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, true, false),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("record"),
  ),
  record: fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 8 }),
}));

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/", import.meta.url));
const TOTALS = JSON.parse(readFileSync(join(FIXTURES, "totals.json"), "utf8")) as Record<
  string,
  { readonly format: string }
>;

/** Records of a fixture, in the shape in which a reader gets them. */
function recordsOf(name: string, kind: HeadKind): unknown[] {
  const text = readFileSync(join(FIXTURES, name), "utf8");
  if (kind === "document") return [JSON.parse(text)];
  if (kind === "lines")
    return text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  return parse(text, { columns: true, bom: true, relax_column_count: true });
}

/** A copy of a record with one of its values, found by `place`, made `nasty`. */
function withNasty(record: unknown, place: number, nasty: unknown): unknown {
  const copy: unknown = structuredClone(record);
  const places: (() => void)[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push(() => void Reflect.set(value, key, nasty));
      walk(Reflect.get(value, key));
    }
  };
  walk(copy);
  places[place % Math.max(1, places.length)]?.();
  return copy;
}

/** Every row is one that can be. */
function check(rows: readonly UsageRow[]): void {
  for (const row of rows) {
    for (const name of TOKEN_CLASSES)
      expect(Number.isSafeInteger(row.tokens[name]) && row.tokens[name] >= 0, `${name} ${row.tokens[name]}`).toBe(true);
    for (const money of [row.billed, row.list]) expect(money === null || Number.isFinite(money)).toBe(true);
    expect(row.from).toBeGreaterThanOrEqual(Date.UTC(2015, 0, 1));
    expect(row.to).toBeGreaterThanOrEqual(row.from);
    expect(row.currency).toMatch(/^[A-Z]{3}$/);
  }
}

describe("whatever a file holds", () => {
  it.each(
    [...USAGE_FORMATS, mappedTable({ time: "time", input: "input_tokens", cost: "Cost", labels: ["key"] })].map(
      (format) => [format.id, format] as const,
    ),
  )("%s makes rows of it or says what is wrong, and never a number that is none", (_, format) => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(value.record, value.value, fc.anything()), { maxLength: 4 }),
        fc.boolean(),
        (records, decimalComma) => {
          const read = format.open({ decimalComma, dayFirst: null });
          for (const [i, record] of records.entries()) {
            const { rows, problems } = read(record, i + 1);
            check(rows);
            for (const { line, reason } of problems) {
              expect(line).toBe(i + 1);
              expect(reason.length).toBeLessThan(600);
            }
          }
          check(read.end?.().rows ?? []);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it.each(
    Object.entries(TOTALS).filter(
      ([name]) => !/\.(gz|zip)$/.test(name) && !["own.csv", "focus_excel.csv"].includes(name),
    ),
  )("%s with any of its values made nasty makes rows that can be, or says what is wrong", (name, { format: id }) => {
    const format = USAGE_FORMATS.find((each) => each.id === id)!;
    const records = recordsOf(name, format.kind);
    fc.assert(
      fc.property(
        fc.nat(),
        fc.oneof(
          fc.constantFrom<unknown>(...NASTY),
          fc.double(),
          fc.constantFrom<unknown>(null, true, {}, [], [1], { a: 1 }),
        ),
        fc.nat(),
        (record, nasty, place) => {
          const read = format.open({ decimalComma: false, dayFirst: null });
          const mutated = records.map((each, i) =>
            i === record % records.length ? withNasty(each, place, nasty) : each,
          );
          for (const [i, each] of mutated.entries()) check(read(each, i + 1).rows);
          check(read.end?.().rows ?? []);
        },
      ),
      { numRuns: 150, seed: 9 },
    );
  });

  it.each(USAGE_FORMATS.map((format) => [format.id, format] as const))(
    "%s recognises no head that it should not, and never throws",
    (_, format) => {
      fc.assert(
        fc.property(
          fc.oneof(value.value, fc.anything()),
          fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
          (content, columns) => {
            format.recognise({ kind: "document", value: content });
            format.recognise({ kind: "lines", sample: [content] });
            format.recognise({ kind: "table", columns, sample: [] });
          },
        ),
        { numRuns: 300, seed: 8 },
      );
    },
  );
});

describe("numbers and days as people write them", () => {
  it.each([
    ["1234", false, 1234],
    ["1,234", false, 1234],
    ["1,234.5", false, 1234.5],
    ["$0.01", false, 0.01],
    ["-$3", false, -3],
    ["1e-5", false, 1e-5],
    [".5", false, 0.5],
    ["1.234,5", true, 1234.5],
    ["0,01 €", true, 0.01],
    ["1234.5", true, 1234.5],
    ["", false, null],
    ["abc", false, null],
    ["1 234", false, null],
    ["1,2,3", false, null],
    ["=1+1", false, null],
    ["--1", false, null],
    ["0x10", false, null],
  ])("%s (decimal comma: %s) is %s", (text, decimalComma, expected) => {
    expect(numberFrom(text, { decimalComma })).toBe(expected);
  });

  it.each([
    ["2026-08-05", Date.UTC(2026, 7, 5)],
    ["2026-08-05T10:00:00Z", Date.UTC(2026, 7, 5, 10)],
    ["2026-08-05 10:00:00.963000", Date.UTC(2026, 7, 5, 10) + 963],
    ["2026-08-05T10:00:00+02:00", Date.UTC(2026, 7, 5, 8)],
    ["2026-08-05 10:00:00 UTC", Date.UTC(2026, 7, 5, 10)],
    ["2026-08-05T10:00:00.1-0330", Date.UTC(2026, 7, 5, 13, 30) + 100],
    ["2026-02-30", null],
    ["2026-13-01", null],
    ["05/08/2026", null],
    ["2026-08-05T25:00:00Z", null],
  ])("%s is %s", (text, expected) => {
    expect(momentFrom(text)).toBe(expected);
  });

  it("a moment as programs write it is what the calendar says, or none", () => {
    const digits = (least: number, most: number, length: number): fc.Arbitrary<string> =>
      fc.integer({ min: least, max: most }).map((value) => String(value).padStart(length, "0"));
    fc.assert(
      fc.property(
        digits(2015, 2099, 4),
        digits(0, 14, 2),
        digits(0, 33, 2),
        digits(0, 23, 2),
        digits(0, 61, 2),
        digits(0, 60, 2),
        fc.option(digits(0, 999, 3), { nil: null }),
        (year, month, day, hour, minute, second, fraction) => {
          const rest = `${fraction === null ? "" : `.${fraction}`}Z`;
          const date = new Date(
            Date.UTC(
              Number(year),
              Number(month) - 1,
              Number(day),
              Number(hour),
              Number(minute),
              Number(second),
              Number(fraction ?? 0),
            ),
          );
          const isOfTheCalendar =
            Number(minute) < 60 &&
            new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
              .toISOString()
              .startsWith(`${year}-${month}-${day}`);
          expect(momentFrom(`${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`)).toBe(
            isOfTheCalendar ? date.getTime() : null,
          );
        },
      ),
      { numRuns: 2_000, seed: 11 },
    );
  });

  it("digits alone are their number, whole or with letters among them", () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999_999_999 }), (value) => {
        expect(numberFrom(String(value))).toBe(value);
        expect(numberFrom(String(value).padStart(15, "0"))).toBe(value);
        expect(numberFrom(`${value}x`)).toBe(null);
      }),
      { numRuns: 500, seed: 12 },
    );
  });
});
