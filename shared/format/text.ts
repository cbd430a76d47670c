/** The words with a capital at their start, as a sentence or a label begins. */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
