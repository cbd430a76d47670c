import { app, session } from "electron";
import { homedir } from "node:os";
import { extname, join, resolve } from "node:path";
import { appFolder } from "#electron/host/appFolder.ts";
import { readLicences } from "#electron/host/licences/licences.ts";
import { openSharedMachine, type SharedMachine } from "#electron/host/machine.ts";
import { openTypesetter } from "#electron/host/typesetter/typesetter.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";
import { openUsage } from "#electron/host/usage/usage.ts";
import { serveIpc } from "./ipc.ts";
import { registerAppScheme, serveAppScheme } from "./protocol.ts";
import { hardenEverything, hardenSession } from "./security.ts";
import { createWindows, type Windows } from "./windows.ts";

let opened: { readonly windows: Windows; readonly machine: SharedMachine } | null = null;
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
  const machine = openSharedMachine({
    version: app.getVersion(),
    folder,
    typesetter: openTypesetter(workerFile("typesetterWorker")),
    usage: openUsage(workerFile("usageWorker"), {
      folder,
      tableFile: join(folder, "usage.duckdb"),
    }),
    licences: () => readLicences(root),
  });
  const preload = join(root, "dist", "electron", "preload.cjs");
  const windows = createWindows({ machine, folder, preload, isPlanName });
  serveIpc(windows.partsOf, () => windows.open(null));
  opened = { windows, machine };
  windows.open(startup);
}

/** A double click, or the program started again with a plan. */
function openFromOutside(path: string | null): void {
  if (opened === null) startup = path ?? startup;
  else opened.windows.openFromOutside(path);
}

/** The plan among the words of a command line, if there is one. */
function planIn(words: readonly string[], folder: string): string | null {
  const word = words.find((one) => !one.startsWith("-") && isPlanName(one));
  return word === undefined ? null : resolve(folder, word);
}

function isPlanName(path: string): boolean {
  return [".pastapril", ".json"].includes(extname(path).toLowerCase());
}
