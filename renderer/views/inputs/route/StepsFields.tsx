import type { ReactElement } from "react";
import type { Plan, Verifier } from "#shared/plan/schema/plan.ts";
import { Button, IconButton } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { atLeast0, isShare } from "#renderer/controls/checks.ts";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { type Steps, withoutStep, withStep } from "./routeEdits.ts";
import { PERCENT } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { modelOptions } from "#renderer/views/inputs/modelOptions.ts";

/** Most attempts at one task that the fields offer: more has no use, and the plan takes no more than 64. */
export const MOST_ATTEMPTS = 16;

interface StepsFieldsProps<Whole extends Steps> {
  /** Of the branch, with a colon: "Branch 1: "; empty for a route of steps alone. */
  readonly name: string;
  readonly plan: Plan;
  readonly models: readonly string[];
  readonly whole: Whole;
  readonly onChange: (whole: Whole) => void;
}

/** Attempts in turn; the same model twice is a retry. */
export function StepsFields<Whole extends Steps>({
  name,
  plan,
  models,
  whole,
  onChange,
}: StepsFieldsProps<Whole>): ReactElement {
  const { steps, verifier } = whole;
  const options = modelOptions(plan, models);
  return (
    <>
      {steps.map((step, i) => (
        <div key={i} className="route-line">
          {i > 0 && <span className="field-unit">{step === steps[i - 1] ? "then again" : "then"}</span>}
          <Select
            label={`${name}${i === 0 ? "first attempt" : `attempt ${i + 1}`}`}
            hideLabel
            options={options}
            value={step}
            onChange={(next) => onChange({ ...whole, steps: steps.with(i, next) })}
          />
          {steps.length > 1 && (
            <IconButton
              label={`Remove ${name}attempt ${i + 1}`}
              icon="close"
              onClick={() => onChange(withoutStep(whole, i))}
            />
          )}
        </div>
      ))}
      {steps.length < MOST_ATTEMPTS && (
        <div className="route-line">
          <Button kind="link" icon="plus" onClick={() => onChange(withStep(whole, steps.at(-1)!))}>
            {steps.length === 1 ? "Try again if a check fails" : "One more attempt"}
            <span className="visually-hidden">{name === "" ? "" : `, ${name.replace(": ", "")}`}</span>
          </Button>
        </div>
      )}
      {verifier !== undefined && (
        <VerifierFields
          {...{ name, verifier }}
          currency={plan.currency}
          when={steps.length > 1 ? "After every attempt except the last, a check" : "A check"}
          onChange={(next) => onChange({ ...whole, verifier: next })}
        />
      )}
    </>
  );
}

interface VerifierFieldsProps {
  readonly name: string;
  readonly when: string;
  readonly verifier: Verifier;
  readonly currency: string;
  readonly onChange: (verifier: Verifier) => void;
}

/** What a check catches, what it takes for wrong, and what it costs. */
export function VerifierFields({ name, when, verifier, currency, onChange }: VerifierFieldsProps): ReactElement {
  return (
    <div className="route-line">
      <span className="field-unit">{when} catches</span>
      <FigureField
        label={`${name}The check catches`}
        value={verifier.catches}
        width={54}
        writing={PERCENT}
        unit="of wrong answers and rejects"
        check={isShare}
        onChange={(catches) => onChange({ ...verifier, catches })}
      />
      <FigureField
        label={`${name}False alarms`}
        value={verifier.falseAlarms}
        width={54}
        writing={PERCENT}
        unit="of correct ones. It costs"
        check={isShare}
        onChange={(falseAlarms) => onChange({ ...verifier, falseAlarms })}
      />
      <FigureField
        label={`${name}Cost of a check`}
        value={verifier.cost ?? 0}
        width={64}
        writing={{ kind: "money", currency }}
        unit="per check."
        check={atLeast0}
        onChange={(cost) => onChange({ ...verifier, cost })}
      />
    </div>
  );
}
