import type { ReactElement } from "react";
import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import { applyDemand, applyRestDays } from "#shared/usage/demand/applyDemand.ts";
import { applyFit } from "#shared/usage/fits/workloadFit.ts";
import { Button } from "#renderer/controls/Button.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { usageSource } from "#shared/usage/plan/usageSource.ts";

/** Milliseconds. */
const DAY = 86_400_000;

/** Closed months come from this usage. Usage that ended before the year is not in them and may be fitted at any time. */
function isCountedTwice(plan: Plan, { summary }: UsageTable): boolean {
  return (
    plan.actuals !== undefined && summary.period !== null && summary.period.to > epochDayOf(plan.fiscalYear.start) * DAY
  );
}

/** What was fitted, into the plan: each an edit of its own, which undo takes back. Null while nothing is fitted. */
export function ApplyPart({
  workload,
  usage: table,
}: {
  readonly workload: string;
  readonly usage: UsageTable;
}): ReactElement | null {
  const { services } = useAppContext();
  const plan = usePlan();
  const edit = useApp((state) => state.edit);
  const analysis = useApp((state) => state.analyses[workload]);
  if (analysis?.status !== "ready") return null;
  const { fit, demand } = analysis.report;
  const source = usageSource(table.summary, { start: epochDayOf(plan.fiscalYear.start) }, services.clock.now());
  const isTwice = isCountedTwice(plan, table);
  const change = (make: (plan: Plan) => PlanEdit | null): void => {
    const made = make(plan);
    if (made !== null) edit(made.name, (current) => make(current)?.plan ?? current);
  };
  return (
    <section aria-labelledby="apply" className="curve-apply">
      <h3 id="apply" className="rules-heading">
        {`What of ${plan.workloads[workload]?.name ?? workload} is used in the plan?`}
      </h3>
      <div className="intake-actions">
        <Button
          disabled={isTwice || !Object.values(fit.models).some(({ known }) => known)}
          onClick={() => change((current) => applyFit(current, workload, fit, source))}
        >
          Use these costs in the plan
        </Button>
        <Button
          disabled={!demand.known || isTwice}
          onClick={() => change((current) => (demand.known ? applyDemand(current, workload, demand, source) : null))}
        >
          Use this demand
        </Button>
        {demand.known && demand.restDayShare.known && (
          <Button kind="link" onClick={() => change((current) => applyRestDays(current, demand))}>
            Include weekends
          </Button>
        )}
      </div>
      {isTwice && (
        <p className="doubt">
          The re-forecast already uses the closed months. Fitting the plan to the same usage would count them twice. Go
          back to the plan before these actuals first.
        </p>
      )}
      <p className="note">{demand.known ? demand.words.verdict : demand.words}</p>
      {demand.known &&
        demand.words.notes.map((note) => (
          <p key={note} className="note">
            {note}
          </p>
        ))}
    </section>
  );
}
