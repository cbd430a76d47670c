import { differencesOf, patchOf, type Difference } from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { BridgeQuestion } from "./bridge.ts";

/** What the later version is called as a scenario of the earlier one. */
const LATER = "later";

/** Parts of a plan, and fields of its parts, that say something and change no figure. */
const WORDS_OF_PLAN = new Set(["schema", "name", "description", "about", "illustrative", "comments"]);
const WORDS_OF_PARTS = new Set(["name", "description", "owner"]);

/**
 * The bridge from an earlier version of a plan to a later one: the later is asked as a scenario of the earlier, so that
 * each change has its bar, whatever order the changes were made in. Names and other words are left out: they change no
 * figure. Null: nothing else differs.
 */
export function versionBridge(before: Plan, after: Plan): BridgeQuestion | null {
  // A file's version says which fields it may have; the higher one may have those of both.
  const schema = before.schema > after.schema ? before.schema : after.schema;
  const changes = differencesOf(before, after).filter((one) => !isInWords(one));
  if (changes.length === 0) return null;
  return { plan: { ...before, schema, scenarios: { [LATER]: { change: patchOf(changes) } } }, scenario: LATER };
}

function isInWords({ path }: Difference): boolean {
  const [part, , field] = path.map(String);
  return WORDS_OF_PLAN.has(part!) || (path.length === 3 && WORDS_OF_PARTS.has(field!));
}
