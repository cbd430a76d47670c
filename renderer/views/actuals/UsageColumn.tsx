import { type ReactElement, useState } from "react";
import { Button } from "#renderer/controls/Button.tsx";
import type { UsageTable } from "#renderer/state/usageState.ts";
import { useApp, useAppContext, usePlan } from "#renderer/state/useApp.tsx";
import { MeasuredPart } from "./MeasuredPart.tsx";
import { UsagePart } from "./usage/UsagePart.tsx";

/** What was imported, and before it the way to a plan of it. */
export function UsageColumn({ usage }: { readonly usage: UsageTable }): ReactElement {
  return (
    <>
      <MakePlanPart usage={usage} />
      <UsagePart usage={usage} />
      <MeasuredPart usage={usage} />
    </>
  );
}

/** The way from usage to a plan, while no usage belongs to a workload of the plan; else nothing. */
function MakePlanPart({ usage: table }: { readonly usage: UsageTable }): ReactElement | null {
  const { usage } = useAppContext();
  const plan = usePlan();
  const intake = useApp((state) => state.intake);
  const [isBusy, setBusy] = useState(false);
  const isAssigned = table.groups.some(({ workload }) => workload !== null && Object.hasOwn(plan.workloads, workload));
  if (intake.status !== "none" || table.summary.rows === 0 || (isAssigned && !isBusy)) return null;
  const propose = async (): Promise<void> => {
    setBusy(true);
    await usage.propose();
    setBusy(false);
  };
  return (
    <section aria-label="Plan of this usage" className="make-plan">
      <Button kind="primary" disabled={isBusy} onClick={() => void propose()}>
        Make a plan of this usage
      </Button>
      <p className="note" role="status">
        {isBusy
          ? "Fitting costs and demand to the runs…"
          : "Models at their list prices, a workload for each part of the usage, costs and demand fitted to the runs. It takes the place of the plan’s models and workloads; Undo restores them."}
      </p>
    </section>
  );
}
