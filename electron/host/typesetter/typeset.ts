import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initSync, TypstCompilerBuilder, type TypstCompiler } from "@myriaddreamin/typst-ts-web-compiler";
import type { ReportSource } from "#shared/report/reportSource.ts";

const require = createRequire(import.meta.url);

/** IBM Plex Sans (OFL 1.1) in the three weights of the design. Typst reads TrueType; it embeds what it uses. */
const FONTS = [
  "400Regular/IBMPlexSans_400Regular.ttf",
  "500Medium/IBMPlexSans_500Medium.ttf",
  "600SemiBold/IBMPlexSans_600SemiBold.ttf",
];

/** One compiler a process: starting it takes longer than setting a page. */
let compiler: Promise<TypstCompiler> | null = null;

async function openCompiler(): Promise<TypstCompiler> {
  const [wasm, ...fonts] = await Promise.all([
    readFile(require.resolve("@myriaddreamin/typst-ts-web-compiler/wasm")),
    ...FONTS.map((font) => readFile(require.resolve(`@expo-google-fonts/ibm-plex-sans/${font}`))),
  ]);
  initSync({ module: wasm });
  const builder = new TypstCompilerBuilder();
  // No disk, no network and no packages: a document is made of what it is given.
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font);
  return builder.build();
}

/**
 * Sets a document and returns the PDF: tagged, fonts embedded, no date in it. Equal source gives equal bytes. Throws
 * where the source does not compile, which no plan can cause: it is the same for all of them.
 */
export function typeset(source: ReportSource): Promise<Uint8Array> {
  return compile(source, "pdf");
}

/**
 * The same laid-out pages in the typesetter's own vector format, from which its renderer draws them. Throws as
 * `typeset` does.
 */
export function typesetVector(source: ReportSource): Promise<Uint8Array> {
  return compile(source, "vector");
}

async function compile({ main, files }: ReportSource, format: "pdf" | "vector"): Promise<Uint8Array> {
  compiler ??= openCompiler();
  const typst = await compiler;
  typst.reset_shadow();
  for (const { path, text } of files) typst.map_shadow(path, new TextEncoder().encode(text));
  const output = typst.compile(main, null, format, DIAGNOSTICS_AS_TEXT) as {
    readonly result?: Uint8Array;
    readonly diagnostics?: unknown;
  };
  if (output.result === undefined)
    throw new Error(`the budget plan does not compile: ${JSON.stringify(output.diagnostics)}`);
  return output.result;
}

/** The compiler's own number for messages in words. */
const DIAGNOSTICS_AS_TEXT = 2;
