import type { ReactElement } from "react";
import type { UserCap } from "#shared/plan/schema/plan.ts";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { RouteFields } from "#renderer/views/inputs/route/RouteFields.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";

type UserAction = "none" | UserCap["atCap"];

const USER_ACTIONS: readonly { readonly value: UserAction; readonly label: string; readonly words: string }[] = [
  { value: "none", label: "no cap", words: "No cap: each person uses what their work takes." },
  { value: "block", label: "stop work", words: "A person's work beyond the cap is not done in the month." },
  { value: "degrade", label: "take a cheaper route", words: "A person's work beyond the cap takes the cheaper route." },
];

/** The first cap of a person, money a month. */
const FIRST_AMOUNT = 100;

/** The cap on what a person of a workload may use in a month. */
export function UserCapRow({
  id,
  cap,
  onChange,
}: {
  readonly id: string;
  /** Null: no cap. */
  readonly cap: UserCap | null;
  readonly onChange: (cap: UserCap | null) => void;
}): ReactElement {
  const { plan } = usePlanEdits();
  const models = Object.keys(plan.workloads[id]!.attempts);
  const action: UserAction = cap?.atCap ?? "none";
  const choose = (next: UserAction): void => {
    if (next === "none") {
      onChange(null);
      return;
    }
    const { fallback, ...rest } = cap ?? { perMonth: FIRST_AMOUNT, atCap: next };
    onChange({
      ...rest,
      atCap: next,
      ...(next === "degrade" ? { fallback: fallback ?? { steps: [models.at(-1)!] } } : {}),
    });
  };
  return (
    <Row label="A person's month" note={USER_ACTIONS.find(({ value }) => value === action)!.words}>
      {cap !== null && (
        <FigureField
          label="Money a person and month"
          value={cap.perMonth}
          width={72}
          writing={{ kind: "money", currency: plan.currency }}
          check={atLeast0}
          onChange={(perMonth) => onChange({ ...cap, perMonth })}
        />
      )}
      <Select label="At the cap a person" hideLabel options={USER_ACTIONS} value={action} onChange={choose} />
      {cap?.fallback !== undefined && (
        <RouteFields
          label="The cheaper route of a person"
          {...{ plan, models }}
          route={cap.fallback}
          onChange={(fallback) => onChange({ ...cap, fallback })}
        />
      )}
      {cap !== null && (
        <FigureField
          label="Share of use beyond the cap that is allowed"
          value={cap.approval ?? 0}
          width={52}
          writing={{ kind: "percent" }}
          unit="of what is beyond is allowed."
          check={isShare}
          onChange={(approval) => onChange({ ...cap, approval })}
        />
      )}
    </Row>
  );
}
