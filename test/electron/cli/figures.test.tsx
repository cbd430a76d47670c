// @vitest-environment jsdom
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanup, screen, within } from "@testing-library/react";
import { unzipSync } from "fflate";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatChance } from "#shared/format/chances.ts";
import { formatMoney } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { charted } from "#shared/report/slides/slideParts.ts";
import type { ForecastEngine } from "#renderer/state/answers.ts";
import { OutlookScreen } from "#renderer/views/outlook/OutlookScreen.tsx";
import { ScenariosScreen } from "#renderer/views/scenarios/ScenariosScreen.tsx";
import { answersOf, aPlan } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "#test/renderer/views/aWindow.tsx";

/**
 * Every surface has the same simulated years, so that a figure that differs is a figure that is written in two ways.
 */
const TRIALS = 3_000;
const ROOT = new URL("../../..", `file://${import.meta.filename}`).pathname;

/** Two workloads of different units, an uncertain fixed cost, a certain one, and a scenario. */
function plan(): Plan {
  const base = aPlan();
  const coding = base.workloads["coding"]!;
  return {
    ...base,
    name: "One plan",
    budget: { amount: 40_000 },
    workloads: {
      coding,
      reviews: {
        ...coding,
        name: "Reviews",
        owner: "CTO",
        demand: { ...coding.demand, users: 8 },
        outcome: { unit: "review", value: 3 },
      },
    },
    fixedCosts: { seats: { name: "Seats", perMonth: { p10: 300, p90: 1_500 } }, desk: { name: "Desk", perMonth: 100 } },
    scenarios: { fewer: { name: "Fewer users", change: { workloads: { coding: { demand: { users: 10 } } } } } },
  };
}

