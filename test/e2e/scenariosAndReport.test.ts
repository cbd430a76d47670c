import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import axe from "axe-core";
import type { Browser, Download, Page } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ServedApp,
  atRest,
  foreignRequests,
  hasChromium,
  NO_CHROMIUM,
  openChromium,
  recordRequests,
  serveApp,
  upToDate,
} from "./appWindow.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PLAN = fileURLToPath(new URL("../fixtures/plans/smallTeam.json", import.meta.url));

/** A forecast takes its time on a busy machine. */
const PATIENCE = 180_000;

async function bytesOf(download: Download): Promise<Uint8Array> {
  return new Uint8Array(readFileSync(await download.path()));
}

async function textOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
  return text.replace(/\s+/g, " ");
}

if (!hasChromium()) process.stderr.write(`${NO_CHROMIUM}\n`);

describe.skipIf(!hasChromium())("scenarios and the report in a window", () => {
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "past-april-e2e-"));
  beforeAll(async () => {
    app = await serveApp({ plan: PLAN });
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    // Without the browser's own dialog a file is downloaded.
    await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
    recordRequests(page, requests);
    await page.goto(app.address);
    await upToDate(page, PATIENCE);
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const goTo = (screen: string): Promise<void> =>
    page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name: screen }).click();
  const exported = async (): Promise<Uint8Array> => {
    await page.getByText(/pages, as they will be printed/).waitFor({ timeout: PATIENCE });
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: PATIENCE }),
      page.getByRole("button", { name: "Export PDF" }).click(),
    ]);
    return bytesOf(download);
  };

  it(
    "prints what the command line prints, byte for byte",
    async () => {
      await goTo("Report");
      const screen = await exported();
      const path = join(folder, "plan.pdf");
      await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "electron/cli/main.ts", "report", PLAN, "--pdf", path],
        { cwd: ROOT },
      );
      const line = new Uint8Array(readFileSync(path));
      expect(await textOf(screen)).toBe(await textOf(line));
      expect(Buffer.from(screen).equals(Buffer.from(line))).toBe(true);
      expect(await textOf(screen)).toContain(`past-april forecast ${basename(PLAN)}`);
    },
    PATIENCE,
  );

  it.each([
    ["Web page", "html"],
    ["Slides", "pptx"],
  ] as const)(
    "writes the file of “%s” as the command line does, byte for byte",
    async (button, kind) => {
      await goTo("Report");
      await page.getByText(/pages, as they will be printed/).waitFor({ timeout: PATIENCE });
      const [download] = await Promise.all([
        page.waitForEvent("download", { timeout: PATIENCE }),
        page.getByRole("button", { name: button, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${kind}$`));
      const path = join(folder, `plan.${kind}`);
      await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "electron/cli/main.ts", "report", PLAN, `--${kind}`, path],
        { cwd: ROOT },
      );
      expect(Buffer.from(await bytesOf(download)).equals(readFileSync(path))).toBe(true);
    },
    PATIENCE,
  );

  it.each([
    ["a phone", 390, "light"],
    ["a phone in the dark", 390, "dark"],
    ["a screen", 1280, "light"],
    ["a screen in the dark", 1280, "dark"],
  ] as const)(
    "shows the web page on %s: nothing asked, nothing cut, no barrier that axe can find",
    async (_, width, colorScheme) => {
      // The page forbids scripts; axe is let in from outside.
      const shared = await browser.newPage({ viewport: { width, height: 844 }, colorScheme, bypassCSP: true });
      const asked: string[] = [];
      shared.on("request", (request) => asked.push(request.url()));
      await shared.goto(`file://${join(folder, "plan.html")}`);
      await shared.evaluate(() => document.fonts.ready);
      await shared.evaluate(axe.source);
      const { violations, overflow, family } = await shared.evaluate(async () => ({
        violations: (await (window as unknown as { readonly axe: typeof axe }).axe.run()).violations.map(
          ({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) }),
        ),
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        family: document.fonts.check('600 14px "IBM Plex Sans"'),
      }));
      expect(violations).toEqual([]);
      expect(overflow).toBe(0);
      expect(family).toBe(true);
      expect(asked.filter((address) => !address.startsWith("file:") && !address.startsWith("data:"))).toEqual([]);
      const isPhone = width < 820;
      expect(await shared.locator(".narrow").first().isVisible()).toBe(isPhone);
      expect(await shared.locator(".wide").first().isVisible()).toBe(!isPhone);
      await shared.close();
    },
    PATIENCE,
  );

  it(
    "shows as many pages as the file has",
    async () => {
      const pdf = await getDocumentProxy(await exported());
      const images = page.getByRole("img", { name: /^Page \d+ of \d+ of the budget plan$/ });
      expect(await images.count()).toBe(pdf.numPages);
      expect(await images.first().evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true);
    },
    PATIENCE,
  );

  it(
    "adds a routing scenario, compares it on the same simulated years, takes it back, and puts it back by undo",
    async () => {
      await goTo("Scenarios");
      await page.getByRole("button", { name: "New scenario" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Best of two");
      await page.getByRole("textbox", { name: "Name" }).press("Enter");
      await page.getByText("Best of two has no changes yet").waitFor();
      await page.getByRole("button", { name: "Change a route" }).click();
      await page.getByRole("combobox", { name: "Route" }).selectOption("bestOf");

      const differs = page.getByRole("region", { name: "What differs" });
      await differs.getByText("best of 2 with").waitFor();
      await upToDate(page, PATIENCE);
      const answer = page.getByTestId("comparison").filter({
        hasText:
          /Best of two spends .* more than A(s planned)?( on average)?; it is cheaper in .* of 50 simulated years and gives (more|less) net value in/,
      });
      await answer.waitFor({ timeout: PATIENCE });
      const difference = page
        .getByRole("table")
        .getByRole("img", { name: /^Spend, average, Best of two against As planned: \+/ });
      await difference.waitFor({ timeout: PATIENCE });

      await differs
        .getByRole("listitem")
        .filter({ hasText: "best of 2" })
        .getByRole("button", { name: /^Remove/ })
        .click();
      await page.getByText("Best of two has no changes yet").waitFor();
      await page.getByRole("button", { name: /^Undo: remove/ }).click();
      await differs.getByText("best of 2 with").waitFor();
    },
    PATIENCE,
  );

  it(
    "prints the scenario with a title and notes, without what is left out",
    async () => {
      await goTo("Report");
      await upToDate(page, PATIENCE);
      await page.getByRole("textbox", { name: "Title" }).fill("Best of two, for discussion");
      await page.getByRole("textbox", { name: "Title" }).press("Enter");
      await page.getByRole("textbox", { name: /^Notes/ }).fill("Agreed with the platform team.");
      await page.getByRole("checkbox", { name: "How it was computed" }).click();
      const text = await textOf(await exported());
      expect(text).toContain("Best of two, for discussion");
      expect(text).toContain("Agreed with the platform team.");
      expect(text).toContain("Left out: how it was computed.");
      expect(text).not.toContain("Two levels of chance");
    },
    PATIENCE,
  );

  it.each(["light", "dark"] as const)(
    "has no barrier that axe can find: %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const screen of ["Scenarios", "Report"]) {
        await goTo(screen);
        await atRest(page);
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async () =>
          (await (window as unknown as { readonly axe: typeof axe }).axe.run("main")).violations.map(
            ({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) }),
          ),
        );
        expect(violations, screen).toEqual([]);
      }
    },
    PATIENCE,
  );

  it("asked nobody but 127.0.0.1", () => {
    expect(requests.length).toBeGreaterThan(0);
    expect(foreignRequests(requests)).toEqual([]);
  });
});
