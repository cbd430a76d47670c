import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron } from "playwright-core";
import { serveLoopback, type LoopbackServer } from "#electron/browser/server.ts";
import { buildApp, needsBuild } from "#electron/browser/build.ts";
import { findElectron, hasDisplay } from "#electron/browser/findPrograms.ts";
import { readLicences } from "#electron/host/licences/licences.ts";
import { openMachine, type Machine } from "#electron/host/machine.ts";
import type { Shell } from "#electron/host/operations/shell.ts";
import { openTypesetter } from "#electron/host/typesetter/typesetter.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";
import { openUsage } from "#electron/host/usage/usage.ts";
import { createHostClient, type Host } from "#shared/host/client.ts";
import type { HostOperation } from "#shared/host/contract.ts";
import { serveHost } from "#shared/host/serve.ts";
import { decodeWire, encodeWire } from "#shared/host/wire.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The host behind one transport, started with one plan, its data in a folder of its own. */
export interface Connected {
  readonly host: Host;
  /** Past the types of the client: what a stranger would send. */
  readonly send: (operation: string, input: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Undefined: this transport cannot be had on this machine. */
export type Connect = (plan: string | null, folder: string) => Promise<Connected>;

export const aShell: Shell = {
  kind: "browser",
  dialogs: null,
  isOpen: () => false,
  setWindow: () => undefined,
  closeWindow: () => undefined,
  onOpened: () => undefined,
};

/** The real machine in this process. */
export function aMachine(folder: string, startup: string | null, shell: Partial<Shell> = {}): Machine {
  return openMachine({
    shell: { ...aShell, ...shell },
    version: "0.0.0",
    folder,
    startup,
    typesetter: openTypesetter(workerFile("typesetterWorker")),
    usage: openUsage(workerFile("usageWorker"), {
      folder,
      tableFile: join(folder, "usage.duckdb"),
    }),
    licences: () => readLicences(ROOT),
  });
}

export const memory: Connect = (plan, folder) => {
  const machine = aMachine(folder, plan);
  const send = (operation: string, input: unknown): Promise<unknown> =>
    serveHost(machine.host, operation, structuredClone(input));
  return Promise.resolve({ host: createHostClient(send), send, close: machine.close });
};

export const loopback: Connect = async (plan, folder) => {
  const machine = aMachine(folder, plan);
  const server = await serveLoopback({ site: aSite(folder), host: machine.host });
  const send = (operation: string, input: unknown): Promise<unknown> => callLoopback(server, operation, input);
  return {
    host: createHostClient(send),
    send,
    close: async () => {
      await server.close();
      await machine.close();
    },
  };
};

/** As the page would call, from the page's own origin. */
export async function callLoopback(server: LoopbackServer, operation: string, input: unknown): Promise<unknown> {
  const response = await fetch(`${server.address}host/${encodeURIComponent(operation)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", origin: new URL(server.address).origin },
    body: encodeWire(input, (text) => Buffer.from(text)),
  });
  return decodeWire(new Uint8Array(await response.arrayBuffer()), (utf8) => Buffer.from(utf8).toString());
}

const electronBinary = findElectron(ROOT, process.env);
const canShow = hasDisplay({ platform: process.platform, home: "", env: process.env });

/** Where Electron is, or why it cannot be tried here: said aloud by whoever skips. */
export const ELECTRON: { readonly binary: string } | { readonly missing: string } =
  electronBinary === null
    ? { missing: "Electron's binary is not installed (npx install-electron)" }
    : canShow
      ? { binary: electronBinary }
      : { missing: "this machine has no display" };

export const electron: Connect = async (plan, folder) => {
  if (!("binary" in ELECTRON)) throw new Error(ELECTRON.missing);
  await builtSite();
  const app = await _electron.launch({
    executablePath: ELECTRON.binary,
    args: [ROOT, ...(plan === null ? [] : [plan])],
    env: { ...process.env, PAST_APRIL_DATA: folder },
  });
  const page = await app.firstWindow();
  const send = async (operation: string, input: unknown): Promise<unknown> =>
    // Playwright carries JSON alone: what the bridge gives is put on our own wire for the last step.
    page.evaluate(([name, value]) => (window as unknown as Bridged).pastApril.call(name as HostOperation, value), [
      operation,
      input,
    ] as const);
  return { host: createHostClient(send), send, close: () => app.close() };
};

interface Bridged {
  readonly pastApril: { readonly call: (operation: HostOperation, input: unknown) => Promise<unknown> };
}

/** The built screen; built first where that is needed. */
export async function builtSite(): Promise<string> {
  if (needsBuild(ROOT)) {
    const failure = await buildApp(ROOT);
    if (failure !== null) throw new Error(failure);
  }
  return join(ROOT, "dist", "renderer");
}

/** A screen of three files, for tests of the server alone. */
export function aSite(folder: string): string {
  const site = join(folder, "site");
  mkdirSync(join(site, "assets"), { recursive: true });
  writeFileSync(join(site, "index.html"), '<!doctype html><script type="module" src="./assets/app.js"></script>');
  writeFileSync(join(site, "assets", "app.js"), "export {};");
  writeFileSync(join(site, "assets", "notes.unknown"), "not served");
  writeFileSync(join(folder, "secret.json"), "{}");
  return site;
}

/** A folder that is gone after the tests. */
export function aFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "past-april-host-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
