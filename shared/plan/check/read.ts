import * as v from "valibot";
import { isMissingRate } from "./crossChecks.ts";
import type { Fault } from "./faults.ts";
import { readJson } from "./json.ts";
import { migrate } from "./migrations.ts";
import { planFaults, scenarioFaults } from "./scenarioFaults.ts";
import { planSchema, type Plan } from "#shared/plan/schema/plan.ts";
import { MAX_FAULTS, type Sound } from "./shapeFaults.ts";

export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  /**
   * `unrated`: the plan, where all that is missing are rates of currencies; a screen can ask for them, and nothing can
   * be forecast before.
   */
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly unrated?: Plan };

/**
 * A plan from the text of its file, or every fault of it: the one edge where plans come in, behind which nothing is
 * checked again. Never throws. Older versions are migrated; pointers of faults then lead into the migrated document.
 */
export function readPlan(text: string): ReadPlan {
  const read = readJson(text);
  return read.ok ? checkPlan(read.document) : read;
}

/**
 * A plan from a parsed JSON document, or every fault of it (of very many the first 200). Never throws, changes nothing.
 */
export function checkPlan(document: unknown): ReadPlan {
  const migrated = migrate(document);
  if (!migrated.ok) return { ok: false, faults: [migrated.fault] };
  const faults = faultsOf(migrated.document, new WeakMap());
  if (faults.length > 0)
    return { ok: false, faults, ...(faults.every(isMissingRate) ? { unrated: planOf(migrated.document) } : {}) };
  return { ok: true, plan: planOf(migrated.document) };
}

/**
 * Every fault of an edited plan (of very many the first 200). `sound` remembers what is right from one call to the
 * next: an edit shares all it did not touch with the plan before, and only the rest is read again. What stands between
 * the parts is asked every time.
 */
export function faultsOf(plan: unknown, sound: Sound): readonly Fault[] {
  const own = planFaults(plan, sound);
  return [...own, ...scenarioFaults(plan, own, sound)].slice(0, MAX_FAULTS);
}

/** The document itself, now known to be a plan. */
function planOf(document: unknown): Plan {
  if (!v.is(planSchema, document)) throw new Error("A document without faults does not fit the plan's schema.");
  return document;
}
