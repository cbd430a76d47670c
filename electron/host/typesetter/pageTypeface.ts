import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Typeface } from "#shared/report/page/pageStyle.ts";

const require = createRequire(import.meta.url);

const WEIGHTS = [400, 500, 600] as const;

/** IBM Plex Sans (OFL 1.1) as a page carries it within itself; other letters than Latin ones take the reader's typeface. */
export function pageTypeface(): Promise<Typeface[]> {
  return Promise.all(
    WEIGHTS.map(async (weight) => {
      const path = require.resolve(`@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff2`);
      return { weight, base64: (await readFile(path)).toString("base64") };
    }),
  );
}
