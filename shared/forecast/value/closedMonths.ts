import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { sum } from "#shared/statistics/moments.ts";
import { isoMonthOf, monthsFrom } from "#shared/units.ts";
import { isSmallGroup } from "./valueTiles.ts";

/** A closed month of a use, as it was counted; null: not known. */
export interface ClosedMonth {
  /** "2027-01". */
  readonly month: string;
  readonly tasks: number | null;
  readonly tokens: number | null;
  readonly outcomes: number | null;
  readonly interventions: number | null;
  readonly exceptions: number | null;
  /** Money. */
  readonly benefit: number | null;
}

/** The closed months of a use; null: its group is small, and nothing of it is shown. */
export function closedMonthsOfUse(plan: ResolvedPlan, workload: ResolvedWorkload): readonly ClosedMonth[] | null {
  if (isSmallGroup(plan, workload)) return null;
  const booked = plan.actuals?.workloads.find(({ id }) => id === workload.id);
  if (booked === undefined) return [];
  return Array.from({ length: plan.actuals!.months }, (_, m) => {
    const tokens = booked.tokens[m] ?? null;
    return {
      month: isoMonthOf(plan.monthStarts[m]!),
      tasks: booked.tasks[m] ?? null,
      tokens: tokens === null ? null : sum(Object.values(tokens)),
      outcomes: booked.outcomes[m] ?? null,
      interventions: booked.interventions[m] ?? null,
      exceptions: booked.exceptions[m] ?? null,
      benefit: booked.benefit[m] ?? null,
    };
  });
}

/** Shares of the tasks of months from `from` on in which a person stepped in, and that went back to the old way. */
export interface SteppedIn {
  readonly interventions: readonly (number | null)[];
  readonly exceptions: readonly (number | null)[];
}

/** The shares over so many months from a first one on; null: in none of them was anything counted. */
export function steppedIn(closed: readonly ClosedMonth[] | null, from: string, months: number): SteppedIn | null {
  const shares = (count: "interventions" | "exceptions"): (number | null)[] => {
    const out = new Array<number | null>(months).fill(null);
    for (const one of closed ?? []) {
      const at = monthsFrom(from, one.month);
      const [n, tasks] = [one[count], one.tasks];
      if (at >= 0 && at < months && n !== null && tasks !== null && tasks > 0) out[at] = Math.min(1, n / tasks);
    }
    return out;
  };
  const [interventions, exceptions] = [shares("interventions"), shares("exceptions")];
  return [...interventions, ...exceptions].some((share) => share !== null) ? { interventions, exceptions } : null;
}
