import { formatCount } from "#shared/format/counts.ts";
import { open, type FileHandle } from "node:fs/promises";

/**
 * A file that cannot be read as what it says it is; the message is the end of a sentence that begins with the file's
 * name.
 */
export class UnreadableFile extends Error {}

export interface ZipMember {
  readonly name: string;
  /** Of its local header. */
  readonly offset: number;
  readonly packedBytes: number;
  readonly method: number;
}

/** Files of a folder or an archive that are looked at, at most. */
export const MOST_PARTS = 20_000;

/** The signature with which an archive begins. */
export const ZIP_LOCAL = 0x04034b50;
const ZIP_CENTRAL = 0x02014b50;
const ZIP_END = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;

/**
 * The members of a zip archive by its central directory (APPNOTE 6.3.9, sections 4.3.12 to 4.3.16), without folders and
 * what a Mac adds.
 */
export async function membersOf(handle: FileHandle, bytes: number): Promise<ZipMember[]> {
  const { count, size, offset } = await directoryOf(handle, bytes);
  if (count > MOST_PARTS || size > 100_000_000)
    throw new UnreadableFile(
      `it is an archive of more than ${formatCount(MOST_PARTS)} files; unpack it and import it in parts`,
    );
  const directory = await readAt(handle, offset, size);
  const members: ZipMember[] = [];
  for (let at = 0, i = 0; i < count; i++) {
    const { member, end } = memberAt(directory, at);
    if (!member.name.endsWith("/") && !isHidden(member.name)) members.push(member);
    at = end;
  }
  return members;
}

/** Where the central directory of an archive lies: its entries, its bytes and its place in the file. */
async function directoryOf(
  handle: FileHandle,
  bytes: number,
): Promise<{ readonly count: number; readonly size: number; readonly offset: number }> {
  const tail = await readAt(handle, Math.max(0, bytes - 66_000), Math.min(bytes, 66_000));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1 || tail.length - end < 22 || tail.readUInt32LE(end) !== ZIP_END)
    throw new UnreadableFile("it is a zip archive whose end is missing: it may have been cut off");
  const [count, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 16)];
  if (offset !== 0xffffffff && count !== 0xffff) return { count, size: tail.readUInt32LE(end + 12), offset };
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== ZIP64_LOCATOR)
    throw new UnreadableFile("it is a large zip archive without its index: it may have been cut off");
  const record = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== ZIP64_END)
    throw new UnreadableFile("it is a large zip archive whose index is damaged");
  return {
    count: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

/** The entry of a central directory at a byte, and where the next one begins. */
function memberAt(directory: Buffer, at: number): { readonly member: ZipMember; readonly end: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== ZIP_CENTRAL)
    throw new UnreadableFile("it is a zip archive whose index is damaged");
  const [nameLength, extraLength, commentLength] = [
    directory.readUInt16LE(at + 28),
    directory.readUInt16LE(at + 30),
    directory.readUInt16LE(at + 32),
  ];
  const sizes = zip64Sizes(
    directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength),
    directory.readUInt32LE(at + 24),
    directory.readUInt32LE(at + 20),
    directory.readUInt32LE(at + 42),
  );
  if ((directory.readUInt16LE(at + 8) & 1) !== 0)
    throw new UnreadableFile("it is an archive with a password; unpack it first");
  return {
    member: {
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedBytes: sizes.packed,
      offset: sizes.offset,
    },
    end: at + 46 + nameLength + extraLength + commentLength,
  };
}

function isHidden(name: string): boolean {
  return name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
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

/** Bytes of a file from a position, fewer where it ends. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Where a member's packed bytes stand. Null: it has none. */
export async function rangeOf(
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
