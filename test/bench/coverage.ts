import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { UNKNOWN } from "#test/shared/engine/unknownYear.ts";
import { closedTo, yearByMonth } from "#test/shared/engine/yearByMonth.ts";

/** Years drawn from the plan as it is; their share has a standard error of 1.3 points. */
const YEARS = 1_000;
const TRIALS = 300;
const SEED = 2_027;

/**
 * How often the 80% range of the whole year holds after so many closed months, over synthetic years whose truth is
 * known: to lie within 77 to 83 of 100.
 */
export function benchCoverage(): void {
  // Every year is forecast with luck of its own: with the same luck for all, what its few trials miss would be missed
  // in every year.
  const spendOf = (plan: Plan, seed: number): Float64Array =>
    simulateTrials(resolvePlan(plan), seed, 0, TRIALS).spend.sort();
  const make = yearByMonth(UNKNOWN, SEED);
  for (const closed of [1, 3, 6, 9]) {
    let held = 0;
    const began = performance.now();
    for (let year = 0; year < YEARS; year++) {
      const { months, spend } = make(year);
      const sorted = spendOf(closedTo(UNKNOWN, months, closed), year);
      if (sortedQuantile(sorted, 0.1) <= spend && spend <= sortedQuantile(sorted, 0.9)) held++;
    }
    const share = held / YEARS;
    const error = Math.sqrt((share * (1 - share)) / YEARS);
    const what = `80% ranges of the year after month ${closed}, ${YEARS} years`;
    process.stdout.write(
      `${what.padEnd(58)} ${(100 * share).toFixed(1)}% held, ± ${(100 * error).toFixed(1)}   to reach: 77 to 83   (${((performance.now() - began) / 1000).toFixed(0)} s)\n`,
    );
  }
}
