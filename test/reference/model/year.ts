import { hasReached } from "#shared/plan/budget.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { under } from "#shared/random/random.ts";
import { arrivalDays, type ArrivalDays, type PlainTrial } from "./arrivalDays.ts";
import { endsMonth, monthOf, startsMonth, yearDays } from "./calendar.ts";
import { plainDecision } from "./decision.ts";
import { workUnderMonthCap } from "./monthCap.ts";
import type { Parameters } from "./parameters.ts";
import type { PlainYear } from "./plainYear.ts";
import { inForce } from "./price.ts";
import { costAt, emptyTally, sum, type Tally } from "./tally.ts";
import { bookDay, emptyState, workloadYear, type WorkloadState } from "./workloadState.ts";

// Sections 3.8 to 3.12.

/** Plays one year, day by day. */
export function simulateYear(trial: PlainTrial): PlainYear {
  const { plan, parameters, key } = trial;
  const states = plan.workloads.map((workload) => emptyState(plan, workload));
  const decisions = plan.workloads.map((workload) => plainDecision(workload, key));
  const days = plan.workloads.map((_, w) => arrivalDays(trial, w, decisions[w]!));
  const fixedCosts = plan.fixedCosts.map(() => 0);
  const monthSpend = new Array<number>(plan.monthStarts.length - 1).fill(0);
  const { amount, atExhaustion } = plan.budget;
  let spend = 0;
  let runOutDay: number | null = null;

  for (let day = 0; day < yearDays(plan); day++) {
    const month = monthOf(plan, day);
    if (startsMonth(plan, day))
      chargesOn(parameters, day).forEach((charge, i) => {
        fixedCosts[i]! += charge;
        monthSpend[month]! += charge;
        spend += charge;
      });

    const isStopped = atExhaustion === "block" && hasReached(spend, amount);
    const done = plan.workloads.map((_, w) =>
      isStopped ? turnAway(trial, w, states[w]!, days[w]!, day) : workDay(trial, w, states[w]!, days[w]!, day),
    );
    const cost = sum(done.map((tally, w) => costAt(days[w]!.on(day).prices, tally)));
    const share = atExhaustion === "block" && !isStopped && spend + cost > amount ? (amount - spend) / cost : 1;
    done.forEach((tally, w) => {
      monthSpend[month]! += bookDay(plan, states[w]!, day, days[w]!.on(day).prices, tally, share);
    });
    if (endsMonth(plan, day))
      decisions.forEach((decision, w) => decision.decide(month, states[w]!, parameters.workloads[w]!));
    spend += share * cost;
    if (runOutDay === null && hasReached(spend, amount)) runOutDay = day;
  }

  states.forEach((state, w) => giveUpWaiting(state, days[w]!));
  return {
    spend,
    runOutDay,
    monthSpend,
    workloads: states.map((state, w) => workloadYear(state, parameters.workloads[w]!)),
    fixedCosts,
    models: modelYears(plan, states),
  };
}

/** What the fixed costs charge on the first day of a month, in the order of the plan. */
function chargesOn({ fixedCosts }: Parameters, day: number): number[] {
  return fixedCosts.map(({ perMonth, renewal }) => perMonth * inForce(renewal, day));
}

/** A day's work while there is budget. */
function workDay({ plan, key }: PlainTrial, w: number, state: WorkloadState, days: ArrivalDays, day: number): Tally {
  const workload = plan.workloads[w]!;
  state.arrivedByMonth[monthOf(plan, day)]! += days.on(day).tasks;
  return workUnderMonthCap(plan, workload, state, days, day, under(key, "month cap", workload.id));
}

/** A day after the budget is spent: what arrives is unmet. */
function turnAway({ plan }: PlainTrial, w: number, state: WorkloadState, days: ArrivalDays, day: number): Tally {
  state.arrivedByMonth[monthOf(plan, day)]! += days.on(day).tasks;
  state.unmet += days.on(day).tasks;
  return emptyTally(plan.workloads[w]!);
}

/** What still waits when the year ends is unmet. */
function giveUpWaiting(state: WorkloadState, days: ArrivalDays): void {
  for (const work of state.waiting) for (const [arrival, part] of work) state.unmet += part * days.on(arrival).tasks;
}

function modelYears(plan: ResolvedPlan, states: readonly WorkloadState[]): PlainYear["models"] {
  return plan.models.map((model) => {
    const entries = plan.workloads.flatMap((workload, w) =>
      workload.attempts.flatMap(({ modelId }, m) =>
        modelId === model.id ? [{ spend: states[w]!.attemptSpend[m]!, tokens: states[w]!.booked.tokens[m]! }] : [],
      ),
    );
    return { spend: sum(entries.map((entry) => entry.spend)), tokens: sum(entries.map((entry) => entry.tokens)) };
  });
}
