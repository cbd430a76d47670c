import type { ReactElement } from "react";
import { MOST_APPROVALS, type Approval } from "#shared/plan/schema/record.ts";
import { addApproval, approvalsOf, changeApproval, removeApproval } from "#shared/plan/settings/recordEdits.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { DayField } from "#renderer/controls/DayField.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { dayOf } from "#renderer/state/setUp.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { tooLong } from "#renderer/controls/checks.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { SettingsPart } from "./SettingsPart.tsx";

/** Roles that are offered first; each is asked for once. */
const ROLES = ["Chief Financial Officer", "Chief Technology Officer"];

/** Who approves the plan, and what was decided: printed on page 1, with a line to sign on where it is open. */
export function ApprovalsPart(): ReactElement {
  const { base, makeInBase } = usePlanEdits();
  const approvals = approvalsOf(base);
  const role = ROLES.find((one) => !approvals.some((approval) => approval.role === one)) ?? "Role";
  return (
    <SettingsPart
      question="Who approves it?"
      pointer="/about/approvals"
      note={
        approvals.length === 0
          ? "The PDF has lines for the Chief Financial Officer and the Chief Technology Officer to sign on."
          : "Open approvals have a line to sign on in the PDF; decisions are printed with their date."
      }
    >
      {approvals.map((approval, i) => (
        <ApprovalRow key={i} at={i} approval={approval} />
      ))}
      {approvals.length < MOST_APPROVALS && (
        <Button kind="link" icon="plus" onClick={() => makeInBase((plan) => addApproval(plan, role))}>
          Add an approval
        </Button>
      )}
    </SettingsPart>
  );
}

const DECISIONS = [
  { value: "", label: "Open" },
  { value: "approved", label: "Approved" },
  { value: "declined", label: "Declined" },
] as const;

function ApprovalRow({ at, approval }: { readonly at: number; readonly approval: Approval }): ReactElement {
  const { services } = useAppContext();
  const { makeInBase } = usePlanEdits();
  const { who = "", role = "", decision, date = "" } = approval;
  const number = at + 1;
  const put = (changed: Parameters<typeof changeApproval>[2]): null => {
    makeInBase((plan) => changeApproval(plan, at, changed));
    return null;
  };
  return (
    <div className="approval" role="group" aria-label={`Approval ${number}`}>
      <Field
        label={`Approval ${number}, role`}
        hideLabel
        value={role}
        placeholder="role"
        onCommit={(text) => tooLong(text) ?? put({ role: text.trim() })}
      />
      <Field
        label={`Approval ${number}, name`}
        hideLabel
        value={who}
        placeholder="name"
        onCommit={(text) => tooLong(text) ?? put({ who: text.trim() })}
      />
      <IconButton
        label={`Remove approval ${number}`}
        icon="close"
        onClick={() => makeInBase((plan) => removeApproval(plan, at))}
      />
      <Select
        label={`Approval ${number}, decision`}
        hideLabel
        options={DECISIONS}
        value={decision ?? ""}
        onChange={(next) => put({ decision: next, date: date === "" ? dayOf(services.clock.now()) : date })}
      />
      {decision !== undefined && (
        <DayField label={`Approval ${number}, date`} hideLabel value={date} onChange={(day) => put({ date: day })} />
      )}
    </div>
  );
}
