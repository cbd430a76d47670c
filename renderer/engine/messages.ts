import type { ForecastEvent, ForecastRequest } from "#renderer/state/answers.ts";
import type { StudyEvent } from "#renderer/state/studies.ts";

/** What the page asks of the forecast worker: one job, many events, until its end or its cancelling. */
export type EngineAsk =
  | { readonly type: "run"; readonly job: number; readonly request: ForecastRequest }
  | { readonly type: "study"; readonly job: number; readonly name: string; readonly question: unknown }
  | { readonly type: "cancel"; readonly job: number };

/** What the page hears: of a forecast until "ready" or "failed", of a study until "answer" or "failed". */
export interface EngineMessage {
  readonly job: number;
  readonly event: ForecastEvent | StudyEvent;
}
