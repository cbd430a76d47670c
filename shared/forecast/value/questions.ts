import type { ResolvedWorkload } from "#shared/plan/resolved.ts";
import { agreedInTime } from "#shared/value/evidenceWidth.ts";
import { MONTHS_BEFORE } from "#shared/value/metricSeries.ts";

/** The five questions that a use of AI should have answered before money is spent on it. */
export const QUESTIONS = ["outcome", "workflow", "owner", "behaviour", "cost"] as const;

export type Question = (typeof QUESTIONS)[number];

/**
 * Which of the five are answered. An open question moves no number; it is printed.
 *
 * @param unit - what the plan calls an outcome; undefined: it has no name
 */
export function answeredQuestions(
  { case: own, owner }: Pick<ResolvedWorkload, "case" | "owner">,
  unit: string | undefined,
): Readonly<Record<Question, boolean>> {
  const cost = unit !== undefined;
  if (own === null) return { outcome: false, workflow: false, owner: false, behaviour: false, cost };
  return {
    outcome: isOutcomeAgreed(own.metric),
    workflow: own.workflow.some(({ how }) => how !== "keep"),
    owner: owner !== null && stakeOf(own) !== null,
    behaviour: own.behaviour !== null && (own.saved === null || own.saved.goesTo !== "nothing"),
    cost,
  };
}

/** What the owner of a use answers with; null: nothing, also where it is said to be "nobody". */
export function stakeOf(own: Pick<NonNullable<ResolvedWorkload["case"]>, "answersFor"> | null): string | null {
  const stake = own?.answersFor?.trim() ?? "";
  return stake === "" || stake.toLowerCase() === "nobody" ? null : stake;
}

/** A metric with a target, enough months before, and an agreement that was made in time. */
function isOutcomeAgreed(metric: NonNullable<ResolvedWorkload["case"]>["metric"]): boolean {
  if (metric?.target === undefined) return false;
  const known = metric.before?.values.filter((value) => value !== null).length ?? 0;
  return known >= MONTHS_BEFORE && agreedInTime(metric.agreed, metric.after?.from);
}
