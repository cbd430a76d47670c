import type { Samples } from "#shared/engine/samples.ts";
import { simulationErrors } from "#shared/forecast/answers/simulationError.ts";
import { pairedDifference, type PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { Known } from "#shared/forecast/answers/parts.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import { lifted } from "#shared/studies/targets/targets.ts";
import type { ContractOption } from "./option.ts";
import { withChoice } from "./optionPlans.ts";

/** What an option comes to in the simulated years; money of the plan. */
export interface SimulatedOption {
  /** The whole plan's year, effective: mean, and at the plan's confidence. */
  readonly cost: Known;
  readonly ask: Known;
  /** Share of years beyond the budget, on its basis. */
  readonly overrun: number;
  /** Charged beyond allowances of seats, and the share of years with any. */
  readonly overage: number;
  readonly anyOverage: number;
  /** Allowance that nobody used, and commitments that nobody drew: paid for and lost. */
  readonly unused: number;
  readonly lost: number;
  /** Against what is planned, in the same years; null of itself. */
  readonly difference: PairedDifference | null;
}

interface Running {
  readonly simulate: StudyContext["simulate"];
  readonly trials: number;
  readonly onOption: (done: number) => void;
}

/** Simulates the options like any plan. The first is what is planned; the others differ from it in open months alone. */
export async function simulateOptions(
  plan: Plan,
  workloads: readonly string[],
  options: readonly ContractOption[],
  { simulate, trials, onOption }: Running,
): Promise<(ContractOption & SimulatedOption)[]> {
  const simulated: (ContractOption & SimulatedOption)[] = [];
  let planned: Years | null = null;
  for (const [i, option] of options.entries()) {
    onOption(i);
    const changed = option.kind === "planned" ? plan : withChoice(plan, workloads, option.seats, option.commitment);
    const resolved = lifted(resolvePlan(changed));
    const samples = await simulate(resolved, trials);
    const years = yearsOf(resolved, samples, planned);
    simulated.push({ ...option, ...simulatedFrom(resolved, samples, years, planned) });
    planned ??= years;
  }
  return simulated;
}

/** Money of each year, effective and on the budget's basis, and of its closed months alone. */
interface Years {
  readonly effective: Float64Array;
  readonly onBasis: Float64Array;
  readonly closed: { readonly effective: Float64Array; readonly onBasis: Float64Array };
}

function yearsOf(plan: ResolvedPlan, samples: Samples, planned: Years | null): Years {
  const { effectiveMonths = samples.months, cashMonths = samples.months } = samples.contracts ?? {};
  const months = { effective: effectiveMonths, onBasis: plan.budget.basis === "cash" ? cashMonths : effectiveMonths };
  const open = plan.actuals?.months ?? 0;
  const sum = (columns: readonly Float64Array[]): Float64Array => {
    const all = new Float64Array(samples.trials);
    for (const column of columns) for (let t = 0; t < all.length; t++) all[t]! += column[t]!;
    return all;
  };
  // What is closed has happened under the contracts that there were.
  const closed = planned?.closed ?? {
    effective: sum(months.effective.slice(0, open)),
    onBasis: sum(months.onBasis.slice(0, open)),
  };
  return {
    effective: sum([closed.effective, ...months.effective.slice(open)]),
    onBasis: sum([closed.onBasis, ...months.onBasis.slice(open)]),
    closed,
  };
}

function simulatedFrom(
  plan: ResolvedPlan,
  samples: Samples,
  { effective, onBasis }: Years,
  planned: Years | null,
): SimulatedOption {
  const errors = simulationErrors(samples);
  const { amount, confidence } = plan.budget;
  const sorted = effective.slice().sort();
  const { seats = [], commitments = [] } = samples.contracts ?? {};
  const overage = totalOf(
    seats.map((one) => one.overage),
    samples.trials,
  );
  return {
    cost: { amount: mean(effective), error: errors.mean(effective) },
    ask: { amount: sortedQuantile(sorted, confidence), error: errors.quantile(effective, sorted, confidence) },
    overrun: shareOf(onBasis, (cost) => hasOverrun(cost, amount)),
    overage: mean(overage),
    anyOverage: shareOf(overage, (money) => money > 0),
    unused: mean(
      totalOf(
        seats.map((one) => one.unused),
        samples.trials,
      ),
    ),
    lost: mean(
      totalOf(
        commitments.map((one) => one.lost),
        samples.trials,
      ),
    ),
    difference: planned === null ? null : pairedDifference(planned.effective, effective),
  };
}

function totalOf(columns: readonly Float64Array[], trials: number): Float64Array {
  const total = new Float64Array(trials);
  for (const column of columns) for (let t = 0; t < trials; t++) total[t]! += column[t]!;
  return total;
}

function shareOf(values: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (holds(value)) count++;
  return count / values.length;
}
