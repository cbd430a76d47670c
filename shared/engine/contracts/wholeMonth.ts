import { hasReached } from "#shared/plan/budget.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import { coverDay, rateBeyond, settle } from "./commitmentDay.ts";
import type { CompiledCommitment, CompiledContracts, CompiledSeats } from "#shared/engine/compile/compiledContracts.ts";
import type { CommitmentYear, ContractYear, SeatsYear } from "./contractYear.ts";
import { shareMonthByModel } from "./modelShares.ts";
import { allowByDays, chargeByDays } from "./partDays.ts";
import { allowDay } from "./seatDay.ts";
import { addTaxes } from "./taxes.ts";

/**
 * A month in which nothing hangs on the day is charged as if it were a single day: what contracts make of its sum is
 * what they make of its days, added. Allowances and balances that several workloads share look at the days of those
 * (`partDays.ts`). All days are played where a cost center's cap or the budget is met, where work is refused that a
 * month's cap counts, and where parts of a workload are taxed at different rates.
 */

/** What charging a month at once reads. */
export interface WholeMonths {
  readonly plan: CompiledPlan;
  readonly contracts: CompiledContracts;
  readonly runs: readonly WorkloadRun[];
  readonly year: ContractYear;
}

/** A month's money on both bases. */
export interface MonthMoney {
  effective: number;
  cash: number;
}

/**
 * Charges a month that has been worked without a look at contracts, as its only day, into `year.day` and `out`. What has
 * to be done instead, nothing of it having been booked: its days charged as they have been worked, because the budget is
 * reached on one of them, or all days worked anew. `spent`: the year's money so far on the budget's basis.
 */
export function chargeWhole(
  months: WholeMonths,
  month: number,
  spent: number,
  isSpent: boolean,
  out: MonthMoney,
): "charged" | "worked" | "anew" {
  const { plan, contracts, runs, year } = months;
  const { day } = year;
  for (let w = 0; w < runs.length; w++) {
    day.usage[w] = day.effective[w] = day.cash[w] = runs[w]!.month.spend;
    day.share[w] = 1;
    year.allowed[w]!.fill(1);
  }
  if (!areCentresWithin(contracts, year)) return "anew";
  if (!areTaxedAlike(months, month)) return "anew";
  const isWhole = allowMonth(months, month);
  chargeMonth(months, month);
  if (contracts.hasTax) addTaxes(contracts, year);
  out.effective = out.cash = 0;
  for (let w = 0; w < runs.length; w++) {
    out.effective += day.effective[w]!;
    out.cash += day.cash[w]!;
  }
  const money = contracts.isCash ? out.cash : out.effective;
  const isReached = (!isSpent || plan.blocks) && hasReached(spent + money, plan.budget);
  if (isWhole && !isReached) return "charged";
  // The days will count from the first of the month again.
  for (let s = 0; s < year.seats.length; s++) forgetUse(year.seats[s]!);
  return isWhole && !plan.blocks ? "worked" : "anew";
}

/** Fills `byModel` of the month. Whether what may be charged at other than its use is taxed at one rate on all days. */
function areTaxedAlike({ contracts, runs, year }: WholeMonths, month: number): boolean {
  let isAlike = true;
  for (let w = 0; w < runs.length; w++) {
    if (!contracts.asksModels[w]!) continue;
    const isEven = shareMonthByModel(year.modelShares, runs[w]!, month, year.byModel[w]!);
    if (!isEven && isChargedApart(contracts, w)) isAlike = false;
  }
  return isAlike;
}

function forgetUse(state: SeatsYear): void {
  state.use = state.beyond = 0;
}

function areCentresWithin({ centres }: CompiledContracts, { day }: ContractYear): boolean {
  for (let c = 0; c < centres.length; c++) {
    const { workloads, amount } = centres[c]!;
    let use = 0;
    for (let i = 0; i < workloads.length; i++) use += day.usage[workloads[i]!]!;
    if (hasReached(use, amount)) return false;
  }
  return true;
}

/** Whether some of a workload's use may be charged at other than its usage cost. */
function isChargedApart({ seatsOf, commitments }: CompiledContracts, w: number): boolean {
  if (seatsOf[w]! >= 0) return true;
  for (let c = 0; c < commitments.length; c++)
    if (commitments[c]!.byModels || commitments[c]!.covers.includes(w)) return true;
  return false;
}

/** Puts the month under what seats include. Whether no work is refused that a month's cap counts. */
function allowMonth(months: WholeMonths, month: number): boolean {
  const { contracts, runs, year } = months;
  let isWhole = true;
  for (let s = 0; s < contracts.seats.length; s++) {
    const own = contracts.seats[s]!;
    const state = year.seats[s]!;
    allowDay(own, state, year);
    if (own.included === null || !hangsOnDays(own, state, year)) continue;
    forgetUse(state);
    allowByDays(months, month, own, state);
    for (let i = 0; i < own.covers.length; i++) {
      const { workload, month: worked } = runs[own.covers[i]!]!;
      if (workload.isCapped && isLess(year.day.usage[own.covers[i]!]!, worked.spend)) isWhole = false;
    }
  }
  return isWhole;
}

/** Whether overage is refused, or is to be divided among workloads by their days. */
function hangsOnDays({ covers }: CompiledSeats, { dayDone }: SeatsYear, { day }: ContractYear): boolean {
  let used = 0;
  for (let i = 0; i < covers.length; i++) {
    if (day.share[covers[i]!] !== 1) return true;
    if (day.usage[covers[i]!]! > 0) used++;
  }
  return dayDone > 0 && used > 1;
}

function isLess(one: number, other: number): boolean {
  return one < other * (1 - 1e-12);
}

/** Charges what of the month commitments cover. */
function chargeMonth(months: WholeMonths, month: number): void {
  const { plan, contracts, year } = months;
  const first = plan.monthStarts[month]!;
  for (let c = 0; c < contracts.commitments.length; c++) {
    const own = contracts.commitments[c]!;
    const state = year.commitments[c]!;
    const use = coverDay(contracts, own, state, year, first);
    if (use === 0) continue;
    if (isDivided(own, state, use, first)) chargeByDays(months, month, own, state);
    else settle(own, state, year, use, first);
  }
}

/** Whether a balance runs dry in the month, and several workloads draw on it. */
function isDivided(own: CompiledCommitment, { left, dayCovered }: CommitmentYear, use: number, day: number): boolean {
  if (left === 0 || left >= own.drawnRate * use || own.drawnRate === rateBeyond(own, day)) return false;
  let used = 0;
  for (let w = 0; w < dayCovered.length; w++) if (dayCovered[w]! > 0) used++;
  return used > 1;
}
