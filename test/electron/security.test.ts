import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFolder, builtSite, ROOT } from "../shared/host/transports.ts";
import type * as StandIn from "./electronStandIn.ts";
import type { Asked, Handler, StandInWindow } from "./electronStandIn.ts";

/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), point by point, on the built main process and
 * preload. The main process is really run; in Electron's place stands a recorder of what it asks for.
 */
const folder = aFolder();
let main = "";
let preload = "";
let asked: Asked;
let window: StandInWindow;

beforeAll(async () => {
  await builtSite();
  main = readFileSync(join(ROOT, "dist/electron/main.js"), "utf8");
  preload = readFileSync(join(ROOT, "dist/electron/preload.cjs"), "utf8");
  process.env["STAND_IN_ROOT"] = ROOT;
  process.env["PAST_APRIL_DATA"] = folder.path;
  const standIn = pathToFileURL(join(ROOT, "test/electron/electronStandIn.ts")).href;
  const copy = join(folder.path, "main.mjs");
  writeFileSync(copy, main.replace('from "electron"', `from ${JSON.stringify(standIn)}`));
  await import(/* @vite-ignore */ pathToFileURL(copy).href);
  await new Promise((resolve) => setTimeout(resolve, 0));
  asked = (globalThis as { electronAsked?: Asked }).electronAsked!;
  window = asked.windows[0]!;
});
afterAll(() => {
  window.emit("closed");
  folder.remove();
});

/** What the main process answers when Electron asks it. */
function answerOf(name: string, ...given: unknown[]): unknown {
  const handler = asked.handlers.get(name);
  if (handler === undefined) throw new Error(`main.js does not handle ${name}`);
  return (handler as (...words: unknown[]) => unknown)(...given);
}

/** Whether an event of the page is prevented. */
function prevents(event: string, url: string): boolean {
  let isPrevented = false;
  window.webContents.emit(event, { url, preventDefault: () => (isPrevented = true) });
  return isPrevented;
}

/** What the page gets when a frame at this address asks. */
function ask(channel: string, url: string, ...words: unknown[]): Promise<unknown> {
  const handler = asked.ipc.get(channel) as unknown as (event: object, ...given: unknown[]) => Promise<unknown>;
  return Promise.resolve(handler({ senderFrame: { url, parent: null } }, ...words));
}

const fetchPage = (url: string, method = "GET"): Promise<Response> => Promise.resolve(answerOf("protocol app", new Request(url, { method })) as Response);
const preferences = (): Record<string, unknown> => window.options["webPreferences"] as Record<string, unknown>;

