import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { monthOf, startsMonth } from "./calendar.ts";
import type { WorkloadParameters } from "./parameters.ts";
import type { PlainWorkloadYear } from "./plainYear.ts";
import { addShare, costAt, emptyTally, lineCosts, sum, type Prices, type Tally, type Work } from "./tally.ts";

/** The year of one workload as it goes on. */
export interface WorkloadState {
  readonly booked: Tally;
  readonly spendByMonth: number[];
  /** Money by line. */
  readonly lineSpend: number[];
  /** The month's spend up to the end of each day. */
  readonly monthToDate: number[];
  /** What was deferred into each month and is not yet done. */
  readonly waiting: readonly Work[];
  /** The answer to the month's request for approval, once the cap was met. */
  readonly approval: ("given" | "refused" | undefined)[];
  readonly arrivedByMonth: number[];
  readonly outcomesByMonth: number[];
  readonly errorsByMonth: number[];
  readonly failuresByMonth: number[];
  /** What is charged, by month: effective cost. */
  readonly chargedByMonth: number[];
  /** Mean wanted use a person of the month, this day included. */
  meanUse: number;
  unmet: number;
}

/** The state before the first day. */
export function emptyState(plan: ResolvedPlan, workload: ResolvedWorkload): WorkloadState {
  const months = plan.monthStarts.length - 1;
  return {
    booked: emptyTally(workload.attempts.length * plan.models.length),
    spendByMonth: new Array<number>(months).fill(0),
    lineSpend: new Array<number>(workload.attempts.length * plan.models.length).fill(0),
    monthToDate: [],
    waiting: Array.from({ length: months }, () => new Map()),
    approval: [],
    arrivedByMonth: new Array<number>(months).fill(0),
    outcomesByMonth: new Array<number>(months).fill(0),
    errorsByMonth: new Array<number>(months).fill(0),
    failuresByMonth: new Array<number>(months).fill(0),
    chargedByMonth: new Array<number>(months).fill(0),
    meanUse: 0,
    unmet: 0,
  };
}

/**
 * Books a share of what was done on a day, at the prices of that day; the rest is unmet.
 *
 * @returns the money spent
 */
export function bookDay(
  plan: ResolvedPlan,
  state: WorkloadState,
  day: number,
  prices: Prices,
  tally: Tally,
  share: number,
): number {
  const month = monthOf(plan, day);
  addShare(state.booked, share, tally);
  state.outcomesByMonth[month]! += share * tally.outcomes;
  state.errorsByMonth[month]! += share * tally.errors;
  state.failuresByMonth[month]! += share * tally.failures;
  state.unmet += (1 - share) * tally.tasks;
  lineCosts(prices, tally).forEach((money, line) => (state.lineSpend[line]! += share * money));
  const spend = share * costAt(prices, tally);
  const before = startsMonth(plan, day) ? 0 : state.monthToDate[day - 1]!;
  state.monthToDate.push(before + spend);
  state.spendByMonth[month]! += spend;
  return spend;
}

/** What the year came to. */
export function workloadYear(state: WorkloadState, known: WorkloadParameters): PlainWorkloadYear {
  const { outcomes, errors, failures, attempts, tokens } = state.booked;
  const spend = sum(state.chargedByMonth);
  const accepted = outcomes + errors;
  const loadedCost = spend + known.reviewCost * accepted + known.failureCost * failures + known.errorCost * errors;
  return {
    spend,
    usage: sum(state.spendByMonth),
    monthSpend: state.chargedByMonth,
    tasks: sum(state.arrivedByMonth),
    monthTasks: state.arrivedByMonth,
    monthOutcomes: state.outcomesByMonth,
    outcomes,
    errors,
    failures,
    unmet: state.unmet,
    accepted,
    attempts,
    tokens: sum(tokens),
    loadedCost,
    netValue: outcomes * known.value * known.captured - loadedCost,
  };
}
