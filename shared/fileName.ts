/** The longest beginning of a text that takes at most so many bytes of UTF-8, whole code points alone. */
export function cutToBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > most) break;
    end += letter.length;
  }
  return text.slice(0, end);
}

/**
 * Bytes of a suggested name before its ending: short enough for every file system, with room for what a program
 * appends.
 */
const MOST_BYTES = 120;

/**
 * A file's name, without its ending, made of a name of the plan: letters, digits and signs that every system allows,
 * never empty.
 */
export function fileNameOf(name: string): string {
  const allowed = name.replace(/[^\p{L}\p{M}\p{N} ._,()-]+/gu, " ").replace(/\s+/g, " ");
  return cutToBytes(allowed.trim(), MOST_BYTES).replace(/^[. ]+|[. ]+$/g, "") || "Plan";
}