describe("Electron's security checklist", () => {
  it("1 loads only the app's own content: every other request is cancelled", async () => {
    expect(window.address).toBe("app://past-april/");
    const isCancelled = (url: string): Promise<boolean> => new Promise((resolve) => void answerOf("before-request", { url }, ({ cancel }: { cancel: boolean }) => resolve(cancel)));
    for (const url of ["https://example.com/", "http://127.0.0.1/", "file:///etc/passwd", "ws://example.com", "app://other/", "app://past-april.example/", "devtools://devtools/x", "ftp://example.com"]) {
      expect([url, await isCancelled(url)]).toEqual([url, true]);
    }
    for (const url of ["app://past-april/", "app://past-april/assets/x.js", "blob:app://past-april/1", "data:image/svg+xml,x"]) expect(await isCancelled(url)).toBe(false);
  });

  it("2 gives no page Node: not the window, not workers, not frames", () => {
    expect(preferences()).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false });
  });

  it("3 isolates the preload from the page", () => {
    expect(preferences()["contextIsolation"]).toBe(true);
  });

  it("4 sandboxes every process of a page, the window's by name", () => {
    expect(asked.sandboxed).toBe(true);
    expect(preferences()["sandbox"]).toBe(true);
  });

  it("5 denies every permission a page could ask for", () => {
    for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal", "fileSystem", "hid", "serial", "usb"]) {
      let isGranted: unknown = null;
      answerOf("permission-request", {}, permission, (decision: boolean) => (isGranted = decision));
      expect([permission, isGranted]).toEqual([permission, false]);
      expect(answerOf("permission-check", {}, permission)).toBe(false);
    }
    expect(answerOf("device-permission", {})).toBe(false);
    expect(answerOf("display-media")).toBeNull();
  });

  it("6 keeps web security on", () => {
    expect(preferences()["webSecurity"]).toBe(true);
    expect(main).not.toContain("webSecurity: false");
  });

  it("7 sends a content security policy with every file, without unsafe words or foreign addresses", async () => {
    for (const url of ["app://past-april/", "app://past-april/index.html", "app://past-april/missing"]) {
      const policy = (await fetchPage(url)).headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
  });

  it("8 allows no insecure content", () => {
    expect(preferences()["allowRunningInsecureContent"]).toBe(false);
  });

  it("9 turns no experimental features on", () => {
    expect(preferences()["experimentalFeatures"]).toBe(false);
  });

  it("10 turns no Blink features on", () => {
    expect(main).not.toContain("enableBlinkFeatures");
    expect(main).not.toContain("appendSwitch");
  });

  it("11 has no web views, so none that may open windows", () => {
    expect(preferences()["webviewTag"]).toBe(false);
    expect(main).not.toContain("allowpopups");
  });

  it("12 refuses a web view that is made all the same", () => {
    expect(prevents("will-attach-webview", "app://past-april/")).toBe(true);
  });

  it("13 leads nowhere: no navigation, no redirect, no frame leaves the app, and a drop does not navigate", () => {
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      expect(prevents(event, "https://example.com/")).toBe(true);
      expect(prevents(event, "file:///etc/passwd")).toBe(true);
      expect(prevents(event, "app://past-april.example/")).toBe(true);
      expect(prevents(event, "app://past-april/")).toBe(false);
    }
    expect(preferences()["navigateOnDragDrop"]).toBe(false);
  });

  it("14 opens no windows for a page", () => {
    expect(answerOf("window-open", { url: "app://past-april/" })).toEqual({ action: "deny" });
  });

  it("15 opens nothing outside", () => {
    for (const built of [main, preload]) {
      expect(built).not.toContain("openExternal");
      expect(built).not.toContain("child_process");
      expect(built).not.toMatch(/\bshell\b.*require\("electron"\)|import \{[^}]*\bshell\b[^}]*\} from "electron"/);
    }
    expect(prevents("will-download", "")).toBe(false);
    let isPrevented = false;
    answerOf("will-download", { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(true);
  });

  it("16 is built for one exact version of Electron", () => {
    const about = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { devDependencies: Record<string, string> };
    expect(about.devDependencies["electron"]).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("17 answers its own page alone, whoever else asks and on whatever channel", async () => {
    expect([...asked.ipc.keys()].sort()).toEqual(["host", "host-drop"]);
    expect(await ask("host", "app://past-april/", "hostInfo", null)).toMatchObject({ ok: true, value: { shell: "electron" } });
    for (const channel of asked.ipc.keys()) {
      for (const url of ["https://example.com/", "app://other/", "app://past-april.example/", "file:///x", "about:blank", ""]) {
        expect(await ask(channel, url, "hostInfo", null)).toMatchObject({ ok: false });
      }
      const handler = asked.ipc.get(channel) as unknown as (event: object, ...given: unknown[]) => unknown;
      expect(await handler({ senderFrame: null }, "hostInfo", null)).toMatchObject({ ok: false });
      expect(await handler({ senderFrame: { url: "app://past-april/", parent: {} } }, "hostInfo", null)).toMatchObject({ ok: false });
    }
  });

  it("18 serves its files under a scheme of its own, named before the app is ready, and nothing beside the build", async () => {
    expect(asked.schemesBeforeReady).toEqual([{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
    expect((await fetchPage("app://past-april/")).headers.get("content-type")).toBe("text/html; charset=utf-8");
    for (const url of ["app://past-april/../package.json", "app://past-april/%2e%2e/package.json", "app://past-april/..%2f..%2fpackage.json", "app://past-april//etc/passwd", "app://other/index.html"]) {
      expect([url, (await fetchPage(url)).status]).toEqual([url, 404]);
    }
    expect((await fetchPage("app://past-april/", "POST")).status).toBe(404);
    expect(main).not.toContain("file://");
    expect(main).not.toContain("loadFile");
  });

  it("19 flips the fuses when it is packaged", () => {
    // Value by value in packaging.test.ts.
    expect(readFileSync(join(ROOT, "electron-builder.yml"), "utf8")).toContain("electronFuses:");
  });

  it("20 shows the page three functions, and nothing of Electron", () => {
    const shown: [string, Record<string, Handler>][] = [];
    const invoked: unknown[][] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: Record<string, Handler>) => shown.push([name, api]) },
      ipcRenderer: { invoke: (...words: unknown[]) => invoked.push(words), on: () => undefined, off: () => undefined },
      webUtils: { getPathForFile: () => "/a/plan.json" },
    };
    // The sandbox gives a preload this `require` and no other.
    runInNewContext(preload, { exports: {}, require: (name: string) => (name === "electron" ? electron : expect.fail(`the preload asks for ${name}`)) });
    expect(shown.map(([name, api]) => [name, Object.keys(api).sort()])).toEqual([["pastApril", ["call", "onEvent", "openDropped"]]]);
    const [[, api]] = shown as [[string, Record<string, (...given: unknown[]) => unknown>]];
    api["call"]!("hostInfo", null, "more");
    api["openDropped"]!({});
    expect(invoked).toEqual([
      ["host", "hostInfo", null],
      ["host-drop", "/a/plan.json"],
    ]);
  });
});

