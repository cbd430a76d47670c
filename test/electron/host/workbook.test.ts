import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSheets } from "#electron/host/workbook/readSheets.ts";
import { writeWorkbook } from "#electron/host/typesetter/writeWorkbook.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
import { valueStudy } from "#shared/studies/value.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { assumptionLeaves } from "#shared/report/workbook/assumptionLeaves.ts";
import { editedPlan, readBack } from "#shared/report/workbook/readBack.ts";
import { budgetLines } from "#shared/report/workbook/lines.ts";
import { driversSheet } from "#shared/report/workbook/driversSheet.ts";
import { scenariosSheet } from "#shared/report/workbook/scenariosSheet.ts";
import { workbookOf } from "#shared/report/workbook/workbookOf.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { tornadoRows } from "#shared/studies/driverRows.ts";
import { driversStudy, type Drivers } from "#shared/studies/drivers.ts";
import { createAppStore } from "#renderer/state/store.ts";
import { UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import { aPlan, stillClock } from "#test/renderer/fakes.ts";
import { aPlanWith, soundPlan } from "#test/shared/plan/aPlan.ts";
import { officeMissing, SOFFICE } from "#test/electron/host/libreOffice.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";

const TRIALS = 400;
/** Said where LibreOffice cannot open the file. */
const NO_CALC = officeMissing("calc");

function made(
  plan: Plan,
  value: ValueAnswer | null = null,
): {
  readonly model: ReturnType<typeof workbookOf>;
  readonly forecast: ReturnType<typeof forecastOf>;
} {
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, 1, 0, TRIALS);
  const forecast = forecastOf(samples, resolved, {
    planName: plan.name,
    planHash: planHash(plan),
    scenario: null,
    seed: 1,
    engine: "test",
  });
  return {
    model: workbookOf({
      plan,
      resolved,
      forecast,
      spend: samples.spend,
      scenarioName: null,
      scenarios: [],
      drivers: null,
      value,
    }),
    forecast,
  };
}

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

const seats = aPlan({
  name: "=2+2 & <plan>",
  fixedCosts: { copilot: { name: "Copilot", perMonth: { p10: 500, p90: 700 } } },
});

/** A plan whose head count and demand are stated month by month, and whose seats follow a group. */
const byMonth: Plan = soundPlan(
  aPlanWith(
    ["/schema", "past-april.plan/3"],
    ["/people", { staff: { name: "Staff", count: 500, byMonth: MONTHS.map((month) => 1 + month / 20) } }],
    ["/workloads/coding/demand/users", { of: "staff", share: 0.5 }],
    ["/workloads/coding/demand/seasonality", MONTHS.map((month) => 1 - month / 50)],
    ["/seats", { chat: { count: { of: "staff", share: { p10: 0.3, p90: 0.4 } }, perMonth: 30 } }],
  ),
);

describe("the workbook of a budget", () => {
  it("has its sheets in order, the plan out of sight, native charts, names, and equal bytes from equal input", async () => {
    const bytes = await writeWorkbook(made(seats).model);
    expect(await writeWorkbook(made(seats).model)).toEqual(bytes);
    expect(readSheets(bytes).map(({ name }) => name)).toEqual([
      "Budget",
      "Confidence",
      "Scenarios",
      "Drivers",
      "Assumptions",
      "Samples",
      "About",
      "Plan",
    ]);
    const parts = unzipSync(bytes);
    const workbook = strFromU8(parts["xl/workbook.xml"]!);
    expect(workbook).toContain('name="Plan" state="hidden"');
    expect(workbook).toContain('<definedName name="Confidence_level">Budget!$C$4</definedName>');
    expect(workbook).toContain("_xlnm.Print_Titles");
    expect(strFromU8(parts["xl/charts/chart1.xml"]!)).toContain("Confidence!$C$6:$C$104");
    expect(strFromU8(parts["xl/worksheets/sheet1.xml"]!)).toMatch(
      /<dataValidation type="list"[\s\S]*paperSize="8" orientation="landscape"/,
    );
  });

  it("takes no text for a formula, whatever it begins with", async () => {
    const bytes = await writeWorkbook(made(seats).model);
    const budget = strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"]!);
    expect(readSheets(bytes)[0]!.cells[0]![0]).toBe("=2+2 & <plan>");
    expect(budget).not.toContain("<f>2+2");
  });

  it("adds up to the cent: months and lines to the base, base and contingency to the request", () => {
    for (const plan of [seats, ...templates.map(planOfTemplate)]) {
      const { model, forecast } = made(plan);
      const rows = model.sheets[0]!.rows;
      const lines = budgetLines(forecast, resolvePlan(plan)).length;
      const months = forecast.months.length;
      const total = rows[7 + lines]!;
      const factor = forecast.reserve.base / forecast.spend.mean;
      for (let m = 0; m < months; m++)
        expect(total[4 + m]!.number!).toBeCloseTo(forecast.months[m]!.spend.mean * factor, 2);
      expect(total[4 + months]!.number!).toBeCloseTo(forecast.reserve.base, 2);
      expect(total[6 + months]!.number!).toBeCloseTo(forecast.reserve.ask, 2);
      const parts = rows.slice(7, 7 + lines).reduce((sum, row) => sum + row[6 + months]!.number!, 0);
      expect(parts).toBeCloseTo(forecast.reserve.ask, 2);
    }
  });
});

