import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFolder, ROOT } from "#test/shared/host/transports.ts";
import { bootMain, type BootedMain } from "./bootMain.ts";
import type { Asked, Handler, StandInWindow } from "./electronStandIn.ts";

/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), point by point, on the built main
 * process and preload. The main process is really run; in Electron's place stands a recorder of what it asks for.
 */
const folder = aFolder();
let main = "";
let preload = "";
let booted: BootedMain;
let asked: Asked;
let window: StandInWindow;

beforeAll(async () => {
  booted = await bootMain({ data: folder.path });
  ({ asked, window } = booted);
  main = readFileSync(join(ROOT, "dist/electron/main.js"), "utf8");
  preload = readFileSync(join(ROOT, "dist/electron/preload.cjs"), "utf8");
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

const ask: BootedMain["ask"] = (...words) => booted.ask(...words);
const fetchPage = (url: string, method = "GET"): Promise<Response> =>
  Promise.resolve(answerOf("protocol app", new Request(url, { method })) as Response);
const preferences = (): Record<string, unknown> => window.options["webPreferences"] as Record<string, unknown>;

describe("Electron's security checklist", () => {
  it("1 loads only the app's own content: every other request is cancelled", async () => {
    expect(window.address).toBe("app://past-april/");
    const isCancelled = (url: string): Promise<boolean> =>
      new Promise(
        (resolve) => void answerOf("before-request", { url }, ({ cancel }: { cancel: boolean }) => resolve(cancel)),
      );
    for (const url of [
      "https://example.com/",
      "http://127.0.0.1/",
      "file:///etc/passwd",
      "ws://example.com",
      "app://other/",
      "app://past-april.example/",
      "devtools://devtools/x",
      "ftp://example.com",
    ]) {
      expect([url, await isCancelled(url)]).toEqual([url, true]);
    }
    for (const url of [
      "app://past-april/",
      "app://past-april/assets/x.js",
      "blob:app://past-april/1",
      "data:image/svg+xml,x",
    ])
      expect(await isCancelled(url)).toBe(false);
  });

  it("2 gives no page Node: not the window, not workers, not frames", () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it("3 isolates the preload from the page", () => {
    expect(preferences()["contextIsolation"]).toBe(true);
  });

  it("4 sandboxes every process of a page, the window's by name", () => {
    expect(asked.sandboxed).toBe(true);
    expect(preferences()["sandbox"]).toBe(true);
  });

  it("5 denies every permission a page could ask for", () => {
    // Every permission that this version of Electron knows, by its own typings.
    const typings = readFileSync(join(ROOT, "node_modules/electron/electron.d.ts"), "utf8");
    const known =
      /setPermissionCheckHandler\(handler: \(\(webContents: \(WebContents\) \| \(null\), permission: ([^,]+),/
        .exec(typings)?.[1]
        ?.match(/[\w-]+/g) ?? [];
    expect(known).toEqual(
      expect.arrayContaining([
        "media",
        "geolocation",
        "notifications",
        "clipboard-read",
        "openExternal",
        "fileSystem",
        "hid",
        "serial",
        "usb",
      ]),
    );
    for (const permission of known) {
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
    const about = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    expect(about.devDependencies["electron"]).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("17 answers its own page alone, whoever else asks and on whatever channel", async () => {
    expect([...asked.ipc.keys()].sort()).toEqual(["host", "host-drop", "host-drop-usage", "host-window"]);
    expect(await ask("host", "app://past-april/", "hostInfo", null)).toMatchObject({
      ok: true,
      value: { shell: "electron" },
    });
    for (const channel of asked.ipc.keys()) {
      for (const url of [
        "https://example.com/",
        "app://other/",
        "app://past-april.example/",
        "file:///x",
        "about:blank",
        "",
      ]) {
        expect(await ask(channel, url, "hostInfo", null)).toMatchObject({ ok: false });
      }
      const handler = asked.ipc.get(channel) as unknown as (event: object, ...given: unknown[]) => unknown;
      expect(await handler({ senderFrame: null }, "hostInfo", null)).toMatchObject({ ok: false });
      expect(await handler({ senderFrame: { url: "app://past-april/", parent: {} } }, "hostInfo", null)).toMatchObject({
        ok: false,
      });
    }
  });

  it("18 serves its files under a scheme of its own, named before the app is ready, and nothing beside the build", async () => {
    expect(asked.schemesBeforeReady).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect((await fetchPage("app://past-april/")).headers.get("content-type")).toBe("text/html; charset=utf-8");
    for (const url of [
      "app://past-april/../package.json",
      "app://past-april/%2e%2e/package.json",
      "app://past-april/..%2f..%2fpackage.json",
      "app://past-april//etc/passwd",
      "app://other/index.html",
    ]) {
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

  it("is asked nothing that it has no answer to: every handler by which this Electron lets an app grant something is set, or grants nothing by itself", () => {
    const typings = readFileSync(join(ROOT, "node_modules/electron/electron.d.ts"), "utf8");
    const session = /class Session extends NodeEventEmitter \{([\s\S]*?)\n  \}/.exec(typings)?.[1] ?? "";
    const handlers = [...session.matchAll(/^    (set\w+Handler)\(/gm)].map(([, name]) => name);
    // Pairing follows a permission that is denied, and protected USB classes only take devices away.
    expect(handlers).toEqual([
      "setBluetoothPairingHandler",
      "setDevicePermissionHandler",
      "setDisplayMediaRequestHandler",
      "setPermissionCheckHandler",
      "setPermissionRequestHandler",
      "setUSBProtectedClassesHandler",
    ]);
    expect(
      ["device-permission", "display-media", "permission-check", "permission-request"].every((name) =>
        asked.handlers.has(name),
      ),
    ).toBe(true);
  });

  it("20 shows the page five functions, and nothing of Electron", () => {
    const shown: [string, Record<string, Handler>][] = [];
    const invoked: unknown[][] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: Record<string, Handler>) => shown.push([name, api]) },
      ipcRenderer: { invoke: (...words: unknown[]) => invoked.push(words), on: () => undefined, off: () => undefined },
      webUtils: { getPathForFile: () => "/a/plan.json" },
    };
    // The sandbox gives a preload this `require` and no other.
    runInNewContext(preload, {
      exports: {},
      require: (name: string) => (name === "electron" ? electron : expect.fail(`the preload asks for ${name}`)),
    });
    expect(shown.map(([name, api]) => [name, Object.keys(api).sort()])).toEqual([
      ["pastApril", ["call", "offerDropped", "onEvent", "openDropped", "openWindow"]],
    ]);
    const [[, api]] = shown as [[string, Record<string, (...given: unknown[]) => unknown>]];
    api["call"]!("hostInfo", null, "more");
    api["openDropped"]!({});
    api["offerDropped"]!({});
    expect(invoked).toEqual([
      ["host", "hostInfo", null],
      ["host-drop", "/a/plan.json"],
      ["host-drop-usage", "/a/plan.json"],
    ]);
  });
});

describe("the desktop app", () => {
  it("checks no spelling: dictionaries would come from the network", () => {
    expect(asked.spellChecker).toBe(false);
    expect(preferences()["spellcheck"]).toBe(false);
  });

  it("needs nothing at run time but Electron and Node, and its preload nothing but Electron", () => {
    const imports = [...main.matchAll(/^import .* from "([^"]+)"/gm)].map(([, name]) => name!);
    // What main and its threads share is built into files beside them.
    expect(
      imports.filter((name) => name !== "electron" && !name.startsWith("node:") && !/^\.\/[\w-]+\.js$/.test(name)),
    ).toEqual([]);
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(["electron"]);
  });
});
