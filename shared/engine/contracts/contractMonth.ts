import { hasReached } from "#shared/plan/budget.ts";
import type { Key } from "#shared/random/random.ts";
import type { CompiledContracts } from "#shared/engine/compile/compiledContracts.ts";
import type { ContractYear } from "./contractYear.ts";
import { adoptionOn, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { headCountOn } from "#shared/engine/parameters/headCount.ts";
import type { CompiledActuals } from "#shared/engine/observed/compiledForecast.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import { bookMonth } from "#shared/engine/month/bookMonth.ts";
import { openDays, splitMonth, workDay, workMonth } from "#shared/engine/month/monthCap.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import { bookCentres, capCentres, openCentres } from "./centreDay.ts";
import { bookCommitments, chargeCommitments, loseCommitments, openCommitments } from "./commitmentDay.ts";
import { segmentOn, shareByModel } from "./modelShares.ts";
import { allowSeats, bookSeats, closeSeats, drawSeats, openSeats } from "./seatDay.ts";
import { addTaxes } from "./taxes.ts";
import { chargeWhole } from "./wholeMonth.ts";

/**
 * A month of a plan whose contracts move a day's money, in the order of MODEL.md 3.12, as amended: charged at once where
 * nothing in it hangs on the day (`wholeMonth.ts`), else all workloads day by day.
 */
export interface ContractMonths {
  readonly plan: CompiledPlan;
  readonly contracts: CompiledContracts;
  readonly parameters: ParameterDraw;
  readonly runs: readonly WorkloadRun[];
  readonly year: ContractYear;
}

/** The year's money on the budget's basis so far, and the day it reached the budget; −1: not yet. */
export interface Running {
  spent: number;
  runOutDay: number;
}

/** Works and books a month. `fixed` is what fixed costs charge on its first day; `daySpend` as in `simulateYear`. */
export function simulateContractMonth(
  months: ContractMonths,
  month: number,
  fixed: number,
  running: Running,
  trial: Key,
  daySpend: Float64Array | null,
): void {
  const { contracts, year, runs } = months;
  const before = running.spent;
  countPeople(months, month);
  openMonthOfContracts(months, month, fixed, running);
  workApart(months, month);
  const isAsked = daySpend !== null || year.onDay !== null;
  const found = isAsked ? "anew" : chargeWhole(months, month, running.spent, running.runOutDay >= 0, whole);
  if (found === "charged") bookWhole(months, month, running);
  else playDays(months, month, { running, trial, before, isWorked: found === "worked" }, daySpend);
  closeSeats(contracts, year, month);
  noteDrawn(year, month);
  for (let w = 0; w < runs.length; w++) bookWorkload(months, month, w);
}

const whole = { effective: 0, cash: 0 };

/** Works the month of each workload under its own caps alone. */
function workApart({ runs, year }: ContractMonths, month: number): void {
  for (let w = 0; w < runs.length; w++) {
    const run = runs[w]!;
    run.month.people = Math.max(1, year.peopleNow[w]!);
    workMonth(run, month);
    // Caps a person count every day's use.
    if (run.workload.userTable !== null) splitMonth(run, month);
  }
}

/** Books a month that is charged at once. */
function bookWhole(months: ContractMonths, month: number, running: Running): void {
  const { plan, contracts, runs, year } = months;
  const { day } = year;
  add(months, month, running, whole.effective, whole.cash);
  for (let w = 0; w < runs.length; w++) {
    year.usage[w] = year.usage[w]! + day.usage[w]!;
    year.spend[w] = year.spend[w]! + day.effective[w]!;
    if (contracts.hasTax) year.tax += day.tax[w]!;
  }
  bookSeats(contracts, year, 1);
  bookCommitments(contracts, year, 1);
  const last = plan.monthStarts[month + 1]! - 1;
  loseCommitments(contracts, year, last, losses);
  if (losses.lost > 0) add(months, month, running, losses.lost, losses.cash);
  if (running.runOutDay < 0 && hasReached(running.spent, plan.budget)) running.runOutDay = last;
}

/**
 * What days of a month need beside it: the year's money so far, and before the month was opened; whether they have been
 * worked, and no contract moves what is done of them.
 */
interface DaysAsked {
  readonly running: Running;
  readonly trial: Key;
  readonly before: number;
  readonly isWorked: boolean;
}

/** Works and books a month day by day. */
function playDays(
  months: ContractMonths,
  month: number,
  { running, trial, before, isWorked }: DaysAsked,
  daySpend: Float64Array | null,
): void {
  const { plan, runs, year } = months;
  for (let w = 0; w < runs.length; w++) {
    if (isWorked) splitMonth(runs[w]!, month);
    else openDays(runs[w]!, month);
  }
  openCentres(year);
  let spent = before;
  for (let day = plan.monthStarts[month]!; day < plan.monthStarts[month + 1]!; day++) {
    if (!isWorked) workDays(months, month, day);
    chargeDay(months, month, day, running, trial);
    if (running.runOutDay < 0 && hasReached(running.spent, plan.budget)) running.runOutDay = day;
    if (daySpend !== null) daySpend[day] = running.spent - spent;
    spent = running.spent;
  }
}

/**
 * Books the closed months: what workloads spent is what they were charged, seats and commitments follow the plan, and
 * what was drawn lowers their balances. Writes money of each month on the budget's basis into `money`.
 */
export function bookClosedMonths(
  months: ContractMonths,
  actuals: CompiledActuals,
  running: Running,
  money: Float64Array,
): void {
  const { plan, contracts, year, runs } = months;
  for (let month = 0; month < actuals.months; month++) {
    const before = running.spent;
    countPeople(months, month);
    openMonthOfContracts(months, month, 0, running);
    let prepaid = 0;
    for (let c = 0; c < contracts.commitments.length; c++) {
      const drawn = actuals.drawn.commitments[c]![month]!;
      const state = year.commitments[c]!;
      state.left = Math.max(0, state.left - drawn);
      state.drawn += drawn;
      if (contracts.commitments[c]!.paid !== "asUsed") prepaid += drawn;
    }
    for (let s = 0; s < contracts.seats.length; s++) drawSeats(year.seats[s]!, actuals.drawn.seats[s]![month]!);
    for (let w = 0; w < runs.length; w++) {
      const spent = actuals.workloads[w]!.spend[month]!;
      year.spend[w] = year.spend[w]! + spent;
      year.usage[w] = year.usage[w]! + spent;
    }
    add(months, month, running, actuals.spend[month]!, Math.max(0, actuals.spend[month]! - prepaid));
    const last = plan.monthStarts[month + 1]! - 1;
    loseCommitments(contracts, year, last, losses);
    if (losses.lost > 0) add(months, month, running, losses.lost, losses.cash);
    year.onDay?.(last);
    closeSeats(contracts, year, month);
    noteDrawn(year, month);
    money[month] = running.spent - before;
    if (running.runOutDay < 0 && hasReached(running.spent, plan.budget)) running.runOutDay = last;
  }
}

function noteDrawn({ commitments, drawnBy }: ContractYear, month: number): void {
  for (let c = 0; c < commitments.length; c++) drawnBy[c]![month] = commitments[c]!.drawn;
}

/** People of each workload in a month, and their sum over the year. */
export function countPeople({ plan, parameters, runs, year }: Omit<ContractMonths, "contracts">, month: number): void {
  for (let w = 0; w < runs.length; w++) {
    const own = parameters.workloads[w]!;
    const { workload } = runs[w]!;
    const day = plan.monthStarts[month]!;
    year.peopleNow[w] =
      own.users * headCountOn(workload, own.headGrowth, month, day) * adoptionOn(workload, own.adoption, day);
    year.people[w] = year.people[w]! + year.peopleNow[w]!;
  }
}

/** What is owed and charged on the first day of a month before all work. */
function openMonthOfContracts(months: ContractMonths, month: number, fixed: number, running: Running): void {
  const { plan, contracts, parameters, year } = months;
  const fees = { effective: fixed, cash: fixed };
  openSeats(plan, contracts, parameters, year, month, fees);
  const owed = openCommitments(plan, contracts, year, month);
  add(months, month, running, fees.effective, fees.cash + owed);
}

/** Counts money on both bases. */
function add(
  { contracts, year }: ContractMonths,
  month: number,
  running: Running,
  effective: number,
  cash: number,
): void {
  year.effective += effective;
  year.cash += cash;
  year.effectiveMonths[month] = year.effectiveMonths[month]! + effective;
  year.cashMonths[month] = year.cashMonths[month]! + cash;
  running.spent += contracts.isCash ? cash : effective;
}

const losses = { lost: 0, cash: 0 };

/** Works a day of all workloads under their own caps. */
function workDays({ runs }: ContractMonths, month: number, date: number): void {
  for (let w = 0; w < runs.length; w++) workDay(runs[w]!, month, segmentOn(runs[w]!, month, date), date);
}

/** Charges and books a day that has been worked. */
function chargeDay(months: ContractMonths, month: number, date: number, running: Running, trial: Key): void {
  const { plan, contracts, runs, year } = months;
  const { day } = year;
  const d = date - plan.monthStarts[month]!;
  for (let w = 0; w < runs.length; w++) {
    day.usage[w] = runs[w]!.month.daySpend[d]!;
    day.share[w] = 1;
    if (contracts.asksModels[w]!)
      shareByModel(year.modelShares, runs[w]!, month, segmentOn(runs[w]!, month, date), date, year.byModel[w]!);
  }
  capCentres(contracts, year, trial, month, d);
  for (let w = 0; w < runs.length; w++) day.effective[w] = day.cash[w] = day.usage[w]!;
  allowSeats(contracts, year);
  chargeCommitments(contracts, year, date);
  if (contracts.hasTax) addTaxes(contracts, year);
  let effective = 0;
  let cash = 0;
  for (let w = 0; w < runs.length; w++) {
    effective += day.effective[w]!;
    cash += day.cash[w]!;
  }
  const money = contracts.isCash ? cash : effective;
  const room = Math.max(0, plan.budget - running.spent);
  const share = plan.blocks && money > room ? room / money : 1;
  add(months, month, running, share * effective, share * cash);
  bookDay(months, d, share);
  loseCommitments(contracts, year, date, losses);
  if (losses.lost > 0) add(months, month, running, losses.lost, losses.cash);
  year.onDay?.(date);
}

/** Books the share of a day that the budget allows, and reports to month caps what was used. */
function bookDay({ contracts, runs, year }: ContractMonths, d: number, share: number): void {
  const { day } = year;
  for (let w = 0; w < runs.length; w++) {
    const state = runs[w]!.month;
    const used = day.usage[w]! * share;
    year.allowed[w]![d] = day.share[w]! * share;
    year.usage[w] = year.usage[w]! + used;
    year.spend[w] = year.spend[w]! + day.effective[w]! * share;
    if (contracts.hasTax) year.tax += day.tax[w]! * share;
    state.spend += used - state.daySpend[d]!;
    state.spentByEnd[d] = state.spend;
  }
  bookSeats(contracts, year, share);
  bookCommitments(contracts, year, share);
  bookCentres(contracts, year, d, share);
}

/** Books a workload's tasks of a month; its spend of the month becomes what it is charged. */
function bookWorkload({ runs, year }: ContractMonths, month: number, w: number): void {
  const run = runs[w]!;
  bookMonth(run, month, year.allowed[w]!);
  run.year.spend = year.spend[w]!;
}
