import { EventEmitter } from "node:events";
import { join } from "node:path";

/**
 * What the built main process asks of Electron, written down: so that its answers can be tried where Electron's binary is not.
 * It is loaded in Electron's place by `security.test.ts`; every name here is one that main.js imports.
 */
export type Handler = (...given: never[]) => unknown;

export interface Asked {
  root: string;
  sandboxed: boolean;
  isReady: boolean;
  schemesBeforeReady: unknown[];
  handlers: Map<string, Handler>;
  ipc: Map<string, Handler>;
  windows: StandInWindow[];
  spellChecker: boolean | null;
  menu: unknown[];
}

export const asked: Asked = { root: "", sandboxed: false, isReady: false, schemesBeforeReady: [], handlers: new Map(), ipc: new Map(), windows: [], spellChecker: null, menu: [] };

// The test and the built main load this file each in its own way: they meet here.
(globalThis as { electronAsked?: Asked }).electronAsked = asked;

const keep = (name: string) => (handler: Handler) => void asked.handlers.set(name, handler);

class StandInContents extends EventEmitter {
  sent: unknown[][] = [];
  setWindowOpenHandler = keep("window-open");
  send(...words: unknown[]): void {
    this.sent.push(words);
  }
}

export class StandInWindow extends EventEmitter {
  options: Record<string, unknown>;
  webContents = new StandInContents();
  address = "";
  isClosed = false;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    asked.windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }
  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }
  close(): void {
    let isPrevented = false;
    this.emit("close", { preventDefault: () => (isPrevented = true) });
    this.isClosed = !isPrevented;
  }
  setTitle(): void {}
  setDocumentEdited(): void {}
  focus(): void {}
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = (): object => ({ x: 0, y: 0, width: 1440, height: 900 });
}
export { StandInWindow as BrowserWindow };

class StandInApp extends EventEmitter {
  isPackaged = true;
  enableSandbox(): void {
    asked.sandboxed = true;
  }
  requestSingleInstanceLock = (): boolean => true;
  whenReady = (): Promise<void> => {
    asked.isReady = true;
    return Promise.resolve();
  };
  getAppPath = (): string => process.env["STAND_IN_ROOT"] ?? join("/", "missing");
  getVersion = (): string => "0.0.0";
  addRecentDocument(): void {}
  quit(): void {}
}
export const app = new StandInApp();

export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep("permission-request"),
    setPermissionCheckHandler: keep("permission-check"),
    setDevicePermissionHandler: keep("device-permission"),
    setDisplayMediaRequestHandler: (handler: unknown) => void asked.handlers.set("display-media", () => handler),
    setSpellCheckerEnabled: (isOn: boolean) => void (asked.spellChecker = isOn),
    webRequest: { onBeforeRequest: keep("before-request") },
    protocol: { handle: (scheme: string, handler: Handler) => void asked.handlers.set(`protocol ${scheme}`, handler) },
    on: (event: string, handler: Handler) => void asked.handlers.set(event, handler),
  },
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => {
    if (!asked.isReady) asked.schemesBeforeReady = schemes;
  },
};

export const ipcMain = { handle: (channel: string, handler: Handler) => void asked.ipc.set(channel, handler) };

export const dialog = { choice: 2, showMessageBoxSync: (): number => dialog.choice };

export const Menu = { buildFromTemplate: (template: unknown[]) => (asked.menu = template), setApplicationMenu: (): void => undefined };

export const screen = { getAllDisplays: (): unknown[] => [] };
