import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, NO_CHROMIUM, openChromium, serveApp } from "./appWindow.ts";
import type { ServedApp } from "./appWindow.ts";

/** A forecast takes its time on a busy machine. */
const PATIENCE = 90_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeWindow {
  readonly axe: { readonly run: (options: object) => Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] }> };
}

/** What axe-core finds wrong with the page as it stands: rule and place. */
async function violations(page: Page): Promise<string[]> {
  // The page's policy allows no foreign script: axe comes in by the debugger, as a person with developer tools would do it.
  await page.evaluate(AXE);
  const found = await page.evaluate(() => (window as unknown as AxeWindow).axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: { "label-content-name-mismatch": { enabled: true } } }));
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** The whole answer of the Outlook. */
const answerOf = (page: Page): Promise<string> => page.locator(".outlook .answer").innerText();

const rail = (page: Page, screen: string): Promise<void> => page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: screen }).click();

const status = (page: Page) => page.getByRole("group", { name: "Forecast", exact: true });

async function settled(page: Page): Promise<void> {
  await status(page).filter({ hasText: "Up to date" }).waitFor({ timeout: PATIENCE });
}

function browserTests(): void {
  let app: ServedApp;
  let browser: Browser;
  const requests = new Set<string>();
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
    const page = await browser.newPage({ colorScheme: theme, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.on("request", (request) => requests.add(request.url()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) problems.push(message.text());
    });
    await page.goto(app.address);
    return page;
  };

  it("opens a template, and a change of adoption moves the ask; undo puts it back", async () => {
    const page = await openPage("light");
    await page.getByRole("button", { name: "Support desk" }).click();
    await settled(page);
    const before = await answerOf(page);
    expect(before).toMatch(/before the year ends in .* futures/);

    await rail(page, "Workloads");
    const adoption = page.getByRole("textbox", { name: /^Adoption/ }).last();
    const shown = await adoption.inputValue();
    await adoption.fill("60%");
    await adoption.press("Enter");
    expect(shown).not.toBe("60%");
    await rail(page, "Outlook");
    await settled(page);
    expect(await answerOf(page)).not.toBe(before);

    await page.keyboard.press("Control+z");
    await settled(page);
    expect(await answerOf(page)).toBe(before);
    await page.close();
  });

  it("moves the budget by key and by hand, and every answer with it", async () => {
    const page = await openPage("light");
    await page.getByRole("button", { name: "Support desk" }).click();
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
    await page.getByRole("button", { name: "Support desk" }).waitFor();
    const found: string[] = (await violations(page)).map((violation) => `start: ${violation}`);
    await page.getByRole("button", { name: "Support desk" }).click();
    await settled(page);
    const screens = await page.locator(".rail-screen").allTextContents();
    for (const screen of screens) {
      await rail(page, screen);
      await page.waitForTimeout(300);
      found.push(...(await violations(page)).map((violation) => `${screen}: ${violation}`));
    }
    expect(found).toEqual([]);
    await page.close();
  });

  it("asked nobody but 127.0.0.1, broke no policy and threw nothing", () => {
    expect(requests.size).toBeGreaterThan(0);
    expect([...requests].filter((url) => !url.startsWith("blob:") && !url.startsWith("data:") && new URL(url).hostname !== "127.0.0.1")).toEqual([]);
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
