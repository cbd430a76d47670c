import { formatCount } from "#shared/format/counts.ts";
import { formatMonth } from "#shared/format/dates.ts";
import { setAt, type PlanEdit } from "./edits/edits.ts";
import { pointerOf } from "./pointer.ts";
import type { Actuals, Plan } from "./schema/plan.ts";
import { inItsVersion } from "./versions.ts";

/** What people count of a closed month: no usage export, or few, says it. */
export const CLOSED_COUNTS = ["outcomes", "interventions", "exceptions", "benefit"] as const;
export type ClosedCount = (typeof CLOSED_COUNTS)[number];

const CALLED: Readonly<Record<ClosedCount, string>> = {
  outcomes: "outcomes",
  interventions: "tasks with a person stepping in",
  exceptions: "tasks that went back to the old way",
  benefit: "booked benefit",
};

type Month = Actuals["months"][number]["workloads"][string];

/** Why a count cannot be that of a month; null: it can. A task has at most one outcome, and is counted once. */
export function closedCountIssue(month: Month, count: ClosedCount, value: number): string | null {
  if (value < 0) return "Type a number, 0 or more.";
  const { tasks } = month;
  if (count === "benefit" || tasks === undefined || value <= tasks) return null;
  return `The month has ${formatCount(tasks)} tasks: type at most as many.`;
}

/** A count of a closed month of a workload; null takes it out. The workload must have spent something in that month. */
export function setClosedCount(
  plan: Plan,
  at: { readonly workload: string; readonly month: number; readonly count: ClosedCount },
  value: number | null,
): PlanEdit {
  const pointer = pointerOf(["actuals", "months", at.month, "workloads", at.workload, at.count]);
  const { month } = plan.actuals!.months[at.month]!;
  return {
    name: `change ${CALLED[at.count]} of ${formatMonth(month)}`,
    plan: inItsVersion(setAt(plan, pointer, value ?? undefined), plan),
  };
}

/** The plan with outcomes of a workload's closed months, and the months whose count cannot be theirs, with the reason. */
export interface OutcomesTaken {
  readonly edit: PlanEdit;
  readonly taken: number;
  /** One sentence for each month that was left as it is. */
  readonly refused: readonly string[];
}

/** Outcomes of closed months as an export counts them, ISO month by ISO month; months that are not closed are passed over. */
export function setOutcomes(plan: Plan, workload: string, counts: ReadonlyMap<string, number>): OutcomesTaken {
  const refused: string[] = [];
  let taken = 0;
  let next = plan;
  for (const [month, { month: name, workloads }] of (plan.actuals?.months ?? []).entries()) {
    const count = counts.get(name);
    const own = workloads[workload];
    if (count === undefined || own === undefined) continue;
    const issue = closedCountIssue(own, "outcomes", count);
    if (issue !== null) refused.push(`${formatMonth(name)}: ${formatCount(count)} outcomes. ${issue}`);
    else {
      taken++;
      next = setClosedCount(next, { workload, month, count: "outcomes" }, count).plan;
    }
  }
  return { edit: { name: "take outcomes from a file", plan: next }, taken, refused };
}

/**
 * Closed months read anew from usage, with what people had counted of them before: an import knows nothing of it. What
 * the new months say themselves stays, and what no longer fits to their tasks is left out.
 */
export function keepClosedCounts(months: Actuals["months"], before: Actuals | undefined): Actuals["months"] {
  return months.map((month) => {
    const old = before?.months.find((one) => one.month === month.month);
    if (old === undefined) return month;
    const workloads = Object.entries(month.workloads).map(([id, own]): [string, Month] => {
      const kept = CLOSED_COUNTS.flatMap((count) => {
        const value = old.workloads[id]?.[count];
        return value === undefined || own[count] !== undefined || closedCountIssue(own, count, value) !== null
          ? []
          : [[count, value] as const];
      });
      return [id, { ...own, ...Object.fromEntries(kept) }];
    });
    return { ...month, workloads: Object.fromEntries(workloads) };
  });
}
