import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { NO_TOKENS, TOKEN_CLASSES, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readUsageFiles, type ReadUsageFile } from "./readUsageFile.ts";

const CASES = fileURLToPath(new URL("../../fixtures/usage/cases/", import.meta.url));

/** All that the files of a case tell, one after the other. */
async function readCase(
  path: string,
): Promise<Omit<ReadUsageFile, "name" | "format"> & { readonly formats: readonly (string | null)[] }> {
  const files = await readUsageFiles(`${CASES}${path}`);
  return {
    formats: files.map(({ format }) => format),
    rows: files.flatMap(({ rows }) => rows),
    problems: files.flatMap(({ problems }) => problems),
    warnings: files.flatMap(({ warnings }) => warnings),
  };
}

function tokensOf(rows: readonly UsageRow[]): TokenCounts {
  return Object.fromEntries(
    TOKEN_CLASSES.map((name) => [name, rows.reduce((sum, { tokens }) => sum + tokens[name], 0)]),
  ) as unknown as TokenCounts;
}

function moneyOf(rows: readonly UsageRow[], what: "billed" | "list"): number | null {
  return rows.every((row) => row[what] === null) ? null : rows.reduce((sum, row) => sum + (row[what] ?? 0), 0);
}

interface Right {
  readonly path: string;
  readonly formats: readonly string[];
  readonly rows: number;
  readonly tokens: Partial<TokenCounts>;
  readonly billed?: number;
  readonly list?: number;
  readonly models?: readonly (string | null)[];
}

const RIGHT: readonly Right[] = [
  {
    path: "aws-cur-marketplace-claude",
    formats: ["aws-cur"],
    rows: 3,
    tokens: { input: 12_500_000, output: 1_250_000, cacheRead: 80_000_000 },
    billed: 80.25,
    models: ["claude-sonnet-4-5"],
  },
  {
    path: "azure-enterprise-export",
    formats: ["azure-billing"],
    rows: 2,
    tokens: { input: 12_000_000, output: 500_000 },
    billed: 20,
    models: ["gpt 5.1"],
  },
  {
    path: "ccusage-codex-models",
    formats: ["ccusage"],
    rows: 2,
    tokens: { input: 2_000, cacheRead: 30_000, output: 80, reasoning: 120 },
    list: 0.0155,
    models: ["gpt-5.4", "gpt-5.3-codex"],
  },
  {
    path: "ccusage-unified-report/daily.json",
    formats: ["ccusage"],
    rows: 3,
    tokens: { input: 4_000, output: 1_200, cacheWrite: 10_000, cacheRead: 150_000 },
    list: 0.173,
    models: ["claude-opus-4-6", "gpt-5.4"],
  },
  {
    path: "ccusage-unified-report/session.json",
    formats: ["ccusage"],
    rows: 1,
    tokens: { input: 1_000, output: 500, cacheWrite: 5_000, cacheRead: 60_000 },
    list: 0.07875,
  },
  {
    path: "claude-code-telemetry-events",
    formats: ["opentelemetry-lines"],
    rows: 2,
    tokens: { input: 4_000, output: 2_000, cacheRead: 80_000, cacheWrite: 3_000 },
    list: 0.12875,
    models: ["claude-opus-4-6"],
  },
  {
    path: "codeburn-export-folder/records.csv",
    formats: ["codeburn"],
    rows: 2,
    tokens: { input: 5_000, output: 3_000, cacheRead: 90_000, cacheWrite: 3_100 },
    list: 0.164,
    models: ["claude-opus-4-6"],
  },
  {
    path: "codex-fork-replays-parent",
    formats: ["codex", "codex"],
    rows: 4,
    tokens: { input: 55_000, cacheRead: 105_000, output: 2_700, reasoning: 600 },
  },
  {
    path: "copilot-ai-credit-tokens",
    formats: ["github-copilot"],
    rows: 2,
    tokens: { input: 42_198, output: 38_209, cacheRead: 1_723_257, cacheWrite: 130_122 },
    billed: 1.2,
    list: 1.2975,
  },
  {
    path: "cursor-export-without-kind",
    formats: ["cursor"],
    rows: 2,
    tokens: { input: 42_000, cacheWrite: 10_000, cacheRead: 50_000, output: 3_000 },
    billed: 0.1715,
  },
  {
    path: "cursor-included-models-without-price",
    formats: ["cursor"],
    rows: 2,
    tokens: { input: 18_024, cacheWrite: 140_000, cacheRead: 1_856_000, output: 13_500 },
    billed: 0,
  },
  {
    path: "langfuse-api-page",
    formats: ["langfuse-json"],
    rows: 1,
    tokens: { input: 1_000, output: 200 },
    list: 0.006,
    models: ["claude-sonnet-4-6"],
  },
  {
    path: "litellm-openai-cached-tokens",
    formats: ["litellm-spend-logs"],
    rows: 1,
    tokens: { input: 10_000, cacheRead: 90_000, output: 1_000 },
    billed: 0.0625,
  },
  {
    path: "litellm-prompt-without-cache",
    formats: ["litellm-spend-logs"],
    rows: 2,
    tokens: { input: 1_012, cacheRead: 100_000, cacheWrite: 2_000, output: 600 },
    billed: 0.049036,
  },
  {
    path: "openrouter-own-key",
    formats: ["openrouter-generations"],
    rows: 2,
    tokens: { input: 9_471, output: 610, reasoning: 55 },
    billed: 0.0402,
  },
  {
    path: "otel-agent-span-repeats-its-calls",
    formats: ["opentelemetry-lines"],
    rows: 2,
    tokens: { input: 30_000, output: 900 },
  },
  {
    path: "otel-cache-attributes-of-other-libraries",
    formats: ["opentelemetry-lines"],
    rows: 1,
    tokens: { input: 5, cacheRead: 128_955, cacheWrite: 1_253, output: 700 },
  },
  {
    path: "table-money-under-other-names",
    formats: ["table"],
    rows: 2,
    tokens: { input: 20_000, cacheRead: 500_000, cacheWrite: 70_000, output: 9_000 },
    billed: 0.6075,
  },
  {
    path: "table-whose-input-includes-the-cache",
    formats: ["table"],
    rows: 2,
    tokens: { input: 20_000, cacheRead: 130_000, output: 1_500 },
  },
  {
    path: "tokscale-graph",
    formats: ["tokscale"],
    rows: 1,
    tokens: { input: 2_000, output: 1_000, cacheRead: 40_000, cacheWrite: 1_500 },
    list: 0.064375,
    models: ["claude-opus-4-6"],
  },
];

