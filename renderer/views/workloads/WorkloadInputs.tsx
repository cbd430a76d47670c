import type { ReactElement } from "react";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { RouteFields } from "#renderer/views/inputs/route/RouteFields.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { CapInputs } from "./caps/CapInputs.tsx";
import { DatedChanges } from "./DatedChanges.tsx";
import { DemandFields } from "./DemandFields.tsx";
import { FoldingPart } from "./FoldingPart.tsx";
import { LeversPart } from "./LeversPart.tsx";
import { howDoneLine, howMuchLine, whoseLine, worthLine } from "./partLines.ts";
import { WhoseFields } from "./WhoseFields.tsx";
import { WorthFields } from "./WorthFields.tsx";

/**
 * Everything that describes a workload, in plain words and in the order of the story: how much, how it is done, where
 * it stops, what comes out.
 */
export function WorkloadInputs({
  id,
  resolved,
}: {
  readonly id: string;
  readonly resolved: ResolvedPlan | null;
}): ReactElement {
  const { plan } = usePlanEdits();
  const workload = plan.workloads[id]!;
  const at = (...path: (string | number)[]): string => pointerOf(["workloads", id, ...path]);
  return (
    <div className="workload-inputs" data-pointer={at()}>
      <FoldingPart id="whose" title="Owner and outcome" line={whoseLine(workload)}>
        <WhoseFields id={id} workload={workload} />
      </FoldingPart>
      <FoldingPart id="how-much" title="How much work?" line={howMuchLine(plan, workload)}>
        <DemandFields id={id} workload={workload} />
      </FoldingPart>
      <FoldingPart id="how-done" foldsWhenNarrow title="How is it done?" line={howDoneLine(plan, workload)}>
        <RouteRow id={id} workload={workload} />
        <DatedChanges id={id} resolved={resolved} />
        <PlanNumber
          pointer={at("tokensMultiplier")}
          label="Tokens versus the reference runs"
          unit="times"
          note="Your work compared with the runs behind the curve of one attempt."
        />
        <PlanNumber
          pointer={at("tokensGrowth")}
          label="Growth of tokens"
          writing={{ kind: "percent" }}
          unit="a month"
        />
      </FoldingPart>
      <CapInputs id={id} resolved={resolved} />
      <LeversPart id={id} />
      <FoldingPart id="worth" foldsWhenNarrow title="What is one outcome worth?" line={worthLine(plan, workload)}>
        <WorthFields id={id} workload={workload} />
      </FoldingPart>
    </div>
  );
}

/** Which models do it, and who checks. */
function RouteRow({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { plan, change } = usePlanEdits();
  return (
    <Row label="Done by">
      <RouteFields
        label="Route"
        plan={plan}
        models={Object.keys(workload.attempts)}
        route={workload.route}
        onChange={(route) => change(pointerOf(["workloads", id, "route"]), route)}
      />
    </Row>
  );
}
