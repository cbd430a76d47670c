import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  CreateSessionOptions,
  initSync,
  TypstRendererBuilder,
  type TypstRenderer,
} from "@myriaddreamin/typst-ts-renderer";
import type { ReportSource } from "#shared/report/reportSource.ts";
import { typesetVector } from "./typeset.ts";

const require = createRequire(import.meta.url);

/** One renderer a process, as with the compiler. */
let renderer: Promise<TypstRenderer> | null = null;

async function openRenderer(): Promise<TypstRenderer> {
  initSync({ module: await readFile(require.resolve("@myriaddreamin/typst-ts-renderer/wasm")) });
  return new TypstRendererBuilder().build();
}

/** Text within the images of a page is text, so each page carries the typeface. */
let fontFaces: Promise<string> | null = null;

async function readFontFaces(): Promise<string> {
  const faces = await Promise.all(
    [400, 500, 600].map(async (weight) => {
      const bytes = await readFile(
        require.resolve(`@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff2`),
      );
      return `@font-face{font-family:"IBM Plex Sans";font-weight:${weight};src:url(data:font/woff2;base64,${bytes.toString("base64")})format("woff2")}`;
    }),
  );
  return faces.join("");
}

/** Body and glyphs of a drawn document, without the renderer's style sheet and scripts. */
const BODY_AND_GLYPHS = 3;

/**
 * The pages of a document as images: one SVG file a page, drawn by the typesetter from the very layout that makes the
 * PDF. Each file stands alone. Equal source gives equal text. Throws as `typeset` does.
 */
export async function typesetPages(source: ReportSource): Promise<string[]> {
  renderer ??= openRenderer();
  fontFaces ??= readFontFaces();
  const [vector, typst, faces] = await Promise.all([typesetVector(source), renderer, fontFaces]);
  const options = new CreateSessionOptions();
  options.format = "vector";
  options.artifact_content = vector;
  const session = typst.create_session(options);
  try {
    return pagesOf(typst.svg_data(session, BODY_AND_GLYPHS), faces);
  } finally {
    session.free();
  }
}

const PAGE =
  /<g class="typst-page" transform="translate\(0, [\d.]+\)"[^>]*? data-page-width="([\d.]+)" data-page-height="([\d.]+)">/g;

/** Cuts the long image of all pages into one file a page, with the glyphs that it uses. */
function pagesOf(svg: string, faces: string): string[] {
  const glyphs = new Map(
    [...svg.matchAll(/<path id="(g[^"]+)" class="outline_glyph" d="([^"]*)"\/>/g)].map(([, id, outline]) => [
      id!,
      outline!,
    ]),
  );
  const starts = [...svg.matchAll(PAGE)];
  return starts.map((start, i) => {
    const [head, width, height] = start;
    const end = starts[i + 1]?.index ?? svg.lastIndexOf("</svg>");
    const used = new Set<string>();
    const body = standingAlone(svg.slice(start.index + head.length, end)).replace(
      /<use [^>]*?href="#([^"]+)"\/>/g,
      (use, id: string) => {
        // A space has no outline.
        if (!glyphs.has(id)) return "";
        used.add(id);
        return use;
      },
    );
    const outlines = Array.from(used, (id) => `<path id="${id}" d="${glyphs.get(id)!}"/>`);
    const size = `viewBox="0 0 ${width!} ${height!}" width="${width!}" height="${height!}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><style>${faces}</style><defs>${outlines.join("")}</defs><g fill="none">${body}</svg>`;
  });
}

/**
 * A page without what only the renderer's own viewer needs: marks for its scripts, and text laid over for selecting it
 * there.
 */
function standingAlone(body: string): string {
  return body
    .replace(/<g transform="scale\([^)]*\)"><foreignObject.*?<\/foreignObject><\/g>/gs, "")
    .replace(/ (?:data-tid|data-hint|class)="[^"]*"/g, "")
    .replace(
      /<image width="([\d.]+)" height="([\d.]+)" xlink:href="data:image\/svg\+xml;base64,([^"]+)"[^>]*\/>/g,
      (_, width: string, height: string, data: string) => {
        const image = Buffer.from(data, "base64").toString("utf8");
        // An image within an image sees no typeface but its machine's own: it is set into the page instead.
        return image.replace(
          /^<svg[^>]*?viewBox="([^"]*)"[^>]*>/,
          (_head, box: string) =>
            `<svg viewBox="${box}" width="${width}" height="${height}" preserveAspectRatio="none">`,
        );
      },
    );
}
