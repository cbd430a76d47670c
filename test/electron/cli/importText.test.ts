import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importUsageFiles, type ImportOptions } from "#electron/cli/usage/importRun.ts";
import { COLUMNS } from "#electron/cli/text.ts";
import { answersFrom, type ColumnAnswers } from "#shared/usage/formats/table/columnsText.ts";
import { allTokens } from "#shared/usage/usageRow.ts";

const folder = mkdtempSync(join(tmpdir(), "past-april-import-test-"));
const before = process.env["PAST_APRIL_DATA"];
beforeAll(() => {
  process.env["PAST_APRIL_DATA"] = join(folder, "data");
});
afterAll(() => {
  if (before === undefined) delete process.env["PAST_APRIL_DATA"];
  else process.env["PAST_APRIL_DATA"] = before;
  rmSync(folder, { recursive: true, force: true });
});

const quiet = { show: () => undefined, clear: () => undefined };
const never = { cancel: new AbortController().signal, progress: quiet };
const AS_IT_SEEMS = { format: null, columns: null, cap: null, overlap: null, timeZone: null };
/** Forty runs whose tokens are spread like real ones; every fourth fails. */
const RUNS = Array.from({ length: 40 }, (_, i) => {
  const tokens = Math.round(200_000 * Math.exp(0.8 * Math.sin(7 * i) + 0.02 * i));
  // Beyond 200,000 tokens of prompt all of it costs more.
  const [input, output] = tokens > 200_000 ? [6, 22.5] : [3, 15];
  return `2026-03-${String(1 + (i % 28)).padStart(2, "0")}T10:00:00Z,claude-sonnet-4-5,run-${i},jane.doe@example.com,${tokens},${1000 + i},${((tokens * input + (1000 + i) * output) / 1e6).toFixed(6)},${i % 4 !== 0},1`;
});
const TABLE = [
  "time,model,run,user,input_tokens,output_tokens,cost,success,requests",
  ...RUNS,
  "=CMD(),claude-sonnet-4-5,x,y,1,1,1,true,1",
].join("\n");

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("past-april import", () => {
  it("says in 80 columns what is in a file and which curve its runs follow, and names nobody", async () => {
    const { document, text } = await importUsageFiles([file("runs.csv", TABLE)], AS_IT_SEEMS, never);
    expect(Math.max(...text.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(COLUMNS);
    expect(text).toContain("40 rows from 1 file, March 1, 2026 to March 28, 2026, 1 user");
    expect(text).toContain('runs.csv, line 42: time is "=CMD()"; wanted a day or a moment');
    expect(text).toMatch(/claude-sonnet-4-5 +40 +75% +\w+ /);
    expect(JSON.stringify(document) + text).not.toContain("jane");
    const [group] = document.runs;
    expect(group).toMatchObject({
      model: "claude-sonnet-4-5",
      runs: 40,
      withOutcome: 40,
      successes: 30,
      fit: { known: true, runs: 40 },
    });
    expect(document.summary.money[0]!.compared!.billed).toBeCloseTo(document.summary.money[0]!.compared!.list, 3);
  });

  it("counts runs that reached the cap as at least that dear", async () => {
    const largest = await importUsageFiles([file("runs.csv", TABLE)], AS_IT_SEEMS, never).then(
      ({
        document: {
          runs: [group],
        },
      }) => (group!.fit.known ? group!.fit.mean.p90 : 0),
    );
    const { document, text } = await importUsageFiles(
      [file("runs.csv", TABLE)],
      { ...AS_IT_SEEMS, cap: Math.round(largest) },
      never,
    );
    const [group] = document.runs;
    expect(group!.fit).toMatchObject({ known: true, runs: 40 });
    expect(group!.fit.known && group!.fit.stopped).toBeGreaterThan(0);
    // The sentence is wrapped at 80 columns.
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "stopped at a cap: their full cost is unknown, so they count as at least that much.",
    );
  });

  it("ends with a sentence a file where nothing can be read, and says which formats there are", async () => {
    await expect(importUsageFiles([join(folder, "missing.csv")], AS_IT_SEEMS, never)).rejects.toMatchObject({
      exit: 1,
    });
    await expect(importUsageFiles([file("notes.txt", "nothing\nto see\n")], AS_IT_SEEMS, never)).rejects.toMatchObject({
      exit: 1,
      lines: ["notes.txt: its format is not known; name it, or say which column holds what."],
    });
    await expect(importUsageFiles([file("empty.csv", "")], AS_IT_SEEMS, never)).rejects.toMatchObject({
      exit: 1,
      lines: ["empty.csv: it is empty."],
    });
    await expect(
      importUsageFiles([file("runs2.csv", TABLE)], { ...AS_IT_SEEMS, format: "no-such" }, never),
    ).rejects.toMatchObject({ exit: 2 });
  });

  it("asks which column holds what where a table is understood in part, and is answered with --columns", async () => {
    const path = file(
      "odd.csv",
      "call_begin,llm,prompt,cached_tokens,answer,fizz,team\n05/08/2026,gpt-5.4,100,60,20,0.5,web\n06/08/2026,gpt-5.4,100,60,20,0.5,web\n",
    );
    const answered = (text: string): ImportOptions => ({ ...AS_IT_SEEMS, columns: answersFrom(text) as ColumnAnswers });
    const map =
      "time=call_begin,model=llm,input=prompt,cacheRead=cached_tokens,output=answer,cost=fizz,labels=team,cache=inside,day=first";
    await expect(importUsageFiles([path], AS_IT_SEEMS, never)).rejects.toMatchObject({
      exit: 1,
      lines: [
        expect.stringMatching(
          /^odd\.csv: .*“answer”, “fizz”.*cache=inside.*--columns "time=call_begin,model=llm,input=prompt,cacheRead=cached_tokens,…"\.$/,
        ),
      ],
    });
    const { document } = await importUsageFiles([path], answered(map), never);
    expect(document.summary).toMatchObject({
      rows: 2,
      period: { from: Date.UTC(2026, 7, 5) },
      tokens: { input: 80, cacheRead: 120, output: 40 },
      money: [{ billed: 1 }],
      labels: [{ name: "team" }],
    });
    await expect(importUsageFiles([path], answered(map.replace("fizz", "fuzz")), never)).rejects.toMatchObject({
      exit: 1,
      lines: [expect.stringContaining('no column "fuzz"')],
    });
    // A file of a known format beside it is read as what it is.
    const cursor = file(
      "cursor.csv",
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n2026-10-05T10:00:00.000Z,gpt-5.2,0,40000,0,2000,42000,0.098\n",
    );
    expect(
      (await importUsageFiles([path, cursor], answered(map), never)).document.files.map(({ rows }) => rows),
    ).toEqual([2, 1]);
  });

  it("gives no total while it cannot be told whether reports are the same work, and counts as --overlap says", async () => {
    const paths = [fileURLToPath(new URL("../../fixtures/usage/cases/ccusage-two-people-daily", import.meta.url))];
    await expect(importUsageFiles(paths, AS_IT_SEEMS, never)).rejects.toMatchObject({
      exit: 1,
      lines: [
        expect.stringMatching(/first-developer\.json.*second-developer\.json/),
        expect.stringMatching(/--overlap add .*--overlap once /),
      ],
    });
    const tokensWith = async (overlap: "once" | "add"): Promise<number> =>
      allTokens((await importUsageFiles(paths, { ...AS_IT_SEEMS, overlap }, never)).document.summary.tokens);
    expect(await tokensWith("add")).toBe(21_215_500);
    // The second developer's two days, and what only the first has.
    expect(await tokensWith("once")).toBe(11_529_000 + 223_500);
  });

  it("counts requests by the days of --time-zone", async () => {
    const path = file(
      "zone.csv",
      "time,model,input_tokens,output_tokens,cost\n2026-03-31T23:30:00Z,gpt-5.2,100,10,0.5\n",
    );
    const periodIn = async (timeZone: string | null): Promise<number | undefined> =>
      (await importUsageFiles([path], { ...AS_IT_SEEMS, timeZone }, never)).document.summary.period?.from;
    expect(await periodIn(null)).toBe(Date.UTC(2026, 2, 31, 23, 30));
    expect(await periodIn("Asia/Kolkata")).toBe(Date.UTC(2026, 3, 1, 5));
  });

  it("is stopped by Ctrl-C with nothing left", async () => {
    const stop = new AbortController();
    const running = importUsageFiles([file("runs3.csv", TABLE)], AS_IT_SEEMS, { cancel: stop.signal, progress: quiet });
    stop.abort();
    await expect(running).rejects.toMatchObject({ exit: 130 });
  });
});
