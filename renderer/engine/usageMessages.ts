import type { DaySpend } from "#shared/forecast/lookingBack/pastForecasts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { WorkloadUsage } from "#shared/usage/plan/workloadUsage.ts";

/** What the page asks of the usage worker. */
export type UsageQuestion =
  | { readonly type: "report"; readonly usage: WorkloadUsage }
  | { readonly type: "past"; readonly days: readonly DaySpend[] }
  | { readonly type: "split"; readonly plan: Plan };

export interface UsageAsk {
  readonly job: number;
  readonly question: UsageQuestion;
}

/** The one answer to it. */
export type UsageMessage =
  { readonly job: number; readonly answer: unknown } | { readonly job: number; readonly failed: string };
