import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLedger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { A_QUARTER, usageExport } from "#test/usageExport.ts";
import { type ServedApp, atRest, dropFile, hasChromium, NO_CHROMIUM, openChromium, serveApp } from "./appWindow.ts";

const PLAN = fileURLToPath(new URL("../fixtures/plans/smallTeam.json", import.meta.url));

/** A forecast takes its time on a busy machine. */
const PATIENCE = 180_000;

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

describe.skipIf(!hasChromium())("actuals in a window", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  // A plan of its own: a locked forecast lies beside it.
  const folder = mkdtempSync(join(tmpdir(), "past-april-actuals-"));
  const plan = join(folder, "team.json");
  beforeAll(async () => {
    copyFileSync(PLAN, plan);
    app = await serveApp({ plan });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(app.address);
    await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Actuals" }).click();
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    "teaches while there is nothing",
    async () => {
      await page.getByText("With one month of exports, each curve can be fitted to your own runs.").waitFor();
      expect(await page.getByRole("button", { name: "Choose files" }).isVisible()).toBe(true);
    },
    PATIENCE,
  );

  it(
    "locks December's forecast in a file beside the plan",
    async () => {
      const name = page.getByRole("textbox", { name: "Locked by" });
      await name.fill("FP&A");
      await name.press("Enter");
      const lock = page.getByRole("button", { name: "Lock this forecast" });
      await expect.poll(() => lock.isEnabled(), { timeout: PATIENCE }).toBe(true);
      await lock.click();
      await page.getByRole("row", { name: /FP&A As planned .* none yet/ }).waitFor();
      const written = readLedger(readFileSync(join(folder, "team.ledger.json"), "utf8"));
      expect(written.ok && written.ledger.forecasts).toMatchObject([
        { author: "FP&A", closed: 0, scenario: null, trials: 10_000 },
      ]);
    },
    PATIENCE,
  );

  it(
    "says how a dropped table is taken, shows no person, and imports it",
    async () => {
      await dropFile(page, "usage-2027-q1.csv", usageExport(A_QUARTER));
      const columns = page.getByRole("table", { name: "Columns of usage-2027-q1.csv" });
      await columns.waitFor();
      expect(await columns.getByLabel("timestamp is used as").inputValue()).toBe("time");
      expect(await columns.getByLabel("input_tokens is used as").inputValue()).toBe("input");
      expect(await columns.textContent()).not.toContain("person0");
      await columns.getByLabel("project is used as").selectOption("label");
      await page.getByRole("button", { name: "Import the file" }).click();
      await page.getByText(/^[\d,]+ rows counted$/).waitFor({ timeout: PATIENCE });
      await page.getByRole("button", { name: "Show them", exact: true }).click();
      const refused = page.getByRole("dialog", { name: "Refused rows" });
      await refused.getByRole("table").waitFor();
      expect(await refused.getByRole("row").count()).toBe(3);
      await page.keyboard.press("Escape");
    },
    PATIENCE,
  );

  it(
    "maps rows to a workload, fits its curve and puts it into the plan as one step",
    async () => {
      await page.getByRole("button", { name: "Add a rule" }).click();
      await page
        .getByRole("img", { name: /Share of attempts above a number of tokens/ })
        .waitFor({ timeout: PATIENCE });
      await page.getByRole("button", { name: "Use these costs in the plan" }).click();
      await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Workloads" }).click();
      await page
        .getByText(/usage export, Jan 4 to Mar 31/)
        .first()
        .waitFor({ timeout: PATIENCE });
      await page.keyboard.press("Control+z");
      await expect.poll(() => page.getByText(/usage export, Jan 4 to Mar 31/).count(), { timeout: PATIENCE }).toBe(0);
      await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Actuals" }).click();
    },
    PATIENCE,
  );

  it(
    "shows the year before and after, re-forecasts from the last closed month, and undoes it",
    async () => {
      const answer = page.getByTestId("actuals-answer");
      await answer.filter({ hasText: "January to March cost" }).waitFor({ timeout: PATIENCE });
      const offered = await answer.textContent();
      expect(offered).toMatch(
        /From April 1 the request (rises|falls) from \$[\d,]+ \((locked on [A-Z]\w+ \d+(, \d{4})?|before these actuals)\) to \$[\d,]+/,
      );
      await page.getByRole("button", { name: "Re-forecast from April 1", exact: true }).click();
      await page
        .getByRole("button", { name: "Go back to the plan before these actuals" })
        .waitFor({ timeout: PATIENCE });
      await page.getByText("Closed to Mar 31").first().waitFor({ timeout: PATIENCE });
      // The same two years, whichever of them is the plan's own.
      await expect.poll(() => answer.textContent(), { timeout: PATIENCE }).toBe(offered);
      await page.keyboard.press("Control+z");
      await page.getByRole("button", { name: "Re-forecast from April 1", exact: true }).waitFor({ timeout: PATIENCE });
    },
    PATIENCE,
  );

  it(
    "scores what was locked by the months that usage closed, and says what moved the year",
    async () => {
      await page.getByRole("row", { name: /FP&A As planned .* 3 3 of 3/ }).waitFor({ timeout: PATIENCE });
      await page
        .getByRole("img", {
          name: /^The closed months were planned at \$[\d,]+ on average and cost \$[\d,]+; the mean of the year moves from/,
        })
        .waitFor({ timeout: PATIENCE });
    },
    PATIENCE,
  );

  it.each(["light", "dark"] as const)(
    "has no barrier that axe can find: %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.getByRole("heading", { name: "What does it change?" }).waitFor({ timeout: PATIENCE });
      await expect.poll(() => page.locator(".actuals-screen .is-stale").count(), { timeout: PATIENCE }).toBe(0);
      await atRest(page);
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () =>
        (await (window as unknown as { readonly axe: typeof axe }).axe.run("main")).violations.map(({ id, nodes }) => ({
          id,
          nodes: nodes.map(({ html }) => html.slice(0, 160)),
        })),
      );
      expect(violations).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "fits its smallest window without scrolling sideways",
    async () => {
      await page.setViewportSize({ width: 1024, height: 700 });
      // Charts follow the window a frame later.
      const overhang = (): Promise<number> =>
        page.evaluate(() =>
          Math.max(
            document.documentElement.scrollWidth - window.innerWidth,
            ...[...document.querySelectorAll("main")].map((main) => main.scrollWidth - main.clientWidth),
          ),
        );
      await expect.poll(overhang, { timeout: PATIENCE }).toBeLessThanOrEqual(0);
    },
    PATIENCE,
  );
});
