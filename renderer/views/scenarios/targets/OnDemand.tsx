import type { ReactElement, ReactNode } from "react";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";

export interface AskedPartProps {
  readonly plan: Plan;
  /** The plan, or the scenario laid over it. */
  readonly active: Plan;
  readonly scenario: string | null;
}

/** A question that takes many forecasts: asked on demand; it shows how far it is and can be stopped. */
export function OnDemand({
  heading,
  fields,
  isAsked,
  onAsk,
  label,
  children,
}: {
  readonly heading: string;
  readonly fields: ReactNode;
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly label: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section aria-label={heading} className="target">
      <h2 className="part-heading">{heading}</h2>
      <div className="target-fields">
        {fields}
        {!isAsked && (
          <Button icon="play" onClick={onAsk}>
            {label}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}
