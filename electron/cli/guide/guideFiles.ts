import { readFileSync } from "node:fs";
import { GUIDE_PAGE_IDS } from "#shared/guide/contents.ts";
import { readGuidePage, type GuidePage } from "#shared/guide/page.ts";

/** The top of the checkout, from the sources and from the built command line, which lies in dist/cli. */
const TOP = new URL(import.meta.url.endsWith(".ts") ? "../../../" : "../../", import.meta.url);

/** All pages of the guide, in their order. */
export function readGuide(): GuidePage[] {
  return GUIDE_PAGE_IDS.map((id) =>
    readGuidePage(id, readFileSync(new URL(`shared/guide/pages/${id}.md`, TOP), "utf8")),
  );
}
