import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { validText } from "#shared/validText.ts";

/**
 * The SVG file of a chart: what goes on paper and into an export. A name in it may hold code points that XML forbids;
 * the file does not.
 */
export function chartMarkup(chart: ReactElement): string {
  return validText(renderToStaticMarkup(chart));
}
