import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { dropFile, hasChromium, NO_CHROMIUM, openChromium, serveApp, type ServedApp } from "./appWindow.ts";

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

const PATIENCE = 180_000;
const FIXTURES = fileURLToPath(new URL("../fixtures/usage/contracts/", import.meta.url));

describe.skipIf(!hasChromium())("what usage measures of contracts, in a window", () => {
  const folder = mkdtempSync(join(tmpdir(), "past-april-measured-"));
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  let offers: Locator;
  beforeAll(async () => {
    const file = join(folder, "team.json");
    const mix = { input: 0.1, cacheRead: 0.7, cacheWrite: 0.15, output: 0.05 };
    const plan = mergePatch(aPlan(), {
      models: { sonnet: { name: "Claude Sonnet 4.5" } },
      workloads: { coding: { attempts: { sonnet: { mix } } } },
    });
    writeFileSync(file, JSON.stringify(plan));
    app = await serveApp({ plan: file });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(app.address);
    offers = page.getByRole("region", { name: "What does the usage say of contracts?" });
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const screen = (name: string): Promise<void> =>
    page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name, exact: true }).click();
  const imported = async (name: string, counted: string): Promise<void> => {
    await dropFile(page, name, readFileSync(join(FIXTURES, name), "utf8"));
    await page.getByRole("button", { name: "Import the file" }).click();
    await page.getByText(counted, { exact: true }).first().waitFor();
  };
  const take = (name: string): Promise<void> => offers.getByRole("button", { name: `Use this : ${name}` }).click();

  it(
    "offers what two exports say, with what it was measured on",
    async () => {
      await screen("Actuals");
      await imported("anthropic_console.csv", "40 rows counted");
      await imported("copilot.csv", "76 rows counted");
      await page.getByRole("button", { name: "Add a rule" }).click();
      await page.getByLabel("Field of rule 1").selectOption("model");
      await page.getByLabel("How rule 1 compares").selectOption("contains");
      await page.getByLabel("Text of rule 1").fill("onnet");
      await page.keyboard.press("Enter");
      await offers.getByText("Platform 80% and Research 20%, n = 36 rows").waitFor();
      await offers.getByText("40% of what is written to the cache lives an hour, n = 40 rows").waitFor();
      await offers.getByText("12 people used it, 1,900 credits a seat, n = 36 rows").waitFor();
      await offers.getByText("17% batch, n = 76 rows").waitFor();
    },
    PATIENCE,
  );

  it(
    "takes each as one change, which the screens of the plan show and undo takes back",
    async () => {
      await take("One-hour cache writes of Claude Sonnet 4.5");
      await take("Seats of Copilot Business");
      await take("Cost centers of Agentic coding");
      await screen("Prices and contracts");
      await page.getByRole("heading", { name: "Do the seats' allowances hold?" }).waitFor();
      await page.getByText("Copilot Business").first().waitFor();
      await screen("Cost centers");
      await page.getByText("Platform").first().waitFor();
      for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
      await page.getByText("Platform").first().waitFor({ state: "detached" });
      await screen("Actuals");
      for (const name of ["One-hour cache writes of Claude Sonnet 4.5", "Seats of Copilot Business"])
        expect(await offers.getByRole("button", { name: `Use this : ${name}` }).isEnabled()).toBe(true);
    },
    PATIENCE,
  );
});