const folder = mkdtempSync(join(tmpdir(), "past-april-figures-"));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** The real program, as a user calls it; its words with single spaces. */
function pastApril(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", ...words],
    {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: 1e8,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
/** Money as it is written: "$11.2M", "$460", "under $0.01M". */
const MONEY = String.raw`(?:under )?−?\$[\d,.]+[MBT]?`;

/** Amounts by their value, so that "$0.90M" among millions and "$900,000" alone are one. */
function valueOf(words: string): number {
  const [, number, unit] = /([\d,.]+?)([MBT]?)\.?$/.exec(words)!;
  return Number(
    (
      Number(number!.replaceAll(",", "")) * { "": 1, M: 1e6, B: 1e9, T: 1e12 }[unit as "" | "M" | "B" | "T"]
    ).toPrecision(12),
  );
}

interface Surfaces {
  readonly cli: string;
  readonly compare: string;
  readonly pdf: string;
  /** What the web page says, and what the slides do. */
  readonly page: string;
  readonly slides: string;
  /** The native charts of the slides. */
  readonly drawn: string;
  readonly screen: string;
  readonly scenarios: string;
  readonly charts: string;
  readonly summary: ReadonlyMap<string, { readonly value: string; readonly error: string }>;
  readonly xlsx: ReadonlyMap<string, { readonly value: string; readonly error: string }>;
  readonly quantiles: readonly (readonly string[])[];
  readonly workloads: readonly (readonly string[])[];
  readonly forecast: Forecast;
  readonly rows: (name: string) => string;
}

let surfaces: Surfaces;

function csvRows(name: string): string[][] {
  return readFileSync(file(`csv/${name}.csv`), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replaceAll('"', "")));
}

/** The sheet of the workbook that has the summary, from 1. */
const ABOUT_SHEET = 7;

/** Rows of a sheet of a workbook: shared strings are looked up, numbers stay as they are. */
function sheetRows(bytes: Uint8Array, sheet: number): string[][] {
  const parts = unzipSync(bytes);
  const text = (name: string): Document =>
    new DOMParser().parseFromString(new TextDecoder().decode(parts[name]), "application/xml");
  const strings =
    parts["xl/sharedStrings.xml"] === undefined
      ? []
      : [...text("xl/sharedStrings.xml").querySelectorAll("si")].map((one) => one.textContent);
  return [...text(`xl/worksheets/sheet${sheet}.xml`).querySelectorAll("row")].map((row) =>
    [...row.querySelectorAll("c")].map((cell) =>
      cell.getAttribute("t") === "s"
        ? strings[Number(cell.querySelector("v")?.textContent)]!
        : (cell.querySelector("v, is")?.textContent ?? ""),
    ),
  );
}

const byName = (rows: readonly (readonly string[])[]): ReadonlyMap<string, { value: string; error: string }> =>
  new Map(rows.map(([name, value, error]) => [name!, { value: value ?? "", error: error ?? "" }]));

beforeAll(async () => {
  const path = file("plan.json");
  writeFileSync(path, JSON.stringify(plan()));
  const trials = ["--trials", String(TRIALS)];
  const cli = pastApril("forecast", path, ...trials);
  const forecast = JSON.parse(pastApril("forecast", path, ...trials, "--json", "-")) as Forecast;
  const compare = pastApril("compare", path, ...trials);
  pastApril(
    "report",
    path,
    ...trials,
    "--pdf",
    file("a.pdf"),
    "--xlsx",
    file("a.xlsx"),
    "--csv",
    file("csv"),
    "--html",
    file("a.html"),
    "--pptx",
    file("a.pptx"),
  );
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(file("a.pdf")))), {
    mergePages: true,
  });
  const engine: ForecastEngine = {
    run: (request, tell) => {
      tell({ type: "ready", answers: answersOf(request, TRIALS) });
      return () => undefined;
    },
  };
  const takeBack = giveWidth(1_100);
  aWindow(plan(), <OutlookScreen />, engine);
  const outlook = flat(document.body.textContent);
  const charts = flat(
    screen
      .getAllByRole("img")
      .map((chart) => chart.getAttribute("aria-label") ?? "")
      .join(" "),
  );
  const rowTexts = screen.getAllByRole("row").map((row) =>
    within(row)
      .queryAllByRole("cell")
      .concat(within(row).queryAllByRole("rowheader"))
      .map((cell) => flat(cell.textContent)),
  );
  cleanup();
  aWindow(plan(), <ScenariosScreen />, engine);
  const scenarios = flat(document.body.textContent);
  cleanup();
  takeBack();
  const deck = unzipSync(new Uint8Array(readFileSync(file("a.pptx"))));
  const partsOf = (pattern: RegExp): string =>
    Object.keys(deck)
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => new TextDecoder().decode(deck[name]))
      .join("");
  const page = new DOMParser().parseFromString(readFileSync(file("a.html"), "utf8"), "text/html");
  for (const style of page.querySelectorAll("style, title")) style.remove();
  const workbook = new Uint8Array(readFileSync(file("a.xlsx")));
  surfaces = {
    cli,
    compare,
    pdf: flat(text),
    page: flat(page.documentElement.outerHTML.replaceAll(/<[^>]*>/g, " ")),
    slides: flat(partsOf(/^ppt\/slides\/slide\d\.xml$/).replaceAll(/<[^>]*>/g, " ")),
    drawn: partsOf(/^ppt\/charts\/chart\d\.xml$/),
    screen: outlook,
    scenarios,
    charts,
    forecast,
    summary: byName(csvRows("summary")),
    xlsx: byName(sheetRows(workbook, ABOUT_SHEET)),
    quantiles: csvRows("quantiles"),
    workloads: csvRows("workloads"),
    rows: (name) =>
      rowTexts.find((cells) => cells.some((cell) => cell === name || cell.startsWith(name)))?.join(" | ") ?? "",
  };
}, 600_000);

/** What a pattern finds in a text; the failure names both. */
function found(text: string, pattern: RegExp): string {
  const match = pattern.exec(flat(text));
  expect(match, `${String(pattern)} in: ${flat(text).slice(0, 3_000)}`).not.toBeNull();
  return match![1]!;
}

