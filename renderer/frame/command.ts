/** Something the palette can do or lead to. */
export interface Command {
  /** `synonyms.ts` knows by which other words it is looked for. */
  readonly id: string;
  readonly label: string;
  /** What kind of thing it is, and its key: "Input, guessed", "Ctrl S". */
  readonly aside: string;
  /** Further words of its own, each a phrase, such as the heads of a page. */
  readonly words?: readonly string[];
  readonly run: () => void;
}
