import type { Key } from "../random/random.ts";
import type { CompiledPlan } from "./compiled.ts";
import { adoptionOn, type World } from "./levelOne.ts";
import { clearPool } from "./waiting.ts";
import { clearTally, type Batch, type WorkloadRun } from "./workloadRun.ts";

/** Takes up a trial's world: prices, phases and expected tasks of every day. */
export function enterWorld(run: WorkloadRun, world: World): void {
  const { plan, workload, prices, phase } = run;
  for (const [e, epoch] of workload.epochs.entries()) {
    const own = prices[e]!;
    for (const [i, attempt] of workload.attempts.entries()) own[i] = attempt.pricePerToken * world.prices * multiplierOn(plan, world, attempt.model, epoch.start);
    const before = workload.epochs[e - 1];
    phase[e] = before !== undefined && before.policy === epoch.policy && prices[e - 1]!.every((price, i) => price === own[i]) ? phase[e - 1]! : e;
    run.mainMoments[e]!.isReady = run.fallbackMoments[e]!.isReady = false;
  }
  expectArrivals(run, world);
}

/** Begins a year in the world entered last. `luck` is the key of its level 2. */
export function beginYear(run: WorkloadRun, luck: Key): void {
  run.luckA = luck.a ^ run.workload.key.a;
  run.luckB = (luck.b + run.workload.key.b) | 0;
  clearTally(run.year);
  clearPool(run.pool);
}

/** Product of the multipliers of a model's price changes in force on a day. */
function multiplierOn(plan: CompiledPlan, world: World, model: number, day: number): number {
  const { priceChanges } = plan.models[model]!;
  let multiplier = 1;
  for (let i = 0; i < priceChanges.length; i++) if (priceChanges[i]!.fromDay <= day) multiplier *= world.priceChanges[model]![i]!;
  return multiplier;
}

function expectArrivals(run: WorkloadRun, world: World): void {
  const { plan, workload, world: own, arrivals, expected, tokensGrowth } = run;
  const firstLead = multiplierOn(plan, world, workload.policies[workload.epochs[0]!.policy]!.leadModel, 0);
  const hasAdoption = workload.adoption.points.length > 1;
  const flat = hasAdoption ? 1 : own.adoption[0]!;
  const growsDaily = Math.exp(own.demandGrowth);
  let segment = 0;
  for (const { start, end, month, policy, epoch } of workload.segments) {
    const lead = multiplierOn(plan, world, workload.policies[policy]!.leadModel, workload.epochs[epoch]!.start);
    // A price of nothing has no elasticity: demand stays as it is.
    const rebound = own.rebound === 0 || lead === firstLead || lead === 0 || firstLead === 0 ? 1 : (lead / firstLead) ** own.rebound;
    const level = own.volume * flat * workload.seasonality[month]! * Math.exp(own.wander[month]! + world.wander[month]!) * rebound;
    let grown = own.demandGrowth === 0 ? level : start === 0 ? level : level * Math.exp(own.demandGrowth * start);
    let sum = 0;
    for (let day = start; day < end; day++) {
      const share = hasAdoption ? adoptionOn(workload, own.adoption, day) : 1;
      const tasks = grown * share * plan.dayWeights[day]!;
      arrivals[day] = tasks;
      sum += tasks;
      grown *= growsDaily;
    }
    const s = segment++;
    expected[s] = sum;
    tokensGrowth[s] = sum > 0 ? meanGrowth(run, start, end, sum) : 0;
  }
}

/** ln tokens growth that stands for the days: the mean factor over their arrivals, so that means are exact. */
function meanGrowth({ world, arrivals }: WorkloadRun, start: number, end: number, expected: number): number {
  const daily = world.tokensGrowth;
  if (daily === 0) return 0;
  if (daily === -Infinity) return start === 0 ? 0 : -Infinity;
  const factor = Math.exp(daily);
  let grown = 1;
  let weighted = 0;
  for (let day = start; day < end; day++) {
    weighted += grown * arrivals[day]!;
    grown *= factor;
  }
  return daily * start + Math.log(weighted / expected);
}

/** The day of the year on which the task at this rank among the segment's arrivals falls. */
export function dayAtRank({ arrivals }: WorkloadRun, { segment: { start, end }, expected }: Batch, rank: number): number {
  let left = rank * expected;
  for (let day = start; day < end; day++) {
    left -= arrivals[day]!;
    if (left <= 0) return day;
  }
  return end - 1;
}
