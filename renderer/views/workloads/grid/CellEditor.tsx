import { useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { ARROWS, type Cell } from "./gridMoves.ts";

/**
 * The field of the cell that is typed into. Enter, Tab and, after a fresh start, arrows take the text and go on; Ctrl
 * Enter takes it for the whole selection; Escape puts back what stood there.
 */
export function CellEditor({
  label,
  text,
  isFresh,
  isWrong,
  onTake,
  onLeave,
  onCancel,
}: {
  readonly label: string;
  readonly text: string;
  readonly isFresh: boolean;
  readonly isWrong: boolean;
  /** Takes the text for the cell or the whole selection; false: it was refused and stays to be mended. */
  readonly onTake: (text: string, isForAll: boolean) => boolean;
  /** Goes on by so many rows and columns; null: the reader went elsewhere. */
  readonly onLeave: (by: Cell | null) => void;
  readonly onCancel: () => void;
}): ReactElement {
  const [draft, setDraft] = useState(text);
  // What was taken or put back by a key is not taken again when the field loses the focus.
  const isDone = useRef(false);
  const take = (by: Cell | null, isForAll: boolean): void => {
    if (isDone.current || !onTake(draft, isForAll)) return;
    isDone.current = true;
    onLeave(by);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? -1 : 1;
    const isForAll = event.ctrlKey || event.metaKey;
    if (event.key === "Enter") take({ row: isForAll ? 0 : step, column: 0 }, isForAll);
    else if (event.key === "Tab") take({ row: 0, column: step }, false);
    else if (isFresh && ARROWS[event.key] !== undefined) take(ARROWS[event.key]!, false);
    else if (event.key === "Escape") {
      isDone.current = true;
      onCancel();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      className="grid-field"
      aria-label={label}
      aria-invalid={isWrong}
      autoFocus
      value={draft}
      onFocus={(event) => {
        if (!isFresh) event.target.select();
      }}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => take(null, false)}
    />
  );
}
