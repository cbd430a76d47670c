import type { MouseEvent, ReactElement } from "react";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CellEditor } from "./CellEditor.tsx";
import { filled } from "./gridClipboard.ts";
import type { GridColumn } from "./gridColumn.ts";
import { GRID_COLUMNS } from "./gridColumns.ts";
import { holds, moved, type Cell } from "./gridMoves.ts";
import type { GridPlace, GridWriting } from "./useGrid.ts";

interface CellProps {
  readonly id: string;
  readonly at: Cell;
  readonly column: GridColumn;
  readonly place: GridPlace;
  readonly writing: GridWriting;
}

/** One workload: whether it is chosen, and its inputs. */
export function GridRow({
  id,
  row,
  place,
  writing,
  isChosen,
  onChoose,
}: {
  readonly id: string;
  readonly row: number;
  readonly place: GridPlace;
  readonly writing: GridWriting;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  return (
    <tr data-chosen={isChosen || undefined}>
      <td className="grid-choice">
        <input
          type="checkbox"
          aria-label={`Choose ${plan.workloads[id]!.name ?? id}`}
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
      </td>
      {GRID_COLUMNS.map((column, c) => (
        <GridCell key={column.id} {...{ id, column, place, writing }} at={{ row, column: c }} />
      ))}
    </tr>
  );
}

function GridCell({ id, at, column, place, writing }: CellProps): ReactElement {
  const { plan, baseDiffers } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const { active, range, editing, goTo, edit } = place;
  const isActive = active.row === at.row && active.column === at.column;
  const pointer = column.pointer(workload, id);
  const issue = writing.issues.find((one) => one.workload === id && one.column === column.id);
  const isShut = pointer === null;
  const isEdited = isActive && editing !== null && !isShut;
  const onMouseDown = (event: MouseEvent): void => {
    if (isEdited) return;
    event.preventDefault();
    goTo(at, event.shiftKey);
  };
  return (
    <td
      role="gridcell"
      tabIndex={isActive && !isEdited ? 0 : -1}
      className={column.isText === true ? "grid-cell" : "grid-cell numeric"}
      aria-selected={holds(range, at)}
      aria-readonly={isShut || undefined}
      aria-invalid={issue === undefined ? undefined : true}
      data-first={at.column === 0 || undefined}
      data-changed={(pointer !== null && baseDiffers(pointer) !== null) || undefined}
      title={issue?.sentence}
      onMouseDown={onMouseDown}
      onMouseEnter={(event) => {
        if (event.buttons === 1 && editing === null) goTo(at, true);
      }}
      onDoubleClick={() => {
        if (!isEdited) edit({ text: null, isFresh: false });
      }}
    >
      {isEdited ? (
        <EditedCell {...{ id, at, column, place, writing }} isWrong={issue !== undefined} />
      ) : (
        <span>{isShut ? "–" : column.text(plan, workload, id)}</span>
      )}
    </td>
  );
}

function EditedCell({
  id,
  at,
  column,
  place,
  writing,
  isWrong,
}: CellProps & { readonly isWrong: boolean }): ReactElement {
  const { plan } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const { range, editing, goTo, edit } = place;
  return (
    <CellEditor
      label={`${workload.name ?? id}, ${column.label}`}
      text={editing?.text ?? column.text(plan, workload, id)}
      isFresh={editing?.isFresh === true}
      isWrong={isWrong}
      onTake={(text, isForAll) =>
        writing.write(isForAll ? filled(plan, range, text) : [{ workload: id, column, text }])
      }
      onLeave={(by) => {
        if (by !== null) goTo(moved(at, by));
        else if (editing !== null) edit(null);
      }}
      onCancel={() => {
        edit(null);
        writing.say({ issues: [], message: null });
      }}
    />
  );
}
