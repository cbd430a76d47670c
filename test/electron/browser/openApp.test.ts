import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveLoopback } from "#electron/browser/server.ts";
import { windowAddress } from "#electron/browser/openApp.ts";
import { appFolder } from "#electron/host/appFolder.ts";
import { browserPlaces, findBrowser, findElectron, hasDisplay } from "#electron/browser/findPrograms.ts";
import { createHostClient, type Host } from "#shared/host/client.ts";
import { decodeWire, encodeWire } from "#shared/host/wire.ts";
import { CHROMIUM, hasChromium } from "#test/e2e/appWindow.ts";
import { aFolder, aMachine, builtSite, ROOT } from "#test/shared/host/transports.ts";

const PLAN = readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8");
const folders: (() => void)[] = [];
let folder = "";
let running: Opened[] = [];

beforeEach(async () => {
  const made = aFolder();
  folders.push(made.remove);
  folder = made.path;
  await builtSite();
});
afterEach(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ exit }) => exit));
  running = [];
});
afterAll(() => folders.forEach((remove) => remove()));

interface Opened {
  readonly child: ChildProcess;
  /** All that was printed so far. */
  readonly said: () => string;
  readonly address: Promise<string>;
  readonly exit: Promise<number | NodeJS.Signals | null>;
}

/** `past-april open …` as a user calls it, on a machine without display unless `env` says otherwise. */
function open(words: readonly string[], env: Record<string, string> = {}): Opened {
  const child = spawn(process.execPath, ["--import", "tsx", "electron/cli/main.ts", "open", ...words], {
    cwd: ROOT,
    env: { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "", PAST_APRIL_DATA: join(folder, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const address = new Promise<string>((resolve) => {
    const hear = (part: Buffer): void => {
      said += part.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\//.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
  });
  const exit = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal)),
  );
  const opened = { child, said: () => said, address, exit };
  running.push(opened);
  return opened;
}

/** The host of an opened app, as its page has it. */
async function hostOf({ address }: Opened): Promise<Host> {
  const at = await address;
  return createHostClient(async (operation, input) => {
    const response = await fetch(`${at}host/${operation}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", origin: new URL(at).origin },
      body: encodeWire(input, (text) => Buffer.from(text)),
    });
    return decodeWire(new Uint8Array(await response.arrayBuffer()), (utf8) => Buffer.from(utf8).toString());
  });
}

describe("past-april open", () => {
  it("prints the address and keeps serving where no window can be opened, until Ctrl-C", async () => {
    const opened = open([]);
    expect((await fetch(await opened.address)).status).toBe(200);
    expect(opened.said()).toContain("No window can be opened here.");
    opened.child.kill("SIGINT");
    expect(await opened.exit).toBe(0);
  });

  it("offers unsaved work after it was killed, with the plan it belongs to; saving it brings the file up to date", async () => {
    const plan = join(folder, "plan.json");
    writeFileSync(plan, PLAN);
    const first = open([plan]);
    const host = await hostOf(first);
    const info = await host.hostInfo(null);
    const document = info.ok ? (info.value.startup?.document ?? "") : "";
    const opened = await host.openPlan({ document });
    const baseHash = opened.ok ? opened.value.hash : null;
    const text = `${PLAN} `;
    expect(
      (
        await host.keepRecovery({
          key: "page-one",
          name: "Small team",
          document,
          fileName: "plan.json",
          baseHash,
          text,
        })
      ).ok,
    ).toBe(true);

    const beside = await hostOf(open([]));
    expect(await beside.listRecoveries({ page: "page-two" })).toEqual({ ok: true, value: [] });

    first.child.kill("SIGKILL");
    await first.exit;
    const after = await hostOf(open([]));
    expect(await after.listRecoveries({ page: "page-three" })).toMatchObject({
      ok: true,
      value: [{ key: "page-one", name: "Small team", document, fileName: "plan.json", baseHash }],
    });
    expect(await after.readRecovery({ key: "page-one" })).toEqual({ ok: true, value: { text } });
    expect((await after.savePlan({ document, text, expectedHash: baseHash })).ok).toBe(true);
    expect(readFileSync(plan, "utf8")).toBe(text);
  });

  it("opens a browser window with an address that leads in once, and prints the address if the browser fails", async () => {
    // Stands in for a browser: writes down how it was called, and fails.
    const browser = join(folder, "browser");
    writeFileSync(browser, `#!/bin/sh\necho "$@" > "${join(folder, "called")}"\nexit 1\n`);
    chmodSync(browser, 0o755);
    const opened = open([], {
      DISPLAY: ":1",
      PAST_APRIL_BROWSER: browser,
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, "none"),
    });
    const address = await opened.address;
    expect(opened.said()).toContain("The browser did not open a window.");
    const called = readFileSync(join(folder, "called"), "utf8");
    const ticket = /--app=(\S+)/.exec(called)?.[1] ?? "";
    expect(called).not.toContain(address);
    expect((await fetch(ticket)).url).toBe(address);
    expect((await fetch(ticket)).status).toBe(403);
  });

  it.runIf(hasChromium())("opens a window of a real browser on a ticket, and ends with it", async () => {
    // A window without a screen, which a test can look into.
    const browser = join(folder, "browser");
    const profile = join(folder, "profile");
    const port = join(profile, "DevToolsActivePort");
    writeFileSync(
      browser,
      `#!/bin/sh\nexec "${CHROMIUM}" --headless=new --no-sandbox --disable-background-networking --remote-debugging-port=0 --user-data-dir="${profile}" "$@"\n`,
    );
    chmodSync(browser, 0o755);
    const opened = open([], {
      DISPLAY: ":1",
      PAST_APRIL_BROWSER: browser,
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, "none"),
    });
    await expect
      .poll(() => existsSync(port) && readFileSync(port, "utf8").includes("\n"), { timeout: 60_000 })
      .toBe(true);
    const seen = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(port, "utf8").split("\n")[0]!}`, {
      timeout: 100_000,
    });
    const [page] = seen.contexts()[0]!.pages();
    await page!.getByRole("button").first().waitFor();
    expect(page!.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/$/);
    expect(opened.said()).toContain("Past April is open in a browser window");
    await page!.close();
    expect(await opened.exit).toBe(0);
    // Without a screen, a browser stays when its last window has gone. It ends before it can answer.
    const session = await seen.newBrowserCDPSession();
    await session.send("Browser.close").catch(() => undefined);
  });

  it.runIf(hasChromium())(
    "opens through a file of this user alone where a server cannot know whose connection it is",
    async () => {
      const machine = aMachine(join(folder, "data"), null);
      const server = await serveLoopback({ site: await builtSite(), host: machine.host });
      const address = windowAddress(server.ticket(), { platform: "darwin", home: folder, env: {} });
      const file = fileURLToPath(address);
      expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
      const page = await browser.newPage();
      await page.goto(address);
      await page.waitForURL(server.address, { timeout: 100_000 });
      await page.getByRole("button").first().waitFor();
      await browser.close();
      await server.close();
      await machine.close();
    },
  );

  it("says that a plan is not there instead of opening without it", async () => {
    const opened = open([join(folder, "missing.json")]);
    expect(await opened.exit).toBe(1);
    expect(opened.said()).toMatch(/missing\.json cannot be read: there is no such file\.\n$/);
  });
});

describe("where things are", () => {
  it("keeps the app's own files where each system wants them", () => {
    const at = (platform: NodeJS.Platform, env: Record<string, string>): string =>
      appFolder({ platform, home: "/home/ann", env });
    expect(at("linux", {})).toBe("/home/ann/.local/share/past-april");
    expect(at("linux", { XDG_DATA_HOME: "/data" })).toBe("/data/past-april");
    expect(at("linux", { XDG_DATA_HOME: "relative" })).toBe("/home/ann/.local/share/past-april");
    expect(at("darwin", {})).toBe("/home/ann/Library/Application Support/Past April");
    expect(at("win32", { APPDATA: "/roaming" })).toBe("/roaming/Past April");
    expect(at("darwin", { PAST_APRIL_DATA: "/elsewhere" })).toBe("/elsewhere");
  });

  it("looks for browsers of Chromium's family on every system, and knows when there is no display", () => {
    const on = (platform: NodeJS.Platform, env: Record<string, string>): string[] =>
      browserPlaces({ platform, home: "/Users/ann", env });
    expect(on("darwin", {})).toContain("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    expect(on("win32", { PROGRAMFILES: "C:\\Program Files" })).toContain(
      "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
    );
    expect(on("linux", { PATH: "/usr/bin" })).toContain("/usr/bin/chromium");
    expect(findBrowser({ platform: "linux", home: "", env: { PATH: folder } })).toBeNull();
    expect(hasDisplay({ platform: "linux", home: "", env: { DISPLAY: "" } })).toBe(false);
    expect(hasDisplay({ platform: "win32", home: "", env: {} })).toBe(true);
  });

  it("finds Electron only where its binary is, and downloads none", () => {
    const root = join(folder, "project");
    const electron = join(root, "node_modules", "electron");
    mkdirSync(join(electron, "dist"), { recursive: true });
    expect(findElectron(root, {})).toBeNull();
    writeFileSync(join(electron, "path.txt"), "electron");
    expect(findElectron(root, {})).toBeNull();
    writeFileSync(join(electron, "dist", "electron"), "");
    expect(findElectron(root, {})).toBe(join(electron, "dist", "electron"));
  });
});
