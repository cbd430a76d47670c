import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, NO_CHROMIUM, openChromium, serveApp, type ServedApp } from "./appWindow.ts";
import { violations } from "./axeFindings.ts";

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

const PATIENCE = 180_000;

describe.skipIf(!hasChromium())("the head-count table, in the template of an engineering organization", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await serveApp();
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it("is begun, shared, held against pay and undone", async () => {
    await page.goto(app.address);
    await page.getByRole("button", { name: /^Engineering organization/ }).click();
    await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Workloads" }).click();
    await page.getByRole("button", { name: "Put them into a head-count table" }).click();
    await page.getByText(/^About 5,000 of 5,000 people at the start of the year/).waitFor();
    await page.getByRole("button", { name: "Head-count table", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /1 group of people/ }).waitFor();
    await page.getByRole("button", { name: "Let Code review take a share" }).click();
    await page.getByRole("button", { name: "State the pay" }).click();
    await page
      .getByText(/^Each of 5,000 people of Agentic coding: \$\d+ a month, .* that is [\d.]+% of pay, to be 80% sure/)
      .waitFor({ timeout: PATIENCE });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 1024, height: 700 });
    expect(await violations(page)).toEqual([]);
    for (let step = 0; step < 3; step++) await page.keyboard.press("Control+z");
    await page.getByRole("heading", { level: 1, name: /^State each head count once/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 400_000);

  it("is found by the words that people use", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("salary");
    await page
      .getByRole("option", { name: /Head-count table/ })
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
  }, 60_000);
});
