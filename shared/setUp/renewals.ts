import type { DatedMultiplier } from "#shared/plan/schema/plan.ts";
import type { DateAnswer, SetUpAnswers } from "./answers.ts";
import { guessed, judged, rounded } from "./assumed.ts";
import { keyOf } from "./toolsInUse.ts";

/** What a renewal costs against before, until somebody says so: the same to six tenths more. */
export const GUESSED_RENEWAL = { low: 1, high: 1.6, chance: 0.7 };

/** The dates of a tool, in their order. */
export function datesOf({ dates }: SetUpAnswers, tool: string): DateAnswer[] {
  return (dates ?? [])
    .filter((one) => keyOf(one.tool) === keyOf(tool))
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
}

/** A date as the plan's dated multiplier; what its answer leaves out is guessed. */
export function changeOf({ date, chance, low, high }: DateAnswer, today: string): DatedMultiplier {
  const isStated = low !== undefined || high !== undefined;
  const evidence = isStated ? judged(today) : guessed("renewals of 2026: the old price to six tenths more");
  const from = low ?? Math.min(GUESSED_RENEWAL.low, high ?? Infinity);
  const to = high ?? Math.max(GUESSED_RENEWAL.high, low ?? 0);
  const multiplier =
    from < to ? { p10: rounded(from), p90: rounded(to), evidence } : { value: rounded(from), evidence };
  return { from: date, multiplier, probability: rounded(chance ?? GUESSED_RENEWAL.chance) };
}
