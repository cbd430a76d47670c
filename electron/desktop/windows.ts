import { app } from "electron";
import type { HostInput } from "#shared/host/contract.ts";
import { BARE_TITLE, type HostEvent, type MenuCommand } from "#shared/host/shellEvents.ts";
import type { SharedMachine, WindowHost } from "#electron/host/machine.ts";
import { nativeDialogs } from "./dialogs.ts";
import { sendToPage, type PageParts } from "./ipc.ts";
import { setMenu } from "./menu.ts";
import { openWindow, type AppWindow } from "./window.ts";

/** A window with what its page has said of it. */
interface OpenWindow extends WindowHost {
  readonly appWindow: AppWindow;
  /** Null: the page has said nothing yet. */
  state: HostInput<"windowState"> | null;
}

/** The app's windows: each has a plan, an undo and unsaved work of its own; the machine behind them is one. */
export interface Windows {
  /** Opens a window; with a plan, a path that the user named, or on the start page. */
  readonly open: (plan: string | null) => void;
  /** A double click, or the program started again: the window in front shows the plan, or a new one if it has a plan. */
  readonly openFromOutside: (plan: string | null) => void;
  /** What answers the page of these contents; null: no window has them. */
  readonly partsOf: (contents: number) => PageParts | null;
}

export interface WindowsParts {
  readonly machine: SharedMachine;
  readonly folder: string;
  readonly preload: string;
  readonly isPlanName: (path: string) => boolean;
}

/** No window yet; `open` opens the first. */
export function createWindows(parts: WindowsParts): Windows {
  const { machine, isPlanName } = parts;
  const windows = new Map<number, OpenWindow>();
  let front: OpenWindow | null = null;

  const showMenu = (): void => {
    const { undo = null, redo = null } = front?.state ?? {};
    const run = (command: MenuCommand): void => sendTo(front, { type: "command", command });
    setMenu({ undo, redo }, run, () => open(null));
  };
  const bringToFront = (own: OpenWindow | null): void => {
    front = own;
    showMenu();
  };
  const open = (plan: string | null): void => {
    const own = makeWindow(parts, plan, {
      beside: front,
      isOpenElsewhere: (key) => [...windows.values()].some((other) => other !== own && other.state?.unsaved === key),
      onState: () => {
        if (front === own) showMenu();
      },
    });
    const { window } = own.appWindow;
    // The contents end with the window.
    const { id } = window.webContents;
    windows.set(id, own);
    window.on("focus", () => bringToFront(own));
    window.on("closed", () => {
      windows.delete(id);
      if (front === own) bringToFront([...windows.values()].at(-1) ?? null);
    });
    bringToFront(own);
  };
  return {
    open,
    openFromOutside: (plan) => {
      if (front === null || (plan !== null && showsPlan(front))) {
        open(plan);
        return;
      }
      const { window } = front.appWindow;
      if (window.isMinimized()) window.restore();
      window.focus();
      if (plan !== null) sendTo(front, { type: "open", document: machine.documents.choose(plan) });
    },
    partsOf: (contents) => {
      const own = windows.get(contents);
      if (own === undefined) return null;
      const chooseDropped = (path: string): string | null => (isPlanName(path) ? machine.documents.choose(path) : null);
      return { host: own.host, offerUsage: own.offerUsage, chooseDropped };
    },
  };
}

/** What a new window must know of the others. */
interface Neighbours {
  readonly beside: OpenWindow | null;
  /** Whether unsaved work of this key is that of another window. */
  readonly isOpenElsewhere: (key: string) => boolean;
  /** The page has said what it shows. */
  readonly onState: () => void;
}

function makeWindow(
  { machine, folder, preload }: WindowsParts,
  plan: string | null,
  neighbours: Neighbours,
): OpenWindow {
  const windowHost = machine.hostOf(
    {
      kind: "electron",
      dialogs: nativeDialogs(() => own.appWindow.window),
      isOpen: neighbours.isOpenElsewhere,
      setWindow: (state) => {
        own.state = state;
        own.appWindow.setState(state);
        neighbours.onState();
      },
      closeWindow: () => own.appWindow.closeNow(),
      onOpened: (path) => app.addRecentDocument(path),
    },
    plan,
  );
  // The shell above is asked by the page, which is there only then.
  const own: OpenWindow = {
    ...windowHost,
    appWindow: openWindow({
      folder,
      preload,
      saveAndClose: () => sendTo(own, { type: "command", command: "save-and-close" }),
      letGo: machine.letGo,
      beside: neighbours.beside?.appWindow.window ?? null,
    }),
    state: null,
  };
  return own;
}

function sendTo(own: OpenWindow | null, event: HostEvent): void {
  if (own !== null) sendToPage(own.appWindow.window.webContents, event);
}

/** Whether a window shows a plan, not the start page. */
function showsPlan({ state }: OpenWindow): boolean {
  return state !== null && state.title !== BARE_TITLE;
}
