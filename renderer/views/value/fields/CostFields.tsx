import type { ReactElement } from "react";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ValueCase } from "#shared/plan/schema/value.ts";
import { IconButton } from "#renderer/controls/Button.tsx";
import { Field } from "#renderer/controls/Field.tsx";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { OptionalNumber } from "./OptionalNumber.tsx";
import { WordsField } from "./WordsField.tsx";

/** Folded away: what would have come anyway, the delay until the money, harm, and costs beside the spend. */
export function CostFields({
  id,
  own,
  onChange,
}: {
  /** Of the workload. */
  readonly id: string;
  readonly own: ValueCase;
  readonly onChange: (part: Partial<ValueCase>) => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  const at = (...rest: readonly (string | number)[]): string => pointerOf(["workloads", id, "case", ...rest]);
  const { disbenefits = [], oneOff = [] } = own;
  return (
    <details className="five-more">
      <summary>More: costs, harm, and what would have come anyway</summary>
      <div className="five-fields">
        <OptionalNumber pointer={at("anyway")} label="Share that would have come anyway" placeholder="as usual" />
        <OptionalNumber
          pointer={at("lagMonths")}
          label="Months until an outcome reaches the money"
          placeholder="as usual"
        />
        <OptionalNumber pointer={at("runCost")} label="Running cost a month" placeholder="none" />
      </div>
      <CostLists id={id} own={own} onChange={onChange} />
      <div className="five-fields">
        <WordsField
          label="Add a harm of each outcome"
          value=""
          placeholder="add a harm: incidents after merge"
          width={230}
          onTake={(name) => name !== "" && onChange({ disbenefits: [...disbenefits, { name, perOutcome: 0 }] })}
        />
        <WordsField
          label="Add a one-off cost"
          value=""
          placeholder="add a one-off cost: security review"
          width={230}
          onTake={(name) =>
            name !== "" &&
            onChange({ oneOff: [...oneOff, { name, month: plan.fiscalYear.start.slice(0, 7), amount: 0 }] })
          }
        />
      </div>
    </details>
  );
}

/** Each harm and each one-off cost, with a way to take it out. */
function CostLists({
  id,
  own: { disbenefits = [], oneOff = [] },
  onChange,
}: {
  readonly id: string;
  readonly own: ValueCase;
  readonly onChange: (part: Partial<ValueCase>) => void;
}): ReactElement {
  const at = (...rest: readonly (string | number)[]): string => pointerOf(["workloads", id, "case", ...rest]);
  return (
    <>
      {disbenefits.map(({ name }, i) => (
        <span key={i} className="five-number">
          <PlanNumber pointer={at("disbenefits", i, "perOutcome")} label={`Harm of one outcome: ${name}`} />
          <IconButton
            label={`Remove the harm ${name}`}
            icon="close"
            onClick={() => onChange({ disbenefits: disbenefits.toSpliced(i, 1) })}
          />
        </span>
      ))}
      {oneOff.map((one, i) => (
        <span key={i} className="five-number">
          <PlanNumber pointer={at("oneOff", i, "amount")} label={`One-off cost: ${one.name}`} />
          <MonthField
            label={`Month of ${one.name}`}
            value={one.month}
            onTake={(month) => onChange({ oneOff: oneOff.with(i, { ...one, month }) })}
          />
          <IconButton
            label={`Remove the cost ${one.name}`}
            icon="close"
            onClick={() => onChange({ oneOff: oneOff.toSpliced(i, 1) })}
          />
        </span>
      ))}
    </>
  );
}

/** A month of the calendar, as the plan writes it. */
export function MonthField({
  label,
  value,
  onTake,
}: {
  readonly label: string;
  readonly value: string;
  readonly onTake: (month: string) => void;
}): ReactElement {
  return (
    <Field
      label={label}
      hideLabel
      value={value}
      placeholder="2026-10"
      width={80}
      onCommit={(text) => {
        if (!/^\d{4}-(0[1-9]|1[0-2])$/u.test(text.trim())) return "Type a month as 2026-10.";
        onTake(text.trim());
        return null;
      }}
    />
  );
}
