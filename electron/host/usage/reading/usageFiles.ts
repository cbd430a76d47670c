import { formatCount } from "#shared/format/counts.ts";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip, createInflateRaw } from "node:zlib";

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

interface ZipMember {
  readonly name: string;
  /** Of its local header. */
  readonly offset: number;
  readonly packedBytes: number;
  readonly method: number;
}

/**
 * A file that cannot be read as what it says it is; the message is the end of a sentence that begins with the file's
 * name.
 */
export class UnreadableFile extends Error {}

/** Files of a folder that are looked at, at most. */
const MOST_PARTS = 20_000;

/** All files behind a path: itself, what is in the folder, what is in the archive. Hidden files are passed over. */
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
      // Links are not followed: a folder may hold one to itself.
      else if (entry.isFile())
        parts.push(...(await partsInFolder(each, `${basename(path)}/${relative(path, each).replaceAll("\\", "/")}`)));
      if (parts.length > MOST_PARTS)
        throw new UnreadableFile(`it holds more than ${formatCount(MOST_PARTS)} files; import it in parts`);
    }
  };
  await walk(path);
  return parts;
}

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

const ZIP_LOCAL = 0x04034b50;
const ZIP_CENTRAL = 0x02014b50;
const ZIP_END = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;

/**
 * The members of a zip archive by its central directory (APPNOTE 6.3.9, sections 4.3.12 to 4.3.16), without folders and
 * what a Mac adds.
 */
async function membersOf(handle: FileHandle, bytes: number): Promise<ZipMember[]> {
  const tail = await readAt(handle, Math.max(0, bytes - 66_000), Math.min(bytes, 66_000));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1 || tail.length - end < 22 || tail.readUInt32LE(end) !== ZIP_END)
    throw new UnreadableFile("it is a zip archive whose end is missing: it may have been cut off");
  let [count, size, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (offset === 0xffffffff || count === 0xffff) {
    const locator = end - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== ZIP64_LOCATOR)
      throw new UnreadableFile("it is a large zip archive without its index: it may have been cut off");
    const record = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== ZIP64_END)
      throw new UnreadableFile("it is a large zip archive whose index is damaged");
    [count, size, offset] = [
      Number(record.readBigUInt64LE(32)),
      Number(record.readBigUInt64LE(40)),
      Number(record.readBigUInt64LE(48)),
    ];
  }
  if (count > MOST_PARTS || size > 100_000_000)
    throw new UnreadableFile(
      `it is an archive of more than ${formatCount(MOST_PARTS)} files; unpack it and import it in parts`,
    );
  const directory = await readAt(handle, offset, size);
  const members: ZipMember[] = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ZIP_CENTRAL)
      throw new UnreadableFile("it is a zip archive whose index is damaged");
    const [nameLength, extraLength, commentLength] = [
      directory.readUInt16LE(at + 28),
      directory.readUInt16LE(at + 30),
      directory.readUInt16LE(at + 32),
    ];
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const sizes = zip64Sizes(
      extra,
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    );
    if ((directory.readUInt16LE(at + 8) & 1) !== 0)
      throw new UnreadableFile("it is an archive with a password; unpack it first");
    const isHidden = name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
    if (!name.endsWith("/") && !isHidden)
      members.push({ name, method: directory.readUInt16LE(at + 10), packedBytes: sizes.packed, offset: sizes.offset });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return members;
}

function zip64Sizes(
  extra: Buffer,
  size: number,
  packed: number,
  offset: number,
): { readonly packed: number; readonly offset: number } {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    // The fields that did not fit into 32 bits, in this order and no others.
    let field = at + 4;
    const next = (value: number): number => {
      if (value !== 0xffffffff || field + 8 > extra.length) return value;
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    };
    next(size);
    return { packed: next(packed), offset: next(offset) };
  }
  return { packed, offset };
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
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

/** Where a member's packed bytes stand. Null: it has none. */
async function rangeOf(
  path: string,
  member: ZipMember,
): Promise<{ readonly start: number; readonly end: number } | null> {
  const handle = await open(path, "r");
  try {
    const header = await readAt(handle, member.offset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== ZIP_LOCAL)
      throw new UnreadableFile("it is a zip archive whose index is damaged");
    const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    return member.packedBytes === 0 ? null : { start, end: start + member.packedBytes - 1 };
  } finally {
    await handle.close();
  }
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
