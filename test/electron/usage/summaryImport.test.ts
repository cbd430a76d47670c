import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reduceFiles } from "#electron/host/usage/summary/reduceFiles.ts";
import { openUsageService } from "#electron/host/usage/usageService.ts";
import {
  runFamilyLnDensity,
  runFamilyMean,
  runFamilyQuantile,
  type RunFamily,
} from "#shared/distributions/runFamily.ts";
import {
  USUAL_SETTINGS,
  type RunGroup,
  type UsageDay,
  type UsageSummary,
  type UsageUsers,
} from "#shared/usage/answers/answers.ts";
import { unpackRuns, type UsageRuns } from "#shared/usage/answers/usageRuns.ts";
import { fitRuns } from "#shared/usage/fits/fitRuns.ts";
import type { FitReport } from "#shared/usage/fits/fitReport.ts";
import { columnsFrom } from "#shared/usage/formats/table/columnsText.ts";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { inDuckDB } from "#test/engines/inDuckDB.ts";
import { csvOf, warehouseRequests, type WarehouseRequest } from "#test/engines/requests.ts";
import { langfuseRecords, litellmRecords } from "#test/engines/sourceTables.ts";

/** ln likelihood of runs under a curve. */
function lnLikelihoodOf({ tokens }: UsageRuns, family: RunFamily): number {
  return tokens.reduce((sum, own) => (own > 0 ? sum + runFamilyLnDensity(family, own) : sum), 0);
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-summary-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that is asked of an import. */
interface Answers {
  readonly summary: UsageSummary;
  readonly groups: readonly RunGroup[];
  readonly days: readonly UsageDay[];
  readonly users: UsageUsers;
  readonly runs: readonly UsageRuns[];
}

const WORKLOADS = ["engineering", "support's “desk”"];
const RULES = WORKLOADS.flatMap((text) =>
  ["workload", "team", "environment"].map((field) => ({ field, match: "is" as const, text, workload: text })),
);

async function imported(
  paths: readonly string[],
  columns: ColumnMap | null = null,
): Promise<{ answers: Answers; reasons: readonly string[] }> {
  const own = mkdtempSync(join(folder, "app-"));
  const service = openUsageService({ folder: own, tableFile: join(own, "usage.duckdb") });
  try {
    await service.writeSettings({ ...USUAL_SETTINGS, rules: RULES });
    const parts = (await Promise.all(paths.map((path) => service.look(path)))).flat();
    const job = await service.startImport(parts.map(({ part }) => ({ part, format: null, columns, style: null })));
    const { result, reason } = await service.finish(job);
    expect(reason).toBeNull();
    const { listed } = await service.problems(result!.id, 0, 100);
    const groups = await service.runGroups();
    const runs: UsageRuns[] = [];
    for (const { workload, model } of groups) runs.push(unpackRuns(await service.runs({ workload, model })));
    const answers = {
      summary: await service.summary(),
      groups,
      days: await service.days({}),
      users: await service.users({ workload: WORKLOADS[0]! }),
      runs,
    };
    return { answers, reasons: listed.map((each) => each.reason) };
  } finally {
    await service.close();
  }
}

const NEVER = new AbortController().signal;

async function summaryOf(
  paths: readonly string[],
  columns: ColumnMap | null = null,
  name = "summary.parquet",
  since: string | null = null,
  until: string | null = null,
): Promise<string> {
  const form = name.endsWith(".csv") ? "csv" : "parquet";
  const { bytes } = await reduceFiles({ paths, from: null, columns, since, until, pause: 30, form }, NEVER);
  const path = join(mkdtempSync(join(folder, "made-")), name);
  writeFileSync(path, bytes);
  return path;
}

const cents = (value: number | null): number | null => (value === null ? null : Math.round(100 * value) / 100);
/** What both ways must say alike, whatever the order of rows and people; rows of one's own table count no requests. */
function comparable({ summary, groups, days, users }: Answers): unknown {
  const money = (all: UsageSummary["money"]): unknown =>
    all.map(({ currency, billed, list }) => ({ currency, billed: cents(billed), list: cents(list) }));
  return {
    period: summary.period === null ? null : Math.floor(summary.period.from / 864e5),
    tokens: summary.tokens,
    users: summary.users,
    money: money(summary.money),
    models: summary.models.map(({ model, tokens, money: own }) => ({
      model,
      tokens,
      money: money([own]),
    })),
    workloads: summary.workloads.map(({ workload, runs, tokens }) => ({ workload, runs, tokens })),
    runs: summary.runs,
    groups: groups.map(({ cost, ...group }) => ({ ...group, cost: cents(cost) })),
    days: days.map((day) => ({ ...day, billed: cents(day.billed), list: cents(day.list) })),
    people: users.runs.map((runs, i) => [runs, users.activeDays[i]!] as const).sort(([a, x], [b, y]) => a - b || x - y),
  };
}

const OWN_MAP = columnsFrom(
  "time=began,run=run,task=task,user=person,labels=workload,model=model,input=input,cacheRead=cache_read,cacheWrite=cache_write,cacheWriteHour=cache_write_hour,output=output,cost=cost,outcome=outcome,cache=beside",
) as ColumnMap;

function ownFile(rows: readonly WarehouseRequest[], name: string): string {
  const path = join(folder, name);
  writeFileSync(path, csvOf(rows));
  return path;
}

/** Rows that both ways read alike: a row of neither tokens nor money is a problem of the one and a request of the other. */
const isSomething = ({ input, output, cost, cache_read: read }: WarehouseRequest): boolean =>
  (input ?? 0) + output + read > 0 || cost !== null;

/** How far a number is from another, as a share of it. */
const offBy = (value: unknown, from: number): number => Math.abs(Number(value) / from - 1);

describe("a summary of usage that is imported", () => {
  it("says what its requests say: tokens, money to the cent, days, runs and people", async () => {
    const file = ownFile(warehouseRequests(1_500).filter(isSomething), "own.csv");
    const [raw, reduced] = [await imported([file], OWN_MAP), await imported([await summaryOf([file], OWN_MAP)])];
    expect(raw.reasons).toEqual([]);
    expect(reduced.reasons).toEqual([]);
    expect(comparable(reduced.answers)).toEqual(comparable(raw.answers));
    // Every run of so few is in the file, so that the fits are the same.
    for (const [i, runs] of raw.answers.runs.entries()) {
      const [one, other] = [fitRuns(runs), fitRuns(reduced.answers.runs[i]!)];
      expect(other.known).toBe(one.known);
      if (one.known && other.known) {
        expect(other.words).toEqual(one.words);
        expect(other.mean.p90 / one.mean.p90).toBeCloseTo(1, 9);
      }
    }
  });

  it.each([litellmRecords, langfuseRecords])(
    "reads $from's exports as they are read themselves",
    async ({ from, records }) => {
      const file = join(folder, `${from}.json`);
      writeFileSync(file, JSON.stringify(records));
      const [raw, reduced] = [await imported([file]), await imported([await summaryOf([file], null, "summary.csv")])];
      expect(reduced.reasons).toEqual([]);
      expect(reduced.answers.summary.tokens).toEqual({ ...raw.answers.summary.tokens });
      expect(reduced.answers.summary.money.map(({ billed, list }) => [cents(billed), cents(list)])).toEqual(
        raw.answers.summary.money.map(({ billed, list }) => [cents(billed), cents(list)]),
      );
      expect(reduced.answers.summary.runs).toEqual(raw.answers.summary.runs);
    },
  );

  it.each(["litellm_logs.csv", "litellm_logs.json", "langfuse.jsonl", "langfuse.csv"])(
    "gives the totals of %s",
    async (name) => {
      const file = new URL(`../../fixtures/usage/${name}`, import.meta.url).pathname;
      const [raw, reduced] = [await imported([file]), await imported([await summaryOf([file])])];
      const total = ({ answers: { summary } }: typeof raw): unknown => ({
        tokens: Object.values(summary.tokens).reduce((sum, tokens) => sum + tokens, 0),
        requests: summary.requests,
        users: summary.users,
        billed: cents(summary.money[0]!.billed),
        runs: summary.runs,
      });
      expect(total(reduced)).toEqual(total(raw));
    },
  );

  it("fits more runs than it hands over one by one as their requests are fitted", async () => {
    const rows = warehouseRequests(24_000)
      .filter(isSomething)
      .map((row) => ({ ...row, workload: "engineering", model: "model-a" }));
    const file = ownFile(rows, "large.csv");
    const [raw, reduced] = [await imported([file], OWN_MAP), await imported([await summaryOf([file], OWN_MAP)])];
    const [one, other] = [raw, reduced].map(({ answers }) => fitRuns(answers.runs[0]!)) as [FitReport, FitReport];
    expect(reduced.answers.groups[0]).toMatchObject({
      runs: raw.answers.groups[0]!.runs,
      tokens: raw.answers.groups[0]!.tokens,
    });
    expect(other.runs).toBe(one.runs);
    expect(other.runs).toBeGreaterThan(10_000);
    expect(other.fits.map(({ distribution }) => distribution.kind)).toEqual(
      one.fits.map(({ distribution }) => distribution.kind),
    );
    for (const [i, fit] of one.fits.entries()) {
      const same = other.fits[i]!;
      for (const [name, value] of Object.entries(fit.distribution))
        if (typeof value === "number")
          expect(offBy(same.distribution[name as keyof typeof same.distribution], value)).toBeLessThan(0.001);
      const [curve, sameCurve] = [fit.distribution, same.distribution];
      expect(offBy(runFamilyQuantile(sameCurve, 0.95), runFamilyQuantile(curve, 0.95))).toBeLessThan(0.001);
      if (Number.isFinite(runFamilyMean(curve)))
        expect(offBy(runFamilyMean(sameCurve), runFamilyMean(curve))).toBeLessThan(0.001);
      const of = raw.answers.runs[0]!;
      expect(Math.abs(lnLikelihoodOf(of, sameCurve) - lnLikelihoodOf(of, curve))).toBeLessThan(0.1);
    }
    expect(offBy(other.mean.p90, one.mean.p90)).toBeLessThan(0.02);
    const [mix, own] = [other.mix, one.mix];
    if (mix.known && own.known)
      for (const [name, share] of Object.entries(own.mix))
        expect(mix.mix[name as keyof typeof mix.mix]).toBeCloseTo(share, 9);
    expect(mix.known && own.known).toBe(true);
    expect(offBy(other.spread.designEffect, one.spread.designEffect)).toBeLessThan(0.1);
  });

  it("refuses a file of another version or grid, cut off or changed, with one sentence and nothing of it counted", async () => {
    const file = ownFile(warehouseRequests(300).filter(isSomething), "small.csv");
    const whole = readFileSync(await summaryOf([file], OWN_MAP, "summary.csv"), "utf8");
    const lines = whole.trimEnd().split("\n");
    const broken = async (name: string, content: string): Promise<readonly string[]> => {
      const path = join(folder, name);
      writeFileSync(path, content);
      const { answers, reasons } = await imported([path]);
      expect(answers.summary.rows).toBe(0);
      expect(answers.groups).toEqual([]);
      expect(answers.users.runs).toEqual([]);
      return reasons;
    };
    const only = async (name: string, content: string): Promise<string> => {
      const reasons = await broken(name, content);
      expect(reasons).toHaveLength(1);
      return reasons[0]!;
    };
    expect(await only("version.csv", whole.replace("usage-summary/1", "usage-summary/2"))).toContain("another version");
    expect(await only("grid.csv", whole.replace("grid=0.02", "grid=0.05"))).toContain("bins of 0.05");
    expect(await only("about.csv", lines.filter((line) => !line.startsWith("about")).join("\n"))).toContain(
      "no row “about”",
    );
    expect(await only("cut.csv", lines.slice(0, -40).join("\n"))).toContain("cut off");
    expect(await only("twice.csv", [...lines, ...lines.slice(1)].join("\n"))).toContain("two rows “about”");
    for (const part of ["day", "histogram", "people", "sample"])
      expect(
        await only(`${part}.csv`, lines.filter((line, i) => !line.startsWith(`${part},`) || i % 7 > 0).join("\n")),
      ).toContain("cut off");
    const parquet = readFileSync(await summaryOf([file], OWN_MAP));
    const path = join(folder, "cut.parquet");
    writeFileSync(path, parquet.subarray(0, parquet.length / 2));
    expect((await imported([path])).reasons).toEqual([expect.stringContaining("damaged or cut off")]);
  });

  it("refuses a second summary of the same days, and takes one of other days beside it", async () => {
    const file = ownFile(warehouseRequests(600).filter(isSomething), "window.csv");
    const january = await summaryOf([file], OWN_MAP, "january.parquet", "2026-01-20", "2026-01-31");
    const february = await summaryOf([file], OWN_MAP, "february.parquet", "2026-02-01", "2026-02-28");
    const all = await summaryOf([file], OWN_MAP, "all.parquet", "2026-01-20", "2026-02-28");
    const overlapping = await imported([january, all]);
    expect(overlapping.reasons).toEqual([expect.stringContaining("its days overlap those of")]);
    const [beside, whole] = [await imported([january, february]), await imported([all])];
    expect(beside.reasons).toEqual([]);
    expect(beside.answers.summary.tokens).toEqual(whole.answers.summary.tokens);
    expect(beside.answers.summary.requests).toBe(whole.answers.summary.requests);
  });

  it("keeps the mark of money that is not final, as an import of the requests does", async () => {
    const rows = warehouseRequests(300).filter(isSomething);
    const [head, ...lines] = csvOf(rows).trimEnd().split("\n");
    const path = join(folder, "marked.csv");
    const marked = lines.map((line, i) => `${line},${["Final", " pending ", "OPEN", ""][i % 4]!}`);
    writeFileSync(path, [`${head!},invoice_status`, ...marked].join("\n"));
    const notFinal = ({ answers }: Awaited<ReturnType<typeof imported>>): string[] =>
      answers.summary.doubts
        .filter((doubt) => doubt.includes("not final"))
        .map((doubt) => doubt.replace(/ and not final.*/, ""));
    const raw = await imported([path], OWN_MAP);
    const reduced = await imported([await summaryOf([path], OWN_MAP)]);
    expect(notFinal(raw)).toHaveLength(1);
    expect(notFinal(reduced)).toEqual(notFinal(raw));
    expect(comparable(reduced.answers)).toEqual(comparable(raw.answers));
  });

  it("counts the final summary instead of the preliminary one of the same days, in either order and until it is removed", async () => {
    const [head, ...lines] = csvOf(warehouseRequests(300).filter(isSomething)).trimEnd().split("\n");
    const made = async (name: string, status: string, kept = lines): Promise<string> => {
      const path = join(folder, `${name}.csv`);
      writeFileSync(path, [`${head!},invoice_status`, ...kept.map((line) => `${line},${status}`)].join("\n"));
      return summaryOf([path], OWN_MAP, `${name}.parquet`);
    };
    const [open, final] = [await made("open", "pending"), await made("final", "Final")];
    // The same days of a smaller proxy are somebody else's work.
    const other = await made("other", "pending", lines.slice(0, 200));
    const alone = await imported([final]);
    for (const both of [await imported([open, final]), await imported([final, open])]) {
      expect(both.reasons).toEqual([]);
      expect(comparable(both.answers)).toEqual(comparable(alone.answers));
      expect(both.answers.summary.doubts.filter((doubt) => doubt.includes("not final"))).toEqual([]);
    }
    expect((await imported([other, final])).reasons).toEqual([expect.stringContaining("its days overlap those of")]);

    const own = mkdtempSync(join(folder, "app-"));
    const service = openUsageService({ folder: own, tableFile: join(own, "usage.duckdb") });
    try {
      const take = async (path: string): Promise<number> => {
        const parts = await service.look(path);
        const job = await service.startImport(
          parts.map(({ part }) => ({ part, format: null, columns: null, style: null })),
        );
        return (await service.finish(job)).result!.id;
      };
      await take(open);
      const preliminary = await service.summary();
      const id = await take(final);
      const [last, first] = await service.imports();
      expect([last!.added, last!.known]).toEqual([first!.rows, 0]);
      expect([first!.added, first!.known]).toEqual([0, first!.rows]);
      expect((await service.summary()).tokens).toEqual(alone.answers.summary.tokens);
      await service.remove(id);
      expect(await service.summary()).toEqual(preliminary);
    } finally {
      await service.close();
    }
  });

  it("names nobody in a file that it makes", async () => {
    const rows = warehouseRequests(400);
    const made = await summaryOf([ownFile(rows, "names.csv")], OWN_MAP);
    const texts = await inDuckDB(`SELECT DISTINCT unnest([part, workload, model, about]) AS text FROM '${made}'`);
    const named = new Set<unknown>(
      rows.flatMap(({ person, run, task }) => [person, run, task]).filter((name) => name !== null),
    );
    expect(texts.filter(({ text }) => named.has(text))).toEqual([]);
  });
});
