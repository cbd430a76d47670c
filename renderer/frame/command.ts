/** Something the palette can do or lead to. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** What kind of thing it is, and its key: "Input, guessed", "Ctrl S". */
  readonly aside: string;
  /** Further words by which it is found. */
  readonly words?: string;
  readonly run: () => void;
}
