import type { ReactElement } from "react";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";
import { Select } from "#renderer/controls/Select.tsx";
import { type RouteKind, routeKind, routeOfKind } from "./routeEdits.ts";
import { StepsFields } from "./StepsFields.tsx";
import { BestOfFields } from "./BestOfFields.tsx";
import { ChoiceFields } from "./ChoiceFields.tsx";

const KINDS: readonly { readonly value: RouteKind; readonly label: string }[] = [
  { value: "one", label: "one model" },
  { value: "steps", label: "one, then another if a check fails" },
  { value: "difficulty", label: "by difficulty" },
  { value: "chance", label: "by chance" },
  { value: "bestOf", label: "best of several" },
];

export interface RouteFieldsProps {
  /** What a screen reader calls it, on a screen that shows several routes: "Route". */
  readonly label: string;
  readonly plan: Plan;
  /** Models the workload may use. */
  readonly models: readonly string[];
  readonly route: Route;
  readonly onChange: (route: Route) => void;
}

/** Who does the work and who checks it: a route, in sentences of fields. */
export function RouteFields({ label, plan, models, route, onChange }: RouteFieldsProps): ReactElement {
  const kind = routeKind(route);
  return (
    <div className="route-fields" role="group" aria-label={label}>
      <Select
        label="Route"
        hideLabel
        options={KINDS.filter(
          ({ value }) => models.length > 1 || value === kind || (value !== "difficulty" && value !== "chance"),
        )}
        value={kind}
        onChange={(next) => onChange(routeOfKind(route, next, models))}
      />
      {"steps" in route && <StepsFields name="" whole={route} {...{ plan, models, onChange }} />}
      {"bestOf" in route && <BestOfFields {...{ plan, models, route, onChange }} />}
      {"choose" in route && <ChoiceFields {...{ plan, models, route, onChange }} />}
    </div>
  );
}
