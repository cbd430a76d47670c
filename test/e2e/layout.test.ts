import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, NO_CHROMIUM, openChromium, serveApp, upToDate, type ServedApp } from "./appWindow.ts";

const PLAN = fileURLToPath(new URL("../fixtures/plans/smallTeam.json", import.meta.url));
/** A forecast takes its time on a busy machine. */
const PATIENCE = 180_000;
/** The usual window, the smallest, two wide ones, and a window of 1440 × 900 at 200 % zoom. */
const SIZES = [
  [1440, 900],
  [1024, 700],
  [1920, 1080],
  [2560, 1440],
  [720, 450],
] as const;
const SCREENS = [
  "Outlook",
  "Workloads",
  "Prices and contracts",
  "Scenarios",
  "Drivers",
  "Actuals",
  "Value",
  "Report",
  "Cost centers",
  "Plan settings",
] as const;

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

describe.skipIf(!hasChromium())("the window's layout", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    app = await serveApp({ plan: PLAN });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    await page.goto(app.address);
    await upToDate(page, PATIENCE);
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const open = async (name: string): Promise<void> => {
    await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name, exact: true }).click();
    await page.locator("main h1").first().waitFor({ timeout: PATIENCE });
  };
  /** How far the window, and the page within it, could be scrolled where neither should be, px. */
  const slack = (): Promise<{
    readonly window: number;
    readonly scrolled: number;
    readonly page: number;
    readonly rail: number;
  }> =>
    page.evaluate(() => {
      const { documentElement } = document;
      const main = document.querySelector("main")!;
      return {
        window: Math.max(documentElement.scrollHeight - innerHeight, documentElement.scrollWidth - innerWidth),
        scrolled: Math.max(
          documentElement.scrollTop,
          document.body.scrollTop,
          document.querySelector(".window")!.scrollTop,
        ),
        page: Math.max(0, main.scrollWidth - main.clientWidth),
        rail: document.querySelector(".rail")!.getBoundingClientRect().top,
      };
    });

  it.each(SCREENS)(
    "of %s never scrolls as a whole, nor sideways, at any size",
    async (name) => {
      await open(name);
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        // Charts take their new width on the next frames, some of them in two rounds.
        await expect
          .poll(slack, { timeout: PATIENCE, message: `${name} at ${width}` })
          .toEqual({ window: 0, scrolled: 0, page: 0, rail: 0 });
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    },
    PATIENCE,
  );

  it.each(["Workloads", "Prices and contracts", "Scenarios"])(
    "of %s stays where it is while the focus walks through it",
    async (name) => {
      await open(name);
      await page.locator("main").focus();
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press("Tab");
        expect(await slack(), `step ${step}`).toMatchObject({ scrolled: 0, rail: 0 });
      }
    },
    PATIENCE,
  );

  it.each(SCREENS)(
    "of %s marks every word that opens a menu",
    async (name) => {
      await open(name);
      const unmarked = await page
        .locator('[aria-haspopup="menu"]:not(.icon-button)')
        .evaluateAll((all) =>
          all.filter((each) => getComputedStyle(each, "::after").width !== "6px").map((each) => each.textContent),
        );
      expect(unmarked).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "keeps one heading a screen, and leads the focus to a field that was found",
    async () => {
      await open("Outlook");
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: /^Find an input/ }).fill("headcount");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
      expect(
        await page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-pointer]")?.dataset["pointer"]),
      ).toMatch(/\/demand\/users$/);
      expect(await slack()).toMatchObject({ scrolled: 0, rail: 0 });
      expect(await page.locator("h1").count()).toBe(1);
    },
    PATIENCE,
  );

  it(
    "explains a word on a click and on Enter",
    async () => {
      await open("Outlook");
      const word = page.locator("main .answer .term").first();
      await word.click();
      await page.getByRole("tooltip").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("tooltip").waitFor({ state: "detached" });
      await word.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("tooltip").waitFor();
    },
    PATIENCE,
  );
});