describe("exports that were read wrongly once", () => {
  it.each(RIGHT.map((right) => [right.path, right] as const))("%s", async (_, right) => {
    const { formats, rows, problems } = await readCase(right.path);
    expect([formats, problems]).toEqual([right.formats, []]);
    expect(tokensOf(rows)).toEqual({ ...NO_TOKENS, ...right.tokens });
    expect(rows).toHaveLength(right.rows);
    for (const what of ["billed", "list"] as const) {
      const expected = right[what];
      if (expected !== undefined) expect(moneyOf(rows, what)).toBeCloseTo(expected, 9);
    }
    if (right.models !== undefined) expect([...new Set(rows.map(({ model }) => model))]).toEqual(right.models);
  });

  it("a fork of a Codex session counts what goes beyond its parent, on its own day and as a run of its own", async () => {
    const { rows } = await readCase("codex-fork-replays-parent/child.jsonl");
    expect(rows).toMatchObject([
      {
        run: "019f-child",
        from: Date.parse("2026-10-06T09:03:00Z"),
        tokens: { input: 3_000, cacheRead: 47_000, output: 700, reasoning: 100 },
      },
    ]);
    expect((await readCase("codex-fork-replays-parent/parent.jsonl")).rows.map(({ run }) => run)).toEqual([
      "019f-parent",
      "019f-parent",
      "019f-parent",
    ]);
  });

  it("CodeBurn's sums are refused beside the calls that they sum", async () => {
    const files = await readUsageFiles(`${CASES}codeburn-export-folder`);
    expect(files.map(({ name, format, rows }) => [name.split("/").at(-1), format, rows.length])).toEqual([
      ["daily.csv", "codeburn-sums", 0],
      ["models.csv", "codeburn-sums", 0],
      ["records.csv", "codeburn", 2],
    ]);
    expect(files.map(({ problems }) => problems.length)).toEqual([1, 1, 0]);
  });

  it("rows say how they were served", async () => {
    expect((await readCase("claude-code-fast-mode")).rows.map(({ terms }) => terms.tier)).toEqual(["fast", "standard"]);
    expect((await readCase("openai-batch-half-price")).rows.map(({ terms }) => terms.tier)).toEqual([
      "batch",
      "standard",
    ]);
    expect((await readCase("web-searches-cost-money")).rows.map(({ searches }) => searches)).toEqual([5]);
  });

  it("transcripts whose output is a placeholder are counted as they stand, with a sentence", async () => {
    const { rows, warnings } = await readCase("claude-code-transcript-before-2-1-97");
    expect(tokensOf(rows).output).toBe(9);
    expect(warnings).toEqual([expect.stringMatching(/before version 2\.1\.97 .*output is too low/)]);
    expect((await readCase("claude-code-fast-mode")).warnings).toEqual([]);
  });

  it("a session of ccusage since version 19 is a run on the day of its last activity", async () => {
    const { rows } = await readCase("ccusage-unified-report/session.json");
    expect(rows).toMatchObject([
      {
        run: "3f0c8a1e-1111-4222-8333-944455556666",
        from: Date.UTC(2026, 9, 5),
        to: Date.UTC(2026, 9, 6),
        labels: { app: "claude" },
      },
    ]);
  });
});
