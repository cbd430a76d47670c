import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import { allTokens } from "#shared/usage/usageRow.ts";
import { importAll } from "./importAll.ts";

const CASES = fileURLToPath(new URL("../../fixtures/usage/cases/", import.meta.url));
let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-once-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const imported = (...paths: readonly string[]) => importAll(service, ...paths);

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const of = (name: string): string => join(CASES, name);
const open = ({ overlaps }: UsageSummary): UsageSummary["overlaps"] => overlaps.filter(({ state }) => state === "open");
/** Tokens and money, as billed or at list price. */
async function totals(): Promise<readonly [number, number]> {
  const { tokens, money } = await service.summary();
  return [
    allTokens(tokens),
    Number(money.reduce((sum, { billed, list }) => sum + (billed ?? list ?? 0), 0).toFixed(6)),
  ];
}

describe("the same work in several reports", () => {
  it("daily, monthly and session reports of one person count once, and what was left out is said with its money", async () => {
    const result = await imported(of("ccusage-daily-monthly-sessions-together"));
    expect(await totals()).toEqual([9_686_500, 8.5755]);
    const { overlaps } = await service.summary();
    expect(overlaps.map(({ state }) => state)).toEqual(["once", "once"]);
    expect(
      overlaps.flatMap(({ sides }) =>
        sides.filter(({ counts }) => !counts).map(({ files, tokens }) => [...files, tokens]),
      ),
    ).toEqual(
      expect.arrayContaining([
        ["ccusage-daily-monthly-sessions-together/monthly.json", 9_686_500],
        ["ccusage-daily-monthly-sessions-together/sessions.json", 9_686_500],
      ]),
    );
    expect(result.files.map(({ added, known, knownWorth }) => [added, known, knownWorth.tokens])).toEqual([
      [3, 0, 0],
      [0, 2, 9_686_500],
      [0, 3, 9_686_500],
    ]);
    expect(result.files[1]!.knownWorth.money[0]!.list).toBeCloseTo(8.5755, 9);
  });

  it.each([
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ])("in whatever order and imports they come (%i, %i, %i)", async (...order) => {
    const names = ["daily.json", "monthly.json", "sessions.json"];
    for (const i of order) {
      await imported(of(`ccusage-daily-monthly-sessions-together/${names[i]!}`));
      expect(await totals()).toEqual([9_686_500, 8.5755]);
    }
  });

  it("a list of the sessions of one day counts once beside the days of a week", async () => {
    const tokens = { inputTokens: 1_000, outputTokens: 500, cacheCreationTokens: 5_000, cacheReadTokens: 60_000 };
    const sums = {
      ...tokens,
      totalTokens: 66_500,
      totalCost: 0.07875,
      modelsUsed: ["claude-opus-4-6"],
      modelBreakdowns: [{ modelName: "claude-opus-4-6", ...tokens, cost: 0.07875 }],
    };
    const day = (period: string): unknown => ({ period, agent: "all", ...sums });
    const session = {
      period: "3f0c8a1e-1111-4222-8333-944455556666",
      agent: "claude",
      ...sums,
      metadata: { lastActivity: "2026-10-05" },
    };
    await imported(
      file("daily.json", JSON.stringify({ daily: [day("2026-10-05"), day("2026-10-06")] })),
      file("session.json", JSON.stringify({ session: [session] })),
    );
    expect(await totals()).toEqual([133_000, 0.1575]);
    expect((await service.summary()).overlaps.map(({ state }) => state)).toEqual(["once"]);
  });

  it.each([
    ["codex-fork-replays-parent", 163_300, 4],
    ["codeburn-export-folder", 101_100, 2],
    ["otel-agent-span-repeats-its-calls", 30_900, 2],
    ["cursor-included-models-without-price", 2_027_524, 2],
  ])("the case %s comes to what is right, imported twice too", async (name, tokens, rows) => {
    for (let i = 0; i < 2; i++) {
      await imported(of(name));
      expect([(await totals())[0], (await service.summary()).rows]).toEqual([tokens, rows]);
      expect(open(await service.summary())).toEqual([]);
    }
  });

  it("files of a fork come to the same one after the other, each run on its own day", async () => {
    for (const name of ["child", "parent"]) await imported(of(`codex-fork-replays-parent/${name}.jsonl`));
    expect((await service.days({})).map(({ day, runs, tokens }) => [day, runs, tokens])).toEqual([
      ["2026-10-05", 1, 112_500],
      ["2026-10-06", 1, 50_800],
    ]);
  });

  it("work within a quota on models without a list price is said to be of unknown worth", async () => {
    await imported(of("cursor-included-models-without-price"));
    const { money, models, doubts } = await service.summary();
    expect([
      money[0]!.billed,
      models.map(({ unpricedTokens }) => unpricedTokens).reduce((sum, each) => sum + each, 0),
    ]).toEqual([0, 2_027_524]);
    expect(doubts.join(" ")).toMatch(/list price/);
  });

  it("two groupings of one day count once, by the more detailed one", async () => {
    await imported(of("openai-usage-in-two-groupings"));
    const { requests, labels } = await service.summary();
    expect([
      (await totals())[0],
      requests,
      labels.find(({ name }) => name === "project")!.values.map(({ tokens }) => tokens),
    ]).toEqual([1_200_000, 120, [850_000, 350_000]]);
  });
});

