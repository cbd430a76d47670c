import { describe, expect, it } from "vitest";
import { openTelemetryDocument } from "#shared/usage/formats/telemetry/openTelemetry.ts";
import { MOST_HELD, openSpanTree } from "#shared/usage/formats/telemetry/spanTree.ts";
import { PLAIN_STYLE } from "#shared/usage/text/numbers.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";

const NANOSECONDS = "1791194400000000000";

interface Span {
  readonly id: string;
  readonly parent?: string;
  readonly tokens?: number;
  readonly operation?: string;
}

/** What a document of these spans of one trace comes to. */
function read(spans: readonly Span[]): { readonly tokens: number; readonly warnings: readonly string[] } {
  const reader = openTelemetryDocument.open(PLAIN_STYLE);
  const written = spans.map(({ id, parent, tokens, operation = "chat" }) => ({
    traceId: "t",
    spanId: id,
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    startTimeUnixNano: NANOSECONDS,
    attributes: [
      { key: "gen_ai.operation.name", value: { stringValue: operation } },
      ...(tokens === undefined ? [] : [{ key: "gen_ai.usage.input_tokens", value: { intValue: String(tokens) } }]),
    ],
  }));
  const found = [reader({ resourceSpans: [{ scopeSpans: [{ spans: written }] }] }, 1), reader.end!()];
  return {
    tokens: found.flatMap(({ rows }) => rows).reduce((sum, { tokens }) => sum + allTokens(tokens), 0),
    warnings: found.flatMap(({ warnings = [] }) => warnings),
  };
}

const AGENT = "invoke_agent";

describe("spans that lie within each other", () => {
  it.each<[string, readonly Span[], number]>([
    [
      "a root around calls whose own parents are missing",
      [
        { id: "a", tokens: 30_800, operation: AGENT },
        { id: "b", parent: "lost", tokens: 10_300 },
        { id: "c", parent: "gone", tokens: 20_500 },
      ],
      30_800,
    ],
    [
      "calls side by side under a span that is missing",
      [
        { id: "a", parent: "lost", tokens: 40_000 },
        { id: "b", parent: "lost", tokens: 10_000 },
      ],
      50_000,
    ],
    [
      "agents within agents",
      [
        { id: "a", tokens: 300, operation: AGENT },
        { id: "b", parent: "a", tokens: 300, operation: AGENT },
        { id: "c", parent: "b", tokens: 100 },
        { id: "d", parent: "b", tokens: 200 },
      ],
      300,
    ],
    [
      "spans without parents, as exporters write that drop them",
      [
        { id: "a", tokens: 100 },
        { id: "b", tokens: 200 },
      ],
      300,
    ],
  ])("count once: %s", (_, spans, tokens) => {
    expect(read(spans)).toEqual({ tokens, warnings: [] });
  });

  it("are warned about where an agent says more than the calls that are there", () => {
    const { tokens, warnings } = read([
      { id: "a", tokens: 40_000, operation: AGENT },
      { id: "b", parent: "tool", tokens: 10_000 },
      { id: "c", parent: "a", tokens: 20_000 },
    ]);
    expect(tokens).toBe(30_000);
    expect(warnings).toEqual([
      "Spans of agents report 10,000 more tokens than the calls inside them, which are counted: some calls may be missing in the export.",
    ]);
  });

  it("are held up to a bound, and say what they lie within when it is reached", () => {
    const tree = openSpanTree();
    const row: UsageRow = { ...NOT_STATED, id: "x", from: 0, to: 0, tokens: { ...NO_TOKENS, input: 1 } };
    const add = (spanId: string, parentId: string | null): readonly UsageRow[] =>
      tree.add({ traceId: "t", spanId, parentId, attributes: {}, resource: {}, record: {} }, row);
    expect(add("agent", null)).toEqual([]);
    let told = 0;
    for (let i = 0; i < 3 * MOST_HELD; i++) told += add(`call ${i}`, "agent").length;
    expect(told).toBeGreaterThanOrEqual(2 * MOST_HELD);
    const rest = tree.rest();
    expect(told + rest.length).toBe(3 * MOST_HELD);
    expect(rest.at(-1)!.inside).toEqual(["t agent"]);
  });
});
