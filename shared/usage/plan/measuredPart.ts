import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { measured, type UsageSource } from "#shared/usage/fits/measured.ts";

/** Something of a contract that usage says: what it is, and the one change that takes it over. */
export interface MeasuredPart {
  readonly id: string;
  /** "Discount of Claude Sonnet 4.5". */
  readonly name: string;
  /** What was found, and on what it rests: "12% below list price, n = 1,204 rows". */
  readonly found: string;
  /** The plan with it, or null where the plan has it already or cannot have it. */
  readonly edit: (plan: Plan) => PlanEdit | null;
}

/** Whose comments say what an input without evidence of its own rests on. */
const AUTHOR = "Usage import";

/**
 * The plan with a comment at inputs that have no evidence of their own: measured, and on what it rests. One that an
 * earlier import left there goes.
 */
export function withMeasuredComment(
  plan: Plan,
  pointers: readonly string[],
  source: UsageSource,
  n: string,
  before: Plan,
): Plan {
  const { source: words = "", date = source.date } = measured(source, n);
  const others = (plan.comments ?? []).filter(({ at, by }) => by !== AUTHOR || !pointers.includes(at));
  const own = pointers.map((at) => ({ at, by: AUTHOR, date, text: `measured: ${words}` }));
  return inItsVersion({ ...plan, comments: [...others, ...own] }, before);
}

/** Shares to four decimals that sum to 1: the largest takes what rounding leaves. */
export function roundedShares(shares: Readonly<Record<string, number>>): Record<string, number> {
  const whole = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const rounded = Object.entries(shares).map(([name, share]) => ({ name, of: Math.round((1e4 * share) / whole) }));
  const largest = rounded.reduce((most, one) => (one.of > most.of ? one : most));
  largest.of += 1e4 - rounded.reduce((sum, { of }) => sum + of, 0);
  return Object.fromEntries(rounded.filter(({ of }) => of > 0).map(({ name, of }) => [name, of / 1e4]));
}
