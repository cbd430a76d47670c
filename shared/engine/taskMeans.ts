import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { under } from "#shared/random/random.ts";
import { enterWorld } from "#shared/engine/month/arrivals.ts";
import { compilePlan, compileWhole } from "#shared/engine/compile/compile.ts";
import { createWorld, drawWorldBy } from "#shared/engine/parameters/levelOne.ts";
import { hashedLuck, type LevelOneLuck } from "#shared/engine/parameters/levelOneLuck.ts";
import { momentsAt } from "#shared/engine/task/phaseMoments.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/routeMoments.ts";
import { drawSeenWorld } from "#shared/engine/observed/seenYear.ts";
import { createWorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * What tasks of one workload come to in each of some worlds, over all luck from run to run: no month cap and no budget
 * acts on them.
 */
export interface TaskMeans {
  /** Tasks of the months asked for. */
  readonly tasks: Float64Array;
  /** Of one task, by how it ends: chance, and money where it ends so (chance × mean). */
  readonly right: EndingMeans;
  readonly wrong: EndingMeans;
  readonly failed: EndingMeans;
  readonly attempts: Float64Array;
  /** Of one task, by attempt of the workload in its order: tokens. */
  readonly tokens: readonly Float64Array[];
  /** What an outcome is worth and what people's time costs in that world, money. */
  readonly value: Float64Array;
  readonly reviewCost: Float64Array;
  readonly failureCost: Float64Array;
  readonly errorCost: Float64Array;
}

export interface EndingMeans {
  readonly chance: Float64Array;
  readonly cost: Float64Array;
}

/**
 * Where the luck of the worlds of a plan comes from: its own hashes, or after closed months worlds that these allow.
 */
export type WorldLuck = (world: number) => LevelOneLuck;

/** The luck of trials 0, 1, 2 … of a plan. Those of another route or cap of the same plan are the same. */
export function worldLuck(plan: ResolvedPlan, seed: number): WorldLuck {
  const compiled = compilePlan(plan, seed, 0);
  const scratch = createWorld(compiled);
  return (world) => {
    const key = under(compiled.seedKey, world);
    if (compiled.seen === null) return hashedLuck(key);
    drawSeenWorld(compiled, compiled.seen, key, scratch);
    return compiled.seen.posterior?.steering.luck ?? hashedLuck(key);
  };
}

/**
 * Means of a task of a workload over the fiscal months [from, to), in so many worlds, by exact moments of its route
 * under its attempt cap: no task is played. Weighted by the tasks that arrive. Throws where the plan has no such
 * workload.
 */
export function taskMeans(
  plan: ResolvedPlan,
  workloadId: string,
  seed: number,
  luck: WorldLuck,
  worlds: number,
  from: number,
  to: number,
): TaskMeans {
  const compiled = compileWhole(plan, seed);
  const w = plan.workloads.findIndex(({ id }) => id === workloadId);
  if (w < 0) throw new Error(`the plan has no workload ${workloadId}`);
  const world = createWorld(compiled);
  const run = createWorkloadRun(compiled, w, world);
  const { workload } = run;
  const column = (): Float64Array => new Float64Array(worlds);
  const ending = (): EndingMeans => ({ chance: column(), cost: column() });
  const out: TaskMeans = {
    tasks: column(),
    right: ending(),
    wrong: ending(),
    failed: ending(),
    attempts: column(),
    tokens: workload.attempts.map(column),
    value: column(),
    reviewCost: column(),
    failureCost: column(),
    errorCost: column(),
  };
  const endings = [
    [out.right, RIGHT],
    [out.wrong, WRONG],
    [out.failed, FAILED],
  ] as const;
  for (let i = 0; i < worlds; i++) {
    drawWorldBy(compiled, luck(i), world);
    enterWorld(run, world);
    for (let s = workload.firstSegment[from]!; s < workload.firstSegment[to]!; s++) {
      const expected = run.expected[s]!;
      if (expected === 0) continue;
      const segment = workload.segments[s]!;
      const policy = workload.policies[segment.policy]!;
      const moments = momentsAt(
        run,
        run.mainMoments,
        segment,
        {
          route: policy.route,
          cap: policy.cap,
          attempts: workload.attempts,
          truth: run.world.truth,
          prices: run.prices[segment.epoch]!,
          weights: workload.weights,
          failuresVisible: workload.failuresVisible,
        },
        run.tokensGrowth[s]!,
      );
      out.tasks[i]! += expected;
      out.attempts[i]! += expected * moments.attempts;
      for (const [means, e] of endings) {
        means.chance[i]! += expected * moments.probability[e]!;
        means.cost[i]! += expected * moments.cost[e]!;
      }
      for (const [k, tokens] of out.tokens.entries()) tokens[i]! += expected * moments.tokens[k]!;
    }
    const tasks = out.tasks[i]!;
    if (tasks > 0)
      for (const values of [out.attempts, ...endings.flatMap(([means]) => [means.chance, means.cost]), ...out.tokens])
        values[i]! /= tasks;
    const own = world.workloads[w]!;
    out.value[i] = own.value;
    out.reviewCost[i] = own.reviewCost;
    out.failureCost[i] = own.failureCost;
    out.errorCost[i] = own.errorCost;
  }
  return out;
}
