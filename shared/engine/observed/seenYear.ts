import type { Key } from "#shared/random/random.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { CompiledSeen } from "./compiledForecast.ts";
import { drawWorldBy, type World } from "#shared/engine/parameters/levelOne.ts";
import { hashedLuck } from "#shared/engine/parameters/levelOneLuck.ts";
import { steerTo } from "./posterior.ts";
import { expectMonths } from "./seenMonths.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/** Draws a world of the trial that the closed months allow, and returns ln of its weight. */
export function drawSeenWorld(plan: CompiledPlan, seen: CompiledSeen, trial: Key, world: World): number {
  const { posterior } = seen;
  const luck = posterior?.steering.luck ?? hashedLuck(trial);
  let lnWeight = 0;
  if (posterior === null) expectMonths(seen.expectation, luck);
  else lnWeight = steerTo(posterior, trial);
  drawWorldBy(plan, luck, world);
  // What was charged was charged, whatever the world.
  for (const [i, months] of seen.fixedCosts.entries()) world.fixedCosts[i]!.set(months);
  return lnWeight;
}

/**
 * Books the closed months in the year's tallies, as they were; what of them is not known is taken from what the trial's
 * world expects of so many tasks. Returns the money spent. Work put off in a closed month is not known and does not
 * wait.
 */
export function bookSeen(
  plan: CompiledPlan,
  seen: CompiledSeen,
  world: World,
  runs: readonly WorkloadRun[],
  months: Float64Array,
  daySpend: Float64Array | null,
): number {
  const expected = (seen.posterior?.expectation ?? seen.expectation).workloads;
  let spent = 0;
  for (let month = 0; month < seen.months; month++) {
    months[month] = seen.spend[month]!;
    spent += seen.spend[month]!;
    let fixed = 0;
    for (const costs of world.fixedCosts) fixed += costs[month]!;
    if (daySpend !== null) spreadOverDays(plan, month, seen.spend[month]! - fixed, fixed, daySpend);
  }
  for (const [w, { year }] of runs.entries()) {
    const own = seen.workloads[w]!;
    const told = own.under < 0 ? null : expected[own.under]!;
    for (let month = 0; month < seen.months; month++) {
      const spend = own.spend[month]!;
      year.spend += spend;
      if (told === null) continue;
      const knownTasks = own.tasks[month]!;
      const tasks = Number.isNaN(knownTasks) ? (told.cost[month]! > 0 ? spend / told.cost[month]! : 0) : knownTasks;
      const knownRight = own.outcomes[month]!;
      const right = Number.isNaN(knownRight) ? tasks * told.right[month]! : Math.min(tasks, knownRight);
      const others = told.wrong[month]! + told.failed[month]!;
      const wrongShare = others > 0 ? told.wrong[month]! / others : 0;
      year.right += right;
      year.wrong += (tasks - right) * wrongShare;
      year.failed += (tasks - right) * (1 - wrongShare);
      year.attempts += Number.isNaN(own.attempts[month]!) ? tasks * told.attempts[month]! : own.attempts[month]!;
      bookTokens(year, own.attemptsUnder, month, tasks, spend, own.tokens, told);
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
  seen: readonly Float64Array[],
  told: { readonly tokens: readonly Float64Array[]; readonly tokenSpend: readonly Float64Array[] },
): void {
  // Known tokens at the world's own prices; never more money in all than was spent.
  let money = 0;
  for (const [k, under] of attemptsUnder.entries()) {
    const expected = under < 0 ? 0 : tasks * told.tokens[under]![month]!;
    const expectedMoney = under < 0 ? 0 : tasks * told.tokenSpend[under]![month]!;
    const known = seen[k]![month]!;
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
