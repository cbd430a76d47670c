import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  foreignRequests,
  hasChromium,
  NO_CHROMIUM,
  openChromium,
  recordRequests,
  serveApp,
  type ServedApp,
} from "./appWindow.ts";

const PATIENCE = 60_000;
const PLAN = readFileSync(new URL("../fixtures/plans/smallTeam.json", import.meta.url), "utf8");
const named = (name: string): string => PLAN.replace(/"name": "[^"]*"/, `"name": ${JSON.stringify(name)}`);

function browserTests(): void {
  const folder = mkdtempSync(join(tmpdir(), "past-april-files-"));
  const path = join(folder, "Team.pastapril");
  let app: ServedApp;
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];

  beforeAll(async () => {
    writeFileSync(path, named("First"));
    app = await serveApp({ plan: path });
    browser = await openChromium();
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await app.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    writeFileSync(path, named("First"));
    // A context of its own: a page that has one for itself alone is closed with it, and not asked.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    recordRequests(context, requests);
    context.setDefaultTimeout(PATIENCE);
    page = await context.newPage();
    await page.goto(app.address);
    await planIs("First");
    return () => context.close();
  });

  const planIs = (name: string): Promise<void> =>
    page.locator(".plan-name", { hasText: name }).waitFor({ timeout: PATIENCE });
  /** Ctrl and a key, with the focus on no field. */
  const press = (key: string): Promise<void> => page.locator("body").press(`Control+${key}`);
  /** Moves the budget of the plan by hand. */
  const editBudget = async (): Promise<void> => {
    await page.getByRole("slider", { name: "Budget" }).press("ArrowUp", { timeout: PATIENCE });
    await page.getByText("Team.pastapril, unsaved changes").waitFor();
  };

  it("notices that the file was written by someone else while it is open; reading it again can be undone", async () => {
    await editBudget();
    writeFileSync(path, named("Second"));
    const alert = page
      .getByRole("alert")
      .filter({ hasText: "Team.pastapril was changed by another program since it was opened here." });
    await alert.waitFor({ timeout: PATIENCE });
    await alert.getByRole("button", { name: "Reload" }).click();
    await planIs("Second");
    await alert.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo: read Team.pastapril again" }).click();
    await planIs("First");
    expect(readFileSync(path, "utf8")).toBe(named("Second"));
  });

  it("opens a second window for another plan: each has its own undo, and its own unsaved work", async () => {
    const openSecond = async (): Promise<Page> => {
      await page.locator(".plan-name").click();
      const [opened] = await Promise.all([
        page.context().waitForEvent("page", { timeout: PATIENCE }),
        page.getByRole("menuitem", { name: "New window" }).click(),
      ]);
      await opened.getByRole("heading", { name: "Your plans" }).waitFor({ timeout: PATIENCE });
      return opened;
    };
    /** How much unsaved work a window offers, once its list has come. */
    const offered = async (window: Page): Promise<number> => {
      const list = window.getByText("has unsaved changes from");
      for (let known = -1; ;) {
        const now = await list.count();
        if (now === known) return now;
        known = now;
        await window.waitForTimeout(1_000);
      }
    };
    // What pages that were closed left behind is offered; the work of a window that is open is not.
    const before = await openSecond();
    const left = await offered(before);
    await before.close();
    await editBudget();
    const second = await openSecond();
    expect(await offered(second)).toBe(left);
    await second.locator("body").press("Control+n");
    await second.locator(".plan-name", { hasText: "New AI plan" }).waitFor({ timeout: PATIENCE });
    expect(await second.getByRole("button", { name: /^Undo: / }).count()).toBe(0);
    await planIs("First");
    await page.getByRole("button", { name: /^Undo: / }).click();
    await page.getByText("Team.pastapril, unsaved changes").waitFor({ state: "detached" });
    await second.locator(".plan-name", { hasText: "New AI plan" }).waitFor();
    await second.close();
    await planIs("First");
  });

  it("lets the reader keep theirs: the next save replaces the file, and what stood there is a version that can be opened", async () => {
    await editBudget();
    writeFileSync(path, named("Theirs"));
    await page.getByRole("button", { name: "Keep mine" }).click({ timeout: PATIENCE });
    await press("s");
    await page.getByText("Saved as Team.pastapril.").waitFor({ timeout: PATIENCE });
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ name: "First" });

    await press("k");
    await page.getByRole("combobox").fill("Earlier versions");
    await page.keyboard.press("Enter");
    const theirs = page
      .getByRole("list", { name: "Versions" })
      .getByRole("listitem")
      .filter({ hasText: "Name: Theirs, now First" })
      .first();
    await theirs.getByRole("button", { name: "Open this one" }).click({ timeout: PATIENCE });
    await planIs("Theirs");
    await page.getByRole("button", { name: /^Undo: go back to version of / }).click();
    await planIs("First");
  });

  it("says that a read-only file is one, and loses nothing when it is saved all the same", async () => {
    chmodSync(path, 0o444);
    try {
      await page.getByText("Team.pastapril, read-only").waitFor({ timeout: PATIENCE });
      await page.getByRole("slider", { name: "Budget" }).press("ArrowUp");
      await press("s");
      const alert = page.getByRole("alert").filter({ hasText: "Team.pastapril is read-only. Save a copy beside it." });
      await alert.waitFor({ timeout: PATIENCE });
      expect(await alert.getByRole("button", { name: "Save a copy" }).count()).toBe(1);
      expect(readFileSync(path, "utf8")).toBe(named("First"));
      await page.getByText("Team.pastapril, read-only, unsaved changes").waitFor();
    } finally {
      chmodSync(path, 0o644);
    }
  });

  it("has the browser ask before unsaved work is closed, and not otherwise; the title names the plan", async () => {
    expect(await page.title()).toBe("First – Past April");
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await editBudget();
    // A browser asks only where a hand was at work.
    await page.getByRole("heading", { level: 2 }).first().click();
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked, { timeout: PATIENCE }).toEqual(["beforeunload"]);
    expect(page.isClosed()).toBe(false);
    await press("z");
    await page.getByText("Team.pastapril, unsaved changes").waitFor({ state: "detached" });
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => page.isClosed(), { timeout: PATIENCE }).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it("asked nobody but 127.0.0.1", () => {
    expect(requests.length).toBeGreaterThan(0);
    expect(foreignRequests(requests)).toEqual([]);
  });
}

if (hasChromium()) describe("the file of an open plan, in a browser", browserTests);
else {
  it(`the file of an open plan: ${NO_CHROMIUM}`, ({ skip }) => {
    process.stderr.write(`\n${NO_CHROMIUM}\n`);
    skip(NO_CHROMIUM);
  });
}
