import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** The SVG file of a picture: what goes on paper and into an export. */
export function pictureMarkup(picture: ReactElement): string {
  return renderToStaticMarkup(picture);
}
