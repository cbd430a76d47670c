import { createRequire } from "node:module";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atRest, hasChromium, NO_CHROMIUM, openChromium, serveApp, type ServedApp } from "./appWindow.ts";

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

const TEMPLATE = fileURLToPath(new URL("../../shared/plan/templates/value.json", import.meta.url));
const PATIENCE = 180_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MONTHS = `month,days,teams without agents\n${["2025-11,9,9", "2025-12,8.8,9", "2026-01,9.1,9.2", "2026-02,9,9.1", "2026-03,8.9,9", "2026-04,9,9.1", "2026-05,7.4,9", "2026-06,7.2,9.1", "2026-07,7.1,9.2"].join("\n")}\n`;

/** What axe finds on the page, colors included. */
async function violations(page: Page): Promise<string[]> {
  // The page's policy runs no foreign script element; what a debugger evaluates is not the page's.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (root: Element) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run(document.querySelector(".value-screen")!);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}

describe.skipIf(!hasChromium())("what the uses of AI bring, on the template of three uses", () => {
  let folder: string;
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    // A forecast is locked beside the file of its plan.
    folder = mkdtempSync(join(tmpdir(), "past-april-value-"));
    const plan = join(folder, "Three uses of AI.json");
    copyFileSync(TEMPLATE, plan);
    app = await serveApp({ plan });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const answered = async (): Promise<void> => {
    await page.getByRole("heading", { name: "What do we get?" }).waitFor({ timeout: PATIENCE });
    await page.waitForFunction(
      () => document.querySelector(".study-status, .value-parts.is-stale") === null,
      undefined,
      {
        timeout: PATIENCE,
      },
    );
  };

  it("says which use pays, which needs a decision, and what a cut gives up, reached by keys alone", async () => {
    await page.goto(app.address);
    await atRest(page);
    await page.keyboard.press("Control+7");
    await answered();
    await page
      .getByRole("heading", { level: 1 })
      .filter({ hasText: /1 of 3 uses is likely to pay back/ })
      .waitFor();
    const table = page.getByRole("table", { name: "Use by use" });
    expect(await table.getByRole("rowheader").count()).toBe(4);
    await page.getByRole("button", { name: /^Contract review, pays back in/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Contract review: when do we decide?" }).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 400_000);

  it("takes a baseline from a file, a capacity and counts, as edits that can be undone", async () => {
    await page.getByRole("button", { name: "Five questions for Contract review" }).click();
    await page.getByLabel("First month with agents").fill("2026-05");
    await page.keyboard.press("Enter");
    await page
      .getByLabel("Months of the metric, CSV or XLSX")
      .setInputFiles({ name: "days.csv", mimeType: "text/csv", buffer: Buffer.from(MONTHS) });
    const before = page.getByLabel("Months before", { exact: false }).first();
    await expect.poll(() => before.inputValue(), { timeout: PATIENCE }).toContain("2025-11\t9");
    await page.getByText("Take the control group out").waitFor();
    // Answers of before the edit are drawn fainter until the new ones are there.
    await answered();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Done" }).click();
    await page
      .getByRole("row", { name: /Contract review/ })
      .filter({ hasText: "6 + 3" })
      .waitFor({ timeout: PATIENCE });
    await page.keyboard.press("Control+z");
    await page
      .getByRole("row", { name: /Contract review/ })
      .filter({ hasText: "no baseline" })
      .waitFor({ timeout: PATIENCE });
  }, 400_000);

  it("shows the months of a use whose tokens grow without outcomes", async () => {
    await page.getByRole("button", { name: /^Coding assistant, pays back in/ }).click();
    await page.getByText(/Tokens grow by 1\d% a month and outcomes do not follow/).waitFor();
    const months = page.getByRole("table", { name: "Coding assistant: closed months" });
    expect(await months.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Show the months" }).focus();
    await page.keyboard.press("Enter");
    await months.waitFor();
    expect(await months.getByRole("row").count()).toBe(7);
    expect(await months.evaluate((table) => table.getBoundingClientRect().top < window.innerHeight)).toBe(true);
  }, 200_000);

  it("draws the way from the locked case to today's in the quadrant, whose uses are chosen by key and by click", async () => {
    await page.getByRole("button", { name: "Lock it" }).click();
    await page.getByLabel("Locked by").fill("Head of FP&A");
    await page.keyboard.press("Enter");
    const lock = page.getByRole("button", { name: "Lock this forecast" });
    await lock.click();
    await page.getByRole("table").filter({ hasText: "Head of FP&A" }).waitFor({ timeout: PATIENCE });
    await page.keyboard.press("Control+7");
    await answered();
    await page.getByText(/case of/).waitFor();
    // A larger benefit than was locked moves a use up.
    await page.getByRole("radio", { name: "29%" }).click();
    await answered();
    const quadrant = page.getByRole("application", { name: "Used, and useful?" });
    await page.getByText(/Hollow: as locked on/).waitFor();
    await quadrant.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const card = page.locator(".mark-words");
    await card.filter({ hasText: /^Contract review: .*when locked/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Contract review: how far has it come?" }).waitFor();
    await page.keyboard.press("Home");
    const ring = await page.locator(".mark-ring").boundingBox();
    await page.keyboard.press("Escape");
    await page.mouse.move(ring!.x + ring!.width / 2, ring!.y + ring!.height / 2);
    await card.filter({ hasText: /^Customer tickets: / }).waitFor();
    await page.mouse.down();
    await page.mouse.up();
    await page.getByRole("heading", { name: "Customer tickets: how far has it come?" }).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 400_000);

  it.each([
    ["1440", 1440, 900],
    ["1024", 1024, 700],
  ] as const)("runs over no edge at %s", async (_, width, height) => {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".value-screen *")]
        .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
        .map((one) => one.className || one.tagName),
    );
    expect(wide).toEqual([]);
  });
});
