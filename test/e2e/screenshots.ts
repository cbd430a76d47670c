import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { A_QUARTER, usageExport } from "#test/usageExport.ts";
import { CHROMIUM, dropFile, hasChromium, openChromium, serveApp, upToDate } from "./appWindow.ts";

/**
 * `npm run screenshots [words…]`: every screen in both sizes, light, dark and in high contrast, into out/screenshots,
 * to be laid beside the screenshots of the design. With words, only the screens whose name holds one of them.
 */
const SIZES = [
  { name: "1440", width: 1440, height: 900 },
  { name: "1024", width: 1024, height: 700 },
] as const;
const LOOKS = [
  { name: "light", colorScheme: "light", contrast: "no-preference" },
  { name: "dark", colorScheme: "dark", contrast: "no-preference" },
  { name: "contrast", colorScheme: "light", contrast: "more" },
] as const;
const FOLDER = join("out", "screenshots");

const SMALL_TEAM = fileURLToPath(new URL("../fixtures/plans/smallTeam.json", import.meta.url));

/** A forecast takes its time on a busy machine. */
const PATIENCE = 180_000;

async function main(): Promise<void> {
  if (!hasChromium()) throw new Error(`no Chromium at ${CHROMIUM}`);
  const wanted = process.argv.slice(2);
  mkdirSync(FOLDER, { recursive: true });
  const app = await serveApp();
  const withUsage = await serveApp({ plan: SMALL_TEAM });
  const browser = await openChromium();
  try {
    for (const { name: look, colorScheme, contrast } of LOOKS) {
      const page = await browser.newPage({
        colorScheme,
        contrast,
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
      });
      page.on("pageerror", (error) => process.stderr.write(`page: ${error.stack ?? error.message}\n`));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          process.stderr.write(`console: ${message.text()}\n`);
      });
      await page.goto(app.address);
      const shoot = async (name: string): Promise<void> => {
        if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) return;
        for (const { name: size, width, height } of SIZES) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(250);
          await page.screenshot({ path: join(FOLDER, `${name}-${look}-${size}.png`) });
        }
        await page.setViewportSize({ width: 1440, height: 900 });
      };
      await page.getByRole("button", { name: /Engineering organization/ }).waitFor();
      await page.waitForTimeout(wanted.length > 0 && !wanted.includes("start") ? 0 : 8_000);
      await shoot("start");
      await page.getByRole("button", { name: /Engineering organization/ }).click();
      const screens = page.getByRole("navigation", { name: "Screens" }).getByRole("button");
      const first = screens.first();
      await first.waitFor();
      await ready(page);
      for (const name of await names(page)) {
        await screens.filter({ hasText: name }).click();
        // Scenarios are forecast one after the other, pages are set after the forecast: no screenshot of a screen that
        // still waits.
        await page.waitForFunction(() => !/Calculating|Loading|pages follow/.test(document.body.innerText), undefined, {
          timeout: PATIENCE,
        });
        const settle = async (): Promise<void> => {
          await page.waitForFunction(() => document.querySelector(".study-status") === null, undefined, {
            timeout: PATIENCE,
          });
          await page.waitForTimeout(600);
        };
        await settle();
        await shoot(name.toLowerCase().replaceAll(" ", "-"));
        for (const part of name === "Scenarios" ? ["Routes", "Caps", "Targets"] : []) {
          await page.getByRole("radio", { name: part }).click();
          await page.waitForTimeout(300);
          await settle();
          await shoot(`scenarios-${part.toLowerCase()}`);
        }
      }
      if (look === LOOKS[0].name) await importQuarter(page, withUsage.address);
      else await page.goto(withUsage.address);
      await ready(page);
      await screens.filter({ hasText: "Actuals" }).click();
      await page.getByRole("heading", { name: "What does it change?" }).waitFor({ timeout: PATIENCE });
      await page.getByRole("img", { name: /Share of attempts above/ }).waitFor({ timeout: PATIENCE });
      await page.waitForTimeout(3_000);
      await shoot("actuals-with-usage");
      await page.close();
    }
  } finally {
    await browser.close();
    await app.close();
    await withUsage.close();
  }
  process.stdout.write(`${FOLDER}\n`);
}

/** Opens the small team's plan and imports a quarter of its usage. */
async function importQuarter(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await ready(page);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: "Actuals" }).click();
  await page.getByText(/No usage yet/).waitFor();
  await dropFile(page, "usage-2027-q1.csv", usageExport(A_QUARTER));
  await page.getByLabel("project is used as").selectOption("label");
  await page.getByRole("button", { name: "Import the file" }).click();
  await page.getByRole("button", { name: "Add a rule" }).click({ timeout: PATIENCE });
}

/** The names of the rail's screens. */
async function names(page: Page): Promise<string[]> {
  const texts = await page.locator(".rail-screen").allTextContents();
  return texts.map((text) => text.trim());
}

async function ready(page: Page): Promise<void> {
  await upToDate(page, PATIENCE);
}

await main();
