import { DAYS_PER_MONTH } from "#shared/units.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { CompiledShare, Draw } from "#shared/engine/compile/compiledDraws.ts";

/** A group of the head-count table in one trial. */
export interface GroupParameters {
  /** Its people, mean over fiscal months, and the pay of one a year in money; 0 where nobody has said. */
  people: number;
  pay: number;
}

/** The people of a day as a multiple of those at the start of the year; `headGrowth` is ln growth by day. */
export function headCountOn(
  { group }: { readonly group: { readonly byMonth: Float64Array } | null },
  headGrowth: number,
  month: number,
  day: number,
): number {
  return group === null ? 1 : group.byMonth[month]! * Math.exp(headGrowth * day);
}

/** The share of its group that a workload or seats take; 1: the people are its own. */
export function shareDrawn(group: CompiledShare | null, draw: (number: Draw) => number): number {
  return group === null ? 1 : draw(group.share);
}

/** ln growth of the head count of that group by day; 0: the people are its own. */
export function headGrowthDrawn(group: CompiledShare | null, draw: (number: Draw) => number): number {
  return group === null ? 0 : Math.log1p(draw(group.monthlyGrowth)) / DAYS_PER_MONTH;
}

/** Draws the groups of the head-count table. */
export function drawGroups(
  { people, monthStarts }: CompiledPlan,
  draw: (number: Draw) => number,
  groups: readonly GroupParameters[],
): void {
  for (const [g, group] of people.entries()) {
    const own = groups[g]!;
    const count = draw(group.count);
    const growth = Math.log1p(draw(group.monthlyGrowth)) / DAYS_PER_MONTH;
    let sum = 0;
    for (let month = 0; month < group.byMonth.length; month++)
      sum += count * headCountOn({ group }, growth, month, monthStarts[month]!);
    own.people = sum / group.byMonth.length;
    own.pay = group.pay === null ? 0 : draw(group.pay);
  }
}
