import { beginYear, enterParameters, expectArrivals } from "#shared/engine/month/arrivals.ts";
import { bookMonth } from "#shared/engine/month/bookMonth.ts";
import { beginDecision, takeDecision } from "#shared/engine/month/decision.ts";
import { splitMonth, workMonth } from "#shared/engine/month/monthCap.ts";
import { closeMonth, openMonth } from "#shared/engine/month/monthlyTally.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import { keepDays, recallDays } from "./recall.ts";
import type { Year } from "./yearState.ts";

/** A month of the workloads of a plan, each simulated or, where its year is known, recalled. */

/** Begins a workload's month. */
export function openWorkload({ runs, workloads }: Year, w: number, month: number): void {
  workloads[w]!.booked[month] = -runs[w]!.year.spend;
  openMonth(runs[w]!, month);
}

/** Ends a workload's month, with what is decided at its end. */
export function closeWorkload({ runs, workloads, parameters, caseTrial }: Year, w: number, month: number): void {
  const run = runs[w]!;
  workloads[w]!.booked[month]! += run.year.spend;
  closeMonth(run, month);
  if (takeDecision(run, month, caseTrial)) expectArrivals(run, parameters);
}

/** Begins a workload's year under the parameters of the trial at hand. */
export function beginRun(year: Year, w: number): void {
  const { parameters, enteredFor, drawnFor, caseTrial, runKey } = year;
  const run = year.runs[w]!;
  if (enteredFor[w] !== drawnFor) {
    year.drawWork(w);
    enterParameters(run, parameters);
  }
  enteredFor[w] = drawnFor;
  if (beginDecision(run, caseTrial)) expectArrivals(run, parameters);
  beginYear(run, runKey, parameters);
}

/** Works the month of all workloads whose year is not known; returns what all spend. */
export function workWorkloads({ runs, workloads }: Year, month: number): number {
  let variable = 0;
  for (let w = 0; w < runs.length; w++) {
    const own = workloads[w]!;
    if (own.recalled === null) {
      workMonth(runs[w]!, month);
      own.worked[month] = runs[w]!.month.spend;
    }
    variable += own.worked[month]!;
  }
  return variable;
}

/** Books the month of all workloads whose year is not known; `allowed` as in `bookMonth`. */
export function bookWorkloads({ runs, workloads }: Year, month: number, allowed: Float64Array | null): void {
  for (let w = 0; w < runs.length; w++) if (workloads[w]!.recalled === null) bookMonth(runs[w]!, month, allowed);
}

/** Splits a workload's month into days. Where its year is known and these days are not, the month is worked for them. */
export function splitWorkload(year: Year, w: number, month: number): void {
  const run = year.runs[w]!;
  const own = year.workloads[w]!;
  if (recallDays(own, month, run.month.daySpend)) return;
  if (own.recalled !== null) workAgain(year, w, month);
  splitMonth(run, month);
  if (own.known !== null) keepDays(own, month, run.month.daySpend);
}

/** Works a month of a year that is known. What waits, and decisions, hang on the months before; else it stands for itself. */
function workAgain(year: Year, w: number, month: number): void {
  const run = year.runs[w]!;
  beginRun(year, w);
  for (let before = hangsOnMonthsBefore(run) ? 0 : month; before < month; before++) {
    openMonth(run, before);
    workMonth(run, before);
    bookMonth(run, before, null);
    closeMonth(run, before);
    if (takeDecision(run, before, year.caseTrial)) expectArrivals(run, year.parameters);
  }
  workMonth(run, month);
}

function hangsOnMonthsBefore({ workload }: WorkloadRun): boolean {
  return workload.decision?.state === "rule" || workload.policies.some(({ monthCap }) => monthCap?.atCap === "defer");
}
