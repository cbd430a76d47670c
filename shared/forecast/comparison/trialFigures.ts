import type { Samples } from "#shared/engine/samples.ts";
import type { LockedCase } from "#shared/forecast/value/lockedCases.ts";
import { benefitOfTrials } from "#shared/forecast/value/playedCases.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** What a comparison needs of every trial; trial i has the same random numbers in every scenario of one plan and seed. */
export interface TrialFigures {
  /** The year's spend, and net value of all workloads: money. */
  readonly spend: Float64Array;
  readonly netValue: Float64Array;
  /** By workload id: outcomes of the year, and its spend with review, failure and error costs, money. */
  readonly outcomes: Readonly<Record<string, Float64Array>>;
  readonly loadedCost: Readonly<Record<string, Float64Array>>;
  /** Benefit of the uses with a case together, that of after the year too, money; null: no use has a case. */
  readonly benefit: Float64Array | null;
  /** By workload with a case what it claims, means over the trials: locked with the forecast. */
  readonly claims: Readonly<Record<string, LockedCase>>;
}

/** Net value of all workloads by trial, money. */
export function netValueOfTrials({ workloads, trials }: Pick<Samples, "workloads" | "trials">): Float64Array {
  const netValue = new Float64Array(trials);
  for (const workload of workloads)
    for (let trial = 0; trial < trials; trial++) netValue[trial]! += workload.netValue[trial]!;
  return netValue;
}

/** The figures of each trial, from the samples of `plan` under `seed`. */
export function trialFiguresOf(samples: Samples, plan: ResolvedPlan, seed: number): TrialFigures {
  const byWorkload = (name: "outcomes" | "loadedCost"): Record<string, Float64Array> =>
    Object.fromEntries(plan.workloads.map(({ id }, w) => [id, samples.workloads[w]![name]]));
  return {
    spend: samples.spend,
    netValue: netValueOfTrials(samples),
    outcomes: byWorkload("outcomes"),
    loadedCost: byWorkload("loadedCost"),
    ...benefitOfTrials({ resolved: plan, samples, about: { seed } }),
  };
}

/** The same figures in arrays of their own: a part of a larger array would take all of that with it to the page. */
export function compactFigures({ spend, netValue, loadedCost, outcomes, benefit, claims }: TrialFigures): TrialFigures {
  const each = (columns: TrialFigures["outcomes"]): TrialFigures["outcomes"] =>
    Object.fromEntries(Object.entries(columns).map(([id, figures]) => [id, figures.slice()]));
  return {
    spend: spend.slice(),
    netValue: netValue.slice(),
    loadedCost: each(loadedCost),
    outcomes: each(outcomes),
    benefit: benefit?.slice() ?? null,
    claims,
  };
}
