import type { ReactElement } from "react";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

/** What one outcome is worth, and what answers, failures and errors cost beside tokens. */
export function WorthFields({ id, workload }: { readonly id: string; readonly workload: Workload }): ReactElement {
  const { plan, change } = usePlanEdits();
  const at = (field: string): string => pointerOf(["workloads", id, "outcome", field]);
  const money = { kind: "money", currency: plan.currency } as const;
  return (
    <>
      <PlanNumber
        pointer={at("value")}
        label={`Value of one ${workload.outcome.unit ?? "outcome"}`}
        writing={money}
        unit="each"
      />
      <PlanNumber
        pointer={at("captured")}
        label="Share realized"
        writing={{ kind: "percent" }}
        note="Share of that value that shows in the P&L."
      />
      <details className="more">
        <summary>Other costs: review, failures, errors</summary>
        <PlanNumber pointer={at("reviewCost")} label="Review of one answer" writing={money} />
        <PlanNumber pointer={at("failureCost")} label="One failed task" writing={money} />
        <PlanNumber pointer={at("errorCost")} label="One undetected error" writing={money} />
        <Row label="A wrong last answer">
          <Select
            label="A wrong last answer"
            hideLabel
            options={[
              { value: "seen", label: "is noticed: the task failed" },
              { value: "unseen", label: "is not noticed: an error" },
            ]}
            value={workload.outcome.failuresVisible === false ? "unseen" : "seen"}
            onChange={(value) => change(at("failuresVisible"), value === "seen")}
          />
        </Row>
      </details>
    </>
  );
}
