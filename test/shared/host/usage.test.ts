import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveLoopback } from "#electron/browser/server.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";
import { createHostClient, type Host, type Reply } from "#shared/host/client.ts";
import { serveHost } from "#shared/host/serve.ts";
import type { UsageProgress } from "#shared/usage/answers/answers.ts";
import { unpackRuns } from "#shared/usage/answers/usageRuns.ts";
import { aFolder, aMachine, aSite, callLoopback } from "./transports.ts";

function given<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.failure)}`);
  return reply.value;
}

/** A machine behind a transport, and what a shell does when its user drops a file. */
interface Behind {
  readonly host: Host;
  readonly send: (operation: string, input: unknown) => Promise<unknown>;
  readonly offer: (path: string) => OfferedUsage;
  readonly close: () => Promise<void>;
}

const TRANSPORTS: [string, (folder: string) => Promise<Behind>][] = [
  [
    "memory",
    (folder) => {
      const machine = aMachine(folder, null);
      const send = (operation: string, input: unknown): Promise<unknown> =>
        serveHost(machine.host, operation, structuredClone(input));
      return Promise.resolve({ host: createHostClient(send), send, offer: machine.offerUsage, close: machine.close });
    },
  ],
  [
    "loopback",
    async (folder) => {
      const machine = aMachine(folder, null);
      const server = await serveLoopback({ site: aSite(folder), host: machine.host });
      const send = (operation: string, input: unknown): Promise<unknown> => callLoopback(server, operation, input);
      const close = async (): Promise<void> => {
        await server.close();
        await machine.close();
      };
      return { host: createHostClient(send), send, offer: machine.offerUsage, close };
    },
  ],
];

const HEADER =
  "generation_id,created_at,model_permaslug,provider_name,api_key_name,app_name,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,cost_total,finish_reason_normalized,user";
/** One generation, `minute` minutes after ten o'clock of 2 March 2026. */
const generation = (id: string, minute: number, user: string, app: string): string =>
  `${id},${new Date(Date.UTC(2026, 2, 2, 10, minute)).toISOString()},openai/gpt-4o-mini,OpenAI,Key,${app},1000000,100000,0,0,0.21,stop,${user}`;
const FOUR = [
  HEADER,
  generation("a", 0, "jane@example.com", "Shop"),
  generation("b", 5, "jane@example.com", "Shop"),
  generation("c", 50, "jane@example.com", "Shop"),
  generation("d", 0, "joe@example.com", "Desk"),
].join("\n");

describe.each(TRANSPORTS)("usage over %s", (_, connect) => {
  let folder: ReturnType<typeof aFolder>;
  let behind: Behind;
  const host = (): Host => behind.host;

  beforeEach(async () => {
    folder = aFolder();
    behind = await connect(join(folder.path, "data"));
  });
  afterEach(async () => {
    await behind.close();
    folder.remove();
  });

  const file = (name: string, content: string | Uint8Array): OfferedUsage => {
    const path = join(folder.path, name);
    writeFileSync(path, content);
    return behind.offer(path);
  };
  const ended = async (job: string): Promise<UsageProgress> => {
    for (;;) {
      const progress = given(await host().usageImportProgress({ job }));
      if (progress.status !== "reading" && progress.status !== "adding") return progress;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const imported = async (...offered: OfferedUsage[]): Promise<UsageProgress> => {
    const parts = (await Promise.all(offered.map(({ file: key }) => host().lookAtUsage({ file: key })))).flatMap(given);
    return ended(
      given(await host().startUsageImport({ parts: parts.map(({ part }) => ({ part, format: null, columns: null })) }))
        .job,
    );
  };

  it("says what a file is taken for, imports it, and answers in sums, days and runs; nobody is named", async () => {
    const offered = file("activity.csv", FOUR);
    expect(offered.file).not.toContain("/");
    const [looked] = given(await host().lookAtUsage({ file: offered.file }));
    expect(looked).toMatchObject({
      name: "activity.csv",
      look: { formats: [{ format: "openrouter-generations" }], isGuess: false, issue: null },
    });
    const done = await imported(offered);
    expect(done).toMatchObject({
      status: "done",
      rows: 4,
      problems: 0,
      result: { id: 1, added: 4, known: 0, replaced: 0 },
    });
    const summary = given(await host().usageSummary(null));
    expect(summary).toMatchObject({
      rows: 4,
      users: 2,
      requests: 4,
      tokens: { input: 4_000_000, output: 400_000 },
      money: [{ currency: "USD" }],
      models: [{ model: "openai/gpt-4o-mini", pricedAs: "gpt-4o-mini" }],
      // 50 minutes are a new run of the same person, 5 are not.
      runs: { named: 0, byPause: 3, single: 0, pauseMinutes: 30 },
      workloads: [{ workload: null, runs: 3 }],
    });
    expect(summary.money[0]!.billed).toBeCloseTo(0.84, 9);
    // 0.15 and 0.60 dollars per million.
    expect(summary.money[0]!.list).toBeCloseTo(4 * 0.15 + 0.4 * 0.6, 9);
    expect(
      JSON.stringify([summary, given(await host().usageUsers({})), given(await host().usageDays({}))]),
    ).not.toMatch(/jane|joe/);
    expect(given(await host().usageDays({}))).toMatchObject([
      { day: "2026-03-02", workload: null, runs: 3, users: 2, tokens: 4_400_000 },
    ]);
    const runs = unpackRuns(given(await host().usageRuns({ model: "openai/gpt-4o-mini" })));
    expect([...runs.tokens].sort((one, other) => one - other)).toEqual([1_100_000, 1_100_000, 2_200_000]);
    expect(runs.outcome).toBeNull();
    expect(unpackRuns(given(await host().usageRuns({ model: "another" }))).tokens).toHaveLength(0);
  });

  it("adds nothing twice, and takes an import back", async () => {
    await imported(file("first.csv", FOUR));
    const longer = [FOUR, generation("e", 200, "joe@example.com", "Desk")].join("\n");
    const again = await imported(file("second.csv.gz", gzipSync(longer)));
    expect(again.result).toMatchObject({ id: 2, rows: 5, added: 1, known: 4 });
    expect(given(await host().usageSummary(null)).rows).toBe(5);
    expect(given(await host().listUsageImports(null)).map(({ id }) => id)).toEqual([2, 1]);
    given(await host().removeUsageImport({ import: 2 }));
    expect(given(await host().usageSummary(null)).rows).toBe(4);
  });

  it("lists what could not be read with line and reason, and loses nothing else", async () => {
    const done = await imported(
      file("holes.csv", [FOUR, generation("f", 1, "x", "Shop").replace("1000000", "-5"), "cut,off"].join("\n")),
    );
    expect(done.result).toMatchObject({ rows: 4, problems: 2 });
    expect(given(await host().listUsageProblems({ import: 1, from: 0, most: 10 }))).toEqual({
      total: 2,
      listed: [
        { file: "holes.csv", line: 6, reason: 'tokens_prompt is "-5"; wanted a whole number of 0 or more' },
        { file: "holes.csv", line: 7, reason: "it has 2 cells where there are 13 columns" },
      ],
    });
  });

  it("maps rows to workloads by rules and cuts runs by a pause, both at any time", async () => {
    await imported(file("activity.csv", FOUR));
    const settings = {
      rules: [{ field: "app", match: "is" as const, text: "shop", workload: "coding" }],
      pauseMinutes: 60,
    };
    given(await host().writeUsageSettings(settings));
    expect(given(await host().readUsageSettings(null))).toEqual(settings);
    expect(given(await host().usageRunGroups(null)).map(({ workload, runs }) => [workload, runs])).toEqual([
      ["coding", 1],
      [null, 1],
    ]);
    expect(given(await host().usageDays({ workload: "coding" }))).toMatchObject([
      { workload: "coding", runs: 1, users: 1 },
    ]);
    expect(given(await host().usageUsers({ workload: "coding" }))).toEqual({ runs: [1], activeDays: [1] });
    expect(given(await host().usageUsers({ workload: null }))).toEqual({ runs: [1], activeDays: [1] });
  });

  it("asks about a table nobody knows, and remembers how its header was mapped", async () => {
    const table = "Wann;Welches;Rein;Raus;Preis\n02.03.2026;small;1.000;10;0,25\n";
    const offered = file("own.csv", table);
    const [looked] = given(await host().lookAtUsage({ file: offered.file }));
    expect(looked!.look).toMatchObject({
      formats: [],
      columns: ["Wann", "Welches", "Rein", "Raus", "Preis"],
      columnMap: null,
      sample: [["02.03.2026", "small", "1.000", "10", "0,25"]],
    });
    const refused = await imported(offered);
    expect(refused.result).toMatchObject({ rows: 0, problems: 1 });
    const columns = { time: "Wann", model: "Welches", input: "Rein", output: "Raus", cost: "Preis" };
    const { job } = given(await host().startUsageImport({ parts: [{ part: looked!.part, format: null, columns }] }));
    expect((await ended(job)).result).toMatchObject({ rows: 1, added: 1, problems: 0 });
    expect(given(await host().usageSummary(null))).toMatchObject({
      tokens: { input: 1000, output: 10 },
      money: [{ billed: 0.25 }],
    });
    const next = file("next.csv", table.replace("02.03.", "03.03."));
    expect(given(await host().lookAtUsage({ file: next.file }))[0]!.look).toMatchObject({
      columnMap: columns,
      formats: [{ format: "table" }],
    });
    expect((await imported(next)).result).toMatchObject({ added: 1 });
  });

  it("takes a file in pieces from a page that alone can read it, and keeps none of it", async () => {
    const offered = given(await host().offerUsage({ name: "../../pieces.csv" }));
    const bytes = new TextEncoder().encode(FOUR);
    for (let from = 0; from < bytes.length; from += 100)
      given(await host().sendUsage({ file: offered.file, bytes: bytes.slice(from, from + 100) }));
    expect((await imported(offered)).result).toMatchObject({
      added: 4,
      files: [{ name: ".._.._pieces.csv".slice(-10) }],
    });
    expect(
      readdirSync(join(folder.path, "data", "usage-uploads"), { recursive: true }).filter((name) =>
        String(name).endsWith(".csv"),
      ),
    ).toEqual([]);
  });

  it("writes no file that the user chose, and reads none that nobody did", async () => {
    const offered = file("mine.csv", FOUR);
    expect(await host().sendUsage({ file: offered.file, bytes: new Uint8Array([1]) })).toEqual({
      ok: false,
      failure: { code: "not-chosen" },
    });
    expect(await host().lookAtUsage({ file: "usage-00000000000000000000000000000000" })).toEqual({
      ok: false,
      failure: { code: "not-chosen" },
    });
    expect(await behind.send("lookAtUsage", { file: "/etc/passwd" })).toMatchObject({
      ok: false,
      failure: { code: "invalid-input" },
    });
    expect(await host().usageImportProgress({ job: "no-such-job" })).toEqual({
      ok: false,
      failure: { code: "not-chosen" },
    });
    expect(existsSync(join(folder.path, "mine.csv"))).toBe(true);
  });

  it("leaves nothing behind of an import that was cancelled", async () => {
    const many = [
      HEADER,
      ...Array.from({ length: 150_000 }, (_each, i) => generation(`g${i}`, i % 50_000, `user${i % 100}`, "Shop")),
    ].join("\n");
    const [looked] = given(await host().lookAtUsage({ file: file("many.csv", many).file }));
    const { job } = given(
      await host().startUsageImport({ parts: [{ part: looked!.part, format: null, columns: null }] }),
    );
    given(await host().cancelUsageImport({ job }));
    expect(await ended(job)).toMatchObject({ status: "cancelled", result: null });
    expect(given(await host().usageSummary(null)).rows).toBe(0);
    expect(given(await host().listUsageImports(null))).toEqual([]);
  });
});
