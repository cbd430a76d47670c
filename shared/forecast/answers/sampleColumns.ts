import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { isoMonthOf } from "#shared/units.ts";

/** A column of simulated years: one number each; NaN: there is none. */
export interface SampleColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * Every simulated year as columns, for programs that go on calculating: money of the year, of its months, workloads and
 * fixed costs, and how tasks ended. `run_out_day` is the day of the year, 0 the first, on which the budget is reached.
 */
export function sampleColumns(samples: Samples, { monthStarts, workloads, fixedCosts }: ResolvedPlan): SampleColumn[] {
  return [
    { name: "trial", values: Float64Array.from({ length: samples.trials }, (_, trial) => trial) },
    { name: "spend", values: samples.spend },
    { name: "run_out_day", values: samples.runOutDay.map((day) => (day < 0 ? Number.NaN : day)) },
    ...samples.months.map((values, month) => ({ name: `spend_${isoMonthOf(monthStarts[month]!)}`, values })),
    ...samples.workloads.flatMap(({ spend, outcomes, errors, failures, unmet, netValue }, w) =>
      Object.entries({ spend, outcomes, errors, failures, unmet, net_value: netValue }).map(([name, values]) => ({
        name: `${name}.${workloads[w]!.id}`,
        values,
      })),
    ),
    ...samples.fixedCosts.map(({ years }, i) => ({ name: `fixed.${fixedCosts[i]!.id}`, values: years })),
  ];
}
