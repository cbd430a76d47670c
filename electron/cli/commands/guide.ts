import { Ended, EXIT } from "#electron/cli/ended.ts";
import { readGuide } from "#electron/cli/guide/guideFiles.ts";
import { contentsText, pageText } from "#electron/cli/guide/guideText.ts";

/** `past-april guide`: prints a page of the guide, or what there is to read. */
export function guide(pageId: string | null): void {
  const pages = readGuide();
  if (pageId === null) {
    process.stdout.write(contentsText(pages));
    return;
  }
  const page = pages.find(({ id }) => id === pageId);
  if (page === undefined)
    throw new Ended(EXIT.wrongUsage, `The guide has no page "${pageId}".`, "past-april guide lists the pages.");
  process.stdout.write(pageText(page));
}
