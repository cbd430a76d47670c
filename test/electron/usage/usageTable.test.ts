import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fitGroups } from "#electron/host/usage/fitGroups.ts";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { unpackRuns } from "#shared/usage/answers/usageRuns.ts";
import { usageSummary } from "#shared/usage/formats/usageSummary.ts";
import { importAll } from "./importAll.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/", import.meta.url));
let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-table-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const imported = (...paths: readonly string[]) => importAll(service, ...paths);

/** The same, but for the last digits of sums that were added in another order. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === "number" ? Number(each.toPrecision(12)) : each)),
  );
}

/** Answers every question: all of it counts. */
async function addAll(): Promise<void> {
  for (;;) {
    const open = (await service.summary()).overlaps.filter(({ state }) => state === "open");
    if (open.length === 0) return;
    await service.answerOverlaps(open.map(({ key }) => ({ key, answer: "both" })));
  }
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const CONSOLE =
  "usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,usage_output_tokens";
const CURSOR =
  "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
const event = (time: string, tokens: number, user = "a@example.com"): string =>
  `${time},${user},k,claude-opus-5,No,0,${tokens},0,10,${tokens + 10},0.1`;

describe("what is the same row", () => {
  it("every fixture imported a second time adds nothing", async () => {
    const first = await imported(FIXTURES);
    await addAll();
    const [counted] = await service.imports();
    // All but what several of them tell of the same days, and the archive's second copies.
    expect(counted!.added).toBeGreaterThan(75);
    const { overlaps: _first, ...before } = await service.summary();
    const second = await imported(FIXTURES);
    // A summary whose days are there already is refused, because it cannot be compared run by run.
    const summaries = first.files.filter(({ format }) => format === usageSummary.name);
    const refused = summaries.reduce((sum, { rows }) => sum + rows, 0);
    expect(refused).toBeGreaterThan(0);
    expect([second.added, second.waiting, second.replaced, second.rows]).toEqual([0, 0, 0, first.rows - refused]);
    const { overlaps: _second, ...after } = await service.summary();
    expect(rounded(after)).toEqual(rounded(before));
  });

  it("one file under two names in one import counts once", async () => {
    const text = [CURSOR, event("2026-03-01T10:00:00.000Z", 100)].join("\n");
    expect(await imported(file("one.csv", text), file("copy of one.csv", text))).toMatchObject({
      rows: 2,
      added: 1,
      known: 1,
    });
  });

  it("equal requests of one file are as many as they are, and no more when the file comes again with one more", async () => {
    const twice = [CURSOR, event("2026-03-01T10:00:00.000Z", 100), event("2026-03-01T10:00:00.000Z", 100)];
    expect((await imported(file("twice.csv", twice.join("\n")))).added).toBe(2);
    expect(
      await imported(file("thrice.csv", [...twice, event("2026-03-01T10:00:00.000Z", 100)].join("\n"))),
    ).toMatchObject({ added: 1, known: 2 });
    expect((await service.summary()).tokens.input).toBe(300);
  });

  it("a day that was exported before it was over is replaced by the whole day, in whichever order they come", async () => {
    const partOf = file(
      "noon.csv",
      `${CONSOLE}\n2026-03-01,claude-opus-5,k,w,standard,100,10\n2026-03-02,claude-opus-5,k,w,standard,40,4\n`,
    );
    const whole = file(
      "night.csv",
      `${CONSOLE}\n2026-03-01,claude-opus-5,k,w,standard,100,10\n2026-03-02,claude-opus-5,k,w,standard,90,9\n2026-03-03,claude-opus-5,k,w,standard,1,1\n`,
    );
    await imported(partOf);
    expect(await imported(whole)).toMatchObject({ added: 2, replaced: 1 });
    expect((await service.summary()).tokens.input).toBe(191);
    expect(await imported(partOf)).toMatchObject({ added: 0, known: 2, replaced: 0 });
    expect((await service.summary()).tokens.input).toBe(191);
  });

  it("a message of a transcript that stands on several lines, and in a session that was resumed, counts once and whole", async () => {
    const line = (output: number, session: string): string =>
      JSON.stringify({
        type: "assistant",
        timestamp: "2026-03-01T10:00:00.000Z",
        sessionId: session,
        requestId: "r",
        message: { id: "m", model: "claude-opus-5", usage: { input_tokens: 5, output_tokens: output } },
      });
    await imported(file("a.jsonl", [line(1, "s"), line(70, "s")].join("\n")), file("b.jsonl", line(70, "resumed")));
    expect(await service.summary()).toMatchObject({ rows: 1, tokens: { input: 5, output: 70 } });
  });
});

describe("a long file, which a thread of its own reads", () => {
  const HEADER = "time,model,session,user,id,input_tokens,output_tokens,cost,note";
  const rows = (count: number): string[] =>
    Array.from(
      { length: count },
      (_, i) =>
        `2026-03-${String(1 + (i % 28)).padStart(2, "0")}T10:00:00Z,${i % 3 === 0 ? "a" : "b"},s${i % 500},u${i % 40}@example.com,row-${i},${i},7,0.25,"a note, with a comma"`,
    );
  const COUNT = 40_000;
  const whole = (): string => {
    const lines = rows(COUNT);
    lines.splice(30_000, 0, "2026-03-01T10:00:00Z,a,s,u,broken,many,7,0.25,x", "cut");
    return file("long.csv", `${HEADER}\n${lines.join("\n")}\n`);
  };

  it("tells what it tells in short files: rows, runs, people, money and what could not be read", async () => {
    expect(readFileSync(whole()).length).toBeGreaterThan(2_000_000);
    const long = await imported(whole());
    expect(long).toMatchObject({ rows: COUNT, added: COUNT, problems: 2 });
    const { listed } = await service.problems(long.id, 0, 10);
    expect(listed.map(({ line }) => line)).toEqual([30_002, 30_003]);
    expect(listed[0]!.reason).toMatch(/input_tokens is "many"/);
    const summary = await service.summary();
    expect([summary.tokens.input, summary.tokens.output, summary.users, summary.money[0]!.billed]).toEqual([
      (COUNT * (COUNT - 1)) / 2,
      7 * COUNT,
      40,
      COUNT / 4,
    ]);
    const groups = await service.runGroups();
    // The same rows again, in files too short for the thread: every one is known, as it is.
    const short = rows(COUNT);
    const again = await imported(
      ...Array.from({ length: 4 }, (_, i) =>
        file(`short${i}.csv`, `${HEADER}\n${short.slice(i * 10_000, (i + 1) * 10_000).join("\n")}\n`),
      ),
    );
    expect(again).toMatchObject({ rows: COUNT, added: 0, replaced: 0 });
    expect(await service.runGroups()).toEqual(groups);
  });

  it("is given up at once when its import is cancelled, and nothing of it is kept", async () => {
    const [looked] = await service.look(whole());
    const job = await service.startImport([{ part: looked!.part, format: null, columns: null }]);
    while (service.progress(job)!.rows === 0) await new Promise((resolve) => setImmediate(resolve));
    service.cancel(job);
    expect((await service.finish(job)).status).toBe("cancelled");
    expect((await service.summary()).rows).toBe(0);
    expect(await service.imports()).toEqual([]);
  });

  it("fails its import with a sentence when the thread cannot be had, and nothing is kept", async () => {
    await service.close();
    service = openUsageService({
      folder,
      tableFile: join(folder, "usage.duckdb"),
      readerFile: new URL("file:///not/there.js").href,
    });
    const [looked] = await service.look(whole());
    const end = await service.finish(await service.startImport([{ part: looked!.part, format: null, columns: null }]));
    expect(end).toMatchObject({ status: "failed", result: null });
    expect(end.reason).toMatch(/^"long.csv": .*there\.js/);
    expect((await service.summary()).rows).toBe(0);
  });
});

describe("what the user has said of workloads", () => {
  it("stops the runs of one at its cap, and of no other", async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) =>
        `2026-03-0${1 + (i % 9)}T10:00:00Z,gpt-5,run-${i},${1_000 * (1 + (i % 30))},${i % 2 === 0 ? "shop" : "mail"}`,
    );
    const path = file("runs.csv", ["time,model,run,input_tokens,app", ...rows].join("\n"));
    const [looked] = await service.look(path);
    await service.finish(
      await service.startImport([
        {
          part: looked!.part,
          format: null,
          columns: { time: "time", model: "model", run: "run", input: "input_tokens", labels: ["app"] },
        },
      ]),
    );
    const rules = ["shop", "mail"].map((text) => ({ field: "app", match: "is" as const, text, workload: text }));
    await service.writeSettings({ ...service.settings(), rules, stoppedAt: { shop: 20_000 } });
    const stopped: Record<string, number> = {};
    for await (const { workload, fit } of fitGroups(service, null))
      stopped[workload ?? ""] = fit.known ? fit.stopped : -1;
    expect(stopped).toEqual({ shop: 10, mail: 0 });
  });

  it("ends where every row has a label of its own: later labels are left out, which is said, and no row is", async () => {
    const path = file(
      "tags.csv",
      [
        "time,model,input_tokens,tag",
        ...Array.from({ length: 100_050 }, (_, i) => `2026-03-01T10:00:00Z,gpt-5,1,tag-${i}`),
      ].join("\n"),
    );
    const [looked] = await service.look(path);
    const end = await service.finish(
      await service.startImport([
        {
          part: looked!.part,
          format: null,
          columns: { time: "time", model: "model", input: "input_tokens", labels: ["tag"] },
        },
      ]),
    );
    expect(end.result).toMatchObject({ rows: 100_050, added: 100_050, problems: 1 });
    expect((await service.problems(end.result!.id, 0, 5)).listed[0]!.reason).toMatch(/so many different labels/);
    const { models, labels } = await service.summary();
    expect(models.map(({ rows }) => rows)).toEqual([100_050]);
    expect(labels[0]!.values).toHaveLength(50);
  });
});

