import { omit, setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Approval, Comment } from "#shared/plan/schema/record.ts";
import { inItsVersion } from "#shared/plan/versions.ts";

/** Edits of what makes a plan a document of record. None of them changes a figure. */

/** One more approval, open until something is decided. */
export function addApproval(plan: Plan, role: string): PlanEdit {
  return withApprovals(plan, "add an approval", [...approvalsOf(plan), { role }]);
}

/**
 * One approval with some of its fields changed; an empty text takes a field away. An approval without a decision has no
 * date, and one of nobody is removed.
 */
export function changeApproval(
  plan: Plan,
  at: number,
  changed: { readonly [Field in keyof Approval]?: Approval[Field] | "" },
): PlanEdit {
  const merged = { ...approvalsOf(plan)[at], ...changed };
  const { who, role, decision, date } = merged;
  const kept = Object.entries({ who, role, decision, date: decision ? date : "" }).filter(([, text]) => text);
  const approval = Object.fromEntries(kept) as Approval;
  if (!who && !role) return removeApproval(plan, at);
  return withApprovals(plan, "change an approval", approvalsOf(plan).with(at, approval));
}

/** Without one of the approvals. */
export function removeApproval(plan: Plan, at: number): PlanEdit {
  return withApprovals(plan, "remove an approval", approvalsOf(plan).toSpliced(at, 1));
}

/** The approvals that are asked for. */
export function approvalsOf(plan: Plan): readonly Approval[] {
  return plan.about?.approvals ?? [];
}

function withApprovals(plan: Plan, name: string, approvals: readonly Approval[]): PlanEdit {
  const set = setAt(plan, "/about/approvals", approvals.length === 0 ? undefined : approvals);
  const isEmpty = Object.keys(set.about ?? {}).length === 0;
  return { name, plan: inItsVersion(isEmpty ? omit(set, "about") : set, plan) };
}

/** Something said about an input. */
export function addComment(plan: Plan, comment: Comment): PlanEdit {
  return withComments(plan, "add a comment", [...(plan.comments ?? []), comment]);
}

/** Without one of the comments. */
export function removeComment(plan: Plan, comment: Comment): PlanEdit {
  return withComments(
    plan,
    "remove a comment",
    (plan.comments ?? []).filter((one) => one !== comment),
  );
}

function withComments(plan: Plan, name: string, comments: readonly Comment[]): PlanEdit {
  const set = comments.length === 0 ? omit(plan, "comments") : setAt(plan, "/comments", comments);
  return { name, plan: inItsVersion(set, plan) };
}

/** Who is likely to say the next thing: who said the last, else who prepared the plan; empty: nobody is known. */
export function usualAuthor(plan: Plan): string {
  return plan.comments?.at(-1)?.by ?? plan.about?.preparedBy ?? "";
}
