import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "#test/shared/host/transports.ts";
import { hasChromium, NO_CHROMIUM, openChromium, serveApp } from "./appWindow.ts";
import { violations } from "./axeFindings.ts";

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

const PATIENCE = 180_000;
const PLAN = JSON.parse(readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8")) as object;
/** Where the pictures go that somebody wants to look at; absent: none are taken. */
const PICTURES = process.env["PAST_APRIL_PICTURES"];

describe.skipIf(!hasChromium())("the start page of a reader with several plans", () => {
  const folder = mkdtempSync(join(tmpdir(), "past-april-together-"));
  const data = join(folder, "data");
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("sums those that are chosen, on the same simulated years", async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    for (const name of ["North", "South"]) {
      const plan = join(folder, `${name}.pastapril`);
      writeFileSync(plan, JSON.stringify({ ...PLAN, name: `Team ${name}` }));
      const app = await serveApp({ data, plan });
      await page.goto(app.address);
      await page.locator(".plan-name", { hasText: `Team ${name}` }).waitFor({ timeout: PATIENCE });
      await page.goto("about:blank");
      await app.close();
    }
    const app = await serveApp({ data });
    await page.goto(app.address);
    await page.getByText("Sum several plans").click({ timeout: PATIENCE });
    await page.getByRole("checkbox", { name: "Team North" }).check();
    await page.getByRole("checkbox", { name: "Team South" }).check();
    const rows = page.getByRole("table").getByRole("row");
    await rows.nth(3).waitFor({ timeout: PATIENCE });
    expect(await rows.nth(3).innerText()).toMatch(/^Together\s+\$120,000\s/);
    expect(await violations(page)).toEqual([]);
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, "together-light.png"), fullPage: true });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 1024, height: 700 });
    expect(await violations(page)).toEqual([]);
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, "together-dark.png"), fullPage: true });
    await page.close();
    await app.close();
  }, 400_000);
});
