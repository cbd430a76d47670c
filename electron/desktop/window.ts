import { BrowserWindow, dialog, screen, type Rectangle } from "electron";
import { join } from "node:path";
import * as v from "valibot";
import type { HostInput } from "#shared/host/contract.ts";
import { readJsonFile, writeJsonFile } from "#electron/host/files/jsonFile.ts";
import { APP_ORIGIN } from "./protocol.ts";

const SMALLEST = { width: 1024, height: 700 };
const FIRST = { width: 1440, height: 900 };

const stateSchema = v.strictObject({
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  isMaximized: v.boolean(),
});

/** The app's window, and what is known of it. */
export interface AppWindow {
  readonly window: BrowserWindow;
  readonly setState: (state: HostInput<"windowState">) => void;
  /** Closes without asking. */
  readonly closeNow: () => void;
}

export interface WindowParts {
  /** The app's own folder: where the window's place is kept. */
  readonly folder: string;
  readonly preload: string;
  /** Asks the page to save and then to close. */
  readonly saveAndClose: (window: BrowserWindow) => void;
  /** The user lets the unsaved work of this page go. */
  readonly letGo: (page: string) => void;
  /** Another window of the app, beside which this one opens; null: it is the first. */
  readonly beside: BrowserWindow | null;
}

/** Opens the window where it was last, shows it when it is drawn, and asks before unsaved work would be lost. */
export function openWindow({ folder, preload, saveAndClose, letGo, beside }: WindowParts): AppWindow {
  const file = join(folder, "window.json");
  const last = beside === null ? readJsonFile(file, stateSchema) : placeBeside(beside);
  const window = createWindow(last, preload);
  if (last?.isMaximized === true) window.maximize();
  let unsaved: { readonly title: string; readonly key: string } | null = null;
  let mayClose = false;
  window.once("ready-to-show", () => window.show());
  // The page says the title, with the plan's name in it.
  window.on("page-title-updated", (event) => event.preventDefault());
  window.on("close", (event) => {
    keepPlace(file, window);
    if (mayClose || unsaved === null) return;
    const choice = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: `${unsaved.title}: save what changed?`,
      detail: "Without saving, the changes since the last save are lost.",
      buttons: ["Save", "Close without saving", "Go back"],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    if (choice === 1) {
      letGo(unsaved.key);
      return;
    }
    event.preventDefault();
    if (choice === 0) saveAndClose(window);
  });
  reopenAfterFailure(window);
  void window.loadURL(`${APP_ORIGIN}/`);
  return {
    window,
    setState: ({ title, unsaved: key }) => {
      window.setTitle(title);
      window.setDocumentEdited(key !== null);
      unsaved = key === null ? null : { title, key };
    },
    closeNow: () => {
      mayClose = true;
      window.close();
    },
  };
}

/** The hidden window, where it was last or in its first size; its page is in the sandbox. */
function createWindow(last: Rectangle | null, preload: string): BrowserWindow {
  return new BrowserWindow({
    ...(last === null || !isOnScreen(last) ? FIRST : { x: last.x, y: last.y, width: last.width, height: last.height }),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: "Past April",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
}

/** A page that crashed is loaded again and offers what was kept of the unsaved work. */
function reopenAfterFailure(window: BrowserWindow): void {
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    dialog.showMessageBoxSync(window, {
      type: "error",
      message: "The window failed.",
      detail: "Unsaved work is kept: the window opens again and offers it.",
      buttons: ["Open again"],
    });
    window.webContents.reload();
  });
}

/** How far a further window stands from the one it was opened from: both title bars are in reach. */
const STEP = 32;

function placeBeside(window: BrowserWindow): Rectangle & { readonly isMaximized: boolean } {
  const { x, y, width, height } = window.getNormalBounds();
  return { x: x + STEP, y: y + STEP, width, height, isMaximized: false };
}

function keepPlace(file: string, window: BrowserWindow): void {
  try {
    writeJsonFile(file, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  } catch {
    // Where the window stood is a comfort.
  }
}

/** A screen may have been taken away since: a hand's breadth of the window must be in reach. */
function isOnScreen(place: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const width = Math.min(place.x + place.width, workArea.x + workArea.width) - Math.max(place.x, workArea.x);
    const height = Math.min(place.y + place.height, workArea.y + workArea.height) - Math.max(place.y, workArea.y);
    return width >= 100 && height >= 100;
  });
}