/** The workbook of the template with cases. */
async function withValue(): Promise<{ readonly model: ReturnType<typeof workbookOf>; readonly answer: ValueAnswer }> {
  const plan = planOfTemplate(templates.find(({ id }) => id === "value")!);
  const { answer } = await valueStudy({ plan, scenario: null, original: null }, aStudyContext(TRIALS));
  return { model: made(plan, answer).model, answer };
}

describe("the sheet of value", () => {
  it("says of each use what it brings and what a cut saves and gives up, and sums it by formulas", async () => {
    const { model, answer } = await withValue();
    const { rows } = model.sheets.find(({ name }) => name === "Value")!;
    const heads = rows[11]!.map(({ text }) => text);
    const at = (row: number, head: string) => rows[row]![heads.indexOf(head)]!;
    const ids = Object.keys(answer.workloads);
    for (const [i, id] of ids.entries()) {
      const { benefit, net, ifCut, pays } = answer.workloads[id]!;
      const row = 12 + i;
      expect(at(row, "Pays back, chance").number).toBe(pays!.probability);
      expect(at(row, "Benefit").number).toBe(benefit!.mean);
      expect(at(row, "Net")).toMatchObject({ formula: `I${row + 1}-K${row + 1}`, number: net!.mean });
      expect(at(row, "and gives up").number).toBe(ifCut!.givesUp.mean);
    }
    const total = 12 + ids.length;
    expect(at(total, "Benefit").number).toBeCloseTo(answer.tiles.benefit!.mean, 4);
    expect(at(total, "Pays back, chance").number).toBe(answer.portfolio.pays!.probability);
    const { budget, request } = answer.portfolio.failures!;
    expect(rows[8]!.map(({ number }) => number)).toEqual([undefined, budget.both, request!.both]);
  });

  it("is absent where no use has a case", () => {
    expect(made(seats).model.sheets.map(({ name }) => name)).not.toContain("Value");
  });
});

describe("what moves the request and the scenarios, in the workbook", () => {
  const plan = aPlan();
  const answer = (): Promise<Drivers> => driversStudy({ plan, scenario: null }, aStudyContext(200));

  it("are the rows of the Drivers screen, whose shares sum to 100%", async () => {
    const drivers = await answer();
    const sheet = driversSheet(plan, drivers);
    const { rows } = tornadoRows(plan, drivers);
    expect(sheet.rows[2]).toMatchObject([{ text: "Request at 80%" }, { number: drivers.ask }]);
    expect(sheet.rows.slice(5, -1).map(([name]) => name!.text)).toEqual(rows.map(({ name }) => name));
    const [first] = sheet.rows.slice(5);
    expect(first![5]).toMatchObject({
      formula: "ABS(E6-C6)",
      number: Math.abs(rows[0]!.ends!.high.ask - rows[0]!.ends!.low.ask),
    });
    expect(sheet.rows.at(-1)!.at(-1)!.number).toBeCloseTo(1, 9);
    expect(driversSheet(plan, null).rows[1]![0]!.text).toBe(
      "Too few simulated years to calculate it. Forecast with more.",
    );
  });

  it("are all scenarios that were forecast, each against the first by a formula", () => {
    const forecasts = [null, "fewer"].map((id) => {
      const resolved = resolveScenario(plan, id);
      return forecastOf(simulateTrials(resolved, 1, 0, TRIALS), resolved, {
        planName: plan.name,
        planHash: planHash(plan),
        scenario: id,
        seed: 1,
        engine: "test",
      });
    });
    const sheet = scenariosSheet(
      forecasts.map((forecast, i) => ({ name: ["As planned", "Fewer users"][i]!, forecast })),
      "Fewer users",
    );
    expect(sheet.rows.slice(3).map(([name, mean]) => [name!.text, mean!.number])).toEqual([
      ["As planned", forecasts[0]!.spend.mean],
      ["Fewer users", forecasts[1]!.spend.mean],
    ]);
    expect(sheet.rows[4]![5]).toMatchObject({
      formula: "B5-B$4",
      number: forecasts[1]!.spend.mean - forecasts[0]!.spend.mean,
    });
  });
});

