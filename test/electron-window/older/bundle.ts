import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform, type BuildOptions } from "esbuild";
import { readLicences } from "#electron/host/licences/licences.ts";
import { builtSite, ROOT } from "#test/shared/host/transports.ts";

/**
 * Lays the built app out for an Electron that is older than the one the product is written for: the very files of
 * dist/, with what their language and their Electron lack put before them (core-js, `electronShims.ts`), the main
 * process as CommonJS, and syntax lowered. The product's sources know nothing of it.
 */
const HERE = dirname(fileURLToPath(import.meta.url));
const NODE = "node16";
const CHROME = "chrome108";

/** What dist/ loads at run time, as vite.config.ts leaves it. */
const BESIDE = ["electron", "@myriaddreamin/*", "@expo-google-fonts/*", "@fontsource/*", "@duckdb/*"];

/** Makes `app`, the folder that Electron starts. */
export async function bundleForOlder(app: string): Promise<void> {
  await builtSite();
  const built = join(ROOT, "dist");
  const about = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, unknown>;
  mkdirSync(join(app, "dist"), { recursive: true });
  writeFileSync(join(app, "package.json"), JSON.stringify({ ...about, main: "dist/electron/main.cjs" }));
  copyFolder(join(ROOT, "electron", "host", "licences"), place(app, "electron/host/licences"));
  for (const name of packages()) copyFolder(join(ROOT, "node_modules", name), place(app, `node_modules/${name}`));

  await bundle(
    join(built, "electron", "main.js"),
    join(app, "dist", "electron", "main.cjs"),
    {
      format: "cjs",
      banner: { js: 'const bundleAddress = require("node:url").pathToFileURL(__filename).href;' },
      define: { "import.meta.url": "bundleAddress" },
    },
    ["./language.ts", "./electronShims.ts"],
  );
  for (const worker of ["typesetterWorker", "usageWorker", "readerWorker"]) {
    await bundle(
      join(built, "electron", `${worker}.js`),
      join(app, "dist", "electron", `${worker}.js`),
      {
        format: "esm",
        banner: {
          js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
        },
      },
      ["./language.ts"],
    );
  }
  const preload = await transform(readFileSync(join(built, "electron", "preload.cjs"), "utf8"), { target: NODE });
  // A File told its path itself before webUtils came with Electron 29.
  writeFileSync(
    join(app, "dist", "electron", "preload.cjs"),
    preload.code.replaceAll(/\b[\w$]+\.webUtils\b/g, "({ getPathForFile: (file) => file.path })"),
  );
  await screen(join(built, "renderer"), join(app, "dist", "renderer"));
}

/** The product's packages, by the list of its licences: those of all that runs. */
function packages(): string[] {
  return readLicences(ROOT)
    .map(({ name }) => name)
    .filter((name) => name !== "Electron" && name !== "Chromium");
}

/**
 * A copy of a folder by hard links, where that can be: another user may read files within it whose path was closed to
 * them.
 */
function copyFolder(from: string, to: string): void {
  if (spawnSync("cp", ["-aLl", from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, dereference: true });
}

function place(app: string, path: string): string {
  mkdirSync(dirname(join(app, path)), { recursive: true });
  return join(app, path);
}

async function bundle(entry: string, outfile: string, options: BuildOptions, before: readonly string[]): Promise<void> {
  const lines = [...before, entry].map((file) => `import ${JSON.stringify(file)};`);
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: HERE },
    outfile,
    bundle: true,
    platform: "node",
    target: NODE,
    external: BESIDE,
    logLevel: "error",
    ...options,
  });
}

/** The page: its scripts after what their language lacks, in page and workers alike. */
async function screen(from: string, to: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, "language.ts")],
    bundle: true,
    format: "iife",
    target: CHROME,
    write: false,
    minify: true,
    logLevel: "error",
  });
  const language = outputFiles[0]!.text;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    const kind = /\.(js|css)$/.exec(entry.name)?.[1] as "js" | "css" | undefined;
    if (kind === undefined) {
      writeFileSync(target, readFileSync(source));
      continue;
    }
    const { code } = await transform(readFileSync(source, "utf8"), { loader: kind, target: CHROME });
    writeFileSync(target, entry.name.includes(".worker-") ? `${language}\n${code}` : code);
  }
  writeFileSync(join(to, "assets", "language.js"), language);
  const page = join(to, "index.html");
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(
      '<script type="module"',
      '<script src="./assets/language.js"></script>\n    <script type="module"',
    ),
  );
}
