import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { CHROMIUM, hasChromium, openChromium, serveApp } from "./appWindow.ts";

/**
 * `npm run screenshots [words…]`: every screen in both sizes, light and dark, into out/screenshots, to be laid beside the pictures of the design. With words,
 * only the screens whose name holds one of them.
 */
const SIZES = [
  { name: "1440", width: 1440, height: 900 },
  { name: "1024", width: 1024, height: 700 },
] as const;
const THEMES = ["light", "dark"] as const;
const FOLDER = join("out", "screenshots");

/** A forecast takes its time on a busy machine. */
const PATIENCE = 180_000;

async function main(): Promise<void> {
  if (!hasChromium()) throw new Error(`no Chromium at ${CHROMIUM}`);
  const wanted = process.argv.slice(2);
  mkdirSync(FOLDER, { recursive: true });
  const app = await serveApp();
  const browser = await openChromium();
  try {
    for (const theme of THEMES) {
      const page = await browser.newPage({ colorScheme: theme, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
      page.on("pageerror", (error) => process.stderr.write(`page: ${error.stack ?? error.message}\n`));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") process.stderr.write(`console: ${message.text()}\n`);
      });
      await page.goto(app.address);
      const shoot = async (name: string): Promise<void> => {
        if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) return;
        for (const { name: size, width, height } of SIZES) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(250);
          await page.screenshot({ path: join(FOLDER, `${name}-${theme}-${size}.png`) });
        }
        await page.setViewportSize({ width: 1440, height: 900 });
      };
      await page.getByRole("button", { name: /Engineering organisation/ }).waitFor();
      await page.waitForTimeout(wanted.length > 0 && !wanted.includes("start") ? 0 : 8_000);
      await shoot("start");
      await page.getByRole("button", { name: /Engineering organisation/ }).click();
      const screens = page.getByRole("navigation", { name: "Screens" }).getByRole("button");
      const first = screens.first();
      await first.waitFor();
      await ready(page);
      for (const name of await names(page)) {
        await screens.filter({ hasText: name }).click();
        // Scenarios are forecast one after the other, pages are set after the forecast: no picture of a screen that still waits.
        await page.waitForFunction(() => !/being forecast|are being set|pages follow/.test(document.body.innerText), undefined, { timeout: PATIENCE });
        await page.waitForTimeout(600);
        await shoot(name.toLowerCase().replaceAll(" ", "-"));
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await app.close();
  }
  process.stdout.write(`${FOLDER}\n`);
}

/** The names of the rail's screens. */
async function names(page: Page): Promise<string[]> {
  const texts = await page.locator(".rail-screen").allTextContents();
  return texts.map((text) => text.trim());
}

async function ready(page: Page): Promise<void> {
  await page.getByRole("group", { name: "Forecast" }).filter({ hasText: "Up to date" }).waitFor({ timeout: PATIENCE });
}

await main();
