import { formatCount } from "#shared/format/counts.ts";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip, createInflateRaw } from "node:zlib";
import { membersOf, MOST_PARTS, rangeOf, readAt, UnreadableFile, ZIP_LOCAL, type ZipMember } from "./zipArchive.ts";

/** One file of usage: a file on disk, or a member of a zip archive. */
export interface UsagePart {
  readonly path: string;
  /** Where the member lies in the archive; null: the file itself. */
  readonly member: ZipMember | null;
  /** What the user calls it: its name, with the folder or archive it was found in. */
  readonly name: string;
  /** Bytes on disk, packed as they are. */
  readonly bytes: number;
  /** Why nothing in it can be read, where that was found before it was looked into. */
  readonly issue?: string;
}

/**
 * All files behind a path: itself, what is in the folder, what is in the archive. Hidden files are passed over; a link
 * within a folder is a part that says so, because a folder may hold one to itself or to what is no part of it.
 */
export async function partsOf(path: string): Promise<UsagePart[]> {
  const found = statSync(path);
  if (found.isFile()) return partsOfFile(path, basename(path), found.size);
  if (!found.isDirectory()) throw new UnreadableFile("it is a device, not a file");
  const parts: UsagePart[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const each = join(folder, entry.name);
      if (entry.isDirectory()) await walk(each);
      const name = `${basename(path)}/${relative(path, each).replaceAll("\\", "/")}`;
      if (entry.isSymbolicLink()) parts.push({ path: each, member: null, name, bytes: 0, issue: LINK });
      if (entry.isFile()) parts.push(...(await partsInFolder(each, name)));
      if (parts.length > MOST_PARTS)
        throw new UnreadableFile(`it holds more than ${formatCount(MOST_PARTS)} files; import it in parts`);
    }
  };
  await walk(path);
  return parts;
}

const LINK = "it is a link, and links within a folder are not followed; import what it leads to by itself";

/**
 * The parts of a file of a folder: an archive that is damaged is a part with an issue, and costs the others nothing.
 */
async function partsInFolder(path: string, name: string): Promise<UsagePart[]> {
  const bytes = statSync(path).size;
  try {
    return await partsOfFile(path, name, bytes);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return [{ path, member: null, name, bytes, issue: error.message }];
  }
}

async function partsOfFile(path: string, name: string, bytes: number): Promise<UsagePart[]> {
  const handle = await open(path, "r");
  try {
    const start = await readAt(handle, 0, 4);
    if (start.length < 4 || start.readUInt32LE(0) !== ZIP_LOCAL) return [{ path, member: null, name, bytes }];
    const members = await membersOf(handle, bytes);
    if (members.some((member) => member.name === "xl/workbook.xml"))
      throw new UnreadableFile("it is an Excel workbook; save its sheet as CSV");
    return members.map((member) => ({ path, member, name: `${name}/${member.name}`, bytes: member.packedBytes }));
  } finally {
    await handle.close();
  }
}

const CHUNK_BYTES = 1 << 20;

/**
 * The bytes of a part, unpacked; `onRead` hears how many bytes of the disk have been read. Ends with an error where the
 * packing is damaged.
 */
export async function* bytesOf(part: UsagePart, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const range = part.member === null ? {} : await rangeOf(part.path, part.member);
  if (range === null) return;
  const file = createReadStream(part.path, { ...range, highWaterMark: CHUNK_BYTES });
  file.on("data", (chunk) => onRead(chunk.length));
  const isPacked = part.member !== null && part.member.method !== 0;
  if (part.member !== null && part.member.method !== 0 && part.member.method !== 8)
    throw new UnreadableFile("it is packed in a way that is not known (only deflate is)");
  yield* ungzipped(isPacked ? unpacked(file, createInflateRaw({ chunkSize: CHUNK_BYTES })) : file);
}

function unpacked(
  from: Readable,
  through: ReturnType<typeof createGunzip> | ReturnType<typeof createInflateRaw>,
): Readable {
  from.on("error", (error) => through.destroy(error));
  through.on("close", () => from.destroy());
  return from.pipe(through);
}

/** The same bytes, without gzip if they are packed so, whatever the file is called. */
async function* ungzipped(from: Readable): AsyncGenerator<Buffer> {
  const stream = from.iterator({ destroyOnReturn: true }) as AsyncIterator<Buffer>;
  const first = await stream.next();
  try {
    if (first.done === true) return;
    if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
      yield first.value;
      for (let next = await stream.next(); next.done !== true; next = await stream.next()) yield next.value;
      return;
    }
    const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
    void feed(gunzip, first.value, stream);
    yield* gunzip as AsyncIterable<Buffer>;
  } finally {
    await stream.return?.();
  }
}

async function feed(
  gunzip: ReturnType<typeof createGunzip>,
  first: Buffer,
  rest: AsyncIterator<Buffer>,
): Promise<void> {
  try {
    for (let chunk: Buffer | null = first; chunk !== null;) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk))
        await new Promise<void>((resolve) => gunzip.once("drain", resolve).once("close", resolve));
      const next: IteratorResult<Buffer> = await rest.next();
      chunk = next.done === true ? null : next.value;
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/**
 * Text of bytes as they come: UTF-8, UTF-16 by its mark or its zeros, else the Windows code page that older Excels
 * write. Where no line ends in LF and some end in CR alone ("CSV (Macintosh)"), they end in LF here.
 */
export async function* textOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let endsInReturn: boolean | null = null;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = decoder.decode(chunk, { stream: true });
    endsInReturn ??= text.includes("\r") && !text.includes("\n");
    yield endsInReturn ? text.replaceAll("\r", "\n") : text;
  }
  const last = decoder?.decode() ?? "";
  if (last !== "") yield last;
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const looked = start.subarray(0, 4096);
  let [even, odd] = [0, 0];
  for (let i = 0; i < looked.length; i++) {
    if (looked[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  // Nearly every letter of a table has a zero byte in UTF-16.
  if (odd > looked.length / 4 && even === 0) return "utf-16le";
  if (even > looked.length / 4 && odd === 0) return "utf-16be";
  return isUtf8(start) ? "utf-8" : "windows-1252";
}

/** Whether bytes are UTF-8, but for a letter that is cut at the end. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
