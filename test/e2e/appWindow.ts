import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { serveLoopback } from "#electron/browser/server.ts";
import { buildApp, needsBuild } from "#electron/browser/build.ts";
import { readLicences } from "#electron/host/licences/licences.ts";
import { openMachine } from "#electron/host/machine.ts";
import { openTypesetter } from "#electron/host/typesetter/typesetter.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";
import { openUsage } from "#electron/host/usage/usage.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where Debian and Ubuntu put Chromium; another place by the variable. */
export const CHROMIUM = process.env["PAST_APRIL_CHROMIUM"] ?? "/usr/bin/chromium";

/** Said where browser tests cannot run. */
export const NO_CHROMIUM = `SKIPPED: no Chromium at ${CHROMIUM}. Install it (apt-get install chromium) or name it in PAST_APRIL_CHROMIUM.`;

export function hasChromium(): boolean {
  return existsSync(CHROMIUM);
}

/** The app as a browser window gets it: the built screen behind the real loopback server and the real machine. */
export interface ServedApp {
  readonly address: string;
  /** Where the machine keeps recovery, versions and settings. */
  readonly data: string;
  readonly close: () => Promise<void>;
}

/**
 * Builds the app where sources are newer, and serves a copy of the build, which a later build cannot change. `data`: a
 * folder that an earlier server used; else a new one that goes with the server. `plan`: the file to start with.
 */
export async function serveApp({
  data,
  plan = null,
}: { readonly data?: string; readonly plan?: string | null } = {}): Promise<ServedApp> {
  if (needsBuild(ROOT)) {
    const failure = await buildApp(ROOT);
    if (failure !== null) throw new Error(`The app could not be built: ${failure}`);
  }
  const site = mkdtempSync(join(tmpdir(), "past-april-site-"));
  cpSync(join(ROOT, "dist", "renderer"), site, { recursive: true });
  const folder = data ?? mkdtempSync(join(tmpdir(), "past-april-data-"));
  const machine = openMachine({
    shell: {
      kind: "browser",
      dialogs: null,
      isOpen: (page) => server.isOpen(page),
      setWindow: () => undefined,
      closeWindow: () => undefined,
      onOpened: () => undefined,
    },
    version: "0.0.0-test",
    folder,
    startup: plan,
    typesetter: openTypesetter(workerFile("typesetterWorker")),
    usage: openUsage(workerFile("usageWorker"), {
      folder,
      tableFile: join(folder, "usage.duckdb"),
    }),
    licences: () => readLicences(ROOT),
  });
  const server = await serveLoopback({ site, host: machine.host, returnMs: 600_000 });
  return {
    address: server.address,
    data: folder,
    close: async () => {
      await server.close();
      await machine.close();
      rmSync(site, { recursive: true, force: true });
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Chromium that asks nobody for anything. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--force-color-profile=srgb",
    ],
  });
}

/** Waits until the forecast of the whole plan is on the screen; `patience` in milliseconds, where a test has its own. */
export async function upToDate(page: Page, patience = 180_000): Promise<void> {
  const status = page.getByRole("group", { name: "Forecast", exact: true });
  await status.filter({ hasText: "Up to date" }).waitFor({ timeout: patience });
}

/**
 * Waits until nothing on the page is on its way: fonts, transitions, and what the next two frames draw. No clock
 * decides it.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    await frame();
    const ending = document
      .getAnimations()
      .filter((animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime ?? 0)));
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
    await frame();
    await frame();
  });
}

/** Notes every address that a page, or any page of a context, asks for. */
export function recordRequests(from: Page | BrowserContext, into: string[]): void {
  from.on("request", (request) => into.push(request.url()));
}

/** Those that left this computer, or the window: neither 127.0.0.1 nor made by the page itself. */
export function foreignRequests(urls: readonly string[]): string[] {
  return urls.filter(
    (url) => !url.startsWith("blob:") && !url.startsWith("data:") && new URL(url).hostname !== "127.0.0.1",
  );
}

/** Drops a file on the window, as a hand would. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [name, text] as const,
  );
}
