import { trialKey, type TrialKey } from "#shared/engine/parameters/trialKey.ts";
import { bookClosedMonths, countPeople, simulateContractMonth } from "#shared/engine/contracts/contractMonth.ts";
import { beginContractYear, createContractYear, type ContractYear } from "#shared/engine/contracts/contractYear.ts";
import { hasReached } from "#shared/plan/budget.ts";
import { under, type Key } from "#shared/random/random.ts";
import type { CompiledActuals, CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { caseScoresIn } from "#shared/engine/parameters/caseScores.ts";
import { createParameters, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { beginYear, enterParameters, expectArrivals } from "#shared/engine/month/arrivals.ts";
import { bookActuals, drawTrialParameters } from "#shared/engine/observed/actualsYear.ts";
import { bookMonth, endYear, refuseMonth } from "#shared/engine/month/bookMonth.ts";
import { splitMonth, workMonth } from "#shared/engine/month/monthCap.ts";
import { beginDecision, takeDecision } from "#shared/engine/month/decision.ts";
import { closeMonth, openMonth } from "#shared/engine/month/monthlyTally.ts";
import type { CaseSource } from "#shared/value/caseNumbers.ts";
import { LONGEST_MONTH } from "#shared/engine/month/batch.ts";
import { createWorkloadRun, type WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/** One trial's year: scratch that is written anew for each trial. */
export interface Year {
  readonly plan: CompiledForecast;
  readonly parameters: ParameterDraw;
  readonly runs: readonly WorkloadRun[];
  spend: number;
  /** First day of the year on which spend reaches the budget; −1: never. */
  runOutDay: number;
  readonly months: Float64Array;
  /** By workload, its spend of each fiscal month: what the months are made of beside fixed costs. */
  readonly workloadMonths: readonly Float64Array[];
  /** The trial whose parameters are drawn; −1: none. */
  drawnFor: number;
  /** ln of that trial's weight; 0 in a plan without actuals. */
  lnWeight: number;
  /** What that trial's cases are drawn from. */
  caseTrial: CaseSource;
  /** By day of the month in which the budget is spent: the share of the work that it allows. */
  readonly allowed: Float64Array;
  /** What contracts come to; null: the plan says nothing of them. */
  readonly contracts: ContractYear | null;
}

/** Scratch for the years of a plan. */
export function createYear(plan: CompiledForecast): Year {
  const parameters = createParameters(plan);
  return {
    plan,
    parameters,
    runs: plan.workloads.map((_, i) => createWorkloadRun(plan, i, parameters)),
    spend: 0,
    runOutDay: -1,
    months: createScratch(plan.monthStarts.length - 1),
    workloadMonths: plan.workloads.map(() => createScratch(plan.monthStarts.length - 1)),
    drawnFor: -1,
    lnWeight: 0,
    caseTrial: { key: plan.seedKey, scores: null },
    allowed: createScratch(LONGEST_MONTH),
    contracts: createContractYear(plan),
  };
}

/** Which run-to-run variation a trial meets: its own, or its twin's. */
export type RunStream = "own" | "twin";

const RUN_STREAMS: Record<RunStream, number> = { own: 1, twin: 2 };

/**
 * Simulates one trial. The order within a day is: fixed costs, month caps, then the budget.
 * `daySpend` (days of the year), if given, receives the spend of every day; it changes no number.
 */
export function simulateYear(year: Year, trial: number, stream: RunStream, daySpend: Float64Array | null): void {
  const { plan, parameters, runs, months } = year;
  const key = trialKey(plan.seedKey, trial);
  enterTrial(year, trial, key);
  for (const run of runs) if (beginDecision(run, year.caseTrial)) expectArrivals(run, parameters);
  const runKey = under(key, RUN_STREAMS[stream]);
  for (const run of runs) beginYear(run, runKey, parameters);
  if (year.contracts !== null) beginContractYear(year.contracts, parameters.otherSpend);
  let spent = 0;
  year.runOutDay = -1;
  const { actuals } = plan;
  if (actuals !== null) {
    spent = bookActuals({ plan, actuals, parameters, runs, months }, daySpend);
    year.runOutDay = actuals.runOutDay;
    for (const [w, { spend }] of actuals.workloads.entries()) year.workloadMonths[w]!.set(spend);
  }
  if (plan.contracts !== null && actuals !== null) spent = closedMonthsOfContracts(year, actuals);
  for (let month = actuals?.months ?? 0; month < months.length; month++)
    spent += workYearMonth(year, month, spent, key, daySpend);
  for (const run of runs) endYear(run);
  year.spend = spent;
  if (year.contracts !== null && plan.contracts === null) bookPlainYear(year);
}

/** Works a month of the year, with its decisions; returns its money on the budget's basis. */
function workYearMonth(year: Year, month: number, spent: number, key: Key, daySpend: Float64Array | null): number {
  const { plan, parameters, runs, months } = year;
  for (let w = 0; w < runs.length; w++) year.workloadMonths[w]![month] = -runs[w]!.year.spend;
  for (const run of runs) openMonth(run, month);
  const fixed = fixedCostsOf(parameters, month);
  months[month] =
    plan.contracts === null
      ? fixed + simulateMonth(year, month, spent + fixed, daySpend)
      : monthOfContracts(year, month, { fixed, spent, key }, daySpend);
  for (let w = 0; w < runs.length; w++) year.workloadMonths[w]![month]! += runs[w]!.year.spend;
  for (const run of runs) {
    closeMonth(run, month);
    if (takeDecision(run, month, year.caseTrial)) expectArrivals(run, parameters);
  }
  if (daySpend !== null && plan.contracts === null)
    daySpend[plan.monthStarts[month]!] = daySpend[plan.monthStarts[month]!]! + fixed;
  return months[month];
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
function enterTrial(year: Year, trial: number, key: TrialKey): void {
  const { plan, parameters, runs } = year;
  if (year.drawnFor === trial) return;
  const { source, lnWeight } = drawTrialParameters(plan, key, parameters);
  year.lnWeight = lnWeight;
  year.caseTrial = { key, scores: caseScoresIn(plan, source, key) };
  for (const run of runs) enterParameters(run, parameters);
  year.drawnFor = trial;
}

/** Works and books one month of all workloads; returns what they spend. `spentBefore` includes its fixed costs. */
function simulateMonth(year: Year, month: number, spentBefore: number, daySpend: Float64Array | null): number {
  const { plan, runs } = year;
  let variable = 0;
  for (const run of runs) {
    workMonth(run, month);
    variable += run.month.spend;
  }
  const isSpent = year.runOutDay >= 0;
  if (isSpent && plan.blocks) {
    for (const run of runs) refuseMonth(run, month);
    if (daySpend !== null) daySpend.fill(0, plan.monthStarts[month], plan.monthStarts[month + 1]);
    return 0;
  }
  const runsOutNow = !isSpent && hasReached(spentBefore + variable, plan.budget);
  if (runsOutNow || daySpend !== null) for (const run of runs) splitMonth(run, month);
  if (runsOutNow) findRunOut(year, month, spentBefore);
  const limits = runsOutNow && plan.blocks ? year.allowed : null;
  if (limits !== null) variable = allowedSpend(year);
  for (const run of runs) bookMonth(run, month, limits);
  if (daySpend !== null) writeDays(year, month, limits, daySpend);
  return variable;
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
