import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { leadingPage } from "./replies.ts";
import { serveLoopback, type LoopbackServer } from "./server.ts";
import { appFolder, type Surroundings } from "#electron/host/appFolder.ts";
import { buildApp, needsBuild } from "./build.ts";
import { findBrowser, findElectron, hasDisplay } from "./findPrograms.ts";
import { readLicences } from "#electron/host/licences/licences.ts";
import { openMachine } from "#electron/host/machine.ts";
import { openTypesetter } from "#electron/host/typesetter/typesetter.ts";
import { openUsage } from "#electron/host/usage/usage.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";
import { writeWhole } from "#electron/host/files/wholeFile.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How opening ended: null, all went well; else what failed, one sentence. */
export type Opened = string | null;

/**
 * Opens the app: in Electron where its binary is installed, else in a window of a Chromium-family browser, else at an
 * address that is printed. Resolves when the app has been closed.
 */
export async function openApp(planPath: string | null, say: (line: string) => void): Promise<Opened> {
  if (needsBuild(ROOT)) {
    say("Building the app: once, and again after its sources change.");
    const failure = await buildApp(ROOT);
    if (failure !== null) return `The app could not be built: ${failure.trim()}`;
  }
  const surroundings: Surroundings = { platform: process.platform, home: homedir(), env: process.env };
  const plan = planPath === null ? null : resolve(planPath);
  const electron = findElectron(ROOT, process.env);
  if (electron !== null && hasDisplay(surroundings)) return openElectron(electron, plan);
  return openBrowser(plan, surroundings, say);
}

function openElectron(binary: string, plan: string | null): Promise<Opened> {
  return new Promise((ended) => {
    const child = spawn(binary, [ROOT, ...(plan === null ? [] : [plan])], { stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", (error) => ended(`Electron could not be started: ${error.message}`));
    child.on("close", (code) => ended(code === 0 || code === null ? null : `Electron stopped with code ${code}.`));
  });
}

async function openBrowser(
  plan: string | null,
  surroundings: Surroundings,
  say: (line: string) => void,
): Promise<Opened> {
  let isShown = false;
  const showAddress = (): void => {
    if (!isShown)
      say(
        `A window was refused: its address had been used, or another user of this machine asked for it. Past April is at ${server.address}`,
      );
    isShown = true;
  };
  const { server, close } = await startLoopback(plan, surroundings, showAddress);
  const stop = (): void => void server.close();
  for (const signal of SIGNALS) process.once(signal, stop);
  const browser = hasDisplay(surroundings) ? findBrowser(surroundings) : null;
  if (browser === null) {
    say(`No window can be opened here. Past April is at ${server.address}`);
    say("Open this address in a browser on this machine. Ctrl-C ends it.");
  } else {
    say(
      "Past April is open in a browser window: Electron is not installed (npx install-electron gets it). Ctrl-C ends it.",
    );
    openWindow(browser, server, surroundings, say);
  }
  await server.ended;
  for (const signal of SIGNALS) process.off(signal, stop);
  await close();
  return null;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Starts the app's server for browser windows; `close` ends all that it holds. `onTicketRefused`: a window was turned
 * away.
 */
export async function startLoopback(
  plan: string | null,
  surroundings: Surroundings,
  onTicketRefused: () => void = () => undefined,
): Promise<{ readonly server: LoopbackServer; readonly close: () => Promise<void> }> {
  let server: LoopbackServer | null = null;
  const folder = appFolder(surroundings);
  const machine = openMachine({
    shell: {
      kind: "browser",
      dialogs: null,
      isOpen: (page) => server?.isOpen(page) ?? false,
      setWindow: () => undefined,
      closeWindow: () => undefined,
      onOpened: () => undefined,
    },
    version: readVersion(),
    folder,
    startup: plan,
    typesetter: openTypesetter(workerFile("typesetterWorker")),
    usage: openUsage(workerFile("usageWorker"), {
      folder,
      tableFile: join(folder, "usage.duckdb"),
    }),
    licences: () => readLicences(ROOT),
  });
  server = await serveLoopback({ site: join(ROOT, "dist", "renderer"), host: machine.host, onTicketRefused });
  return {
    server,
    close: async () => {
      await server.close();
      await machine.close();
    },
  };
}

/**
 * The address that a browser is started with. Other users of a machine can read it on its command line. On Linux the
 * server knows this user's connections and refuses those of others; a Mac says no owner, so there it is a file that
 * only this user can read and that leads on.
 */
export function windowAddress(ticket: string, { platform, home, env }: Surroundings): string {
  if (platform !== "darwin") return ticket;
  const file = join(appFolder({ platform, home, env }), "window.html");
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeWhole(file, leadingPage(ticket), { mode: 0o600 });
  return pathToFileURL(file).href;
}

function openWindow(
  browser: string,
  server: LoopbackServer,
  surroundings: Surroundings,
  say: (line: string) => void,
): void {
  const child = spawn(
    browser,
    [`--app=${windowAddress(server.ticket(), surroundings)}`, "--window-size=1440,900", "--no-first-run"],
    { stdio: "ignore", detached: true },
  );
  child.unref();
  const instead = (): void => {
    if (server.pageCount() === 0) say(`The browser did not open a window. Past April is at ${server.address}`);
  };
  child.on("error", instead);
  // A browser that runs already takes the address over and ends at once, well: then its window shows it.
  child.on("exit", (code) => {
    if (code !== 0) instead();
  });
}

function readVersion(): string {
  const about = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
  return about.version;
}
