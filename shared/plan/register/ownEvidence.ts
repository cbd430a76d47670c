import { canonicalJson } from "#shared/plan/canonical.ts";
import { omit, setAt } from "#shared/plan/edits/edits.ts";
import { evidenceInLine, evidenceText, evidenceWords } from "./evidenceWords.ts";
import { changedInputs, type ChangedInput, type Input } from "#shared/plan/unknowns/inputs.ts";
import { pathOf } from "#shared/plan/pointer.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import { isJsonObject } from "#shared/plan/schema/shape.ts";

/**
 * Evidence belongs to the number it was given for. A number that is changed without a word on where the new one comes
 * from is guessed, and what was said of the old one becomes a note, from which it can be stated anew.
 */

/** Who changed a number, on which day (ISO 8601), and how a value reads. */
export interface Change {
  readonly by: string;
  readonly date: string;
  readonly words: (input: Input) => string;
  /**
   * Evidence was taken over from the old number when it is the very object ("object"), for whoever states it anew makes
   * one; where both plans were made anew, as those of scenarios are, when it says the same ("words").
   */
  readonly taken: "object" | "words";
}

/**
 * The plan after an edit, with evidence that belongs to its numbers. What the edit itself says of a number stays. A
 * number that is again what it is in one of `origins` (the plan before a drag began, the plan that a scenario changes)
 * has the evidence it has there.
 */
export function withOwnEvidence(before: Plan, after: Plan, origins: readonly Plan[], change: Change): Plan {
  let plan = after;
  for (const changed of changedInputs(before, after)) {
    if (!isTakenOver(changed, change.taken)) continue;
    const { input, value } = changed;
    const origin = originOf(origins, input.pointer, value);
    plan = setAt(
      plan,
      input.pointer,
      origin ?? stated(value, formerly(change.words(input), evidenceIn(input.value), change)),
    );
  }
  return plan;
}

/**
 * A changed plan of a scenario, whose numbers do not have the evidence of the plan's own numbers, which a change that
 * names the number alone leaves to them.
 */
export function withoutForeignEvidence(own: Plan, changed: Plan): Plan {
  let plan = changed;
  for (const one of changedInputs(own, changed)) {
    // Where the change says nothing of evidence, nothing vouches for its number.
    if (evidenceIn(one.value) === null || !isTakenOver(one, "words")) continue;
    plan = setAt(
      plan,
      one.input.pointer,
      stated(one.value, formerly("otherwise in the plan", evidenceIn(one.input.value), null)),
    );
  }
  return plan;
}

/** Whether a number changed and what was said of it did not, or went. */
function isTakenOver({ input, value }: ChangedInput, taken: Change["taken"]): boolean {
  const old = evidenceIn(input.value);
  const now = evidenceIn(value);
  if (old === null || figureOf(evidenced(input.value, input)) === figureOf(evidenced(value, input))) return false;
  return now === null || now === old || (taken === "words" && canonicalJson(now) === canonicalJson(old));
}

/**
 * What the evidence of an input vouches for. Of tokens that is the curve and the number of runs it was estimated from;
 * `limit` is where the agent itself stops (MODEL.md), which no run was measured for.
 */
function evidenced(value: unknown, { kind }: Pick<Input, "kind">): unknown {
  return kind === "tokens" && isJsonObject(value) ? omit(value, "limit") : value;
}

function originOf(origins: readonly Plan[], pointer: string, value: unknown): unknown {
  return origins
    .map((plan) => at(plan, pointer))
    .find((known) => known !== undefined && figureOf(known) === figureOf(value));
}

function at(plan: Plan, pointer: string): unknown {
  return (pathOf(pointer) ?? []).reduce<unknown>(
    (place, key) =>
      typeof place === "object" && place !== null && Object.hasOwn(place, key)
        ? (place as Record<string, unknown>)[key]
        : undefined,
    plan,
  );
}

/** A number without its evidence, in one form: 5 and {"value": 5} are the same figure. */
function figureOf(value: unknown): string {
  if (!isJsonObject(value)) return canonicalJson(value);
  const bare = omit(value, "evidence") as Readonly<Record<string, unknown>>;
  const keys = Object.keys(bare);
  return canonicalJson(keys.length === 1 && keys[0] === "value" ? bare["value"] : bare);
}

function evidenceIn(value: unknown): Evidence | null {
  return isJsonObject(value) && isJsonObject(value["evidence"]) ? (value["evidence"] as unknown as Evidence) : null;
}

function stated(value: unknown, evidence: Evidence): unknown {
  return isJsonObject(value) ? { ...value, evidence } : { value, evidence };
}

/** Longest note on the evidence of before: with past values it stays below what a text may hold. */
const LONGEST_FORMER = 2_000;

function formerly(words: string, old: Evidence | null, change: Pick<Change, "by" | "date"> | null): Evidence {
  const now = { grade: "guessed" as const, ...(change === null ? {} : { by: change.by, date: change.date }) };
  if (old === null) return now;
  // A number that is changed again was never stated in between: the note still names what was.
  if (old.grade === "guessed" && old.by === change?.by && old.source !== undefined && formerEvidence(old) !== null)
    return { ...now, source: old.source };
  const { source, observed, note } = evidenceWords(old.source);
  const said = evidenceInLine([source, note].join("\n"));
  const isBare = old.grade === "guessed" && old.by === undefined && said === "";
  const former = isBare
    ? ""
    : `was ${words}, ${old.grade}${old.by === undefined ? "" : `, by ${old.by}`}${old.date === undefined ? "" : `, ${old.date}`}${said === "" ? "" : `: ${said}`}`;
  const text = evidenceText({
    source: "",
    observed: observed.slice(0, LONGEST_FORMER),
    note: former.slice(0, LONGEST_FORMER),
  });
  return text === undefined ? now : { ...now, source: text };
}

const FORMER = /^was (.+?), (measured|sampled|judged|guessed)(?:, by (.+?))?(?:, (\d{4}-\d{2}-\d{2}))?(?:: (.*))?$/;

/** What was said of the number that stood here before; null where the evidence names none. */
export function formerEvidence(
  evidence: Evidence | null | undefined,
): { readonly words: string; readonly evidence: Evidence } | null {
  const line = evidenceWords(evidence?.source).note.split("\n")[0] ?? "";
  const match = FORMER.exec(line);
  if (match === null) return null;
  const [, words = "", grade, by, date, source] = match;
  return {
    words,
    evidence: {
      grade: grade as Evidence["grade"],
      ...(source === undefined || source === "" ? {} : { source }),
      ...(date === undefined ? {} : { date }),
      ...(by === undefined ? {} : { by }),
    },
  };
}

/**
 * The evidence of before, stated anew for the number as it is now, as of the day on which it was changed; null where
 * there is none.
 */
export function statedAnew(evidence: Evidence | null | undefined): Evidence | null {
  const former = formerEvidence(evidence);
  if (former === null) return null;
  const { observed } = evidenceWords(evidence?.source);
  const source = evidenceText({ source: former.evidence.source ?? "", observed, note: "" });
  return {
    ...omit(former.evidence, "source"),
    ...(source === undefined ? {} : { source }),
    ...(evidence?.date === undefined ? {} : { date: evidence.date }),
  };
}
