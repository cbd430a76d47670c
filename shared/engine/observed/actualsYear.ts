import type { Key } from "#shared/random/random.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { CompiledActuals } from "./compiledForecast.ts";
import { drawParametersFrom, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { hashedSource } from "#shared/engine/parameters/sources.ts";
import { steerTo } from "./posterior.ts";
import { expectMonths } from "./expectation.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/** Draws parameters of the trial that the closed months allow, and returns ln of its weight. */
export function drawObservedParameters(
  plan: CompiledPlan,
  actuals: CompiledActuals,
  trial: Key,
  parameters: ParameterDraw,
): number {
  const { posterior } = actuals;
  const source = posterior?.steering.source ?? hashedSource(trial);
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
export function bookActuals(
  plan: CompiledPlan,
  actuals: CompiledActuals,
  parameters: ParameterDraw,
  runs: readonly WorkloadRun[],
  months: Float64Array,
  daySpend: Float64Array | null,
): number {
  const expected = (actuals.posterior?.expectation ?? actuals.expectation).workloads;
  let spent = 0;
  for (let month = 0; month < actuals.months; month++) {
    months[month] = actuals.spend[month]!;
    spent += actuals.spend[month]!;
    let fixed = 0;
    for (const costs of parameters.fixedCosts) fixed += costs[month]!;
    if (daySpend !== null) spreadOverDays(plan, month, actuals.spend[month]! - fixed, fixed, daySpend);
  }
  for (const [w, { year }] of runs.entries()) {
    const own = actuals.workloads[w]!;
    const means = own.under < 0 ? null : expected[own.under]!;
    for (let month = 0; month < actuals.months; month++) {
      const spend = own.spend[month]!;
      year.spend += spend;
      if (means === null) continue;
      const knownTasks = own.tasks[month]!;
      const tasks = Number.isNaN(knownTasks) ? (means.cost[month]! > 0 ? spend / means.cost[month]! : 0) : knownTasks;
      const knownRight = own.outcomes[month]!;
      const right = Number.isNaN(knownRight) ? tasks * means.right[month]! : Math.min(tasks, knownRight);
      const others = means.wrong[month]! + means.failed[month]!;
      const wrongShare = others > 0 ? means.wrong[month]! / others : 0;
      year.right += right;
      year.wrong += (tasks - right) * wrongShare;
      year.failed += (tasks - right) * (1 - wrongShare);
      year.attempts += Number.isNaN(own.attempts[month]!) ? tasks * means.attempts[month]! : own.attempts[month]!;
      bookTokens(year, own.attemptsUnder, month, tasks, spend, own.tokens, means);
    }
  }
  return spent;
}

function bookTokens(
  year: WorkloadRun["year"],
  attemptsUnder: readonly number[],
  month: number,
  tasks: number,
  spend: number,
  actuals: readonly Float64Array[],
  means: { readonly tokens: readonly Float64Array[]; readonly tokenSpend: readonly Float64Array[] },
): void {
  // Known tokens at the trial's own prices; never more money in all than was spent.
  let money = 0;
  for (const [k, under] of attemptsUnder.entries()) {
    const expected = under < 0 ? 0 : tasks * means.tokens[under]![month]!;
    const expectedMoney = under < 0 ? 0 : tasks * means.tokenSpend[under]![month]!;
    const known = actuals[k]![month]!;
    tokensOf[k] = Number.isNaN(known) ? expected : known;
    moneyOf[k] = Number.isNaN(known) || !(expected > 0) ? expectedMoney : (expectedMoney * known) / expected;
    money += moneyOf[k];
  }
  const scale = money > spend ? spend / money : 1;
  for (let k = 0; k < attemptsUnder.length; k++) {
    year.tokens[k] = year.tokens[k]! + tokensOf[k]!;
    year.tokenSpend[k] = year.tokenSpend[k]! + moneyOf[k]! * scale;
  }
}

/** Scratch by attempt. */
const tokensOf: number[] = [];
const moneyOf: number[] = [];

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
