import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import type { CaseTrials } from "./caseTrials.ts";
import { quadrantOf } from "./workloadValue.ts";

/** What a case says on the day on which it is locked: later edits of the plan are held against it. */
export interface LockedCase {
  /** Means of the year: tasks worked, and the claim by fiscal month, money. */
  readonly tasks: number;
  readonly claimed: readonly number[];
  /** Where its middle lay then, of the years in which something arrives, as shares of the case; absent: in too few. */
  readonly middle?: { readonly use: number; readonly impact: number } | undefined;
}

/** What a plan's own cases claim and expect, by workload, as a ledger keeps it. */
export function liveOriginal(
  { workloads }: ResolvedPlan,
  samples: Samples,
  cases: ReadonlyMap<string, CaseTrials>,
): Map<string, LockedCase> {
  return new Map(
    workloads.flatMap(({ id }, w): [string, LockedCase][] => {
      const own = cases.get(id);
      if (own === undefined) return [];
      const worked = tasksWorked(samples, w);
      const locked = { tasks: mean(worked), claimed: [...own.claimedByMonth] };
      const held = own.compiled.isSmallGroup
        ? null
        : quadrantOf({ ...own, tasks: worked }, { tasks: locked.tasks, claimed: sum(locked.claimed) }, false);
      const { use, impact } = held?.answer.ellipse ?? { use: null, impact: null };
      return [[id, use === null || impact === null ? locked : { ...locked, middle: { use, impact } }]];
    }),
  );
}

/** Tasks worked in each trial's year. */
export function tasksWorked({ workloads }: Samples, w: number): Float64Array {
  const { outcomes, errors, failures } = workloads[w]!;
  return outcomes.map((right, i) => right + errors[i]! + failures[i]!);
}
