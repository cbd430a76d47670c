import { useState, type ReactElement } from "react";
import { removeWorkload } from "#shared/plan/edits/modelEdits.ts";
import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { GRID_COLUMNS } from "./gridColumns.ts";
import type { GridWriting } from "./useGrid.ts";

/** What may be done with several chosen workloads at once: one value for all of them, or away with them. */
export function ChosenRows({
  rows,
  writing,
  onDone,
}: {
  readonly rows: readonly string[];
  readonly writing: GridWriting;
  readonly onDone: () => void;
}): ReactElement | null {
  const { plan, makeInBase } = usePlanEdits();
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const [columnId, setColumn] = useState("owner");
  const column = GRID_COLUMNS.find(({ id }) => id === columnId)!;
  if (rows.length === 0) return null;
  const count = rows.length === 1 ? "1 workload" : `${rows.length} workloads`;
  const texts = new Set(rows.map((id) => column.text(plan, plan.workloads[id]!, id)));
  const set = (text: string): string | null => {
    const cells = rows.map((workload) => ({ workload, column, text }));
    return writing.write(cells, (changed) => `${column.label}: changed in ${changed} of ${count}.`)
      ? null
      : "Not set. The reason is under the sheet.";
  };
  const remove = (): void => {
    makeInBase((current) => removeWorkloads(current, rows));
    onDone();
    say({ kind: "done", sentence: `${count} removed.`, action: { label: "Undo", run: undo } });
  };
  return (
    <div className="grid-chosen" role="group" aria-label={`${count} chosen`}>
      <span>{count} chosen. Set</span>
      <Select
        label="Input to set"
        hideLabel
        options={GRID_COLUMNS.filter(({ id }) => id !== "name").map(({ id, label }) => ({ value: id, label }))}
        value={columnId}
        onChange={setColumn}
      />
      <span>to</span>
      <Field
        key={columnId}
        label={`${column.label} of ${count}`}
        hideLabel
        width={140}
        value={texts.size === 1 ? [...texts][0]! : ""}
        placeholder={texts.size === 1 ? "" : "differs"}
        onCommit={set}
      />
      <Button kind="link" onClick={remove}>
        Remove {count}
      </Button>
      <Button kind="link" onClick={onDone}>
        Choose none
      </Button>
    </div>
  );
}

/** All of them and what spoke of them, as one step. */
function removeWorkloads(plan: Plan, ids: readonly string[]): PlanEdit {
  return {
    name: ids.length === 1 ? removeWorkload(plan, ids[0]!).name : `remove ${ids.length} workloads`,
    plan: ids.reduce((left, id) => removeWorkload(left, id).plan, plan),
  };
}
