import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foreignRequests, hasChromium, NO_CHROMIUM, openChromium, recordRequests, serveApp } from "./appWindow.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PLAN = readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8");
/** A forecast, and a process that starts, take their time on a busy machine. */
const PATIENCE = 120_000;

function browserTests(): void {
  const folder = mkdtempSync(join(tmpdir(), "past-april-crash-"));
  const data = join(folder, "data");
  const path = join(folder, "Team.pastapril");
  const running: ChildProcess[] = [];
  const requests: string[] = [];
  let browser: Browser;

  beforeAll(async () => {
    // The command serves what is built.
    await (await serveApp()).close();
    browser = await openChromium();
    writeFileSync(path, PLAN);
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  /** `past-april open …`, the real process, on a machine without display; where it serves the app. */
  const open = async (
    words: readonly string[],
  ): Promise<{ readonly child: ChildProcess; readonly address: string }> => {
    const env = { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "", PAST_APRIL_DATA: data };
    const child = spawn(process.execPath, ["--import", "tsx", "electron/cli/main.ts", "open", ...words], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    let said = "";
    const address = await new Promise<string>((resolve, reject) => {
      const hear = (part: Buffer): void => {
        said += part.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\//.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.on("close", () => reject(new Error(`past-april open ended: ${said}`)));
    });
    return { child, address };
  };
  const openPage = async (address: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    recordRequests(page, requests);
    await page.goto(address);
    return page;
  };
  const budgetOf = async (page: Page): Promise<number> =>
    Number(await page.getByRole("slider", { name: "Budget" }).getAttribute("aria-valuenow", { timeout: PATIENCE }));
  /** One edit with a step back of its own: the run of keys ends where the handle loses the focus. */
  const raiseBudget = async (page: Page): Promise<void> => {
    const budget = page.getByRole("slider", { name: "Budget" });
    await budget.press("ArrowUp", { timeout: PATIENCE });
    await budget.blur();
  };
  const savedBudget = (): number =>
    (JSON.parse(readFileSync(path, "utf8")) as { readonly budget: { readonly amount: number } }).budget.amount;
  const keptBudgets = (): number[] => {
    const kept = join(data, "recovery");
    // A file that still has its temporary name is not kept yet: killed now, its work would be gone.
    const names = existsSync(kept) ? readdirSync(kept).filter((name) => !name.startsWith(".")) : [];
    const texts = names.map((name) => readFileSync(join(kept, name), "utf8"));
    return texts.flatMap((text) =>
      [...text.matchAll(/\\?"budget\\?":\s*\{\s*(?:\\n)?\s*\\?"amount\\?":\s*([\d.]+)/g)].map((match) =>
        Number(match[1]),
      ),
    );
  };

  it(
    "saves, is killed, brings the unsaved work back, and undoes twenty steps after it",
    async () => {
      const first = await open([path]);
      const page = await openPage(first.address);
      const original = await budgetOf(page);
      await raiseBudget(page);
      const saved = await budgetOf(page);
      expect(saved).toBeGreaterThan(original);
      await page.keyboard.press("Control+s");
      await page.getByText("Saved as Team.pastapril.").waitFor({ timeout: PATIENCE });
      expect(savedBudget()).toBe(saved);

      await raiseBudget(page);
      const unsaved = await budgetOf(page);
      await expect.poll(keptBudgets, { timeout: PATIENCE }).toContain(unsaved);
      const ended = new Promise((resolve) => first.child.on("close", resolve));
      first.child.kill("SIGKILL");
      await ended;
      await page.close();
      expect(savedBudget()).toBe(saved);

      const second = await open([]);
      const again = await openPage(second.address);
      const offer = again.getByRole("region", { name: "Unsaved work" });
      await offer.getByRole("button", { name: "Restore" }).click({ timeout: PATIENCE });
      expect(await budgetOf(again)).toBe(unsaved);
      await again.getByText("Team.pastapril, unsaved changes", { exact: true }).waitFor();

      for (let step = 0; step < 20; step++) await raiseBudget(again);
      const raised = await budgetOf(again);
      expect(raised).toBeGreaterThan(unsaved);
      for (let step = 0; step < 20; step++) {
        await again.getByRole("button", { name: "Undo: change the budget" }).waitFor();
        await again.keyboard.press("Control+z");
      }
      expect(await budgetOf(again)).toBe(unsaved);
      expect(await again.getByRole("button", { name: "Undo", exact: true }).isDisabled()).toBe(true);
      for (let step = 0; step < 20; step++) await again.keyboard.press("Control+Shift+z");
      expect(await budgetOf(again)).toBe(raised);
      await again.close();
    },
    4 * PATIENCE,
  );

  it("asked nobody but 127.0.0.1", () => {
    expect(requests.length).toBeGreaterThan(0);
    expect(foreignRequests(requests)).toEqual([]);
  });
}

if (hasChromium()) describe("a crash, in a browser", browserTests);
else {
  it(`a crash: ${NO_CHROMIUM}`, ({ skip }) => {
    process.stderr.write(`\n${NO_CHROMIUM}\n`);
    skip(NO_CHROMIUM);
  });
}
