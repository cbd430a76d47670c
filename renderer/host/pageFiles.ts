import { grant, refuse, type Host, type Reply } from "#shared/host/client.ts";
import type { FileKind, OpenedPlan, SavedPlan } from "#shared/host/contract.ts";
import { failing, guarded } from "./pageFailures.ts";

/**
 * Opens a file that was dropped on the window; call it within the drop event. Null: it was no file, or none that
 * `isWanted` says yes to.
 */
export type OpenDropped = (
  item: DataTransferItem,
  isWanted?: (file: File) => Promise<boolean>,
) => Promise<Reply<OpenedPlan | null>>;

/**
 * The browser's own file pickers as part of the host. Where the browser lends files (File System Access), saving writes
 * to the very file; elsewhere opening is an upload and saving a download.
 */
export interface PageFiles {
  /** The host, with the operations that ask the user for a file answered by the page. */
  readonly host: Host;
  /** Opens a file that was dropped on the window. Null: it was no file. */
  readonly openDropped: OpenDropped;
}

/** The part of File System Access that TypeScript's library does not list. */
interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
}

const PLAN_TYPES = [{ description: "Past April plan", accept: { "application/json": [".pastapril", ".json"] } }];

const MEDIA_TYPES: Readonly<Record<FileKind, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  html: "text/html",
  csv: "text/csv",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  ics: "text/calendar",
};

/** A host whose documents may also be files that the browser lends. */
export function withPageFiles(machine: Host): PageFiles {
  const documents: Documents = new Map();
  const host: Host = {
    ...machine,
    ...openingOperations(machine, documents),
    ...savingOperations(machine, documents),
    ...windowOperations(machine),
  };
  return { host, openDropped: (item, isWanted) => openDropped(item, documents, isWanted) };
}

/** A file that the page knows. Null: the browser gave the text, and no way back to the file. */
interface PageDocument {
  readonly name: string;
  readonly handle: FileSystemFileHandle | null;
}

/** Files that the page knows, by the names that the host's contract uses. */
type Documents = Map<string, PageDocument>;

/** Reads a file that the user chose and remembers it. */
async function opened(
  file: File,
  handle: FileSystemFileHandle | null,
  documents: Documents,
): Promise<Reply<OpenedPlan>> {
  const bytes = await file.arrayBuffer();
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse({ code: "not-text", name: file.name });
  }
  const document = await documentOf(file.name);
  documents.set(document, { name: file.name, handle });
  return grant({ document, name: file.name, place: file.name, text, hash: await hashOf(bytes), readOnly: false });
}

/** Opening a plan, and looking whether its file has changed. */
function openingOperations(machine: Host, documents: Documents): Pick<Host, "pickPlan" | "openPlan" | "planOnDisk"> {
  const pickers = window as Pickers;
  return {
    pickPlan: () =>
      guarded("the file", async () => {
        if (pickers.showOpenFilePicker === undefined) {
          const file = await upload();
          return file === null ? grant(null) : opened(file, null, documents);
        }
        const [handle] = await pickers.showOpenFilePicker({ types: PLAN_TYPES, excludeAcceptAllOption: false });
        return handle === undefined ? grant(null) : opened(await handle.getFile(), handle, documents);
      }),
    openPlan: async (input) => {
      const known = documents.get(input.document);
      if (known === undefined) return machine.openPlan(input);
      const { handle, name } = known;
      if (handle === null) return refuse({ code: "not-chosen" });
      return failing(name, async () => opened(await handle.getFile(), handle, documents));
    },
    planOnDisk: async (input) => {
      const known = documents.get(input.document);
      if (known === undefined) return machine.planOnDisk(input);
      const { handle, name } = known;
      if (handle === null) return refuse({ code: "not-here", operation: "planOnDisk" });
      return failing(name, async () =>
        grant({ hash: await hashOf(await (await handle.getFile()).arrayBuffer()), readOnly: false }),
      );
    },
  };
}

