/** The words with a capital at their start, as a sentence or a label begins. */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** "two", "no"; more than ten in digits. */
export function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}
