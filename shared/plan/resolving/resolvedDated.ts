import type { Uncertain } from "#shared/plan/schema/plan.ts";

/** A multiplier in force from a day of the year on (0 is the start; an earlier date is day 0), if it happens. */
export interface ResolvedDatedMultiplier {
  readonly pointer: string;
  readonly fromDay: number;
  readonly multiplier: Uncertain;
  readonly probability: number;
}
