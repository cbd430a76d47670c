import { formatCount } from "#shared/format/counts.ts";
import { formatDate, type PlanStart } from "#shared/format/dates.ts";
import { USAGE_SOURCE } from "#shared/plan/register/fittedInputs.ts";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import type { UsageSource } from "#shared/usage/fits/measured.ts";

/** Milliseconds. */
const DAY = 86_400_000;

/** The days that usage covers: "Jan 4 to Mar 31". */
export function periodWords({ period }: Pick<UsageSummary, "period">, plan: PlanStart): string {
  if (period === null) return "no days";
  const [first, last] = [Math.floor(period.from / DAY), Math.floor((period.to - 1) / DAY)];
  return last <= first ? formatDate(first, plan) : `${formatDate(first, plan)} to ${formatDate(last, plan)}`;
}

/** What the register calls it. */
export function usageSource(summary: UsageSummary, plan: PlanStart, now: number): UsageSource {
  return { name: `${USAGE_SOURCE}, ${periodWords(summary, plan)}`, date: new Date(now).toISOString().slice(0, 10) };
}

/** "9 with negative tokens, 3 without a model" of many reasons would be long: the number alone leads to the list. */
export function refusedWords(count: number): string {
  return count === 0
    ? "No row was refused."
    : `${formatCount(count)} ${count === 1 ? "row was" : "rows were"} refused.`;
}
