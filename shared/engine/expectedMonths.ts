import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { keyOf } from "#shared/random/random.ts";
import { compileWhole } from "#shared/engine/compile/compileYear.ts";
import { createExpectation, expectMonths, type ExpectedMonths } from "./observed/expectation.ts";
import { hashedSource } from "./parameters/sources.ts";
import { trialKey } from "./parameters/trialKey.ts";

/** What a plan expects of its first months, over run-to-run variation and over its parameters. */
export interface PlannedMonths {
  /** In the order of the plan. */
  readonly workloads: readonly PlannedWorkloadMonths[];
  /** Money of all fixed costs in all months. */
  readonly fixedCosts: number;
}

export interface PlannedWorkloadMonths {
  /** By month: tasks, money, and the relative variance of a task's cost. */
  readonly tasks: number[];
  readonly spend: number[];
  readonly costVariance: number[];
  /** By attempt of the workload: tokens by month, and money for all of them. */
  readonly tokens: readonly number[][];
  readonly money: number[];
}

/**
 * Expected tasks, money and tokens of the first `months` fiscal months of a plan: means over so many parameter draws of
 * this seed, by exact moments and without month caps or a budget.
 */
export function plannedMonths(plan: ResolvedPlan, seed: number, months: number, draws: number): PlannedMonths {
  const expectation = createExpectation(compileWhole(plan, seed), months);
  const zeros = (): number[] => new Array<number>(months).fill(0);
  const workloads = plan.workloads.map(({ attempts }): PlannedWorkloadMonths => ({
    tasks: zeros(),
    spend: zeros(),
    costVariance: zeros(),
    tokens: attempts.map(zeros),
    money: attempts.map(() => 0),
  }));
  let fixedCosts = 0;
  for (let draw = 0; draw < draws; draw++) {
    expectMonths(expectation, hashedSource(trialKey(keyOf(seed), draw)));
    for (const costs of expectation.parameters.fixedCosts)
      for (let m = 0; m < months; m++) fixedCosts += costs[m]! / draws;
    for (const [w, expected] of expectation.workloads.entries()) addMonths(workloads[w]!, expected, draws);
  }
  return { workloads, fixedCosts };
}

/** Adds one of so many draws to the means. */
function addMonths(sum: PlannedWorkloadMonths, expected: ExpectedMonths, draws: number): void {
  for (let m = 0; m < sum.tasks.length; m++) {
    const tasks = expected.tasks[m]! / draws;
    sum.tasks[m]! += tasks;
    sum.spend[m]! += tasks * expected.cost[m]!;
    sum.costVariance[m]! += expected.costVariance[m]! / draws;
    for (let k = 0; k < sum.tokens.length; k++) {
      sum.tokens[k]![m]! += tasks * expected.tokens[k]![m]!;
      sum.money[k]! += tasks * expected.tokenSpend[k]![m]!;
    }
  }
}