describe("a table of another version", () => {
  it("is laid aside and said to be, as often as it happens, and none is thrown away", async () => {
    const tableFile = join(folder, "usage.duckdb");
    for (const [aside, others] of [
      ["usage.duckdb.old", 0],
      ["usage.duckdb.old-2", 1],
    ] as const) {
      await service.close();
      rmSync(tableFile, { force: true });
      const instance = await DuckDBInstance.create(tableFile);
      const connection = await instance.connect();
      await connection.run(`CREATE TABLE about (version INTEGER); INSERT INTO about VALUES (${900 + others})`);
      connection.closeSync();
      instance.closeSync();
      service = openUsageService({ folder, tableFile });
      expect((await service.summary()).doubts[0]).toMatch(
        /lies aside as usage\.duckdb\.old: import the exports again\.$/,
      );
      expect(readFileSync(join(folder, aside)).length).toBeGreaterThan(0);
    }
    await imported(file("one.csv", [CURSOR, event("2026-03-01T10:00:00.000Z", 100)].join("\n")));
    expect((await service.summary()).doubts.join(" ")).not.toMatch(/lies aside/);
  });
});

describe("runs out of rows", () => {
  it("have the name that the export gives them, one model each; the last word on the outcome counts", async () => {
    const text = [
      "time,model,session,task,input_tokens,output_tokens,success",
      "2026-03-01T10:00:00Z,a,s1,t1,5,1,false",
      "2026-03-01T12:00:00Z,a,s1,t1,5,1,true",
      "2026-03-01T12:00:01Z,b,s1,t1,1,1,",
      "2026-03-02T10:00:00Z,a,s2,t1,7,1,false",
    ].join("\n");
    await imported(file("runs.csv", text));
    const groups = await service.runGroups();
    expect(
      groups.map(({ model, runs, withOutcome, successes, tasks }) => [model, runs, withOutcome, successes, tasks]),
    ).toEqual([
      ["a", 2, 2, 1, 1],
      ["b", 1, 0, 0, 1],
    ]);
    const runs = unpackRuns(await service.runs({ model: "a" }));
    expect([...runs.tokens]).toEqual([12, 8]);
    expect([...runs.outcome!]).toEqual([1, 0]);
    expect(runs.task).toEqual(["t1", "t1"]);
  });

  it("begin anew after a pause, for each person apart; a request of nobody is a run of its own, and sums are none", async () => {
    await imported(
      file(
        "cursor.csv",
        [
          CURSOR,
          event("2026-03-01T10:00:00.000Z", 1),
          event("2026-03-01T10:30:00.000Z", 1),
          event("2026-03-01T11:00:01.000Z", 1),
          event("2026-03-01T10:10:00.000Z", 1, "b@example.com"),
          event("2026-03-01T10:00:00.000Z", 1, ""),
        ].join("\n"),
      ),
    );
    await imported(file("console.csv", `${CONSOLE}\n2026-03-01,claude-opus-5,k,w,standard,100,10\n`));
    expect((await service.summary()).runs).toEqual({ named: 0, byPause: 3, single: 1, pauseMinutes: 30 });
    expect((await service.days({})).map(({ day, runs, users }) => [day, runs, users])).toEqual([["2026-03-01", 4, 2]]);
  });

  it("of two models asked by one person in turns are each model's own", async () => {
    const other = event("2026-03-01T10:05:00.000Z", 1).replace("claude-opus-5", "claude-haiku-4-5");
    await imported(
      file(
        "cursor.csv",
        [CURSOR, event("2026-03-01T10:00:00.000Z", 1), other, event("2026-03-01T10:10:00.000Z", 1)].join("\n"),
      ),
    );
    expect((await service.summary()).runs.byPause).toBe(2);
    expect((await service.runGroups()).map(({ runs }) => runs)).toEqual([1, 1]);
    expect(await service.users({})).toEqual({ runs: [2], activeDays: [1] });
  });

  it("doubts are said: two sources for the same days, bills far from list price", async () => {
    const events = Array.from({ length: 120 }, (_, i) =>
      event(`2026-03-01T1${Math.floor(i / 60)}:${String(i % 60).padStart(2, "0")}:00.000Z`, 1_000_000),
    );
    await imported(
      file("console.csv", `${CONSOLE}\n2026-03-01,claude-opus-5,k,w,standard,1000000,10\n`),
      file("cursor.csv", [CURSOR, ...events].join("\n")),
    );
    const { doubts } = await service.summary();
    expect(doubts).toEqual([
      "Bills in USD are 98% below list price where both are known: a discount, a quota, or prices that are too high.",
      "“Anthropic Console, tokens” and “Cursor usage events” both show tokens of the same models and days. What both contain counts twice. Leave one of them out if they show the same work.",
    ]);
  });

  it("a source that is left out is kept and counted nowhere, until it is taken back", async () => {
    await imported(
      file("console.csv", `${CONSOLE}\n2026-03-01,claude-opus-5,k,w,standard,1000000,10\n`),
      file("cursor.csv", [CURSOR, event("2026-03-01T10:00:00.000Z", 70)].join("\n")),
    );
    const before = await service.summary();
    const settings = service.settings();
    await service.writeSettings({ ...settings, leftOut: ["anthropic-console-usage"] });
    const left = await service.summary();
    expect(before.sources.map(({ source }) => source)).toContain("anthropic-console-usage");
    expect([left.rows, left.tokens.input, left.models.length, left.money[0]!.billed]).toEqual([1, 70, 1, 0.1]);
    expect(left.sources.map(({ source, isLeftOut, rows }) => [source, isLeftOut, rows])).toEqual([
      ["anthropic-console-usage", true, 1],
      ["cursor", false, 1],
    ]);
    expect(left.doubts.join(" ")).toMatch(/is left out: its row is kept and not counted/);
    expect(left.doubts.join(" ")).not.toMatch(/counts twice/);
    expect((await service.days({})).map(({ tokens }) => tokens)).toEqual([80]);
    // What comes later of the same source is left out too, and nothing is added twice when it is taken back.
    expect(
      (await imported(file("console2.csv", `${CONSOLE}\n2026-03-02,claude-opus-5,k,w,standard,5,1\n`))).added,
    ).toBe(1);
    expect((await service.summary()).rows).toBe(1);
    await service.writeSettings({ ...settings, leftOut: [] });
    expect((await service.summary()).rows).toBe(3);
  });

  it("a month that is told as one is spread over its days", async () => {
    await imported(
      file(
        "months.json",
        JSON.stringify({
          monthly: [
            {
              month: "2026-02",
              inputTokens: 280,
              outputTokens: 28,
              cacheCreationTokens: 0,
              cacheReadTokens: 0,
              totalTokens: 308,
              totalCost: 2.8,
              modelsUsed: ["claude-opus-5"],
            },
          ],
          totals: {},
        }),
      ),
    );
    const days = await service.days({});
    expect(days).toHaveLength(28);
    expect((await service.modelDays()).map(({ day, model, tokens }) => [day, model, tokens])).toEqual(
      days.map(({ day, tokens }) => [day, "claude-opus-5", tokens]),
    );
    expect(days[0]).toMatchObject({ day: "2026-02-01", tokens: 11 });
    expect(days.reduce((sum, { list }) => sum + list!, 0)).toBeCloseTo(2.8, 9);
  });
});
