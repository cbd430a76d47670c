import { trialKey, type TrialKey } from "#shared/engine/parameters/trialKey.ts";
import { bookClosedMonths, countPeople, simulateContractMonth } from "#shared/engine/contracts/contractMonth.ts";
import { beginContractYear } from "#shared/engine/contracts/contractYear.ts";
import { hasReached } from "#shared/plan/budget.ts";
import { under, type Key } from "#shared/random/random.ts";
import type { CompiledActuals } from "#shared/engine/observed/compiledForecast.ts";
import { caseScoresIn } from "#shared/engine/parameters/caseScores.ts";
import type { ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { bookActuals, drawTrialParameters } from "#shared/engine/observed/actualsYear.ts";
import { endYear, refuseMonth } from "#shared/engine/month/bookMonth.ts";
import { closeYear, recallYear, type RunStream } from "./recall.ts";
import { beginRun, bookWorkloads, closeWorkload, openWorkload, splitWorkload, workWorkloads } from "./workloads.ts";
import type { Year } from "./yearState.ts";

const RUN_STREAMS: Record<RunStream, number> = { own: 1, twin: 2 };

/**
 * Simulates one trial. The order within a day is: fixed costs, month caps, then the budget.
 * `daySpend` (days of the year), if given, receives the spend of every day; it changes no number.
 */
export function simulateYear(year: Year, trial: number, stream: RunStream, daySpend: Float64Array | null): void {
  const { plan, parameters, runs, months } = year;
  const key = trialKey(plan.seedKey, trial);
  drawTrial(year, trial, key);
  year.runKey = under(key, RUN_STREAMS[stream]);
  for (let w = 0; w < runs.length; w++) {
    const own = year.workloads[w]!;
    // A year day by day has days that nobody keeps.
    own.recalled = daySpend === null ? recallYear(own, plan, trial, stream) : null;
    if (own.recalled === null) beginRun(year, w);
  }
  if (year.contracts !== null) beginContractYear(year.contracts, parameters.otherSpend);
  year.runOutDay = -1;
  const { actuals } = plan;
  let spent = actuals === null ? 0 : closedMonths(year, actuals, daySpend);
  for (let month = actuals?.months ?? 0; month < months.length; month++)
    spent += workYearMonth(year, month, spent, key, daySpend);
  for (let w = 0; w < runs.length; w++) {
    if (year.workloads[w]!.recalled === null) endYear(runs[w]!);
    closeYear(year.workloads[w]!, runs[w]!, plan, trial, stream);
  }
  year.spend = spent;
  if (year.contracts !== null && plan.contracts === null) bookPlainYear(year);
}

/** Works a month of the year, with its decisions; returns its money on the budget's basis. */
function workYearMonth(year: Year, month: number, spent: number, key: Key, daySpend: Float64Array | null): number {
  const { plan, parameters, runs, months } = year;
  for (let w = 0; w < runs.length; w++) if (year.workloads[w]!.recalled === null) openWorkload(year, w, month);
  const fixed = fixedCostsOf(parameters, month);
  months[month] =
    plan.contracts === null
      ? fixed + simulateMonth(year, month, spent + fixed, daySpend)
      : monthOfContracts(year, month, { fixed, spent, key }, daySpend);
  for (let w = 0; w < runs.length; w++) if (year.workloads[w]!.recalled === null) closeWorkload(year, w, month);
  if (daySpend !== null && plan.contracts === null)
    daySpend[plan.monthStarts[month]!] = daySpend[plan.monthStarts[month]!]! + fixed;
  return months[month];
}

/** Books the closed months; returns what was spent on the budget's basis. */
function closedMonths(year: Year, actuals: CompiledActuals, daySpend: Float64Array | null): number {
  const { plan, parameters, runs, months } = year;
  const spent = bookActuals({ plan, actuals, parameters, runs, months }, daySpend);
  year.runOutDay = actuals.runOutDay;
  for (const [w, { spend }] of actuals.workloads.entries()) year.workloads[w]!.booked.set(spend);
  return plan.contracts === null ? spent : closedMonthsOfContracts(year, actuals);
}

/** Closed months of a plan whose contracts move money; returns what was spent on the budget's basis. */
function closedMonthsOfContracts(year: Year, actuals: CompiledActuals): number {
  const { plan, parameters, runs, months } = year;
  const running = { spent: 0, runOutDay: -1 };
  const contracts = { plan, contracts: plan.contracts!, parameters, runs, year: year.contracts! };
  bookClosedMonths(contracts, actuals, running, months);
  year.runOutDay = actuals.runOutDay >= 0 ? actuals.runOutDay : running.runOutDay;
  return running.spent;
}

/** A year in which no contract moves money: what is used is what is charged and owed. */
function bookPlainYear({ plan, contracts, parameters, runs, months, spend }: Year): void {
  contracts!.effective = contracts!.cash = spend;
  contracts!.effectiveMonths.set(months);
  contracts!.cashMonths.set(months);
  for (let w = 0; w < runs.length; w++) contracts!.usage[w] = runs[w]!.year.spend;
  for (let month = 0; month < months.length; month++) countPeople({ plan, parameters, runs, year: contracts! }, month);
}

/** Draws the trial's parameters, if the year does not hold them yet: a twin has the same. */
function drawTrial(year: Year, trial: number, key: TrialKey): void {
  const { plan, parameters } = year;
  if (year.drawnFor === trial) return;
  const { source, lnWeight, drawWork } = drawTrialParameters(plan, key, parameters);
  year.lnWeight = lnWeight;
  year.drawWork = drawWork;
  year.caseTrial = { key, scores: caseScoresIn(plan, source, key) };
  year.drawnFor = trial;
}

/** Works and books one month of all workloads; returns what they spend. `spentBefore` includes its fixed costs. */
function simulateMonth(year: Year, month: number, spentBefore: number, daySpend: Float64Array | null): number {
  const { plan, runs } = year;
  let variable = workWorkloads(year, month);
  const isSpent = year.runOutDay >= 0;
  if (isSpent && plan.blocks) {
    refuseWork(year, month, daySpend);
    return 0;
  }
  const runsOutNow = !isSpent && hasReached(spentBefore + variable, plan.budget);
  if (runsOutNow || daySpend !== null) for (let w = 0; w < runs.length; w++) splitWorkload(year, w, month);
  if (runsOutNow) findRunOut(year, month, spentBefore);
  const limits = runsOutNow && plan.blocks ? year.allowed : null;
  if (limits !== null) variable = allowedSpend(year);
  bookWorkloads(year, month, limits);
  if (daySpend !== null) writeDays(year, month, limits, daySpend);
  return variable;
}

/** A month in which the budget allows no work. */
function refuseWork({ plan, runs }: Year, month: number, daySpend: Float64Array | null): void {
  for (const run of runs) refuseMonth(run, month);
  if (daySpend !== null) daySpend.fill(0, plan.monthStarts[month], plan.monthStarts[month + 1]);
}

/** A month whose contracts move a day's money; returns the money of the month on the budget's basis. */
function monthOfContracts(
  year: Year,
  month: number,
  { fixed, spent, key }: { readonly fixed: number; readonly spent: number; readonly key: Key },
  daySpend: Float64Array | null,
): number {
  const { plan, parameters, runs } = year;
  const running = { spent, runOutDay: year.runOutDay };
  const months = { plan, contracts: plan.contracts!, parameters, runs, year: year.contracts! };
  simulateContractMonth(months, month, fixed, running, key, daySpend);
  year.runOutDay = running.runOutDay;
  return running.spent - spent;
}

function fixedCostsOf({ fixedCosts }: ParameterDraw, month: number): number {
  let fixed = 0;
  for (const months of fixedCosts) fixed += months[month]!;
  return fixed;
}

/**
 * Finds the day on which the budget is reached; with `block`, fills `allowed` with the share of each day's work that is
 * done.
 */
function findRunOut(year: Year, month: number, spentBefore: number): void {
  const { plan, runs, allowed } = year;
  const first = plan.monthStarts[month]!;
  const length = plan.monthStarts[month + 1]! - first;
  let spent = spentBefore;
  if (hasReached(spent, plan.budget)) year.runOutDay = first;
  for (let d = 0; d < length; d++) {
    let spend = 0;
    for (const run of runs) spend += run.month.daySpend[d]!;
    allowed[d] = 1;
    if (plan.blocks) {
      const room = Math.max(0, plan.budget - spent);
      if (spend > room) allowed[d] = room / spend;
    }
    spent += spend * allowed[d]!;
    if (year.runOutDay < 0 && hasReached(spent, plan.budget)) year.runOutDay = first + d;
  }
  // The month's sum reached the budget; its days, added in another order, may miss it by a rounding.
  if (year.runOutDay < 0) year.runOutDay = first + length - 1;
}

function allowedSpend({ runs, allowed }: Year): number {
  let spend = 0;
  for (let d = 0; d < allowed.length; d++) for (const run of runs) spend += run.month.daySpend[d]! * allowed[d]!;
  return spend;
}

function writeDays({ plan, runs }: Year, month: number, limits: Float64Array | null, daySpend: Float64Array): void {
  const first = plan.monthStarts[month]!;
  for (let day = first; day < plan.monthStarts[month + 1]!; day++) {
    let spend = 0;
    for (const run of runs) spend += run.month.daySpend[day - first]!;
    daySpend[day] = spend * (limits === null ? 1 : limits[day - first]!);
  }
}
