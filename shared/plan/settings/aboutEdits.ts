import { omit, setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { About } from "#shared/plan/schema/settings.ts";
import { inItsVersion } from "#shared/plan/versions.ts";

/** What a plan says of itself in one line or several. */
type AboutText = Exclude<keyof About, "approvals">;

/** What undo calls a change of each part. */
const NAMES: Readonly<Record<AboutText, string>> = {
  company: "change the company",
  preparedBy: "change who prepared the plan",
  version: "change the version",
  date: "change the date of the version",
  timeZone: "change the time zone",
  notes: "change the notes",
};

/** What a plan says of whose it is; an empty text takes it away. */
export function setAbout(plan: Plan, field: AboutText, text: string): PlanEdit {
  const typed = text.trim();
  const set = setAt(plan, pointerOf(["about", field]), typed === "" ? undefined : typed);
  const isEmpty = Object.keys(set.about ?? {}).length === 0;
  return { name: NAMES[field], plan: inItsVersion(isEmpty ? omit(set, "about") : set, plan) };
}

/** Another name of the plan. Throws where it is empty: a plan has a name. */
export function renamePlan(plan: Plan, name: string): PlanEdit {
  const typed = name.trim();
  if (typed === "") throw new Error("A plan has a name.");
  return { name: "rename the plan", plan: { ...plan, name: typed } };
}
