import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `npm run test:electron`: the built app in a real Electron, in a window of its own. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/electron-window/*.window.ts"],
    environment: "node",
    testTimeout: 300_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
  },
});
