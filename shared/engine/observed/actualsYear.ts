import type { TrialKey } from "#shared/engine/parameters/trialKey.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { CompiledActuals, CompiledActualsWorkload, CompiledForecast } from "./compiledForecast.ts";
import {
  drawCommonFrom,
  drawParametersFrom,
  type DrawWork,
  type ParameterDraw,
} from "#shared/engine/parameters/drawParameters.ts";
import { hashedSource, type ParameterSource } from "#shared/engine/parameters/sources.ts";
import { steerTo } from "./propose.ts";
import { expectMonths, type ExpectedMonths } from "./expectation.ts";
import { closeMonth, openMonth } from "#shared/engine/month/monthlyTally.ts";
import type { Tally } from "#shared/engine/month/tally.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/** A trial whose parameters are drawn, but for those of its workloads' work. */
export interface DrawnTrial {
  /** What the parameters come from. */
  readonly source: ParameterSource;
  /** ln of the trial's weight. */
  readonly lnWeight: number;
  readonly drawWork: DrawWork;
}

/** Draws a trial's parameters. */
export function drawTrialParameters(plan: CompiledForecast, trial: TrialKey, parameters: ParameterDraw): DrawnTrial {
  const source = plan.actuals?.posterior?.steering.source ?? hashedSource(trial);
  if (plan.actuals === null) return { source, lnWeight: 0, drawWork: drawCommonFrom(plan, source, parameters) };
  const lnWeight = drawObservedParameters(plan, plan.actuals, source, trial, parameters);
  return { source, lnWeight, drawWork: () => undefined };
}

/** Draws parameters that the closed months allow, and returns ln of the trial's weight. */
function drawObservedParameters(
  plan: CompiledPlan,
  actuals: CompiledActuals,
  source: ParameterSource,
  trial: TrialKey,
  parameters: ParameterDraw,
): number {
  const { posterior } = actuals;
  let lnWeight = 0;
  if (posterior === null) expectMonths(actuals.expectation, source);
  else lnWeight = steerTo(posterior, trial);
  drawParametersFrom(plan, source, parameters);
  // What was charged was charged, whatever the parameters.
  for (const [i, months] of actuals.fixedCosts.entries()) parameters.fixedCosts[i]!.set(months);
  return lnWeight;
}

/**
 * Books the closed months in the year's tallies, as they were; what of them is not known is taken from what the trial's
 * parameters expect of so many tasks. Returns the money spent. Work put off in a closed month is not known and does not
 * wait.
 */
export function bookActuals(year: ActualsYear, daySpend: Float64Array | null): number {
  const { plan, actuals, parameters, runs, months } = year;
  let spent = 0;
  for (let month = 0; month < actuals.months; month++) {
    months[month] = actuals.spend[month]!;
    spent += actuals.spend[month]!;
    let fixed = 0;
    for (const costs of parameters.fixedCosts) fixed += costs[month]!;
    if (daySpend !== null) spreadOverDays(plan, month, actuals.spend[month]! - fixed, fixed, daySpend);
  }
  const expected = (actuals.posterior?.expectation ?? actuals.expectation).workloads;
  for (const [w, run] of runs.entries()) {
    const { year: tally } = run;
    const own = actuals.workloads[w]!;
    const means = own.under < 0 ? null : expected[own.under]!;
    for (let month = 0; month < actuals.months; month++) {
      openMonth(run, month);
      tally.spend += own.spend[month]!;
      if (means !== null) bookTasks(tally, own, means, month);
      closeMonth(run, month);
    }
  }
  return spent;
}

/** The year in which closed months are booked. */
export interface ActualsYear {
  readonly plan: CompiledPlan;
  readonly actuals: CompiledActuals;
  readonly parameters: ParameterDraw;
  readonly runs: readonly WorkloadRun[];
  /** Money by fiscal month. */
  readonly months: Float64Array;
}

/** Books a closed month's tasks; `means` is what the trial's parameters expect of one. */
function bookTasks(tally: Tally, own: CompiledActualsWorkload, means: ExpectedMonths, month: number): void {
  const spend = own.spend[month]!;
  const knownTasks = own.tasks[month]!;
  const tasks = Number.isNaN(knownTasks) ? (means.cost[month]! > 0 ? spend / means.cost[month]! : 0) : knownTasks;
  const knownRight = own.outcomes[month]!;
  const right = Number.isNaN(knownRight) ? tasks * means.right[month]! : Math.min(tasks, knownRight);
  const others = means.wrong[month]! + means.failed[month]!;
  const wrongShare = others > 0 ? means.wrong[month]! / others : 0;
  tally.right += right;
  tally.wrong += (tasks - right) * wrongShare;
  tally.failed += (tasks - right) * (1 - wrongShare);
  tally.attempts += Number.isNaN(own.attempts[month]!) ? tasks * means.attempts[month]! : own.attempts[month]!;
  bookTokens(tally, own, means, month, tasks);
}

/** Known tokens at the trial's own prices; never more money in all than was spent. */
function bookTokens(
  tally: Tally,
  own: CompiledActualsWorkload,
  means: ExpectedMonths,
  month: number,
  tasks: number,
): void {
  let money = 0;
  for (let k = 0; k < own.attemptsUnder.length; k++) money += moneyOf(own, means, month, tasks, k);
  const spend = own.spend[month]!;
  const scale = money > spend ? spend / money : 1;
  for (let k = 0; k < own.attemptsUnder.length; k++) {
    const known = own.tokens[k]![month]!;
    const tokens = Number.isNaN(known) ? expectedOf(means.tokens, own, month, tasks, k) : known;
    tally.tokens[k] = tally.tokens[k]! + tokens;
    tally.tokenSpend[k] = tally.tokenSpend[k]! + moneyOf(own, means, month, tasks, k) * scale;
  }
}

/** Money for the tokens of attempt k: as expected, in proportion to its tokens where these are known. */
function moneyOf(own: CompiledActualsWorkload, means: ExpectedMonths, month: number, tasks: number, k: number): number {
  const expected = expectedOf(means.tokens, own, month, tasks, k);
  const expectedMoney = expectedOf(means.tokenSpend, own, month, tasks, k);
  const known = own.tokens[k]![month]!;
  return Number.isNaN(known) || !(expected > 0) ? expectedMoney : (expectedMoney * known) / expected;
}

/** What so many tasks are expected to have of a figure of attempt k; 0: the plan of the closed months had none such. */
function expectedOf(
  figures: readonly Float64Array[],
  { attemptsUnder }: CompiledActualsWorkload,
  month: number,
  tasks: number,
  k: number,
): number {
  const under = attemptsUnder[k]!;
  return under < 0 ? 0 : tasks * figures[under]![month]!;
}

/** Lays a month's money over its days by their weight, fixed costs on the first. */
function spreadOverDays(
  { monthStarts, dayWeights }: CompiledPlan,
  month: number,
  money: number,
  fixed: number,
  daySpend: Float64Array,
): void {
  const first = monthStarts[month]!;
  const end = monthStarts[month + 1]!;
  let all = 0;
  for (let day = first; day < end; day++) all += dayWeights[day]!;
  for (let day = first; day < end; day++)
    daySpend[day] = all > 0 ? (money * dayWeights[day]!) / all : money / (end - first);
  daySpend[first] = daySpend[first]! + fixed;
}
