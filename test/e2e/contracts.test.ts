import { readFileSync } from "node:fs";
import axe from "axe-core";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placedTexts } from "#test/electron/host/typesetter/pdfText.ts";
import { atRest, hasChromium, NO_CHROMIUM, openChromium, serveApp, type ServedApp } from "./appWindow.ts";

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

const PATIENCE = 180_000;

describe.skipIf(!hasChromium())("contracts and cost centers, on the template of seats and commitments", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await serveApp();
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    // Without the browser's own dialog a file is downloaded.
    await page.addInitScript(() => Object.defineProperty(window, "showSaveFilePicker", { value: undefined }));
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** What axe finds on the page, colors included. */
  const barriers = async (): Promise<string[]> => {
    // What a debugger evaluates is not the page's: its policy stays as it is.
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const found = await (window as unknown as { readonly axe: typeof axe }).axe.run("main");
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
    });
  };
  /** Presses Enter on a button, as a keyboard does. */
  const press = async (name: string | RegExp): Promise<void> => {
    await page.getByRole("main").getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  const saved = async (act: () => Promise<void>): Promise<Download> => {
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: PATIENCE }), act()]);
    return download;
  };
  const upToDate = async (): Promise<void> => {
    await page.getByRole("group", { name: "Forecast" }).getByText("Up to date").waitFor({ timeout: PATIENCE });
    await page.waitForFunction(() => document.querySelector(".is-stale, .answer-stale") === null, undefined, {
      timeout: PATIENCE,
    });
  };

  it("says of the contracts what they come to, reached by keys alone", async () => {
    await page.goto(app.address);
    await page.getByRole("button", { name: /^Seats and commitments/ }).focus();
    await page.keyboard.press("Enter");
    await atRest(page);
    await page.keyboard.press("Control+3");
    await page.getByRole("heading", { name: "Do the seats' allowances hold?" }).waitFor();
    await page
      .getByRole("heading", { level: 1 })
      .filter({ hasText: /Copilot Business.*Claude Opus 4\.8 retires on May 28\./ })
      .waitFor({ timeout: PATIENCE });
    await page.getByRole("img", { name: /^What is left of Claude prepayment/ }).waitFor({ timeout: PATIENCE });
    expect(await barriers()).toEqual([]);
  }, 400_000);

  it("finds the contract that costs least, stops at once when told to, and makes a row a scenario", async () => {
    const part = page.getByRole("region", { name: "Which contract costs least?" });
    await part.getByRole("checkbox", { name: "Prototypes" }).focus();
    await page.keyboard.press("Space");
    await press("Compare contracts");
    await part.getByRole("button", { name: "Stop" }).click({ timeout: PATIENCE });
    await part.getByText("Contracts: stopped.").waitFor();
    await part.getByRole("button", { name: "Go on" }).click();
    await part.getByText(/^Cheapest for Coding agents: /).waitFor({ timeout: PATIENCE });
    await part.getByRole("rowheader", { name: "As planned" }).waitFor();
    expect(await barriers()).toEqual([]);
    await part.getByRole("button", { name: /^Scenario of Pay by use with a commitment of €/ }).click();
    await page
      .getByText(/Pay by use with a commitment of €/)
      .first()
      .waitFor();
    await page.keyboard.press("Control+z");
    await upToDate();
  }, 400_000);

  it("shows whose budget holds; an edit of a budget or a share is undone by a key", async () => {
    await page.keyboard.press("Control+9");
    await page.getByRole("heading", { name: "Whose budget holds?" }).waitFor();
    await upToDate();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(/^Engineering is likely to overspend/);
    expect(await barriers()).toEqual([]);
    const budget = page.getByRole("textbox", { name: "Budget of Product" });
    await budget.fill("40000");
    await page.keyboard.press("Enter");
    await expect.poll(() => budget.inputValue()).toBe("€40,000");
    const shares = page.getByRole("group", { name: "Shares of Coding agents" });
    await shares.getByRole("textbox", { name: "Engineering" }).fill("75");
    await page.keyboard.press("Enter");
    await shares.getByText("Shares of Coding agents sum to 90%. Raise one by 10%.").waitFor();
    await shares.getByRole("textbox", { name: "Product" }).fill("10");
    await page.keyboard.press("Enter");
    await shares.getByText("Together 100%.").waitFor();
    await upToDate();
    await press("Product");
    await page.getByRole("group", { name: "Product" }).getByRole("textbox", { name: "Name" }).waitFor();
    expect(await barriers()).toEqual([]);
    await page.getByRole("heading", { name: "Whose budget holds?" }).click();
    for (let step = 0; step < 2; step++) await page.keyboard.press("Control+z");
    await expect.poll(() => budget.inputValue()).toBe("€25,500");
    expect(await shares.getByRole("textbox", { name: "Engineering" }).inputValue()).toBe("85%");
    await upToDate();
  }, 400_000);

  it("exports the pack of a centre: its CSV sums to what its page says, to the cent", async () => {
    await page
      .getByRole("combobox", { name: "Cost center that is shown" })
      .selectOption({ label: "Data and research" });
    const csv = readFileSync(await (await saved(() => press("CSV"))).path(), "utf8");
    const lines = csv.trim().split("\r\n").slice(1);
    expect(lines.every((line) => line.startsWith("Data and research,"))).toBe(true);
    const cents = lines.reduce((sum, line) => sum + Math.round(100 * Number(line.split(",").at(-1))), 0);
    const year = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2 }).format(cents / 100);
    const download = await saved(() => press("PDF page"));
    expect(download.suggestedFilename()).toMatch(/Data and research\.pdf$/);
    const texts = (await placedTexts(new Uint8Array(readFileSync(await download.path())))).map(({ text }) => text);
    expect(texts).toContain(year);
    expect(texts.join(" ")).not.toMatch(/Customer support|Engineering/);
    const row = page.getByRole("row", { name: /^Data and research [\d–]/ });
    expect(await row.getByRole("cell").last().innerText()).toBe(year);
  }, 400_000);
});
