import type { Chargeback } from "#shared/forecast/answers/chargeback.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** What the parts of the screen show; null: not known yet, or the plan is not valid. */
export interface Known {
  readonly forecast: Forecast | null;
  readonly resolved: ResolvedPlan | null;
  readonly chargeback: Chargeback | null;
}
