import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSheets } from "#electron/host/workbook/readSheets.ts";
import { A_QUARTER, usageExport } from "#test/usageExport.ts";
import { dropFile, hasChromium, NO_CHROMIUM, openChromium, serveApp, type ServedApp } from "./appWindow.ts";

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

const PATIENCE = 180_000;
const SPEND = [
  "\tSep 2026\tOct 2026",
  "Engineers\t290\t300",
  "Copilot Business\t5,190\t5,230",
  "Claude API\t14,210\t17,940",
].join("\n");

describe.skipIf(!hasChromium())("a company's own plan, from nothing to its forecast", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  let clicks = 0;
  const exported = async (button: string): Promise<Uint8Array> => {
    clicks++;
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: PATIENCE }),
      page.getByRole("button", { name: button, exact: true }).click({ timeout: PATIENCE }),
    ]);
    return new Uint8Array(readFileSync(await download.path()));
  };
  const click = async (name: string | RegExp): Promise<void> => {
    clicks++;
    await page.getByRole("button", { name }).first().click({ timeout: PATIENCE });
  };
  /** Exports PDF and workbook; the words of the one and the figures of the other. */
  const exportBoth = async (): Promise<{ readonly pdf: string; readonly cells: readonly string[] }> => {
    await click("Report");
    const pdf = await extractText(await getDocumentProxy(await exported("Export PDF")), { mergePages: true });
    const sheets = readSheets(await exported("Workbook"));
    return { pdf: pdf.text, cells: sheets.flatMap(({ cells }) => cells.flat()) };
  };
  beforeAll(async () => {
    app = await serveApp();
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    // Without the browser's own dialog a file is downloaded.
    await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it("is made of six answers and exported as PDF and workbook in at most 25 clicks, with its name, year and money", async () => {
    clicks = 0;
    const type = async (label: string, text: string): Promise<void> => {
      clicks++;
      await page.getByLabel(label, { exact: true }).fill(text);
      await page.keyboard.press("Enter");
    };
    await page.goto(app.address);
    await click(/^New plan$/);
    await type("People", "300");
    await page.getByLabel("Add a tool or a model").fill("copilot bus");
    await click(/^Copilot Business/);
    await page.getByLabel("Add a tool or a model").fill("claude opus 5.5");
    await click(/^Claude Opus 5\.5/);
    await page.getByLabel("Currency of the plan").selectOption("EUR");
    await page.getByLabel("First month of the fiscal year").selectOption("02");
    await type("Budget of the year", "600000");
    clicks += 3;
    await page.getByRole("radio", { name: "a little" }).check();
    await page.getByRole("heading", { level: 1 }).filter({ hasText: "your €600,000" }).waitFor({ timeout: PATIENCE });
    await click("Create plan and open Outlook");
    await page.getByRole("heading", { level: 1 }).filter({ hasText: "€600,000" }).waitFor({ timeout: PATIENCE });
    expect(await page.getByText("Illustrative").count()).toBe(0);
    await click("Plan settings");
    await type("Plan", "Nordwind AI plan");
    await type("Prepared by", "Anna Petersen, FP&A");
    await click("Report");
    const pdf = await exported("Export PDF");
    const { text } = await extractText(await getDocumentProxy(pdf), { mergePages: true });
    expect(text).toContain("Nordwind AI plan");
    expect(text).toContain("Prepared by Anna Petersen, FP&A");
    expect(text).toContain("€600,000");
    expect(text).not.toContain("Illustrative");
    const sheets = readSheets(await exported("Workbook"));
    expect(sheets.map(({ name }) => name)).toEqual([
      "Budget",
      "Confidence",
      "Scenarios",
      "Drivers",
      "Assumptions",
      "Samples",
      "About",
      "Plan",
    ]);
    const budget = sheets[0]!.cells;
    expect(budget[0]![0]).toBe("Nordwind AI plan");
    expect(budget[6]!.slice(4, 6)).toEqual(["Feb 2027", "Mar 2027"]);
    expect(budget.flat()).toContain("600000");
    expect(clicks).toBeLessThanOrEqual(25);
  }, 600_000);

  it("is made of a pasted spreadsheet and exported in at most 25 clicks", async () => {
    clicks = 0;
    await page.goto(app.address);
    await page.getByRole("button", { name: /^New plan$/ }).waitFor({ timeout: PATIENCE });
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.body.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, SPEND);
    await page.getByText("New plan, 3 of 6 answered").waitFor({ timeout: PATIENCE });
    expect(await page.getByLabel("People").inputValue()).toBe("300");
    await click("Create plan and open Outlook");
    const { pdf, cells } = await exportBoth();
    expect(pdf).toMatch(/Approve \$[\d.,]+/);
    expect(pdf).toContain("Claude API");
    expect(pdf).toContain("300");
    expect(cells.some((cell) => cell.includes("Claude API"))).toBe(true);
    expect(clicks).toBeLessThanOrEqual(25);
  }, 600_000);

  it("is made of a usage export dropped on the start page: models, workloads, costs and demand measured", async () => {
    clicks = 0;
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
    await page.goto(app.address);
    await page.getByRole("button", { name: /^New plan$/ }).waitFor({ timeout: PATIENCE });
    const usage = { ...A_QUARTER, from: "2026-08-03", to: "2026-11-20", model: "claude-sonnet-5-5" };
    await dropFile(page, "usage.csv", usageExport(usage));
    await click("Import the file");
    await click("Make a plan of this usage");
    await page
      .getByRole("navigation", { name: "Screens" })
      .locator('[aria-current="page"]', { hasText: "Outlook" })
      .waitFor({ timeout: PATIENCE });
    await page.getByRole("heading", { level: 1 }).filter({ hasText: "budget" }).waitFor({ timeout: PATIENCE });
    const { pdf, cells } = await exportBoth();
    expect(pdf).toMatch(/Approve \$[\d.,]+/);
    expect(pdf).toContain("Claude Sonnet 5.5");
    expect(pdf).toMatch(/Measured\s+usage export, Aug 3, 2026 to Nov 20, 2026/);
    expect(cells).toContain("measured");
    expect(clicks).toBeLessThanOrEqual(25);
  }, 600_000);

  it("is made of one JSON export dropped on the start page as well, while a plan in JSON opens as one", async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    await page.goto(app.address);
    await page.getByRole("button", { name: /^New plan$/ }).waitFor({ timeout: PATIENCE });
    const [head = "", ...lines] = usageExport({ ...A_QUARTER, model: "claude-sonnet-5-5" })
      .trim()
      .split("\n");
    const rows = lines.slice(0, 50).map((line) => {
      const cells = line.split(",");
      return Object.fromEntries(head.split(",").map((name, i) => [name, cells[i]]));
    });
    await dropFile(page, "usage.json", JSON.stringify(rows));
    await page.getByRole("button", { name: "Import the file" }).waitFor({ timeout: PATIENCE });
    await page.goto(app.address);
    await page.reload();
    await page.getByRole("button", { name: /^New plan$/ }).waitFor({ timeout: PATIENCE });
    await dropFile(
      page,
      "team.json",
      readFileSync(new URL("../fixtures/plans/smallTeam.json", import.meta.url), "utf8"),
    );
    await page.locator(".plan-name").waitFor({ timeout: PATIENCE });
    await page.close();
  }, 300_000);
});
