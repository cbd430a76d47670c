import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { enterParameters } from "#shared/engine/month/arrivals.ts";
import { compileWhole } from "#shared/engine/compile/compileYear.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { createParameters, drawCommonFrom } from "#shared/engine/parameters/drawParameters.ts";
import { hashedSource, type ParameterSource } from "#shared/engine/parameters/sources.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import { drawTrialParameters } from "#shared/engine/observed/actualsYear.ts";
import { createWorkloadRun, momentsOfSegment, type WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * What tasks of one workload come to under each of some parameter draws, as means over run-to-run variation: no month cap and no budget
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
  /** What an outcome is worth and what people's time costs under those parameters, money. */
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
 * The random source of each parameter draw: the trial's own hashes, or after closed months a draw that these allow.
 */
export type DrawSources = (parameters: number) => ParameterSource;

/** The random sources of trials 0, 1, 2 … of a plan: the same for every route and cap of it. */
export function drawSources(plan: ResolvedPlan, seed: number): DrawSources {
  const compiled = compilePlan(plan, seed, 0);
  const scratch = createParameters(compiled);
  return (parameters) => {
    const key = trialKey(compiled.seedKey, parameters);
    if (compiled.actuals === null) return hashedSource(key);
    return drawTrialParameters(compiled, key, scratch).source;
  };
}

/** Over which draws and months means are taken. */
export interface MeansOver {
  readonly sources: DrawSources;
  /** How many parameter draws. */
  readonly draws: number;
  /** Fiscal months [from, to). */
  readonly from: number;
  readonly to: number;
}

/**
 * Means of a task of a workload over some months, for so many parameter draws, by exact moments of its route under its
 * attempt cap: no task is played. Weighted by the tasks that arrive. Throws where the plan has no such workload.
 */
export function taskMeans(plan: ResolvedPlan, workloadId: string, seed: number, over: MeansOver): TaskMeans {
  const compiled = compileWhole(plan, seed);
  const w = plan.workloads.findIndex(({ id }) => id === workloadId);
  if (w < 0) throw new Error(`the plan has no workload ${workloadId}`);
  const parameters = createParameters(compiled);
  const run = createWorkloadRun(compiled, w, parameters);
  const out = emptyMeans(over.draws, run.workload.attempts.length);
  for (let i = 0; i < over.draws; i++) {
    drawCommonFrom(compiled, over.sources(i), parameters)(w);
    enterParameters(run, parameters);
    addSegments(out, i, run, over);
    const own = parameters.workloads[w]!;
    out.value[i] = own.value;
    out.reviewCost[i] = own.reviewCost;
    out.failureCost[i] = own.failureCost;
    out.errorCost[i] = own.errorCost;
  }
  return out;
}

function emptyMeans(draws: number, attempts: number): TaskMeans {
  const column = (): Float64Array => new Float64Array(draws);
  const ending = (): EndingMeans => ({ chance: column(), cost: column() });
  return {
    tasks: column(),
    right: ending(),
    wrong: ending(),
    failed: ending(),
    attempts: column(),
    tokens: Array.from({ length: attempts }, column),
    value: column(),
    reviewCost: column(),
    failureCost: column(),
    errorCost: column(),
  };
}

/** Draw `i`: the moments of each segment, weighted by its tasks. */
function addSegments(out: TaskMeans, i: number, run: WorkloadRun, { from, to }: MeansOver): void {
  const { workload } = run;
  const endings = [
    [out.right, RIGHT],
    [out.wrong, WRONG],
    [out.failed, FAILED],
  ] as const;
  for (let s = workload.firstSegment[from]!; s < workload.firstSegment[to]!; s++) {
    const expected = run.expected[s]!;
    if (expected === 0) continue;
    const moments = momentsOfSegment(run, s);
    out.tasks[i]! += expected;
    out.attempts[i]! += expected * moments.attempts;
    for (const [means, e] of endings) {
      means.chance[i]! += expected * moments.probability[e]!;
      means.cost[i]! += expected * moments.cost[e]!;
    }
    for (const [k, tokens] of out.tokens.entries()) tokens[i]! += expected * moments.tokens[k]!;
  }
  const tasks = out.tasks[i]!;
  if (tasks === 0) return;
  for (const values of [out.attempts, ...endings.flatMap(([means]) => [means.chance, means.cost]), ...out.tokens])
    values[i]! /= tasks;
}
