import { EventEmitter } from "node:events";
import { join } from "node:path";

/**
 * What the built main process asks of Electron, written down: so that its answers can be tried where Electron's binary
 * is not. It is loaded in Electron's place by `bootMain.ts`; every name here is one that main.js imports.
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
  /** Plans that were named to the system's own list of recent ones. */
  recent: string[];
  hasQuit: boolean;
}

export const asked: Asked = {
  root: "",
  sandboxed: false,
  isReady: false,
  schemesBeforeReady: [],
  handlers: new Map(),
  ipc: new Map(),
  windows: [],
  spellChecker: null,
  menu: [],
  recent: [],
  hasQuit: false,
};

/** What this Electron is like. */
export interface Given {
  /** No other window of the app is open. */
  readonly isFirst: boolean;
  readonly displays: readonly {
    readonly workArea: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  }[];
  readonly ready: Promise<void>;
}

// The test and the built main load this file each in its own way: they meet in the global.
const meeting = globalThis as { electronGiven?: Partial<Given>; electronStandIn?: StandIn };
const given: Given = { isFirst: true, displays: [], ready: Promise.resolve(), ...meeting.electronGiven };

const keep = (name: string) => (handler: Handler) => void asked.handlers.set(name, handler);

let contents = 0;

class StandInContents extends EventEmitter {
  id = ++contents;
  sent: unknown[][] = [];
  setWindowOpenHandler = keep("window-open");
  reload: () => void = () => undefined;
  send(...words: unknown[]): void {
    this.sent.push(words);
  }
}

export class StandInWindow extends EventEmitter {
  options: Record<string, unknown>;
  webContents = new StandInContents();
  address = "";
  isClosed = false;
  isShown = false;
  isEdited = false;
  title = "";
  wasMaximized = false;
  reloads = 0;
  place = { x: 0, y: 0, width: 1440, height: 900 };
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    asked.windows.push(this);
    this.webContents.reload = () => {
      this.reloads += 1;
    };
    app.emit("web-contents-created", {}, this.webContents);
  }
  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }
  close(): void {
    const event = { isPrevented: false, preventDefault: () => (event.isPrevented = true) };
    this.emit("close", event);
    if (event.isPrevented) return;
    this.isClosed = true;
    this.emit("closed");
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setDocumentEdited(isEdited: boolean): void {
    this.isEdited = isEdited;
  }
  show(): void {
    this.isShown = true;
  }
  maximize(): void {
    this.wasMaximized = true;
  }
  focused = 0;
  focus(): void {
    this.focused++;
    this.emit("focus");
  }
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => this.wasMaximized;
  getNormalBounds = (): object => this.place;
}
export { StandInWindow as BrowserWindow };

export class StandInApp extends EventEmitter {
  isPackaged = true;
  enableSandbox(): void {
    asked.sandboxed = true;
  }
  requestSingleInstanceLock = (): boolean => given.isFirst;
  whenReady = (): Promise<void> =>
    given.ready.then(() => {
      asked.isReady = true;
    });
  getAppPath = (): string => process.env["STAND_IN_ROOT"] ?? join("/", "missing");
  getVersion = (): string => "0.0.0";
  addRecentDocument(path: string): void {
    asked.recent.push(path);
  }
  quit(): void {
    asked.hasQuit = true;
  }
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

export const dialog = {
  /** The button that is pressed. */
  choice: 2,
  shown: [] as { message: string; buttons: string[] }[],
  showMessageBoxSync: (_window: unknown, box: { message: string; buttons: string[] }): number => {
    dialog.shown.push(box);
    return dialog.choice;
  },
};

export const Menu = {
  buildFromTemplate: (template: unknown[]) => (asked.menu = template),
  setApplicationMenu: (): void => undefined,
};

export const screen = { getAllDisplays: (): Given["displays"] => given.displays };

/** What a test sees of it. */
export interface StandIn {
  readonly asked: Asked;
  readonly app: StandInApp;
  readonly dialog: typeof dialog;
}

meeting.electronStandIn = { asked, app, dialog };
