import { grant, refuse, type Host, type Reply } from "#shared/host/client.ts";
import type { OfferedUsage } from "#shared/host/contract.ts";

/** Bytes that are sent at once: the server takes up to 64 MB, and progress shows between pieces. */
const PIECE_BYTES = 32_000_000;

/** Sends files to the machine, one after the other, in pieces. */
export async function sendFiles(machine: Host, files: readonly File[]): Promise<Reply<OfferedUsage[]>> {
  const offered: OfferedUsage[] = [];
  for (const file of files) {
    const place = await machine.offerUsage({ name: file.name.slice(0, 400) });
    if (!place.ok) return place;
    for (let from = 0; from < file.size; from += PIECE_BYTES) {
      let bytes: Uint8Array;
      try {
        bytes = new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
      } catch (error) {
        return refuse({
          code: "file-failed",
          name: file.name,
          reason: error instanceof Error ? error.message : String(error),
        });
      }
      const sent = await machine.sendUsage({ file: place.value.file, bytes });
      if (!sent.ok) return sent;
    }
    offered.push(place.value);
  }
  return grant(offered);
}

/** Asks the user for files. Null: the picker was closed. */
export function pickFiles(): Promise<File[] | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.gz,.zip";
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

/** The files of a drop, those in folders too. Call it within the drop event: afterwards the items are empty. */
export async function droppedFiles(items: Iterable<DataTransferItem>): Promise<File[]> {
  const entries = [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: File[] = [];
  for (const entry of entries) {
    if (entry instanceof File) files.push(entry);
    else if (entry !== null) await collect(entry, files);
  }
  return files;
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (entry.name.startsWith(".")) return;
  if (entry.isFile) {
    files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A folder is read a hundred entries at a time, until none come.
  for (let some = await readEntries(reader); some.length > 0; some = await readEntries(reader))
    for (const each of some) await collect(each, files);
}

function readEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
