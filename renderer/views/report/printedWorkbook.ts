import type { HostInput } from "#shared/host/contract.ts";
import { inPlainNotation } from "#shared/format/notation.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { ReportedOption } from "#shared/report/input.ts";
import { workbookOf } from "#shared/report/workbook/workbookOf.ts";
import type { Drivers } from "#shared/studies/drivers.ts";
import type { ValueStudy } from "#shared/studies/value.ts";
import type { Answers } from "#renderer/state/answers.ts";

/** What of a printed plan the workbook holds. */
export interface PrintedFigures {
  readonly plan: Plan;
  readonly answers: Answers;
  readonly options: readonly ReportedOption[];
  readonly drivers: Drivers | null;
  /** What the uses of AI bring; null: no use has a case. */
  readonly value: ValueStudy | null;
}

/** The workbook of what is printed; its assumptions are those of the whole plan, so that it can be opened again. */
export function printedWorkbook(
  { plan, answers: { forecast, trials }, options, drivers, value }: PrintedFigures,
  whole: Plan,
  scenarioName: string | null,
): HostInput<"makeWorkbook">["workbook"] {
  const workbook = inPlainNotation(() =>
    workbookOf({
      plan: whole,
      resolved: resolvePlan(plan),
      forecast,
      spend: trials.spend,
      scenarioName,
      scenarios: options,
      drivers,
      value: value?.answer ?? null,
    }),
  );
  return workbook as HostInput<"makeWorkbook">["workbook"];
}
