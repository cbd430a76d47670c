import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What Node and Electron bring along; everything else of the product is bundled or shipped beside it. */
const NODE = ["electron", /^node:/, ...builtinModules];

/**
 * Three builds of one product: the screen (dist/renderer, for a browser and for Electron alike), Electron's main process (ESM)
 * and its preload, which a sandbox loads only as one CommonJS file. `vite build --app` makes them all.
 */
export default defineConfig({
  root: here("renderer"),
  // Relative: the same files are served under app://, and under a loopback address that ends in a token.
  base: "./",
  publicDir: false,
  resolve: { dedupe: ["react", "react-dom"] },
  build: { emptyOutDir: true },
  worker: { format: "es" },
  environments: {
    client: {
      build: {
        outDir: here("dist/renderer"),
        target: "chrome130",
        // Assets as data: URLs would need a hole in the content security policy.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        license: { fileName: "licences.md" },
      },
    },
  },
  builder: {},
  test: {
    root: here("."),
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    environment: "node",
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