describe("agents' spans beside their calls in other files", () => {
  /** Spans of the case, by their place; `tokens`: what the agent's span says instead. */
  const spans = (name: string, places: readonly number[], tokens?: string): string => {
    const document = JSON.parse(readFileSync(of("otel-agent-span-repeats-its-calls/spans.json"), "utf8")) as {
      resourceSpans: { scopeSpans: { spans: { attributes: { key: string; value: object }[] }[] }[] }[];
    };
    const scope = document.resourceSpans[0]!.scopeSpans[0]!;
    if (tokens !== undefined)
      scope.spans[0]!.attributes.find(({ key }) => key === "gen_ai.usage.input_tokens")!.value = { intValue: tokens };
    scope.spans = places.map((place) => scope.spans[place]!);
    return file(name, JSON.stringify(document));
  };

  it.each([
    [[0], [1, 2]],
    [[1, 2], [0]],
    [[0, 1], [2]],
    [[2], [0], [1]],
    [[0], [0, 1, 2]],
    [[0, 1, 2], [0]],
  ])("count once, in one import and in several: %j, %j", async (...pieces) => {
    const paths = pieces.map((places, i) => spans(`piece-${i}.json`, places));
    const together = await imported(...paths);
    expect((await totals())[0]).toBe(30_900);
    expect(open(await service.summary())).toEqual([]);
    await service.remove(together.id);
    for (const path of paths) await imported(path);
    expect((await totals())[0]).toBe(30_900);
    expect((await service.summary()).requests).toBe(2);
  });

  it("are said with their money", async () => {
    await imported(spans("agents.json", [0]), spans("calls.json", [1, 2]));
    const [overlap] = (await service.summary()).overlaps;
    expect(overlap).toMatchObject({
      state: "once",
      sides: [
        { files: ["calls.json"], rows: 2, counts: true },
        { files: ["agents.json"], rows: 1, tokens: 30_900, counts: false },
      ],
    });
    expect(overlap!.sides[1]!.money[0]!.list).toBeCloseTo(0.1035, 9);
    await service.answerOverlaps([{ key: overlap!.key, answer: 1 }]);
    // How many requests an agent made, its own span does not say.
    expect((await service.summary()).requests).toBeNull();
  });

  it("are asked about where the sums differ", async () => {
    const [first, second] = [spans("agents.json", [0], "50000"), spans("calls.json", [1, 2])];
    await imported(first);
    expect(await imported(second)).toMatchObject({ added: 0, waiting: 2 });
    expect((await totals())[0]).toBe(50_900);
    const [question] = open(await service.summary());
    for (const [answer, tokens] of [
      [0, 30_900],
      [1, 50_900],
      ["both", 81_800],
    ] as const) {
      await service.answerOverlaps([{ key: question!.key, answer }]);
      expect((await totals())[0]).toBe(tokens);
    }
  });

  /** The calls of the case under a span that no file holds. */
  const orphans = (name: string): string => {
    const calls = spans(name, [1, 2]);
    writeFileSync(
      calls,
      readFileSync(calls, "utf8").replaceAll('"parentSpanId":"1111111111111111"', '"parentSpanId":"9999999999999999"'),
    );
    return calls;
  };

  it("are asked about where the spans between them are missing and the sums differ", async () => {
    await imported(orphans("calls.json"));
    expect(await imported(spans("agents.json", [0], "50000"))).toMatchObject({ added: 0, waiting: 1 });
    expect((await totals())[0]).toBe(30_900);
    expect(open(await service.summary())).toHaveLength(1);
  });

  it("count once in a trace of more spans than are held at once, wherever the agent's span stands", async () => {
    const CALLS = 60_000;
    const span = (id: number, parent: number | null, attributes: Record<string, string | number>): object => ({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: id.toString(16).padStart(16, "0"),
      ...(parent === null ? {} : { parentSpanId: parent.toString(16).padStart(16, "0") }),
      name: "span",
      startTimeUnixNano: "1791194400000000000",
      attributes: Object.entries(attributes).map(([key, value]) => ({
        key,
        value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
      })),
    });
    const usage = (tokens: number, name: string): Record<string, string | number> => ({
      "gen_ai.operation.name": name,
      "gen_ai.request.model": "claude-sonnet-4-6",
      "gen_ai.usage.input_tokens": tokens,
    });
    const agent = span(1, null, usage(CALLS * 10, "invoke_agent"));
    const tool = span(2, 1, { "gen_ai.operation.name": "execute_tool" });
    const calls = Array.from({ length: CALLS }, (_, i) => span(i + 10, 2, usage(10, "chat")));
    const write = (name: string, all: readonly object[]): string => {
      const lines: string[] = [];
      for (let at = 0; at < all.length; at += 1_000)
        lines.push(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: all.slice(at, at + 1_000) }] }] }));
      return file(name, `${lines.join("\n")}\n`);
    };
    for (const all of [
      [agent, tool, ...calls],
      [...calls, tool, agent],
    ]) {
      const { id } = await imported(write("trace.jsonl", all));
      expect((await totals())[0]).toBe(CALLS * 10);
      expect(open(await service.summary())).toEqual([]);
      await service.remove(id);
    }
  }, 120_000);

  it("are known by their run and sum where the spans between them are missing", async () => {
    await imported(orphans("calls.json"));
    await imported(spans("agents.json", [0]));
    expect((await totals())[0]).toBe(30_900);
    expect((await service.summary()).overlaps.map(({ state }) => state)).toEqual(["once"]);
  });
});

