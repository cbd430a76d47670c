import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  atRest,
  foreignRequests,
  hasChromium,
  NO_CHROMIUM,
  openChromium,
  recordRequests,
  serveApp,
  upToDate,
  type ServedApp,
} from "./appWindow.ts";
import { violations } from "./axeFindings.ts";

/** A forecast takes its time on a busy machine. */
const PATIENCE = 90_000;

/** The whole answer of the Outlook. */
const answerOf = (page: Page): Promise<string> => page.locator(".outlook .answer").innerText();

const rail = (page: Page, screen: string): Promise<void> =>
  page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: screen }).click();

async function settled(page: Page): Promise<void> {
  await upToDate(page, PATIENCE);
}

function browserTests(): void {
  let app: ServedApp;
  let browser: Browser;
  const requests: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    app = await serveApp();
    browser = await openChromium();
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const openPage = async (theme: "light" | "dark"): Promise<Page> => {
    const page = await browser.newPage({
      colorScheme: theme,
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(PATIENCE);
    recordRequests(page, requests);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) problems.push(message.text());
    });
    await page.goto(app.address);
    return page;
  };

  it(
    "opens a template, and a change of adoption moves the ask; undo puts it back",
    async () => {
      const page = await openPage("light");
      await page.getByRole("button", { name: /^Engineering organization/ }).click();
      await settled(page);
      const askOf = async (): Promise<string> =>
        /To be 80% sure of the whole year, budget (\S+):/.exec(await answerOf(page))?.[1] ?? "no ask";
      const before = await askOf();
      expect(before).toMatch(/^\$[\d.]+M$/);

      await rail(page, "Workloads");
      const adoption = page.getByRole("textbox", { name: /^Adoption/ }).first();
      const shown = await adoption.inputValue();
      expect(shown).not.toBe("60%");
      await adoption.fill("60%");
      await adoption.press("Enter");
      await rail(page, "Outlook");
      await settled(page);
      expect(await askOf()).toMatch(/^\$[\d.]+M$/);
      expect(await askOf()).not.toBe(before);

      await page.keyboard.press("Control+z");
      await settled(page);
      expect(await askOf()).toBe(before);
      await page.close();
    },
    4 * PATIENCE,
  );

  it(
    "is led by keys: screens, scenarios, areas of the window, and the marks of a chart",
    async () => {
      const page = await openPage("light");
      await page.getByRole("button", { name: /^Support desk/ }).click();
      await settled(page);
      const current = (): Promise<string> => page.locator('.rail-screen[aria-current="page"]').innerText();
      await page.keyboard.press("Control+2");
      expect(await current()).toBe("Workloads");
      await page.keyboard.press("Control+1");
      expect(await current()).toBe("Outlook");

      // The name of the switcher contains what is written on it, so that it can be asked for by voice.
      await page.getByRole("button", { name: "As planned" }).waitFor();
      await page.keyboard.press("]");
      await page.getByRole("button", { name: /^Scenario B / }).waitFor();
      await page.keyboard.press("[");
      await page.getByRole("button", { name: "Scenario A As planned" }).waitFor();
      await settled(page);

      const area = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.closest("[data-area]")?.getAttribute("data-area") ?? null);
      const visited = new Set<string | null>();
      for (let step = 0; step < 3; step++) {
        await page.keyboard.press("F6");
        visited.add(await area());
      }
      expect(visited).toEqual(new Set(["strip", "rail", "page"]));

      const chart = page.getByRole("application", { name: "When is the budget spent?" });
      await chart.focus();
      await page.keyboard.press("End");
      await page
        .locator(".mark-words")
        .filter({ hasText: /: the budget is spent in .* simulated years\. Spend by then/ })
        .waitFor();
      await page.keyboard.press("t");
      await page.getByRole("region", { name: "When is the budget spent? Spend by day" }).waitFor();
      await page.keyboard.press("t");
      expect(await chart.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press("x");
      await page.getByRole("menuitem", { name: "Chart as SVG" }).waitFor();
      await page.keyboard.press("Escape");
      await page.close();
    },
    2 * PATIENCE,
  );

  it("moves the budget by key and by hand, and every answer with it", async () => {
    const page = await openPage("light");
    await page.getByRole("button", { name: /^Support desk/ }).click();
    await settled(page);
    const budget = page.getByRole("slider", { name: "Budget" });
    const before = Number(await budget.getAttribute("aria-valuenow"));
    const answer = await answerOf(page);
    await budget.focus();
    await page.keyboard.press("Shift+ArrowDown");
    expect(Number(await budget.getAttribute("aria-valuenow"))).toBeLessThan(before);
    await settled(page);
    expect(await answerOf(page)).not.toBe(answer);
    await page.keyboard.press("Escape");
    expect(Number(await budget.getAttribute("aria-valuenow"))).toBe(before);
    await page.close();
  });

  it.each(["light", "dark"] as const)("has no screen that axe-core finds fault with, in %s", async (theme) => {
    const page = await openPage(theme);
    await page.getByRole("button", { name: /^Support desk/ }).waitFor();
    const found: string[] = (await violations(page)).map((violation) => `start: ${violation}`);
    await page.getByRole("button", { name: /^Support desk/ }).click();
    await settled(page);
    const screens = await page.locator(".rail-screen").allTextContents();
    for (const screen of screens) {
      await rail(page, screen);
      await atRest(page);
      found.push(...(await violations(page)).map((violation) => `${screen}: ${violation}`));
    }
    await rail(page, "Outlook");
    const beside = async (name: string, open: () => Promise<void>): Promise<void> => {
      await open();
      await atRest(page);
      found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`));
      await page.keyboard.press("Escape");
    };
    const command = async (words: string): Promise<void> => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type(words);
      await page.keyboard.press("Enter");
    };
    await beside("palette", () => page.keyboard.press("Control+k"));
    await beside("about", () => command("About Past April"));
    await beside("keys", () => command("Keyboard shortcuts"));
    await beside("scenarios of the switcher", () => page.getByRole("button", { name: "As planned" }).click());
    await page.getByRole("application", { name: "When is the budget spent?" }).focus();
    await page.keyboard.press("t");
    await beside("table", () => Promise.resolve());
    expect(found).toEqual([]);
    await page.close();
  });

  it("asked nobody but 127.0.0.1, broke no policy and threw nothing", () => {
    expect(requests.length).toBeGreaterThan(0);
    expect(foreignRequests(requests)).toEqual([]);
    expect(problems).toEqual([]);
  });
}

if (hasChromium()) describe("the app in a browser", browserTests);
else {
  it(`the app in a browser: ${NO_CHROMIUM}`, ({ skip }) => {
    process.stderr.write(`\n${NO_CHROMIUM}\n`);
    skip(NO_CHROMIUM);
  });
}
