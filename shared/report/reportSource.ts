import { withValidTexts } from "#shared/validText.ts";
import type { ReportInput } from "./input.ts";
import { reportDocument } from "./reportDocument.tsx";
import { PAGE_TEMPLATE } from "./template.ts";

/** A file for the typesetter. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What the typesetter reads: the page, which is the same for every plan, and this plan's words, figures and charts.
 */
export interface ReportSource {
  readonly main: string;
  readonly files: readonly SourceFile[];
}

/**
 * The budget plan as files for Typst. The same input gives the same text; nothing of a plan is in the Typst file. Texts
 * of a plan may hold what the typesetter cannot read: here, where all of them pass, it is replaced.
 */
export function reportSource(input: ReportInput): ReportSource {
  return {
    main: "/main.typ",
    files: [
      { path: "/main.typ", text: PAGE_TEMPLATE },
      { path: "/document.json", text: JSON.stringify(withValidTexts(reportDocument(input))) },
    ],
  };
}
