import type { ReactElement } from "react";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { FigureField } from "#renderer/controls/FigureField.tsx";
import { MOST_ATTEMPTS, VerifierFields } from "./StepsFields.tsx";
import { modelOptions } from "#renderer/views/inputs/modelOptions.ts";

type BestOf = Extract<Route, { bestOf: number }>;

interface BestOfFieldsProps {
  readonly plan: Plan;
  readonly models: readonly string[];
  readonly route: BestOf;
  readonly onChange: (route: Route) => void;
}

/** Several attempts at once, of which the first that passes the check is used. */
export function BestOfFields({ plan, models, route, onChange }: BestOfFieldsProps): ReactElement {
  return (
    <>
      <div className="route-line">
        <FigureField
          label="Attempts"
          value={route.bestOf}
          width={48}
          unit="attempts with"
          check={(attempts) =>
            Number.isInteger(attempts) && attempts >= 1 && attempts <= MOST_ATTEMPTS
              ? null
              : `Type a whole number from 1 to ${MOST_ATTEMPTS}.`
          }
          onChange={(bestOf) => onChange({ ...route, bestOf })}
        />
        <Select
          label="Model"
          hideLabel
          options={modelOptions(plan, models)}
          value={route.model}
          onChange={(model) => onChange({ ...route, model })}
        />
      </div>
      <VerifierFields
        name=""
        when="All attempts are made and checked. The first that passes is used. The check"
        verifier={route.verifier}
        currency={plan.currency}
        onChange={(verifier) => onChange({ ...route, verifier })}
      />
    </>
  );
}
