import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtSite, ROOT } from "#test/shared/host/transports.ts";
import type { Given, StandIn, StandInWindow } from "./electronStandIn.ts";

export interface BootedMain extends StandIn {
  readonly window: StandInWindow;
  /** What the page gets when a frame at this address asks. */
  readonly ask: (channel: string, url: string, ...words: unknown[]) => Promise<unknown>;
  /** The same of the page of another window. */
  readonly askIn: (window: StandInWindow, channel: string, ...words: unknown[]) => Promise<unknown>;
  /** What the page was told. */
  readonly told: () => unknown[];
}

export interface BootParts {
  /** Where the app keeps its own files. */
  readonly data: string;
  /** Words of the command line after the program's own name. */
  readonly words?: readonly string[];
  /** What this Electron is like. */
  readonly given?: Partial<Given>;
}

let boots = 0;

/**
 * Runs the built main process with a recorder of what it asks for in Electron's place; each boot has a main and a
 * recorder of its own. Resolves when main has been loaded, and has opened its window where Electron was ready.
 */
export async function bootMain({ data, words = [], given = {} }: BootParts): Promise<BootedMain> {
  await builtSite();
  mkdirSync(data, { recursive: true });
  process.env["STAND_IN_ROOT"] = ROOT;
  process.env["PAST_APRIL_DATA"] = data;
  const meeting = globalThis as { electronGiven?: Partial<Given>; electronStandIn?: StandIn };
  meeting.electronGiven = given;
  boots++;
  const standIn = `${pathToFileURL(join(ROOT, "test/electron/desktop/electronStandIn.ts")).href}?boot=${boots}`;
  const copy = join(data, `main-${boots}.mjs`);
  writeFileSync(
    copy,
    readFileSync(join(ROOT, "dist/electron/main.js"), "utf8")
      .replace('from "electron"', `from ${JSON.stringify(standIn)}`)
      .replaceAll('from "./', `from "${pathToFileURL(join(ROOT, "dist/electron")).href}/`),
  );
  const before = process.argv;
  process.argv = [process.execPath, ...words];
  try {
    await import(/* @vite-ignore */ pathToFileURL(copy).href);
  } finally {
    process.argv = before;
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  const electron = meeting.electronStandIn;
  if (electron === undefined) throw new Error("main.js asked nothing of Electron");
  const { asked } = electron;
  return {
    ...electron,
    get window() {
      return asked.windows[0]!;
    },
    ask: (channel, url, ...all) => askOf(asked, asked.windows[0], channel, url, all),
    askIn: (window, channel, ...all) => askOf(asked, window, channel, "app://past-april/", all),
    told: () => asked.windows[0]!.webContents.sent.map(([, event]) => event),
  };
}

function askOf(
  { ipc }: StandIn["asked"],
  window: StandInWindow | undefined,
  channel: string,
  url: string,
  words: readonly unknown[],
): Promise<unknown> {
  const handler = ipc.get(channel) as unknown as (event: object, ...rest: unknown[]) => Promise<unknown>;
  return Promise.resolve(handler({ sender: window?.webContents, senderFrame: { url, parent: null } }, ...words));
}
