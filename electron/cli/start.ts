import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { needsBuild } from "#electron/browser/build.ts";

/**
 * Starts the command line: as it was built where the build is newer than every source, else from its sources, through
 * the loader that runs TypeScript with JSX. Both print the same; the built one starts several times as fast.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

if (needsBuild(ROOT)) {
  // The loader looks for its settings in the folder in which it is started.
  process.env["TSX_TSCONFIG_PATH"] = join(ROOT, "tsconfig.json");
  const { register } = await import("tsx/esm/api");
  register();
  await import("./main.ts");
} else {
  await import(pathToFileURL(join(ROOT, "dist", "cli", "main.js")).href);
}
