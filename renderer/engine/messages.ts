import type { ForecastEvent, ForecastRequest } from "../state/answers.ts";

/** What the page asks of the forecast worker, and what it hears: one job, many events, until "ready", "failed" or its cancelling. */
export type ForecastAsk = { readonly type: "run"; readonly job: number; readonly request: ForecastRequest } | { readonly type: "cancel"; readonly job: number };

export interface ForecastTell {
  readonly job: number;
  readonly event: ForecastEvent;
}