describe("the desktop window", () => {
  it("checks no spelling: dictionaries would come from the network", () => {
    expect(asked.spellChecker).toBe(false);
    expect(preferences()["spellcheck"]).toBe(false);
  });

  it("opens a dropped file only when it is a plan by its name", async () => {
    const plan = join(folder.path, "plan.pastapril");
    const stranger = join(folder.path, "id_rsa");
    writeFileSync(plan, "{}");
    writeFileSync(stranger, "secret");
    expect(await ask("host-drop", "app://past-april/", plan)).toMatchObject({ ok: true, value: { name: "plan.pastapril" } });
    expect(await ask("host-drop", "app://past-april/", stranger)).toEqual({ ok: false, failure: { code: "not-chosen" } });
  });

  it("asks before unsaved work is lost: going back keeps the window, saving asks the page", async () => {
    const { dialog } = (await import(/* @vite-ignore */ pathToFileURL(join(ROOT, "test/electron/electronStandIn.ts")).href)) as Pick<typeof StandIn, "dialog">;
    await ask("host", "app://past-april/", "windowState", { title: "Engineering", unsaved: true, undo: "change adoption", redo: null });
    dialog.choice = 2;
    window.close();
    expect(window.isClosed).toBe(false);
    dialog.choice = 0;
    window.close();
    expect(window.isClosed).toBe(false);
    expect(window.webContents.sent).toContainEqual(["host-event", { type: "command", command: "save-and-close" }]);
  });

  it("names in its menu what Undo would undo", () => {
    const labels = JSON.stringify(asked.menu);
    expect(labels).toContain("Undo: change adoption");
    expect(labels).toContain('"label":"Redo"');
  });

  it("needs nothing at run time but Electron and Node, and its preload nothing but Electron", () => {
    const imports = [...main.matchAll(/^import .* from "([^"]+)"/gm)].map(([, name]) => name!);
    expect(imports.filter((name) => name !== "electron" && !name.startsWith("node:"))).toEqual([]);
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(["electron"]);
  });
});
