import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { sum } from "#shared/statistics/moments.ts";
import type { CaseTrial } from "#shared/value/drawCase.ts";
import { paybackMonth } from "#shared/value/payback.ts";
import { liveOriginal, type LockedCase } from "./lockedCases.ts";
import { caseTrialsOf, playCase, type CaseTrials } from "./caseTrials.ts";

/** Everything drawn of a plan's cases, once. */
export interface Played {
  readonly trials: readonly CaseTrial[];
  /** Of the workloads with a case, in the order of the plan. */
  readonly cases: ReadonlyMap<string, CaseTrials>;
}

/** What the cases of a plan are played over. */
export interface PlayedInput {
  readonly resolved: ResolvedPlan;
  readonly samples: Samples;
  readonly about: { readonly seed: number };
}

/** Plays the cases of a plan over its samples. */
export function playCases({ resolved, samples, about }: PlayedInput): Played {
  const trials = caseTrialsOf(resolved, samples, about.seed);
  const cases = new Map<string, CaseTrials>();
  for (const [w, workload] of resolved.workloads.entries()) {
    const months = samples.workloads[w]!.monthly;
    if (workload.case === null || months === undefined) continue;
    cases.set(
      workload.id,
      playCase({ plan: resolved, workload: { ...workload, case: workload.case }, months, trials }),
    );
  }
  return { trials, cases };
}

/** The net of all uses with a case together, less the spend of all others and the fixed costs; by trial. */
export function portfolioNet(
  { resolved, samples }: PlayedInput,
  cases: ReadonlyMap<string, CaseTrials>,
): { readonly year: Float64Array; readonly payback: Float64Array } {
  const own = resolved.workloads.flatMap(({ id }, w) => {
    const played = cases.get(id);
    return played === undefined ? [] : [{ played, months: samples.workloads[w]!.monthly! }];
  });
  const columns = samples.months.map((total, month) => {
    const net = new Float64Array(samples.trials);
    for (let i = 0; i < net.length; i++) net[i] = -total[i]!;
    for (const { played, months } of own) {
      const spend = months.spend(month);
      const ownNet = played.netByMonth[month]!;
      // Its own net has taken off its spend already.
      for (let i = 0; i < net.length; i++) net[i]! += ownNet[i]! + spend[i]!;
    }
    return net;
  });
  const year = new Float64Array(samples.trials);
  const payback = new Float64Array(samples.trials);
  const months = new Float64Array(columns.length);
  for (let i = 0; i < samples.trials; i++) {
    for (const [month, column] of columns.entries()) months[month] = column[i]!;
    year[i] = sum(months);
    payback[i] = paybackMonth(months);
  }
  return { year, payback };
}

/** Columns added trial by trial. */
export function added(columns: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(columns[0]?.length ?? 0);
  for (const column of columns) for (let i = 0; i < total.length; i++) total[i]! += column[i]!;
  return total;
}

/**
 * Benefit of a plan's uses with a case by trial, that of after the year too, money (null: it has no case), and what the
 * cases claim, as a ledger keeps it.
 */
export function benefitOfTrials(input: PlayedInput): {
  readonly benefit: Float64Array | null;
  readonly claims: Readonly<Record<string, LockedCase>>;
} {
  const { cases } = input.resolved.workloads.some((workload) => workload.case !== null)
    ? playCases(input)
    : { cases: new Map<string, CaseTrials>() };
  return {
    benefit: cases.size === 0 ? null : added([...cases.values()].flatMap(({ benefit, later }) => [benefit, later])),
    claims: Object.fromEntries(liveOriginal(input.resolved, input.samples, cases)),
  };
}
