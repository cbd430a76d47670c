import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { DARK_THEME, LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { galleryCharts } from "./gallery.tsx";

/** Writes out/gallery/index.html: every chart of the product on one page, light and dark. `npm run gallery`. */
const folder = new URL("../../../out/gallery/", import.meta.url);
mkdirSync(folder, { recursive: true });

// Labels are laid out by the widths of the product's typeface: with another one they would seem to collide.
const require = createRequire(import.meta.url);
const faces = [400, 500, 600].map((weight) => {
  const file = readFileSync(
    require.resolve(`@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff2`),
  );
  return `@font-face { font-family: "IBM Plex Sans"; font-weight: ${weight}; src: url(data:font/woff2;base64,${file.toString("base64")}); }`;
});

const sections = [LIGHT_THEME, DARK_THEME].map((theme) => {
  const figures = galleryCharts(theme).map(
    ({ name, chart }) => `<figure><figcaption>${name}</figcaption>${chartMarkup(chart)}</figure>`,
  );
  return `<section style="background:${theme.color.paper};color:${theme.color.ink}">${figures.join("\n")}</section>`;
});
const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Charts of Past April</title>
<style>
  ${faces.join("\n  ")}
  body { margin: 0; font: 13px/1.4 "IBM Plex Sans", sans-serif; }
  section { display: flex; flex-wrap: wrap; gap: 32px; padding: 32px; align-items: flex-start; }
  figure { margin: 0; } figcaption { margin-bottom: 8px; opacity: 0.7; }
</style>
${sections.join("\n")}
</html>
`;
writeFileSync(new URL("index.html", folder), page);
