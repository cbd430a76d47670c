import type { HostInput } from "#shared/host/contract.ts";
import { createThreadClient } from "#electron/host/threads/threadClient.ts";

/** What is typeset or written as a workbook. */
export type TypesetterWork =
  | { readonly kind: "pdf" | "pages"; readonly source: HostInput<"typesetPdf"> }
  | { readonly kind: "workbook"; readonly workbook: HostInput<"makeWorkbook">["workbook"] }
  | { readonly kind: "slides"; readonly slides: HostInput<"makeSlides"> };

/** What comes of it: the bytes of a file, or an SVG text for each page. */
export type Typeset = Uint8Array | string[];

/**
 * Typesets reports in a thread of its own: the first page takes a second, and windows must not stand still meanwhile.
 */
export interface Typesetter {
  /** Rejects with an Error where the work fails or the thread dies; the next work gets a new thread. */
  readonly pdf: (source: HostInput<"typesetPdf">) => Promise<Uint8Array>;
  readonly pages: (source: HostInput<"typesetPages">) => Promise<string[]>;
  readonly workbook: (workbook: HostInput<"makeWorkbook">["workbook"]) => Promise<Uint8Array>;
  readonly slides: (slides: HostInput<"makeSlides">) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the thread when it is first needed. `file` is the worker: as TypeScript beside this file, or as it was built.
 */
export function openTypesetter(file: URL): Typesetter {
  const { ask, close } = createThreadClient<TypesetterWork, Typeset>({ file, name: "the typesetter" });
  return {
    pdf: async (source) => (await ask({ kind: "pdf", source })) as Uint8Array,
    pages: async (source) => (await ask({ kind: "pages", source })) as string[],
    workbook: async (workbook) => (await ask({ kind: "workbook", workbook })) as Uint8Array,
    slides: async (slides) => (await ask({ kind: "slides", slides })) as Uint8Array,
    close,
  };
}
