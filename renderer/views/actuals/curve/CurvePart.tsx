import { modelOptions } from "#renderer/views/inputs/modelOptions.ts";
import type { WorkloadFit } from "#shared/usage/fits/workloadFit.ts";
import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { Curve } from "./Curve.tsx";
import { CapField } from "./CapField.tsx";

/** Workloads of the plan that have runs. */
export function workloadsWithRuns(plan: Plan, { groups }: UsageTable): string[] {
  return Object.keys(plan.workloads).filter((id) => groups.some(({ workload }) => workload === id));
}

export interface CurvePartProps {
  readonly usage: UsageTable;
  /** The workload that is looked at; null: none has runs. */
  readonly workload: string | null;
  readonly onWorkload: (id: string) => void;
}

/** Workload by workload, model by model: the runs against a fitted curve. */
export function CurvePart({ usage: table, workload, onWorkload }: CurvePartProps): ReactElement {
  const { usage } = useAppContext();
  const plan = usePlan();
  const analyses = useApp((state) => state.analyses);
  const workloads = workloadsWithRuns(plan, table);
  const analysis = workload === null ? undefined : analyses[workload];
  useEffect(() => {
    if (workload !== null && analysis === undefined) void usage.analyse(workload);
  }, [workload, analysis, usage]);

  if (workload === null)
    return (
      <CurveSection>
        <p className="part-words">Add a rule that assigns runs to a workload to compare them with its curve.</p>
      </CurveSection>
    );
  const choice = workloads.length > 1 && (
    <Select
      label="Workload"
      hideLabel
      options={workloads.map((id) => ({ value: id, label: nameOf(plan.workloads[id], id) }))}
      value={workload}
      onChange={onWorkload}
    />
  );
  if (analysis?.status !== "ready")
    return (
      <CurveSection>
        {choice}
        <p className="part-words" role="status">
          {analysis?.status === "failed"
            ? `The curve could not be fitted: ${analysis.message}`
            : `The runs of ${nameOf(plan.workloads[workload], workload)} are being fitted…`}
        </p>
      </CurveSection>
    );
  return (
    <FittedWorkload
      workload={workload}
      fits={analysis.report.fit}
      choice={choice}
      cap={<CapField usage={table} workload={workload} />}
    />
  );
}

/** The part while there is no curve to draw. */
function CurveSection({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <section aria-labelledby="curve" className="actuals-part">
      <h2 id="curve" className="part-heading">
        Does the curve still fit?
      </h2>
      {children}
    </section>
  );
}

/** The fitted curve of one of the models that worked on a workload. */
function FittedWorkload({
  workload,
  fits,
  choice,
  cap,
}: {
  readonly workload: string;
  readonly fits: WorkloadFit;
  /** The choice of the workload; false: there is one alone. */
  readonly choice: ReactElement | false;
  readonly cap: ReactElement;
}): ReactElement {
  const plan = usePlan();
  const [wanted, setWanted] = useState<string | null>(null);
  const models = Object.keys(fits.models);
  const model =
    wanted !== null && models.includes(wanted)
      ? wanted
      : (models.find((id) => fits.models[id]?.known === true) ?? models[0] ?? null);
  const fit = model === null ? undefined : fits.models[model];
  return (
    <div className="actuals-part">
      {(choice !== false || models.length > 1) && (
        <div className="curve-choice">
          {choice}
          {models.length > 1 && (
            <Select label="Model" hideLabel options={modelOptions(plan, models)} value={model!} onChange={setWanted} />
          )}
        </div>
      )}
      {fit?.known === true ? (
        <Curve key={`${workload} ${model!}`} fit={fit} of={{ workload, model: model!, fits }} cap={cap} />
      ) : (
        <section aria-labelledby="curve">
          <h2 id="curve" className="part-heading">
            Does the curve still fit?
          </h2>
          <p className="part-words">
            {fit === undefined
              ? "None of the models in these runs is in the plan. Choose the plan’s model for each."
              : fit.words}
          </p>
          {cap}
        </section>
      )}
    </div>
  );
}

function nameOf(workload: { readonly name?: string } | undefined, id: string): string {
  return workload?.name ?? id;
}
