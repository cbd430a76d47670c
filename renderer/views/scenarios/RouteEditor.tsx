import { useState, type ReactElement } from "react";
import { setAt } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { RouteFields } from "#renderer/views/inputs/route/RouteFields.tsx";
import { WorkloadSelect } from "#renderer/views/inputs/WorkloadSelect.tsx";

export interface RouteEditorProps {
  /** The scenario's own plan. */
  readonly plan: Plan;
  readonly onEdit: (name: string, change: (plan: Plan) => Plan) => void;
}

/** Who does the work of a workload of the reader's choice. */
export function RouteEditor({ plan, onEdit }: RouteEditorProps): ReactElement {
  const ids = Object.keys(plan.workloads);
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen !== null && ids.includes(chosen) ? chosen : ids[0];
  if (id === undefined) return <p className="note">This plan has no workload with a route to change.</p>;
  const workload = plan.workloads[id]!;
  return (
    <div className="route-editor">
      <WorkloadSelect plan={plan} value={id} onChange={setChosen} />
      <RouteFields
        label="Change a route"
        plan={plan}
        models={Object.keys(workload.attempts)}
        route={workload.route}
        onChange={(route) =>
          onEdit(`change the route of ${workload.name ?? id}`, (before) =>
            setAt(before, pointerOf(["workloads", id, "route"]), route),
          )
        }
      />
    </div>
  );
}
