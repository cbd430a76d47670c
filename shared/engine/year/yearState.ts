import { createContractYear, type ContractYear } from "#shared/engine/contracts/contractYear.ts";
import { LONGEST_MONTH } from "#shared/engine/month/batch.ts";
import { createWorkloadRun, type WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { createParameters, type DrawWork, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import type { Key } from "#shared/random/random.ts";
import type { CaseSource } from "#shared/value/caseNumbers.ts";
import type { KnownYears } from "./knownYears.ts";
import { createWorkloadYears, type WorkloadYear } from "./recall.ts";

/** One trial's year: scratch that is written anew for each trial. */
export interface Year {
  readonly plan: CompiledForecast;
  readonly parameters: ParameterDraw;
  readonly runs: readonly WorkloadRun[];
  spend: number;
  /** First day of the year on which spend reaches the budget; −1: never. */
  runOutDay: number;
  readonly months: Float64Array;
  /** By workload: what the months are made of beside fixed costs. */
  readonly workloads: readonly WorkloadYear[];
  /** The trial whose parameters are drawn, and by workload the one whose parameters have been entered; −1: none. */
  drawnFor: number;
  /** Draws what the work of a workload depends on in that trial. */
  drawWork: DrawWork;
  readonly enteredFor: Int32Array;
  /** Key of the run-to-run variation of the trial at hand. */
  runKey: Key;
  /** ln of that trial's weight; 0 in a plan without actuals. */
  lnWeight: number;
  /** What that trial's cases are drawn from. */
  caseTrial: CaseSource;
  /** By day of the month in which the budget is spent: the share of the work that it allows. */
  readonly allowed: Float64Array;
  /** What contracts come to; null: the plan says nothing of them. */
  readonly contracts: ContractYear | null;
}

/** Scratch for the years of a plan. `known`: years of workloads that need not be simulated again; null: none are kept. */
export function createYear(plan: CompiledForecast, known: KnownYears | null = null): Year {
  const parameters = createParameters(plan);
  const runs = plan.workloads.map((_, i) => createWorkloadRun(plan, i, parameters));
  return {
    plan,
    parameters,
    runs,
    spend: 0,
    runOutDay: -1,
    months: createScratch(plan.monthStarts.length - 1),
    workloads: createWorkloadYears(plan, runs, known),
    drawnFor: -1,
    drawWork: () => undefined,
    enteredFor: new Int32Array(plan.workloads.length).fill(-1),
    runKey: plan.seedKey,
    lnWeight: 0,
    caseTrial: { key: plan.seedKey, scores: null },
    allowed: createScratch(LONGEST_MONTH),
    contracts: createContractYear(plan),
  };
}
