import { useState, type ReactElement } from "react";
import { duplicateWorkload } from "#shared/plan/edits/edits.ts";
import { removeWorkload, removeWorkloads } from "#shared/plan/edits/modelEdits.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Menu, MenuItem } from "#renderer/controls/Menu.tsx";
import { useApp } from "#renderer/state/useApp.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { AddWorkload } from "./AddWorkload.tsx";

/** What is done with the list: the sheet, a new workload, and the selected one or several copied, moved or removed. */
export function WorkloadListFoot({
  selected,
  onMove,
}: {
  readonly selected: string;
  readonly onMove: (id: string, by: -1 | 1) => void;
}): ReactElement {
  const { plan, makeInBase } = usePlanEdits();
  const selectWorkload = useApp((state) => state.selectWorkload);
  const say = useApp((state) => state.say);
  const undo = useApp((state) => state.undo);
  const [isPicking, setPicking] = useState(false);
  const name = plan.workloads[selected]!.name ?? selected;
  const duplicate = (): void => {
    makeInBase((current) => duplicateWorkload(current, selected));
    selectWorkload(duplicateWorkload(plan, selected).id);
  };
  const removed = (sentence: string): void => {
    selectWorkload(null);
    say({ kind: "done", sentence, action: { label: "Undo", run: undo } });
  };
  if (isPicking)
    return (
      <PickedWorkloads
        onRemove={(ids) => {
          makeInBase((current) => removeWorkloads(current, ids));
          removed(`${ids.length} workloads are removed.`);
          setPicking(false);
        }}
        onClose={() => setPicking(false)}
      />
    );
  return (
    <div className="workload-list-foot">
      <AddWorkload kind="link" />
      <Menu label="Workload" trigger={<IconButton label="Duplicate, move or remove this workload" icon="more" />}>
        <MenuItem onSelect={duplicate}>Duplicate {name}</MenuItem>
        <MenuItem aside="Alt Up" onSelect={() => onMove(selected, -1)}>
          Move up
        </MenuItem>
        <MenuItem aside="Alt Down" onSelect={() => onMove(selected, 1)}>
          Move down
        </MenuItem>
        <MenuItem
          onSelect={() => {
            makeInBase((current) => removeWorkload(current, selected));
            removed(`${name} is removed.`);
          }}
        >
          Remove {name}
        </MenuItem>
        <MenuItem onSelect={() => setPicking(true)}>Remove several…</MenuItem>
      </Menu>
    </div>
  );
}

/** Every workload with a box: those that are ticked are removed in one step. */
function PickedWorkloads({
  onRemove,
  onClose,
}: {
  readonly onRemove: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const ids = picked.filter((id) => Object.hasOwn(plan.workloads, id));
  return (
    <fieldset className="workload-picked">
      <legend className="note">Remove which?</legend>
      {Object.entries(plan.workloads).map(([id, { name = id }]) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={ids.includes(id)}
            onChange={(event) => setPicked(event.target.checked ? [...ids, id] : ids.filter((other) => other !== id))}
          />{" "}
          {name}
        </label>
      ))}
      <span className="workload-picked-foot">
        <Button disabled={ids.length === 0} onClick={() => onRemove(ids)}>
          {ids.length === 0 ? "Remove" : `Remove ${ids.length}`}
        </Button>
        <Button kind="link" onClick={onClose}>
          Cancel
        </Button>
      </span>
    </fieldset>
  );
}
