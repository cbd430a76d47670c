import { beforeAll, describe, expect, it } from "vitest";
import { readSheets } from "#electron/host/workbook/readSheets.ts";
import { typeset } from "#electron/host/typesetter/typeset.ts";
import { writeWorkbook } from "#electron/host/typesetter/writeWorkbook.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { chargebackOf, ownerChargeback } from "#shared/forecast/answers/chargeback.ts";
import { viewBridge } from "#shared/forecast/answers/viewBridge.ts";
import { formatDecimals } from "#shared/format/counts.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { chargebackSheet } from "#shared/report/workbook/chargebackSheet.ts";
import { chargebackTable, ownerTable } from "#shared/report/chargeback/chargebackTables.ts";
import { centresPart } from "#shared/report/chargeback/centresPart.ts";
import { ownerSource } from "#shared/report/ownerPack/ownerDocument.tsx";
import { ownerWorkbook } from "#shared/report/ownerPack/ownerWorkbook.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { csvOf } from "#shared/report/csv.ts";
import { withViews } from "#shared/report/workbook/viewRows.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { misprints, placedTexts, type PlacedText } from "#test/electron/host/typesetter/pdfText.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";

const plan = planOfTemplate(templates.find(({ id }) => id === "contracts")!);
const resolved = resolvePlan(plan);
const forecast = forecastOf(simulateTrials(resolved, 1, 0, 300), resolved, ABOUT);
const chargeback = chargebackOf(forecast, resolved)!;
const centre = ownerChargeback(chargeback, "research")!;
const pack = { forecast, resolved, chargeback, centre };

const cents = (money: number): number => Math.round(100 * money);
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
/** The last figure of each line of a CSV text. */
const lastOf = (csv: string): number[] =>
  csv
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => cents(Number(line.split(",").at(-1))));

describe("what cost centers are charged", () => {
  const whole = cents(forecast.views!.effective.mean);

  it("sums to the whole to the cent: costs, months and centres", () => {
    expect(cents(chargeback.whole.year)).toBe(whole);
    for (const one of chargeback.centres) {
      expect(sum(one.costs.map(({ year }) => cents(year)))).toBe(cents(one.year));
      expect(sum(one.months.map(cents))).toBe(cents(one.year));
      for (const [m, money] of one.months.entries())
        expect(sum(one.costs.map(({ months }) => cents(months[m]!)))).toBe(cents(money));
    }
    for (const [m, money] of chargeback.whole.months.entries())
      expect(sum(chargeback.centres.map(({ months }) => cents(months[m]!)))).toBe(cents(money));
  });

  it("is the forecast's average, no cell by a cent or more", () => {
    for (const { id, costs } of chargeback.centres)
      for (const [c, { months }] of costs.entries())
        for (const [m, money] of months.entries())
          expect(Math.abs(money - forecast.costCentres![id]!.costs[c]!.months[m]!.mean)).toBeLessThan(0.01 + 1e-9);
  });

  it("is the same in JSON, CSV and on paper", () => {
    const json = JSON.parse(JSON.stringify(forecast)) as typeof forecast;
    expect(cents(sum(Object.values(json.costCentres!).map(({ spend }) => spend.mean)))).toBe(whole);
    expect(sum(lastOf(csvOf(chargebackTable(chargeback))))).toBe(whole);
    const { months, rules } = centresPart({ forecast, resolved } as ReportInput)!;
    const year = months.at(-1)!.rows.map(({ cells }) => cells.at(-1)!);
    expect(year.slice(0, 5)).toEqual(
      [...chargeback.centres, chargeback.whole].map(({ year: money }) => formatDecimals(money, 2)),
    );
    expect(sum(rules.rows.map(({ cells }) => cents(Number(cells.at(-1)!.replaceAll(",", "")))))).toBe(whole);
  });

  it("is the same in a workbook, whose sums are formulas", async () => {
    const sheet = chargebackSheet(chargeback, { title: "All", lines: ["", ""] }, plan.currency, true);
    const rows = readSheets(await writeWorkbook({ sheets: [sheet], names: {} }))[0]!.cells;
    const total = rows.find((row) => row[0] === "Whole plan")!;
    expect(cents(Number(total.at(-1)))).toBe(whole);
    const costs = rows.filter((row) => chargeback.centres.some(({ name }) => name === row[0]) && row[2] !== "");
    expect(sum(costs.map((row) => cents(Number(row.at(-1)))))).toBe(whole);
    expect(sheet.rows.at(-2)!.at(-1)!.formula).toMatch(/^P\d+(\+P\d+){3}$/);
  });
});

describe("the pack of a cost center", () => {
  let texts: readonly PlacedText[];
  beforeAll(async () => {
    texts = await placedTexts(await typeset(ownerSource({ ...pack, paper: "a4" })));
  });
  const others = chargeback.centres.filter(({ id }) => id !== "research");

  it("is one page with its sum, its rules and nothing that lies on another", () => {
    expect(Math.max(...texts.map(({ page }) => page))).toBe(1);
    const words = texts.map(({ text }) => text);
    expect(words).toContain(formatDecimals(centre.year, 2));
    for (const { name, rule } of centre.costs) expect(words.join(" ")).toMatch(new RegExp(`${name}.*${rule}`));
    expect(misprints(texts)).toEqual([]);
  });

  it("holds nothing of another centre, on paper, in the workbook or as CSV", async () => {
    const workbook = JSON.stringify(readSheets(await writeWorkbook(ownerWorkbook(pack))));
    const csv = csvOf(ownerTable(chargeback, centre));
    const paper = texts.map(({ text }) => text).join(" ");
    for (const text of [workbook, csv, paper]) {
      for (const { name, year } of others) {
        expect(text).not.toContain(name);
        expect(text).not.toContain(String(year));
        expect(text).not.toContain(formatDecimals(year, 2));
      }
    }
    expect(sum(lastOf(csv))).toBe(cents(centre.year));
  });
});

it("effective cost and the steps to cash sum to cash to the cent, in every month", () => {
  const { effective, steps, cash } = viewBridge(forecast, resolved)!;
  for (const [m, paid] of cash.months.entries())
    expect(cents(effective.months[m]!) + sum(steps.map(({ months }) => cents(months[m]!)))).toBe(cents(paid));
  expect(steps.map(({ name }) => name)).toEqual(["Cursor Teams, seats", "Claude prepayment"]);
});

it("the budget sheet ends with the way to cash, whose sums are formulas", () => {
  const sheet = withViews(
    { name: "Budget", rows: [[]], widths: [], frozen: { rows: 0, columns: 0 } },
    viewBridge(forecast, resolved),
  );
  const last = sheet.rows.at(-1)!;
  expect(last[1]).toMatchObject({ text: "Cash" });
  expect(last[4]).toMatchObject({ formula: `SUM(E4:E${sheet.rows.length - 1})` });
  expect(cents(last[4]!.number!)).toBe(cents(viewBridge(forecast, resolved)!.cash.months[0]!));
});
