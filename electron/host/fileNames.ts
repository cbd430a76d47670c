/** The longest beginning of a text that takes at most so many bytes of UTF-8, whole code points alone. */
export function cutToBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > most) break;
    end += letter.length;
  }
  return text.slice(0, end);
}