describe("every figure of one plan is the same wherever it is read", () => {
  it("the request, with its error in workbook and CSV", () => {
    const { cli, pdf, screen: page, compare, summary, xlsx, forecast, quantiles } = surfaces;
    const request = found(cli, new RegExp(`To be 80% sure, budget (${MONEY})\\.`));
    expect(found(pdf, new RegExp(`Approve (${MONEY}) for`))).toBe(request);
    expect(found(page, new RegExp(`To be 80% sure of the whole year, budget (${MONEY}):`))).toBe(request);
    expect(flat(compare)).toContain(request);
    for (const table of [summary, xlsx]) {
      expect(Number(table.get("ask")!.value)).toBe(forecast.reserve.ask);
      expect(Number(table.get("ask")!.error)).toBe(forecast.spend.standardError.p80);
      const goodTo = Math.max(...["ask", "base (P50)"].map((name) => resolutionOf(Number(table.get(name)!.error))));
      expect(formatMoney("USD", Number(table.get("ask")!.value), goodTo)).toBe(request);
    }
    // The same quantity has the same error in two sheets of one workbook.
    expect(Number(quantiles.find(([level]) => level === "0.8")![2])).toBe(Number(summary.get("ask")!.error));
    expect(Number(quantiles.find(([level]) => level === "0.5")![2])).toBe(Number(summary.get("base (P50)")!.error));
  });

  it("base and contingency", () => {
    const { cli, pdf, charts } = surfaces;
    const base = found(cli, new RegExp(`Spend (${MONEY}) `));
    expect(valueOf(found(pdf, new RegExp(`(${MONEY}) base \\(50%\\)`)))).toBe(valueOf(base));
    expect(valueOf(found(charts, new RegExp(`a base of (${MONEY}),`)))).toBe(valueOf(base));
    const contingency = found(charts, new RegExp(`contingency of (${MONEY})\\.`));
    const [, ofPage, more] = new RegExp(`As planned (${MONEY}) (${MONEY}) ${MONEY}`).exec(pdf)!;
    expect([ofPage, more].map((words) => valueOf(words!))).toEqual([base, contingency].map(valueOf));
    expect(valueOf(found(cli, new RegExp(`Spend (?:${MONEY} ){4}(${MONEY})`)))).toBe(valueOf(contingency));
  });

  it("where 9 in 10 end", () => {
    const { cli, pdf, charts } = surfaces;
    const range = found(cli, new RegExp(`9 in 10 simulated years end between (${MONEY} and ${MONEY})\\.`));
    expect(pdf).toContain(`9 in 10 simulated years end between ${range}.`);
    expect(charts).toContain(`9 in 10 simulated years end between ${range},`);
  });

  it("the sum of the parts' own 80% estimates", () => {
    const { cli, pdf, screen: page, summary, xlsx } = surfaces;
    const sentence = found(cli, /(The 80% estimates of the parts add up to .*?\.) /);
    expect(page).toContain(sentence);
    expect(pdf).toContain(sentence);
    const [sum] = new RegExp(MONEY).exec(sentence)!;
    for (const table of [summary, xlsx]) {
      const { value, error } = table.get("sum of the parts' own P80")!;
      expect(valueOf(formatMoney("USD", Number(value), resolutionOf(Number(error))))).toBe(valueOf(sum));
    }
  });

  it.each(["Agentic coding", "Reviews", "Seats", "Desk"])("what %s spends, and what its outcome costs", (name) => {
    const { cli, pdf, rows, workloads, forecast } = surfaces;
    const row = found(cli, new RegExp(`${name} ((?:${MONEY} ?){2})`))
      .trim()
      .split(" ");
    const amounts = [...rows(name).matchAll(new RegExp(MONEY, "g"))].map(([amount]) => amount);
    for (const amount of row) {
      expect(amounts.map(valueOf)).toContain(valueOf(amount));
      expect(pdf).toContain(amount);
    }
    const exported = workloads.find((cells) => cells[1] === name)!;
    const head = workloads[0]!;
    const id = exported[0]!;
    const { quantiles } = (forecast.workloads[id] ?? forecast.fixedCosts[id]!).spend;
    expect([Number(exported[head.indexOf("spend p50")]), Number(exported[head.indexOf("spend p80")])]).toEqual([
      quantiles.p50,
      quantiles.p80,
    ]);
    if (forecast.workloads[id] !== undefined) {
      const cost = found(cli, new RegExp(`${name} (?:${MONEY} ){2}\\S+ \\S+ (${MONEY})`));
      expect(amounts).toContain(cost);
      expect(pdf).toContain(cost);
    }
  });

  it("months, and how likely the budget is gone", () => {
    const { cli, pdf, rows, forecast, screen: page } = surfaces;
    for (const name of ["January 2027", "July", "December"]) {
      const row = found(cli, new RegExp(`${name} ((?:${MONEY} ){4})`))
        .trim()
        .split(" ");
      const amounts = [...rows(name).matchAll(new RegExp(MONEY, "g"))].map(([amount]) => valueOf(amount));
      for (const amount of row) {
        expect(amounts, name).toContain(valueOf(amount));
        expect(pdf).toContain(amount);
      }
    }
    const gone = formatChance(1 - forecast.runOut.never);
    for (const text of [cli, pdf, page]) expect(flat(text)).toContain(gone.replace(/^over|^under/, (word) => word));
  });

  it("a comparison: the difference of mean spends and of outcomes, the cost of an outcome by workload", () => {
    const { compare, pdf, scenarios } = surfaces;
    const less = found(compare, new RegExp(`Fewer users spends (${MONEY}) less than`));
    expect(scenarios).toContain(`Fewer users spends ${less} less than A on average`);
    expect(pdf).toContain(`−${less}`);
    expect(scenarios).toContain(`−${less}`);
    // The printed means differ by what is printed of their difference.
    const base = found(compare, new RegExp(`As planned (${MONEY}) `));
    const other = found(compare, new RegExp(`Fewer users (${MONEY}) `));
    expect(Number((valueOf(base) - valueOf(other)).toPrecision(9))).toBe(valueOf(less));
    for (const amount of [base, other]) expect(scenarios).toContain(amount);
    const cost = found(compare, new RegExp(`Agentic coding, merged pull request (${MONEY}) `));
    expect(flat(surfaces.cli)).toContain(cost);
    expect(scenarios).toContain(cost);
    expect(flat(compare)).toMatch(/Reviews, review \$/);
  });

  it("on the web page and on the slides, in words and in native charts", () => {
    const { cli, pdf, page, slides, drawn, forecast } = surfaces;
    const title = found(pdf, /(Approve \S+ for FY2027)/);
    for (const text of [page, slides]) expect(text).toContain(title);
    const reason = found(pdf, /(That is .*? simulated years\.)/);
    expect(page.replaceAll(/\s+/g, "")).toContain(reason.replaceAll(/\s+/g, ""));
    for (const name of ["January 2027", "July", "December"]) {
      const [, , toDate, toDate80] = found(cli, new RegExp(`${name} ((?:${MONEY} ){4})`))
        .trim()
        .split(" ");
      for (const text of [page, slides]) expect(flat(text)).toContain(`${name} `);
      for (const amount of [toDate!, toDate80!]) {
        expect(page).toContain(amount);
        expect(slides).toContain(amount);
      }
    }
    for (const name of ["Agentic coding", "Reviews"]) {
      const cost = found(cli, new RegExp(`${name} (?:${MONEY} ){2}\\S+ \\S+ (${MONEY})`));
      for (const text of [page, slides]) expect(text).toContain(cost);
    }
    const exact = [
      forecast.reserve.base,
      forecast.budget,
      ...forecast.months.flatMap(({ cumulative: { quantiles } }) => [quantiles.p10, quantiles.p50, quantiles.p90]),
    ];
    for (const figure of charted(exact)) expect(drawn).toContain(`<c:v>${figure}</c:v>`);
  });
});
