import { gammaDraw } from "#shared/distributions/gamma.ts";
import { mix32, streamOf } from "#shared/random/random.ts";
import { DAY_FACTOR } from "./addresses.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/**
 * Draws how far each day of the year is from what is expected of it: gamma with mean 1 and variance `dispersion`, from run
 * to run. Whether the workload's days have such factors.
 */
export function drawDayFactors(run: WorkloadRun): boolean {
  const { dayFactors, workload, streamA, streamB } = run;
  if (dayFactors === null) return false;
  const shape = 1 / workload.dispersion;
  const random = streamOf({ a: mix32(streamA ^ DAY_FACTOR), b: streamB });
  for (let day = 0; day < dayFactors.length; day++) dayFactors[day] = gammaDraw(shape, random) * workload.dispersion;
  run.hasDayFactors = true;
  return true;
}
