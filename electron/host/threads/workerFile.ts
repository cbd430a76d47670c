/** The threads of this product, and where each one's TypeScript lies beside this file. */
export const THREAD_SOURCES = {
  engineWorker: "../engine/engineWorker.ts",
  typesetterWorker: "../typesetter/typesetterWorker.ts",
  usageWorker: "../usage/usageWorker.ts",
  readerWorker: "../usage/reading/readerWorker.ts",
} as const;

/**
 * Address of a thread's file: its TypeScript, which Node runs as it is; in a build, where every file lies in one
 * folder, the file that `vite.config.ts` makes of it.
 */
export function workerFile(name: keyof typeof THREAD_SOURCES): URL {
  const isBuilt = !import.meta.url.endsWith(".ts");
  return new URL(isBuilt ? `./${name}.js` : THREAD_SOURCES[name], import.meta.url);
}