/** Saving a plan where it lies, and under another name. */
function savingOperations(
  machine: Host,
  documents: Documents,
): Pick<Host, "savePlan" | "savePlanAs" | "savePortfolioAs"> {
  const pickers = window as Pickers;
  const saved = async (document: string, name: string, text: string): Promise<Reply<SavedPlan>> => {
    // A version that could not be kept must not make a file that was saved look lost.
    await machine.keepVersion({ document, text });
    const hash = await hashOf(new TextEncoder().encode(text));
    return grant({ document, name, place: name, hash, savedAt: new Date().toISOString() });
  };
  const saveAs: Host["savePlanAs"] = ({ suggestedName, text }) =>
    guarded(suggestedName, async () => {
      if (pickers.showSaveFilePicker === undefined) {
        const document = await documentOf(suggestedName);
        documents.set(document, { name: suggestedName, handle: null });
        download(suggestedName, new Blob([text], { type: "application/json" }));
        return saved(document, suggestedName, text);
      }
      const handle = await pickers.showSaveFilePicker({ suggestedName, types: PLAN_TYPES });
      await write(handle, text);
      const document = await documentOf(handle.name);
      documents.set(document, { name: handle.name, handle });
      return saved(document, handle.name, text);
    });
  return {
    savePlan: async (input) => {
      const known = documents.get(input.document);
      if (known === undefined) return machine.savePlan(input);
      const { handle, name } = known;
      return failing(name, async () => {
        if (handle === null) {
          download(name, new Blob([input.text], { type: "application/json" }));
          return saved(input.document, name, input.text);
        }
        const onDisk = await hashOf(await (await handle.getFile()).arrayBuffer());
        if (input.expectedHash !== null && onDisk !== input.expectedHash)
          return refuse({ code: "changed-on-disk", name, hash: onDisk });
        await write(handle, input.text);
        return saved(input.document, name, input.text);
      });
    },
    savePlanAs: saveAs,
    // A browser lends no folder: its plans are named by their files, and looked for beside it.
    savePortfolioAs: async ({ suggestedName, text }) => {
      const written = await saveAs({ suggestedName, text });
      return written.ok && written.value !== null ? grant({ ...written.value, text }) : (written as Reply<null>);
    },
  };
}

/** The title of the window, the question before it closes, and files that leave it. */
function windowOperations(machine: Host): Pick<Host, "windowState" | "exportFile"> {
  const pickers = window as Pickers;
  return {
    // The page is its own window: it has the title, and the browser asks before unsaved work is closed.
    windowState: (state) => {
      document.title = state.title;
      window.removeEventListener("beforeunload", stay);
      if (state.unsaved !== null) window.addEventListener("beforeunload", stay);
      return machine.windowState(state);
    },
    exportFile: ({ suggestedName, kind, bytes }) =>
      guarded(suggestedName, async () => {
        const type = MEDIA_TYPES[kind];
        const blob = new Blob([new Uint8Array(bytes)], { type });
        if (pickers.showSaveFilePicker === undefined) {
          download(suggestedName, blob);
          return grant({ place: suggestedName });
        }
        const handle = await pickers.showSaveFilePicker({
          suggestedName,
          types: [{ accept: { [type]: [`.${kind}`] } }],
        });
        await write(handle, blob);
        return grant({ place: handle.name });
      }),
  };
}

function openDropped(
  item: DataTransferItem,
  documents: Documents,
  isWanted: (file: File) => Promise<boolean> = () => Promise.resolve(true),
): Promise<Reply<OpenedPlan | null>> {
  // Both are asked at once: the item is empty as soon as the event is over.
  const file = item.getAsFile();
  const lent = "getAsFileSystemHandle" in item ? (item as Lending).getAsFileSystemHandle() : Promise.resolve(null);
  return guarded(file?.name ?? "the file", async () => {
    const handle = (await lent.catch(() => null)) ?? null;
    if (handle?.kind !== "directory" && file !== null && !(await isWanted(file))) return grant(null);
    if (handle?.kind === "directory")
      return refuse({ code: "file-failed", name: handle.name, reason: "it is a folder" });
    // A browser that will not lend the file still gives what is in it.
    if (handle !== null)
      return opened(await (handle as FileSystemFileHandle).getFile(), handle as FileSystemFileHandle, documents);
    return file === null ? grant(null) : opened(file, null, documents);
  });
}

/**
 * Has the browser ask whether to leave. It says so in its own words, and only after the reader did something in the
 * page.
 */
function stay(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

interface Lending {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null | undefined>;
}

/** The same name for the same file name in every session, so that its versions are found again. */
async function documentOf(name: string): Promise<string> {
  return `page-${(await hashOf(new TextEncoder().encode(name))).slice(0, 32)}`;
}

async function hashOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function write(handle: FileSystemFileHandle, content: string | Blob): Promise<void> {
  // Written to a file beside it and moved into place by `close`.
  const stream = await handle.createWritable();
  try {
    await stream.write(content);
  } catch (error) {
    await stream.abort();
    throw error;
  }
  await stream.close();
}

/** Null when the user closes the picker. */
function upload(): Promise<File | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".pastapril,.json,application/json";
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

function download(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
