import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import type { EnvironmentOptions } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * What is there at run time: Node, Electron, and packages that bring files of their own (the typesetter, its typeface,
 * the database).
 */
const BESIDE = [
  "electron",
  /^node:/,
  ...builtinModules,
  /^@myriaddreamin\//,
  /^@expo-google-fonts\//,
  /^@fontsource\//,
  /^@duckdb\//,
];

/** Threads that the desktop app and the command line start (`electron/host/threads/workerFile.ts`). */
const THREADS = {
  typesetterWorker: here("electron/host/typesetter/typesetterWorker.ts"),
  usageWorker: here("electron/host/usage/usageWorker.ts"),
  readerWorker: here("electron/host/usage/reading/readerWorker.ts"),
};

/** A build of programs that run in Node: every entry and every part of them lies in one folder. */
const program = (folder: string, input: Record<string, string>): EnvironmentOptions => ({
  consumer: "server",
  resolve: { noExternal: true, external: [] },
  build: {
    outDir: here(folder),
    emptyOutDir: true,
    target: "node24",
    minify: false,
    rolldownOptions: {
      input,
      external: BESIDE,
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});

/**
 * Four builds of one product: the screen (dist/renderer, for a browser and for Electron alike), Electron's main
 * process with its threads (ESM), its preload, which a sandbox loads only as one CommonJS file, and the command line,
 * which starts several times as fast built as from its sources. `vite build --app` makes them all.
 */
export default defineConfig({
  root: here("renderer"),
  // Relative: the same files are served under app://, and under a loopback address that ends in a token.
  base: "./",
  publicDir: false,
  worker: { format: "es" },
  environments: {
    client: {
      build: {
        outDir: here("dist/renderer"),
        emptyOutDir: true,
        target: "chrome130",
        // Assets as data: URLs would need holes in the content security policy.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    },
    main: program("dist/electron", { main: here("electron/desktop/main.ts"), ...THREADS }),
    preload: {
      consumer: "server",
      resolve: { noExternal: true, external: [] },
      build: {
        outDir: here("dist/electron"),
        // The main process was built there a moment ago.
        emptyOutDir: false,
        target: "node24",
        minify: false,
        rolldownOptions: {
          input: { preload: here("electron/desktop/preload.ts") },
          external: BESIDE,
          output: { format: "cjs", entryFileNames: "[name].cjs" },
        },
      },
    },
    commandLine: program("dist/cli", {
      main: here("electron/cli/main.ts"),
      engineWorker: here("electron/host/engine/engineWorker.ts"),
      ...THREADS,
    }),
  },
  builder: {
    buildApp: async (builder) => {
      // One after the other: the preload is laid beside the main process.
      for (const name of ["client", "main", "preload", "commandLine"]) await builder.build(builder.environments[name]);
    },
  },
  test: {
    root: here("."),
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    environment: "node",
    setupFiles: ["test/renderer/setUp.ts"],
    // No test depends on the machine's load: these end only what hangs.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    maxWorkers: 2,
  },
});
