import { spawnSync } from "node:child_process";
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

/** What the command line says. */
function pastApril(...words: readonly string[]): string {
  return spawnSync(process.execPath, ["--import", "tsx", "electron/cli/main.ts", ...words], {
    cwd: ROOT,
    encoding: "utf8",
  }).stdout;
}

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
    await page.getByRole("button", { name: "Sum these plans" }).click();
    const rows = page.getByRole("table").first().getByRole("row");
    await rows.nth(3).waitFor({ timeout: PATIENCE });
    expect(await rows.nth(3).innerText()).toMatch(/^Together\s+\$120,000\s/);
    // A plan of the sum opens beside it, and the sum stays.
    await rows.nth(1).getByRole("button").click();
    await page.locator(".plan-name", { hasText: /Team (North|South)/ }).waitFor({ timeout: PATIENCE });
    await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Portfolio" }).click();
    await rows.nth(3).waitFor({ timeout: PATIENCE });
    expect(await violations(page)).toEqual([]);
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, "together-light.png"), fullPage: true });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 1024, height: 700 });
    expect(await violations(page)).toEqual([]);
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, "together-dark.png"), fullPage: true });
    await page.close();
    await app.close();
  }, 400_000);

  it("opens a portfolio's file with the very figures of the command line", async () => {
    const file = join(folder, "group.pastapril");
    for (const [name, currency] of [
      ["One", "USD"],
      ["Two", "EUR"],
    ] as const)
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...PLAN, name: `Team ${name}`, currency }));
    const plans = [{ path: "One.json" }, { path: "Two.json" }];
    writeFileSync(
      file,
      JSON.stringify({ schema: "past-april.portfolio/1", name: "Group", rates: { EUR: 1.1 }, confidence: 0.9, plans }),
    );
    const said = pastApril("portfolio", file);
    const app = await serveApp({ data, plan: file });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(app.address);
    await page.getByRole("row", { name: /^Together/ }).waitFor({ timeout: PATIENCE });
    const words = await page.locator(".portfolio").innerText();
    const sentence = /To be sure in [^.]*, budget [^ ]*\.(?: |$)/;
    expect(sentence.exec(words.replace(/\s+/g, " "))![0]).toBe(sentence.exec(said.replace(/\s+/g, " "))![0]);
    const figures = (text: string): string[] => text.match(/\$[\d.,]+[KM]?/g)!;
    const cli = said.split("\n").find((line) => line.startsWith("Together"))!;
    const [budget, middle] = figures(cli);
    expect(figures(await page.getByRole("row", { name: /^Together/ }).innerText()).slice(0, 2)).toEqual([
      budget,
      middle,
    ]);
    await page.close();
    await app.close();
  }, 400_000);
});
