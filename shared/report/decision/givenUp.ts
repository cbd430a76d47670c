import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatCount } from "#shared/format/counts.ts";
import { significant } from "#shared/format/digits.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { paperText } from "#shared/report/text.ts";

/** Of a thousand tasks; less is no difference that a reader would act on. */
const LEAST_SHARE = 0.005;
const LETTERS = 50;

/**
 * What a scenario gives up beside money: success of the workload that spends most, and work that is not done. Both are
 * averages over the same simulated years. Empty: neither.
 */
export function givenUp(base: Forecast, chosen: Forecast, { workloads }: Pick<ResolvedPlan, "workloads">): string {
  const main = mainWorkload(base);
  const name = paperText(workloads.find(({ id }) => id === main)?.name ?? "", LETTERS);
  const before = main === null ? null : successOf(base, main);
  const after = main === null ? null : successOf(chosen, main);
  const held = heldBack(chosen) - heldBack(base);
  const parts = [
    ...(before === null || after === null || before - after < LEAST_SHARE
      ? []
      : [`${formatPercent(after)} of the tasks of ${name} that are done end well instead of ${formatPercent(before)}`]),
    ...(held < 0.5 || held < LEAST_SHARE * tasksOf(base)
      ? []
      : [`about ${formatCount(significant(held, 2))} more tasks are not done`]),
  ];
  return parts.length === 0 ? "" : `In return, ${parts.join(", and ")}.`;
}

/** Share of the tasks that are done that end well; null: there are none. */
function successOf({ workloads }: Forecast, id: string): number | null {
  const workload = workloads[id];
  const done = workload === undefined ? 0 : workload.tasks.mean - workload.unmet.mean;
  return workload === undefined || done <= 0 ? null : workload.outcomes.mean / done;
}

function heldBack({ workloads }: Forecast): number {
  return Object.values(workloads).reduce((sum, { unmet }) => sum + unmet.mean, 0);
}

function tasksOf({ workloads }: Forecast): number {
  return Object.values(workloads).reduce((sum, { tasks }) => sum + tasks.mean, 0);
}
