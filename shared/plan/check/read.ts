import * as v from "valibot";
import { isMissingRate } from "./crossChecks.ts";
import type { Issue } from "./issues.ts";
import { readJson } from "./json.ts";
import { migrate } from "./migrations.ts";
import { planIssues, scenarioIssues } from "./scenarioIssues.ts";
import { planSchema, type Plan } from "#shared/plan/schema/plan.ts";
import { MAX_ISSUES, type Sound } from "./shapeIssues.ts";

export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  /**
   * `unrated`: the plan, where all that is missing are rates of currencies; a screen can ask for them, and nothing can
   * be forecast before.
   */
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly unrated?: Plan };

/**
 * A plan from the text of its file, or every issue of it: the one edge where plans come in, behind which nothing is
 * checked again. Never throws. Older versions are migrated; pointers of issues then lead into the migrated document.
 */
export function readPlan(text: string): ReadPlan {
  const read = readJson(text);
  return read.ok ? checkPlan(read.document) : read;
}

/**
 * A plan from a parsed JSON document, or every issue of it (of very many the first 200). Never throws, changes nothing.
 */
export function checkPlan(document: unknown): ReadPlan {
  const migrated = migrate(document);
  if (!migrated.ok) return { ok: false, issues: [migrated.issue] };
  const issues = issuesOf(migrated.document, new WeakMap());
  if (issues.length > 0)
    return { ok: false, issues, ...(issues.every(isMissingRate) ? { unrated: planOf(migrated.document) } : {}) };
  return { ok: true, plan: planOf(migrated.document) };
}

/**
 * Every issue of an edited plan (of very many the first 200). `sound` remembers what is right from one call to the
 * next: an edit shares all it did not touch with the plan before, and only the rest is read again. What stands between
 * the parts is asked every time.
 */
export function issuesOf(plan: unknown, sound: Sound): readonly Issue[] {
  const own = planIssues(plan, sound);
  return [...own, ...scenarioIssues(plan, own, sound)].slice(0, MAX_ISSUES);
}

/** The document itself, now known to be a plan. */
function planOf(document: unknown): Plan {
  if (!v.is(planSchema, document)) throw new Error("A document without issues does not fit the plan's schema.");
  return document;
}
