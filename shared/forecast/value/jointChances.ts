import type { Samples } from "#shared/engine/samples.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { standardErrorOfProportion } from "#shared/statistics/moments.ts";

/** How likely the money lasts the year, how likely the uses pay back in it, and how likely both, on the same trials. */
export interface JointChances {
  /** Money that is meant to last. */
  readonly amount: number;
  readonly lasts: number;
  readonly pays: number;
  /** Never above either. */
  readonly both: number;
  /** Monte Carlo standard errors. */
  readonly standardError: { readonly lasts: number; readonly pays: number; readonly both: number };
}

/** Both ways in which a plan can fail, with its budget and with what it requests. */
export interface FailureChances {
  readonly budget: JointChances;
  /** Null where work stops at the budget: more money would be another plan. */
  readonly request: JointChances | null;
}

/**
 * Counts both failures over the trials of a forecast. `paysBack` says by trial whether the plan's uses together pay
 * back within it.
 */
export function failureChances(
  { runOutDay, spend, trials }: Pick<Samples, "runOutDay" | "spend" | "trials">,
  { budget }: Pick<ResolvedPlan, "budget">,
  { reserve }: Pick<Forecast, "reserve">,
  paysBack: (trial: number) => boolean,
): FailureChances {
  const count = (amount: number, lasts: (trial: number) => boolean): JointChances => {
    let [lasting, paying, both] = [0, 0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const [first, second] = [lasts(trial), paysBack(trial)];
      if (first) lasting++;
      if (second) paying++;
      if (first && second) both++;
    }
    const error = (counted: number): number => standardErrorOfProportion(counted / trials, trials);
    return {
      amount,
      lasts: lasting / trials,
      pays: paying / trials,
      both: both / trials,
      standardError: { lasts: error(lasting), pays: error(paying), both: error(both) },
    };
  };
  return {
    budget: count(budget.amount, (trial) => runOutDay[trial]! < 0),
    request:
      budget.atExhaustion === "block" ? null : count(reserve.ask, (trial) => !hasOverrun(spend[trial]!, reserve.ask)),
  };
}
