import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Surroundings } from "#electron/host/appFolder.ts";

/**
 * Electron's binary, if it has been installed in `root`; null otherwise. Looks, and never downloads: Electron's own
 * package would.
 */
export function findElectron(root: string, env: Surroundings["env"]): string | null {
  const folder = join(root, "node_modules", "electron");
  const named = env["ELECTRON_OVERRIDE_DIST_PATH"];
  const program = readWord(join(folder, "path.txt"));
  if (named === undefined && program === null) return null;
  const binary = named === undefined ? join(folder, "dist", program ?? "") : join(named, program ?? "electron");
  return isFile(binary) ? binary : null;
}

const LINUX_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
  "brave-browser",
  "brave",
  "vivaldi",
];
const MAC_NAMES = ["Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser", "Vivaldi"];
const WINDOWS_PLACES = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "Chromium\\Application\\chrome.exe",
  "BraveSoftware\\Brave-Browser\\Application\\brave.exe",
];

/**
 * A browser of Chromium's family, which can show one page as a window of its own; null: there is none.
 * `PAST_APRIL_BROWSER` names one.
 */
export function findBrowser(surroundings: Surroundings): string | null {
  const named = surroundings.env["PAST_APRIL_BROWSER"];
  if (named !== undefined && named !== "") return isFile(named) ? named : null;
  return browserPlaces(surroundings).find(isFile) ?? null;
}

/** Where such browsers lie, the likeliest first. */
export function browserPlaces({ platform, home, env }: Surroundings): string[] {
  if (platform === "darwin") {
    return ["/Applications", join(home, "Applications")].flatMap((folder) =>
      MAC_NAMES.map((name) => join(folder, `${name}.app`, "Contents", "MacOS", name)),
    );
  }
  if (platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]].filter(
      (folder) => folder !== undefined,
    );
    return WINDOWS_PLACES.flatMap((place) => folders.map((folder) => `${folder}\\${place}`));
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Whether this machine can show a window. */
export function hasDisplay({ platform, env }: Surroundings): boolean {
  if (platform === "darwin" || platform === "win32") return true;
  return Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function readWord(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}
