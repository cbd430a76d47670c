import { type ReactElement, useMemo } from "react";
import { SuccessBars, successSentence, successTable } from "#shared/charts/inputs/SuccessBars.tsx";
import { effortOf, spendByEffort } from "#shared/forecast/answers/effort.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { FitReport } from "#shared/usage/fits/fitReport.ts";
import { applyFit, type WorkloadFit } from "#shared/usage/fits/workloadFit.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useApp, usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";

/** Where a fit belongs, and the fits beside it. */
export interface FitPlace {
  readonly workload: string;
  readonly model: string;
  readonly fits: WorkloadFit;
}

/** The plan is only looked at, so nobody is named for it. */
const UNNAMED = { name: "usage export", date: "2000-01-01" };

/** Success of the runs by how dear their task is, with what each part burns once the fits are the plan's. */
export function SuccessView({
  fit: { success },
  of: { workload, model, fits },
  width,
  height,
}: {
  readonly fit: FitReport;
  readonly of: FitPlace;
  readonly width: number;
  readonly height: number;
}): ReactElement {
  const theme = useChartTheme();
  const plan = usePlan();
  const isSound = useApp((state) => state.issues.length === 0);
  const effort = useMemo(
    () => (isSound ? effortOf(resolvePlan(applyFit(plan, workload, fits, UNNAMED).plan), workload, model) : null),
    [plan, isSound, workload, model, fits],
  );
  if (!success.known) {
    return (
      <section aria-labelledby="dear-success">
        <h2 id="dear-success" className="part-heading">
          Do expensive tasks succeed as often?
        </h2>
        <p className="part-words">{success.words}</p>
      </section>
    );
  }
  const { byEffort, runs } = success;
  if (effort === null) return <p className="part-words">The plan has an error. The chart returns once it is fixed.</p>;
  const input = { byEffort, runs, spend: spendByEffort(effort, byEffort.length) };
  return (
    <ChartFrame
      question="Do expensive tasks succeed as often?"
      fileName="Success by cost of task"
      chart={<SuccessBars {...input} width={width} height={height} theme={theme} hue={theme.color.scenarios[0]} />}
      table={() => successTable(input)}
      lead={
        <>
          <strong>{successSentence(input)}</strong>
          {` Observed: ${success.words}.`}
        </>
      }
    />
  );
}
