import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Working days of each fiscal month. */
export function workingDaysOf({
  monthStarts,
  dayWeights,
  start,
}: Pick<ResolvedPlan, "monthStarts" | "dayWeights" | "start">): Float64Array {
  return Float64Array.from({ length: monthStarts.length - 1 }, (_, month) => {
    let days = 0;
    for (let day = monthStarts[month]! - start; day < monthStarts[month + 1]! - start; day++)
      if (dayWeights[day] === 1) days++;
    return days;
  });
}

/**
 * The ceiling of the workflow: what waits W += O, released R = min(W, capacity of the month), W −= R. At the ceiling
 * one more outcome releases nothing.
 *
 * @param outcomes - by fiscal month
 * @param capacityPerDay - of the narrowest step; Infinity: no step is known to limit
 * @param workingDays - by fiscal month
 * @param released - written: by fiscal month
 * @returns what waits at the end
 */
export function releaseOutcomes(
  outcomes: ArrayLike<number>,
  capacityPerDay: number,
  workingDays: ArrayLike<number>,
  released: Float64Array,
): number {
  let waiting = 0;
  for (let month = 0; month < released.length; month++) {
    waiting += outcomes[month]!;
    // Without a capacity a month without working days would be Infinity × 0.
    const most = capacityPerDay === Infinity ? waiting : capacityPerDay * workingDays[month]!;
    released[month] = Math.min(waiting, most);
    waiting -= released[month]!;
  }
  return waiting;
}
