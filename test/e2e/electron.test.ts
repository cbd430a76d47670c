import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFolder, builtSite, ELECTRON, ROOT } from "../shared/host/transports.ts";

if ("missing" in ELECTRON) process.stdout.write(`\nSKIPPED: the desktop app was not tried from end to end: ${ELECTRON.missing}.\n`);

const PLAN = readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8");
const folder = aFolder();
const plan = join(folder.path, "plan.pastapril");
let app: ElectronApplication;
let page: Page;

describe.runIf("binary" in ELECTRON)("the desktop app", () => {
  beforeAll(async () => {
    if (!("binary" in ELECTRON)) return;
    await builtSite();
    writeFileSync(plan, PLAN);
    app = await _electron.launch({ executablePath: ELECTRON.binary, args: [ROOT, plan], env: { ...process.env, PAST_APRIL_DATA: join(folder.path, "data") } });
    page = await app.firstWindow();
  });
  afterAll(async () => {
    await app.close();
    folder.remove();
  });

  it("opens the plan that was double-clicked and answers with a forecast", async () => {
    expect(page.url()).toBe("app://past-april/");
    await page.getByText(/of 50/).first().waitFor();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it("runs its page in a sandbox: no Node, no Electron, no way out", async () => {
    expect(await page.evaluate(() => ["require", "process", "module", "global"].filter((name) => name in window))).toEqual([]);
    expect(await page.evaluate(() => window.open("https://example.com") === null)).toBe(true);
    const reached = (url: string): Promise<boolean> => page.evaluate((address) => fetch(address).then(() => true, () => false), url);
    expect(await reached("https://example.com/")).toBe(false);
    expect(await reached("file:///etc/passwd")).toBe(false);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe("denied");
  });

  it("hands a second start's plan to the window that is there", async () => {
    await app.evaluate(({ app: electron }, path) => void electron.emit("second-instance", {}, ["past-april", path], "/"), plan);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
