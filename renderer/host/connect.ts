import { createHostClient, grant, readReply, type Host, type HostCall, type Reply } from "#shared/host/client.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";
import type { HostEvent } from "#shared/host/shellEvents.ts";
import { callLoopback, followLoopback } from "./loopback.ts";
import { withPageFiles, type OpenDropped } from "./pageFiles.ts";
import { droppedFiles, pickFiles, sendFiles } from "./pageUsage.ts";

/** The machine behind this window, and the little that only a window knows. */
export interface ScreenHost {
  readonly host: Host;
  /** The key under which this window keeps its unsaved work (`keepRecovery`) and lists what others left. */
  readonly page: string;
  /** Opens a file that was dropped on the window. Null: it was no file. Call it within the drop event. */
  readonly openDropped: OpenDropped;
  /** Offers files and folders of usage that were dropped on the window. Call it within the drop event. */
  readonly offerDropped: (items: Iterable<DataTransferItem>) => Promise<Reply<OfferedUsage[]>>;
  /** Opens one more window, on the start page, with a plan and undo of its own. */
  readonly openWindow: () => void;
  /** Hears the shell's menu and plans opened from outside; returns how to stop hearing. */
  readonly onEvent: (listener: (event: HostEvent) => void) => () => void;
}

/** In the address of a window that begins on the start page, whatever plan the program was started with. */
const ON_START = "#start";

/** Whether this window was opened from another one. */
export function beginsOnStart(): boolean {
  return window.location.hash === ON_START;
}

/** What Electron's preload lays into the page. */
export interface DesktopBridge {
  readonly call: HostCall;
  readonly openDropped: (file: File) => Promise<unknown>;
  readonly offerDropped: (file: File) => Promise<unknown>;
  readonly openWindow: () => void;
  readonly onEvent: (listener: (event: HostEvent) => void) => () => void;
}

declare global {
  interface Window {
    readonly pastApril?: DesktopBridge;
  }
}

/** Connects to Electron's main process, or to the loopback server that served this page. */
export function connectHost(): ScreenHost {
  const page = crypto.randomUUID();
  const bridge = window.pastApril;
  return bridge === undefined ? connectLoopback(page) : connectDesktop(page, bridge);
}

function connectDesktop(page: string, bridge: DesktopBridge): ScreenHost {
  return {
    host: createHostClient(bridge.call),
    page,
    openDropped: async (item, isWanted = () => Promise.resolve(true)) => {
      const file = item.getAsFile();
      return file === null || !(await isWanted(file))
        ? grant(null)
        : readReply("openPlan", await bridge.openDropped(file));
    },
    offerDropped: async (items) => {
      const files = [...items].map((item) => item.getAsFile()).filter((file) => file !== null);
      const offered: OfferedUsage[] = [];
      for (const file of files) {
        const reply = readReply("offerUsage", await bridge.offerDropped(file));
        if (!reply.ok) return reply;
        offered.push(reply.value);
      }
      return grant(offered);
    },
    openWindow: bridge.openWindow,
    onEvent: bridge.onEvent,
  };
}

function connectLoopback(page: string): ScreenHost {
  const listeners = new Set<(event: HostEvent) => void>();
  const machine = createHostClient(callLoopback);
  const { host, openDropped } = withPageFiles(machine);
  // The stream ends when the server does; the next call says so in words.
  followLoopback(page, (event) => listeners.forEach((listener) => listener(event))).catch(() => undefined);
  return {
    host: {
      ...host,
      pickUsage: async () => {
        const files = await pickFiles();
        return files === null ? grant(null) : sendFiles(machine, files);
      },
    },
    page,
    openDropped,
    offerDropped: async (items) => sendFiles(machine, await droppedFiles(items)),
    // Without an opener: a window must not reach into another one's.
    openWindow: () => void window.open(`${window.location.pathname}${ON_START}`, "_blank", "noopener"),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
