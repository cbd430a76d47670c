/** The plan file takes names of so many characters: longer ones are refused, never cut. */
export const tooLong = (text: string): string | null =>
  text.trim().length <= 200 ? null : `Type at most 200 characters. This text has ${text.trim().length}.`;

/** What figures must be, and the sentence where they are not; null: taken. */
export const above0 = (value: number): string | null => (value > 0 ? null : "Type a number above 0.");

export const atLeast0 = (value: number): string | null => (value >= 0 ? null : "This cannot be below 0.");

export const isShare = (value: number): string | null =>
  value >= 0 && value <= 1 ? null : "A share must lie between 0% and 100%.";
