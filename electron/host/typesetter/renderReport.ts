import type { ReportInput } from "#shared/report/input.ts";
import { reportSource } from "#shared/report/reportSource.ts";
import { typeset } from "./typeset.ts";

/** The budget plan as a tagged PDF. Equal input gives equal bytes. */
export function renderReport(input: ReportInput): Promise<Uint8Array> {
  return typeset(reportSource(input));
}
