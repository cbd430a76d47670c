import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the built app is made of, below the project's root. */
const SOURCES = ["renderer", "shared", "electron", "vite.config.ts", "package.json"];
/** The last file that each part of a build writes. */
const BUILT = ["dist/renderer/index.html", "dist/electron/main.js", "dist/electron/preload.cjs", "dist/cli/main.js"];

/**
 * Whether the app has to be built: it never was, or a source is newer. Only a checkout has sources; a package is built.
 */
export function needsBuild(root: string): boolean {
  const built = BUILT.map((path) => modifiedAt(join(root, path)));
  return Math.min(...built) < Math.max(...SOURCES.map((path) => newestIn(join(root, path))));
}

/**
 * Builds the app, if it still has to be built once no other program is building it. Resolves to what the build said, if
 * it failed.
 */
export async function buildApp(root: string): Promise<string | null> {
  const lock = join(root, "node_modules", ".cache", "past-april-build");
  mkdirSync(dirname(lock), { recursive: true });
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    return needsBuild(root) ? await runVite(root) : null;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** A build takes seconds; a lock this old was left by a program that was killed. */
const ABANDONED_MS = 120_000;

/** Making a folder either succeeds or finds it there: of two programs, one gets it. */
function takeLock(lock: string): boolean {
  if (Date.now() - modifiedAt(lock) > ABANDONED_MS) rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function runVite(root: string): Promise<string | null> {
  return new Promise((resolve) => {
    const vite = join(root, "node_modules", "vite", "bin", "vite.js");
    const child = spawn(process.execPath, [vite, "build", "--app", "--logLevel", "warn"], {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const listen = (part: Buffer): void => {
      said += part.toString();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? null : said));
  });
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return modifiedAt(path);
  const names = readdirSync(path, { recursive: true }) as string[];
  return Math.max(0, ...names.map((name) => modifiedAt(join(path, name))));
}
