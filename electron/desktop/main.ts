import { app, session } from "electron";
import { homedir } from "node:os";
import { extname, join, resolve } from "node:path";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { nativeDialogs } from "./dialogs.ts";
import { appFolder } from "#electron/host/appFolder.ts";
import { readLicences } from "#electron/host/licences/licences.ts";
import { openMachine, type Machine } from "#electron/host/machine.ts";
import { openTypesetter } from "#electron/host/typesetter/typesetter.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";
import { openUsage } from "#electron/host/usage/usage.ts";
import { serveIpc, sendToPage } from "./ipc.ts";
import { setMenu } from "./menu.ts";
import { registerAppScheme, serveAppScheme } from "./protocol.ts";
import { hardenEverything, hardenSession } from "./security.ts";
import { openWindow, type AppWindow } from "./window.ts";

let opened: { readonly appWindow: AppWindow; readonly machine: Machine } | null = null;
/** A plan that was opened before there was a window. */
let startup = planIn(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());

hardenEverything();
registerAppScheme();
if (app.requestSingleInstanceLock()) {
  app.on("second-instance", (_event, words, folder) => openFromOutside(planIn(words.slice(1), folder)));
  app.on("open-file", (event, path) => {
    event.preventDefault();
    openFromOutside(path);
  });
  app.on("window-all-closed", () => app.quit());
  app.on("will-quit", () => void opened?.machine.close());
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  const root = app.getAppPath();
  const folder = appFolder({ platform: process.platform, home: homedir(), env: process.env });
  hardenSession(session.defaultSession);
  serveAppScheme(session.defaultSession, join(root, "dist", "renderer"));
  const send = (event: HostEvent): void => sendToPage(appWindow.window.webContents, event);
  const machine = openMachine({
    shell: {
      kind: "electron",
      dialogs: nativeDialogs(() => appWindow.window),
      isOpen: () => false,
      setWindow: (state) => {
        appWindow.setState(state);
        setMenu(state, (command) => send({ type: "command", command }));
      },
      closeWindow: () => appWindow.closeNow(),
      onOpened: (path) => app.addRecentDocument(path),
    },
    version: app.getVersion(),
    folder,
    startup,
    typesetter: openTypesetter(workerFile("typesetterWorker")),
    usage: openUsage(workerFile("usageWorker"), {
      folder,
      tableFile: join(folder, "usage.duckdb"),
    }),
    licences: () => readLicences(root),
  });
  serveIpc(machine.host, (path) => (isPlanName(path) ? machine.documents.choose(path) : null), machine.offerUsage);
  const appWindow = openWindow({
    folder,
    preload: join(root, "dist", "electron", "preload.cjs"),
    saveAndClose: () => send({ type: "command", command: "save-and-close" }),
    letGo: machine.letGo,
  });
  setMenu({ undo: null, redo: null }, (command) => send({ type: "command", command }));
  opened = { appWindow, machine };
}

/** A double click, or the program started again with a plan: the one window shows it. */
function openFromOutside(path: string | null): void {
  if (opened === null) {
    startup = path ?? startup;
    return;
  }
  const { appWindow, machine } = opened;
  if (appWindow.window.isMinimized()) appWindow.window.restore();
  appWindow.window.focus();
  if (path !== null)
    sendToPage(appWindow.window.webContents, { type: "open", document: machine.documents.choose(path) });
}

/** The plan among the words of a command line, if there is one. */
function planIn(words: readonly string[], folder: string): string | null {
  const word = words.find((one) => !one.startsWith("-") && isPlanName(one));
  return word === undefined ? null : resolve(folder, word);
}

function isPlanName(path: string): boolean {
  return [".pastapril", ".json"].includes(extname(path).toLowerCase());
}
