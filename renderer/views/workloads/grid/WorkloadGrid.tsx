import { useEffect, useRef, useState, type ReactElement } from "react";
import { Button } from "#renderer/controls/Button.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AddWorkload } from "#renderer/views/workloads/AddWorkload.tsx";
import { ChosenRows } from "./ChosenRows.tsx";
import { GRID_COLUMNS } from "./gridColumns.ts";
import { GridRow } from "./GridRow.tsx";
import { useGridHands, useGridPlace, useGridWriting, type GridPlace, type GridWriting } from "./useGrid.ts";
import "./grid.css";

/** All inputs of all workloads as one sheet: rows are workloads, cells are typed and pasted as in a spreadsheet. */
export function WorkloadGrid(): ReactElement {
  const { plan } = usePlanEdits();
  const showPart = useApp((state) => state.showWorkloadsPart);
  const workloads = Object.keys(plan.workloads);
  const writing = useGridWriting();
  const place = useGridPlace(workloads.length);
  const hands = useGridHands(place, writing);
  const sheet = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const rows = chosen.filter((id) => workloads.includes(id));
  useEffect(() => {
    if (place.moves > 0) sheet.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
  }, [place.moves]);
  return (
    <section className="workload-grid" aria-labelledby="all-inputs">
      <h1 id="all-inputs" className="answer">
        All inputs of <strong>{workloads.length === 1 ? "1 workload" : `${workloads.length} workloads`}</strong>: type
        into a cell, or paste a block from a spreadsheet.
      </h1>
      <p className="note">
        “2 to 6” is a range: 8 chances in 10 lie inside. “1 / 2 / 4” is lowest, likely, highest. Ctrl Enter sets the
        whole selection; Delete takes the default.
      </p>
      <ChosenRows {...{ rows, writing }} onDone={() => setChosen([])} />
      <div className="grid-sheet" ref={sheet}>
        <table role="grid" aria-label="Inputs of all workloads" aria-multiselectable="true" {...hands}>
          <GridHead
            isAll={workloads.length > 0 && rows.length === workloads.length}
            onAll={(isAll) => setChosen(isAll ? workloads : [])}
          />
          <tbody>
            {workloads.map((id, row) => (
              <GridRow
                key={id}
                {...{ id, row, place, writing }}
                isChosen={rows.includes(id)}
                onChoose={(isChosen) => setChosen(isChosen ? [...rows, id] : rows.filter((other) => other !== id))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Answer {...{ place, writing, workloads }} />
      <div className="grid-foot">
        <AddWorkload kind="link" />
        <Button kind="link" onClick={() => showPart("one")}>
          One by one, with charts and evidence
        </Button>
      </div>
    </section>
  );
}

function GridHead({
  isAll,
  onAll,
}: {
  readonly isAll: boolean;
  readonly onAll: (isAll: boolean) => void;
}): ReactElement {
  const groups = [...new Set(GRID_COLUMNS.map(({ group }) => group))];
  return (
    <thead>
      <tr>
        <td className="grid-choice" />
        {groups.map((group) => (
          <th
            key={group}
            scope="colgroup"
            className="grid-group"
            colSpan={GRID_COLUMNS.filter((column) => column.group === group).length}
          >
            <span>{group}</span>
          </th>
        ))}
      </tr>
      <tr>
        <td className="grid-choice">
          <input
            type="checkbox"
            aria-label="Choose all workloads"
            checked={isAll}
            onChange={(event) => onAll(event.target.checked)}
          />
        </td>
        {GRID_COLUMNS.map(({ id, label, unit, isText }, column) => (
          <th key={id} scope="col" className={isText === true ? "" : "numeric"} data-first={column === 0 || undefined}>
            {label}
            {unit !== undefined && <span className="tick">{unit}</span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What was done, and every cell that was refused: a click leads to it. */
function Answer({
  place,
  writing: { issues, message },
  workloads,
}: {
  readonly place: GridPlace;
  readonly writing: GridWriting;
  readonly workloads: readonly string[];
}): ReactElement {
  const { plan } = usePlanEdits();
  return (
    <div role="status" className="grid-answer">
      {message !== null && <p className="note">{message}</p>}
      {issues.map(({ workload, column, sentence }, i) => {
        const at = GRID_COLUMNS.findIndex(({ id }) => id === column);
        return (
          <p key={i} className="issue">
            <Icon name="warning" />
            <span>
              <Button kind="link" onClick={() => place.goTo({ row: workloads.indexOf(workload), column: at })}>
                {plan.workloads[workload]?.name ?? workload}, {GRID_COLUMNS[at]!.label}
              </Button>
              : {sentence}
            </span>
          </p>
        );
      })}
    </div>
  );
}