describe("a workbook that comes back", () => {
  const DATE = "2027-03-01";
  /** The sheets as they are read, with figures changed as a hand would. */
  const changed = (plan: Plan, figures: Readonly<Record<string, number>>): ReturnType<typeof readBack> => {
    const sheets = made(plan).model.sheets.map(({ name, rows }) => ({
      name,
      cells: rows.map((row) => row.map(({ text, number }) => (number === undefined ? (text ?? "") : String(number)))),
    }));
    const sheet = sheets.find(({ name }) => name === "Assumptions")!;
    for (const row of sheet.cells) if (Object.hasOwn(figures, row[5] ?? "")) row[2] = String(figures[row[5]!]!);
    return readBack(sheets);
  };

  it("is the very plan, where nothing was changed", async () => {
    const sheets = readSheets(await writeWorkbook(made(seats).model));
    const back = readBack(sheets);
    expect(back).toMatchObject({ ok: true, edits: [], problems: [] });
    expect(back.ok && planHash(back.plan)).toBe(planHash(seats));
  });

  it("gives the hash that the same edit in the app gives, for 100 random edits", () => {
    const plans = [seats, planOfTemplate(templates[1]!), byMonth];
    const known = plans.map((plan) => ({ plan, leaves: assumptionLeaves(plan), sheets: made(plan).model.sheets }));
    fc.assert(
      fc.property(
        fc.nat(known.length - 1),
        fc.nat(),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        (p, at, factor) => {
          const { plan, leaves, sheets } = known[p]!;
          const leaf = leaves[at % leaves.length]!;
          const value = leaf.value === 0 ? factor : leaf.value * factor;
          const cells = sheets.map(({ name, rows }) => ({
            name,
            cells: rows.map((row) =>
              row.map(({ text, number }) => (number === undefined ? (text ?? "") : String(number))),
            ),
          }));
          for (const row of cells.find(({ name }) => name === "Assumptions")!.cells)
            if (row[5] === leaf.pointer) row[2] = String(value);
          const back = readBack(cells);
          if (!back.ok) throw new Error(back.sentence);
          const clock = stillClock();
          clock.pass(Date.parse(`${DATE}T12:00:00Z`));
          const store = createAppStore(clock);
          store.getState().openPlan(plan, UNSAVED_FILE, true);
          store.getState().edit("change a figure", (before) => setAt(before, leaf.pointer, value));
          expect(planHash(editedPlan(back.plan, back.edits, DATE))).toBe(planHash(store.getState().plan!));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("reports rows that are lost, added or no number, and changes nothing else", () => {
    const { model } = made(seats);
    const sheets = model.sheets.map(({ name, rows }) => ({
      name,
      cells: rows.map((row) => row.map(({ text, number }) => (number === undefined ? (text ?? "") : String(number)))),
    }));
    const sheet = sheets.find(({ name }) => name === "Assumptions")!;
    sheet.cells.splice(4, 1);
    sheet.cells[4]![2] = "many";
    sheet.cells.push(["My own row", "value", "7", "", "", "/workloads/other/demand/users"]);
    const back = readBack(sheets);
    expect(back).toMatchObject({ ok: true, edits: [] });
    expect(back.ok && back.problems).toEqual([
      expect.stringMatching(/is not a number; it stays/),
      expect.stringMatching(/was added or moved and names no assumption of the plan: My own row\.$/),
      expect.stringMatching(/^The row of .* is missing: it stays as it was\.$/),
    ]);
  });

  it("is refused in one sentence where it holds no plan", () => {
    expect(readBack([{ name: "Sheet1", cells: [["a"]] }])).toMatchObject({
      ok: false,
      sentence: expect.stringContaining("holds no plan") as string,
    });
    expect(changed(seats, {})).toMatchObject({ ok: true, edits: [] });
  });
});

describe.skipIf(NO_CALC !== null)("calculated by LibreOffice", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "past-april-calc-"));
    // Without this it shows the results that stand in the file and calculates nothing.
    mkdirSync(join(folder, "profile", "user"), { recursive: true });
    writeFileSync(
      join(folder, "profile", "user", "registrymodifications.xcu"),
      `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const calculated = (bytes: Uint8Array): ReturnType<typeof readSheets> => {
    const file = join(folder, "in.xlsx");
    writeFileSync(file, bytes);
    const { status, stderr } = spawnSync(
      SOFFICE,
      [
        `-env:UserInstallation=file://${folder}/profile`,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        join(folder, "out"),
        file,
      ],
      { timeout: 240_000 },
    );
    if (status !== 0) throw new Error(`LibreOffice failed: ${String(stderr)}`);
    return readSheets(readFileSync(join(folder, "out", "in.xlsx")));
  };

  it("equals the forecast to the cent, also after a change of the confidence cell, and comes back as the same plan", async () => {
    const { model, forecast } = made(seats);
    const bytes = await writeWorkbook(model);
    const at = (sheets: ReturnType<typeof readSheets>, row: number, column: number): number =>
      Number(sheets[0]!.cells[row]![column]);
    const first = calculated(bytes);
    expect(at(first, 9, 16)).toBeCloseTo(forecast.reserve.base, 2);
    expect(at(first, 9, 18)).toBeCloseTo(forecast.reserve.ask, 2);
    const factor = forecast.reserve.base / forecast.spend.mean;
    for (const [m, { spend }] of forecast.months.entries())
      expect(at(first, 9, 4 + m)).toBeCloseTo(spend.mean * factor, 2);
    expect(at(first, 7, 16)).toBeCloseTo(forecast.workloads["coding"]!.spend.mean * factor, 2);
    const ofOwner = (owner: string): number =>
      first[0]!.cells.slice(7, 9).reduce((all, row) => all + (row[3] === owner ? Number(row[16]) : 0), 0);
    const { workloads, fixedCosts } = forecast;
    expect(ofOwner("VP Engineering")).toBeCloseTo(workloads["coding"]!.spend.mean * factor, 2);
    expect(ofOwner("")).toBeCloseTo(fixedCosts["copilot"]!.spend.mean * factor, 2);
    const parts = unzipSync(bytes);
    const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"]!);
    expect(sheet).toMatch(/<c r="C4"[^>]*><v>0\.8<\/v>/);
    const asSureAs = (confidence: string): ReturnType<typeof readSheets> => {
      parts["xl/worksheets/sheet1.xml"] = strToU8(sheet.replace(/(<c r="C4"[^>]*><v>)0\.8/, `$1${confidence}`));
      return calculated(zipSync(parts));
    };
    expect(at(asSureAs("0.5"), 9, 18)).toBeCloseTo(forecast.spend.quantiles.p50, 2);
    const wider = asSureAs("0.95");
    expect(at(wider, 9, 18)).toBeCloseTo(forecast.spend.quantiles.p95, 2);
    const back = readBack(wider);
    expect(back).toMatchObject({ ok: true, edits: [], problems: [] });
    expect(back.ok && planHash(back.plan)).toBe(planHash(seats));
  }, 300_000);

  it("equals on the sheet of value what the answer says, in every formula", async () => {
    const { model } = await withValue();
    const found = calculated(await writeWorkbook(model)).find(({ name }) => name === "Value")!;
    let formulas = 0;
    for (const [r, row] of model.sheets.find(({ name }) => name === "Value")!.rows.entries())
      for (const [c, { formula, number }] of row.entries()) {
        if (formula === undefined) continue;
        formulas++;
        expect(Number(found.cells[r]![c])).toBeCloseTo(number!, 4);
      }
    expect(formulas).toBeGreaterThan(15);
  }, 300_000);
});

if (NO_CALC !== null) process.stderr.write(`${NO_CALC}\n`);
