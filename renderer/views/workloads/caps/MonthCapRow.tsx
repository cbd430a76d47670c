import type { ReactElement, ReactNode } from "react";
import type { MonthCap } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { Row } from "#renderer/views/inputs/Row.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { RouteFields } from "#renderer/views/inputs/route/RouteFields.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { useUsualMonth } from "./useUsualMonth.ts";

type MonthAction = "none" | MonthCap["atCap"];

const MONTH_ACTIONS: readonly { readonly value: MonthAction; readonly label: string; readonly words: string }[] = [
  { value: "none", label: "no cap", words: "No cap: a month spends what its work costs." },
  { value: "block", label: "stop work", words: "Work beyond the cap is not done." },
  { value: "defer", label: "defer", words: "Work beyond the cap waits for the next month and is paid then." },
  { value: "degrade", label: "take a cheaper route", words: "The rest of the month's work takes the cheaper route." },
];

export interface MonthCapRowProps {
  readonly id: string;
  /** Null: no cap. */
  readonly cap: MonthCap | null;
  /** What it comes to, in words. */
  readonly effect?: ReactNode;
  readonly onChange: (cap: MonthCap | null) => void;
}

/** The first cap before there is a forecast, money. */
const FIRST_AMOUNT = 10_000;

/** The cap on a month of a workload. */
export function MonthCapRow({ id, cap, effect, onChange }: MonthCapRowProps): ReactElement {
  const { plan } = usePlanEdits();
  const usual = useUsualMonth(id);
  const models = Object.keys(plan.workloads[id]!.attempts);
  const action: MonthAction = cap?.atCap ?? "none";
  const choose = (next: MonthAction): void => {
    if (next === "none") {
      onChange(null);
      return;
    }
    const { fallback, ...rest } = cap ?? { amount: usual ?? FIRST_AMOUNT, atCap: next };
    onChange({
      ...rest,
      atCap: next,
      ...(next === "degrade" ? { fallback: fallback ?? { steps: [models.at(-1)!] } } : {}),
    });
  };
  return (
    <Row
      label={<Term id="monthCap">One month</Term>}
      note={
        <>
          {MONTH_ACTIONS.find(({ value }) => value === action)!.words} <span className="cap-effect">{effect}</span>
        </>
      }
    >
      {cap !== null && (
        <FigureField
          label="Money of one month"
          value={cap.amount}
          width={88}
          writing={{ kind: "money", currency: plan.currency }}
          check={atLeast0}
          onChange={(amount) => onChange({ ...cap, amount })}
        />
      )}
      <Select label="At the cap on a month" hideLabel options={MONTH_ACTIONS} value={action} onChange={choose} />
      {cap?.fallback !== undefined && (
        <RouteFields
          label="The cheaper route"
          {...{ plan, models }}
          route={cap.fallback}
          onChange={(fallback) => onChange({ ...cap, fallback })}
        />
      )}
      {cap !== null && <CapTiming {...{ cap, onChange }} />}
    </Row>
  );
}

/** When spend is known, and how often a month is let through. */
function CapTiming({
  cap,
  onChange,
}: {
  readonly cap: MonthCap;
  readonly onChange: (cap: MonthCap) => void;
}): ReactElement {
  return (
    <div className="route-line">
      <span className="field-unit">Spend is reported</span>
      <FigureField
        label="Days until spend is reported"
        value={cap.lagDays ?? 0}
        width={40}
        unit="days later. Exceptions are granted in"
        check={(days) => (Number.isInteger(days) && days >= 0 ? null : "Type whole days.")}
        onChange={(lagDays) => onChange({ ...cap, lagDays })}
      />
      <FigureField
        label="Share of months with an exception"
        value={cap.approval ?? 0}
        width={52}
        writing={{ kind: "percent" }}
        unit="of months."
        check={isShare}
        onChange={(approval) => onChange({ ...cap, approval })}
      />
    </div>
  );
}
