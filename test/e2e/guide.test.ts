import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atRest, hasChromium, NO_CHROMIUM, openChromium, serveApp, type ServedApp } from "./appWindow.ts";
import { violations } from "./axeFindings.ts";

/** A forecast takes its time on a busy machine. */
const PATIENCE = 180_000;

/** The same once the page moves no more. */
async function restingViolations(page: Page): Promise<string[]> {
  await atRest(page);
  return violations(page);
}

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

describe.skipIf(!hasChromium())("help in a browser", () => {
  let app: ServedApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await serveApp();
    browser = await openChromium();
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const openPage = async (size: { width: number; height: number }, colorScheme: "light" | "dark"): Promise<Page> => {
    const page = await browser.newPage({ viewport: size, colorScheme, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(app.address);
    return page;
  };
  const openTemplate = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: /^Support desk/ }).click();
    await page.getByRole("group", { name: "Forecast", exact: true }).filter({ hasText: "Up to date" }).waitFor();
  };
  const card = (page: Page) => page.getByRole("complementary", { name: "How to read this" });

  it(
    "leads from first sight to the guide, to a page, to its screen, and finds head count",
    async () => {
      const page = await openPage({ width: 1440, height: 900 }, "light");
      await openTemplate(page);
      // First sight, and dismissed: the user is remembered, also by another window.
      await card(page).waitFor();
      expect(await restingViolations(page)).toEqual([]);
      await card(page).getByRole("button", { name: "Close “How to read this”" }).click();
      await card(page).waitFor({ state: "detached" });
      await page.keyboard.press("F1");
      await page.getByRole("heading", { level: 1, name: "Outlook" }).waitFor();
      await page
        .getByRole("navigation", { name: "Pages of the guide" })
        .getByRole("button", { name: "Workloads" })
        .click();
      await page.getByRole("heading", { level: 1, name: "Workloads" }).waitFor();
      expect(await restingViolations(page)).toEqual([]);
      await page.getByRole("article").getByRole("button", { name: "Workloads", exact: true }).first().click();
      await page
        .getByRole("textbox", { name: /^People/ })
        .first()
        .waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("headcount");
      const found = page.getByRole("listbox", { name: "Found" }).getByRole("option");
      expect(await found.first().innerText()).toContain("“headcount”");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);

      const other = await openPage({ width: 1440, height: 900 }, "light");
      await openTemplate(other);
      expect(await card(other).count()).toBe(0);
      await other.keyboard.press("?");
      await card(other).waitFor();
      await other.close();
      await page.close();
    },
    4 * PATIENCE,
  );

  it(
    "keeps the answer of every screen in sight while its card is open",
    async () => {
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1024, height: 700 },
        { width: 720, height: 450 },
      ]) {
        const page = await openPage(size, "dark");
        await openTemplate(page);
        const names = await page
          .locator(".rail-screen")
          .evaluateAll((all: HTMLElement[]) => all.map((one) => one.title));
        for (const name of names.filter((one) => one !== "Guide")) {
          await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name, exact: true }).click();
          if ((await card(page).count()) === 0) await page.keyboard.press("?");
          await card(page).waitFor();
          const answer = page.locator("main h1").first();
          await answer.waitFor({ state: "attached" });
          const { bottom, isShown } = await answer.evaluate((heading) => ({
            bottom: heading.getBoundingClientRect().bottom,
            isShown: !heading.classList.contains("visually-hidden"),
          }));
          if (isShown) expect(bottom, `${name} at ${size.width}`).toBeLessThan(size.height);
        }
        await page.close();
      }
    },
    8 * PATIENCE,
  );

  it(
    "reads as the reader chose, kept for the next window; the dialog and the guide pass axe in the dark",
    async () => {
      const page = await openPage({ width: 1440, height: 900 }, "dark");
      await openTemplate(page);
      await page.keyboard.press("Control+Shift+Comma");
      const dialog = page.getByRole("dialog", { name: "Preferences" });
      await dialog.getByRole("radio", { name: "1.234,5" }).focus();
      await page.keyboard.press("Space");
      expect(await restingViolations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("F1");
      expect(await restingViolations(page)).toEqual([]);
      await page.close();
      const other = await openPage({ width: 1440, height: 900 }, "dark");
      await openTemplate(other);
      expect(await other.locator("main h1").first().innerText()).toMatch(/\$\d+,\dM|\$\d+\.\d{3}/);
      await other.close();
    },
    4 * PATIENCE,
  );
});
