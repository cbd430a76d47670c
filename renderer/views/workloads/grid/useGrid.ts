import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { copiedText, filled, pastedCells } from "./gridClipboard.ts";
import { GRID_COLUMNS } from "./gridColumns.ts";
import { writeCells, type CellIssue, type CellText } from "./gridEdits.ts";
import { clamped, rangeOf, walked, type Cell, type Range } from "./gridMoves.ts";

/** What the grid answers after an edit. */
export interface GridAnswer {
  readonly issues: readonly CellIssue[];
  /** What was done, or that nothing was. */
  readonly message: string | null;
}

/** Taking texts into cells. */
export interface GridWriting extends GridAnswer {
  /** True: all of it was taken, as one step. `said` is the sentence for so many changed inputs. */
  readonly write: (cells: readonly CellText[], said?: (changed: number) => string) => boolean;
  readonly say: (answer: GridAnswer) => void;
}

const NOTHING: GridAnswer = { issues: [], message: null };

/** Edits of many cells at once: all or none, one step of undo. */
export function useGridWriting(): GridWriting {
  const { plan, make } = usePlanEdits();
  const [answer, setAnswer] = useState(NOTHING);
  return {
    ...answer,
    say: setAnswer,
    write: (cells, said) => {
      const result = writeCells(plan, cells);
      if (!result.ok) {
        const count = result.issues.length;
        setAnswer({
          issues: result.issues,
          message:
            cells.length === 1
              ? null
              : `Nothing was changed: ${count === 1 ? "1 cell is" : `${count} cells are`} not valid.`,
        });
        return false;
      }
      if (result.changed > 0) make((current) => editOf(current, cells));
      setAnswer({ issues: [], message: said?.(result.changed) ?? null });
      return true;
    },
  };
}

/** The edit on the plan as it stands when it is taken. */
function editOf(plan: Plan, cells: readonly CellText[]): PlanEdit {
  const result = writeCells(plan, cells);
  return result.ok ? result.edit : { name: "change nothing", plan };
}

/** What a cell's field begins with; `isFresh`: it replaces what stood there, and arrows leave it. */
export interface Editing {
  readonly text: string | null;
  readonly isFresh: boolean;
}

/** Where the reader is in the grid, and what is selected. */
export interface GridPlace {
  readonly active: Cell;
  readonly range: Range;
  readonly editing: Editing | null;
  /** Rises when the focus must follow the active cell. */
  readonly moves: number;
  readonly goTo: (cell: Cell, isExtended?: boolean) => void;
  readonly edit: (editing: Editing | null) => void;
}

const START: Cell = { row: 0, column: 0 };

/** The active cell, and the block from where a selection began. */
export function useGridPlace(rows: number): GridPlace {
  const size = { rows, columns: GRID_COLUMNS.length };
  const [place, setPlace] = useState({ active: START, anchor: START });
  const [editing, setEditing] = useState<Editing | null>(null);
  const [moves, setMoves] = useState(0);
  const active = clamped(place.active, size);
  return {
    active,
    range: rangeOf(active, clamped(place.anchor, size)),
    editing,
    moves,
    goTo: (to, isExtended = false) => {
      const cell = clamped(to, size);
      setPlace({ active: cell, anchor: isExtended ? place.anchor : cell });
      setEditing(null);
      setMoves((count) => count + 1);
    },
    edit: (next) => {
      setEditing(next);
      if (next === null) setMoves((count) => count + 1);
    },
  };
}

/** Keys, copying and pasting while no cell is being typed into. */
export function useGridHands(
  place: GridPlace,
  writing: GridWriting,
): {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
} {
  const { plan } = usePlanEdits();
  const { active, range, editing, goTo, edit } = place;
  const size = { rows: Object.keys(plan.workloads).length, columns: GRID_COLUMNS.length };
  return {
    onKeyDown: (event) => {
      if (editing !== null) return;
      const to = walked(event, active, size);
      const isCommand = event.ctrlKey || event.metaKey || event.altKey;
      if (to !== null) goTo(to, event.shiftKey && event.key !== "Tab");
      else if (event.key === "Enter" || event.key === "F2") edit({ text: null, isFresh: false });
      else if (event.key === "Delete" || event.key === "Backspace") writing.write(filled(plan, range, ""));
      else if (event.key === "Escape") {
        goTo(active);
        writing.say(NOTHING);
      } else if (event.key.length === 1 && !isCommand) edit({ text: event.key, isFresh: true });
      else return;
      event.preventDefault();
    },
    onCopy: (event) => {
      if (editing !== null) return;
      event.clipboardData.setData("text/plain", copiedText(plan, range));
      event.preventDefault();
    },
    onPaste: (event) => {
      if (editing !== null) return;
      event.preventDefault();
      const cells = pastedCells(plan, range, event.clipboardData.getData("text/plain"));
      if (typeof cells === "string") writing.say({ issues: [], message: cells });
      else writing.write(cells, (changed) => `${changed} of ${cells.length} pasted cells changed.`);
    },
  };
}
