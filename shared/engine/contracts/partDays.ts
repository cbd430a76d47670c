import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import { splitMonth } from "#shared/engine/month/monthCap.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import { rateBeyond } from "./commitmentDay.ts";
import type { CompiledCommitment, CompiledSeats } from "#shared/engine/compile/compiledContracts.ts";
import type { CommitmentYear, ContractYear, SeatsYear } from "./contractYear.ts";
import { segmentOn, shareByModel } from "./modelShares.ts";
import { allowDay } from "./seatDay.ts";

/**
 * Parts of a month that hang on the day while the rest is charged at once: an allowance that several workloads share or
 * that refuses work, a balance that several draw on until it is dry. Only the days of those workloads are looked at.
 */

interface PartMonths {
  readonly plan: CompiledPlan;
  readonly runs: readonly WorkloadRun[];
  readonly year: ContractYear;
}

/**
 * Puts a month under what some seats include, day by day; `year.day` holds the month's sums of the covered workloads
 * after it, and `year.allowed` the share of each of their days. Nothing is booked.
 */
export function allowByDays(
  { plan, runs, year }: PartMonths,
  month: number,
  own: CompiledSeats,
  state: SeatsYear,
): void {
  const { day, part } = year;
  const { left } = state;
  part.effective.fill(0);
  part.usage.fill(0);
  for (let i = 0; i < own.covers.length; i++) splitMonth(runs[own.covers[i]!]!, month);
  let drawn = 0;
  let done = 0;
  for (let d = 0; d < plan.monthStarts[month + 1]! - plan.monthStarts[month]!; d++) {
    for (let i = 0; i < own.covers.length; i++) {
      const w = own.covers[i]!;
      day.usage[w] = day.effective[w] = runs[w]!.month.daySpend[d]!;
      day.share[w] = 1;
    }
    allowDay(own, state, year);
    drawn += state.dayDrawn;
    done += state.dayDone;
    if (own.included!.isPool) state.left = Math.max(0, left - drawn);
    state.overageMonth = done * own.overageRate;
    for (let i = 0; i < own.covers.length; i++) {
      const w = own.covers[i]!;
      part.effective[w] = part.effective[w]! + day.effective[w]!;
      part.usage[w] = part.usage[w]! + day.usage[w]!;
      year.allowed[w]![d] = day.share[w]!;
    }
  }
  for (let i = 0; i < own.covers.length; i++) {
    const w = own.covers[i]!;
    day.effective[w] = day.cash[w] = part.effective[w]!;
    day.usage[w] = part.usage[w]!;
  }
  state.left = left;
  state.overageMonth = 0;
  state.dayDrawn = drawn;
  state.dayDone = done;
}

/**
 * Charges a month in which a balance that several workloads draw on runs dry. `state.dayCovered` holds what it covers of
 * each workload's month, and `year.day` the month's sums, which it changes. Nothing is booked.
 */
export function chargeByDays(months: PartMonths, month: number, own: CompiledCommitment, state: CommitmentYear): void {
  const { plan, runs, year } = months;
  const { day, part } = year;
  const first = plan.monthStarts[month]!;
  const beyondRate = rateBeyond(own, first);
  for (let w = 0; w < runs.length; w++) if (state.dayCovered[w]! > 0) splitMonth(runs[w]!, month);
  let { left } = state;
  for (let date = first; date < plan.monthStarts[month + 1]!; date++) {
    const use = coverPart(months, month, date, own, state);
    if (use === 0) continue;
    const worth = own.drawnRate * use;
    const share = left >= worth ? 1 : left / worth;
    left = Math.max(0, left - share * worth);
    state.dayDrawn += share * worth;
    state.dayBeyond += (1 - share) * use * beyondRate;
    const drawn = share * own.drawnRate;
    const beyond = (1 - share) * beyondRate;
    for (let w = 0; w < runs.length; w++) {
      day.effective[w] = Math.max(0, day.effective[w]! + part.usage[w]! * (drawn + beyond - 1));
      day.cash[w] = Math.max(0, day.cash[w]! + part.usage[w]! * ((own.paid === "asUsed" ? drawn : 0) + beyond - 1));
    }
  }
}

/** Fills `part.usage` with what a commitment covers of each workload's day, and returns the sum. */
function coverPart(
  { plan, runs, year }: PartMonths,
  month: number,
  date: number,
  { byModels, covers }: CompiledCommitment,
  { dayCovered }: CommitmentYear,
): number {
  const { part, modelShares } = year;
  let use = 0;
  for (let w = 0; w < runs.length; w++) {
    part.usage[w] = 0;
    if (dayCovered[w] === 0) continue;
    const run = runs[w]!;
    let share = 1;
    if (byModels) {
      shareByModel(modelShares, run, month, segmentOn(run, month, date), date, part.byModel);
      share = 0;
      for (let i = 0; i < covers.length; i++) share += part.byModel[covers[i]!]!;
    }
    part.usage[w] = run.month.daySpend[date - plan.monthStarts[month]!]! * share;
    use += part.usage[w]!;
  }
  return use;
}