describe("two people whose reports look alike", () => {
  it("are asked about before anything counts, and both count when it is said that they are two", async () => {
    const result = await imported(of("ccusage-two-people-daily"));
    expect(result).toMatchObject({ added: 0, waiting: 5 });
    expect((await totals())[0]).toBe(0);
    const [question] = open(await service.summary());
    expect(question!.sides.map(({ files, rows, tokens }) => [...files, rows, tokens])).toEqual([
      ["ccusage-two-people-daily/first-developer.json", 2, 9_463_000],
      ["ccusage-two-people-daily/second-developer.json", 2, 11_529_000],
    ]);
    await service.answerOverlaps([{ key: question!.key, answer: "both" }]);
    expect(await totals()).toEqual([21_215_500, 18.783]);
    const [answered] = (await service.summary()).overlaps;
    expect(answered).toMatchObject({ state: "both", isAnswered: true });
    // Asked again, nothing counts again.
    await service.answerOverlaps([{ key: answered!.key, answer: null }]);
    expect((await totals())[0]).toBe(0);
  });

  it("or one of them, where one counts: days that only the other has stay", async () => {
    await imported(of("ccusage-two-people-daily"));
    const [question] = open(await service.summary());
    await service.answerOverlaps([{ key: question!.key, answer: 1 }]);
    // The second developer's two days, and what only the first has: Haiku on 6 October.
    expect((await totals())[0]).toBe(11_529_000 + 223_500);
  });

  it("where one was imported before, it keeps counting while the other waits; taking that back asks nothing more", async () => {
    await imported(of("ccusage-two-people-daily/first-developer.json"));
    const second = await imported(of("ccusage-two-people-daily/second-developer.json"));
    expect(second).toMatchObject({ added: 0, waiting: 2 });
    expect(await totals()).toEqual([9_686_500, 8.5755]);
    await service.remove(second.id);
    expect((await service.summary()).overlaps).toEqual([]);
    expect(await totals()).toEqual([9_686_500, 8.5755]);
  });
});

describe("an export that comes again", () => {
  const day = (date: string, input: number): object => ({
    date,
    inputTokens: input,
    outputTokens: 10,
    cacheCreationTokens: 0,
    cacheReadTokens: 0,
    totalTokens: input + 10,
    totalCost: input / 1000,
    modelsUsed: ["claude-opus-4-6"],
  });
  const daily = (name: string, ...days: object[]): string => file(name, JSON.stringify({ daily: days, totals: {} }));

  it("replaces what its last day told before it was over, whichever comes first", async () => {
    const [noon, night] = [
      daily("noon.json", day("2026-10-05", 500), day("2026-10-06", 100)),
      daily("night.json", day("2026-10-05", 500), day("2026-10-06", 900), day("2026-10-07", 50)),
    ];
    await imported(noon);
    expect(await imported(night)).toMatchObject({ added: 2, known: 1, replaced: 1 });
    expect((await totals())[0]).toBe(1_480);
    expect(await imported(noon)).toMatchObject({ added: 0, known: 2, waiting: 0 });
    expect((await totals())[0]).toBe(1_480);
  });

  it("is asked about where nothing that both tell is equal", async () => {
    await imported(daily("one.json", day("2026-10-06", 100)), daily("other.json", day("2026-10-06", 900)));
    expect(open(await service.summary())).toHaveLength(1);
    expect((await totals())[0]).toBe(0);
  });

  it("under another name, in a folder and in parts of it, counts once and is listed with its money", async () => {
    const whole = daily("whole.json", day("2026-10-05", 500), day("2026-10-06", 900));
    await imported(whole, daily("copy of whole.json", day("2026-10-05", 500), day("2026-10-06", 900)));
    const part = await imported(daily("part.json", day("2026-10-05", 500)));
    expect((await totals())[0]).toBe(1_420);
    expect(part.files[0]!.knownWorth).toEqual({ tokens: 510, money: [{ currency: "USD", billed: null, list: 0.5 }] });
  });
});
