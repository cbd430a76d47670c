import type { ReportInput } from "../../../shared/report/input.ts";

/** The budget plan as a tagged PDF. Equal input gives equal bytes. */
export function renderReport(input: ReportInput): Promise<Uint8Array> {
  return Promise.reject(new Error(`not yet: ${input.forecast.plan.name}`));
}
