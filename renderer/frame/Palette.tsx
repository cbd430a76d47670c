import { useId, useState, type KeyboardEvent, type ReactElement } from "react";
import { Icon } from "#renderer/controls/Icon.tsx";
import type { Command } from "./command.ts";
import { Dialog } from "#renderer/controls/Dialog.tsx";
import { find, type Found } from "./find.ts";

/** Most lines shown; typing narrows. */
const MOST_LINES = 60;

/** Find an input, a workload or a command, and go. */
export function Palette({
  commands,
  firstQuery,
  onClose,
}: {
  readonly commands: readonly Command[];
  readonly firstQuery: string;
  readonly onClose: () => void;
}): ReactElement {
  const id = useId();
  const [query, setQuery] = useState(firstQuery);
  const [chosen, setChosen] = useState(0);
  const found = find(commands, query);
  const lines = found.slice(0, MOST_LINES);
  const at = Math.min(chosen, lines.length - 1);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  return (
    <Dialog label="Find" onClose={onClose} isPalette>
      <div className="palette-head">
        <Icon name="search" />
        <input
          className="palette-input"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={lines[at] === undefined ? undefined : `${id}-${at}`}
          aria-label="Find an input, a workload or a command"
          placeholder="Find an input, a workload or a command"
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={(event) =>
            choiceByKey(event, { at, count: lines.length, setChosen, take: () => run(lines[at]?.command) })
          }
        />
        <span className="tick">{found.length > MOST_LINES ? `${MOST_LINES} of ${found.length}` : found.length}</span>
      </div>
      <ul className="palette-list" id={`${id}-list`} role="listbox" aria-label="Found">
        {lines.map((line, i) => (
          <Line
            key={line.command.id}
            id={`${id}-${i}`}
            found={line}
            isChosen={i === at}
            onChoose={() => run(line.command)}
          />
        ))}
      </ul>
      {lines.length === 0 && <p className="palette-none note">No results. Try fewer words.</p>}
    </Dialog>
  );
}

/** Up and down go round the lines, Enter takes the chosen one. */
function choiceByKey(
  event: KeyboardEvent,
  {
    at,
    count,
    setChosen,
    take,
  }: {
    readonly at: number;
    readonly count: number;
    readonly setChosen: (line: number) => void;
    readonly take: () => void;
  },
): void {
  if (event.key === "ArrowDown") setChosen((at + 1) % Math.max(1, count));
  else if (event.key === "ArrowUp") setChosen((at - 1 + count) % Math.max(1, count));
  else if (event.key === "Enter") take();
  else return;
  event.preventDefault();
}

/** A command and, where its name does not say it, the words by which it was found. */
function Line({
  id,
  found: { command, by },
  isChosen,
  onChoose,
}: {
  readonly id: string;
  readonly found: Found;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  return (
    // The keys are heard by the field above, which names the chosen line.
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      className="menu-item"
      data-highlighted={isChosen || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="menu-item-words">
        {command.label}
        {by.length > 0 && <span className="palette-by">{by.map((phrase) => `“${phrase}”`).join(", ")}</span>}
      </span>
      <span className="menu-item-aside">{command.aside}</span>
    </li>
  );
}
