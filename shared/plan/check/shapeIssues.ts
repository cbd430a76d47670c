import { RESERVED_IDS } from "#shared/plan/ids.ts";
import * as v from "valibot";
import { anyOf, describeValue, quoted } from "#shared/plan/schema/describe.ts";
import { issueAt, nearestName, type Issue } from "./issues.ts";
import type { Path } from "#shared/plan/pointer.ts";
import {
  childrenOf,
  isFormsSchema,
  isJsonObject,
  isListSchema,
  isMapSchema,
  isObjectSchema,
  isOptionalSchema,
  presentSchema,
  type Schema,
} from "#shared/plan/schema/shape.ts";

/** After so many issues the rest is not looked for: the text is hardly the plan that was meant. */
export const MAX_ISSUES = 200;
/** Most entries of any list or map: more is no plan, and need not be read to know it. */
const MAX_ENTRIES = 1000;

/**
 * Objects and lists that were found without issue, each by the schema it was read with: the same object may be sound in
 * one place and at issue in another. It holds for as long as nobody changes them.
 */
export type Sound = WeakMap<object, Schema>;

/**
 * Every issue of a document against its schema, in the order of the document, at most `MAX_FAULTS`. valibot checks each
 * value; the walk over objects is ours, because valibot names only the first unknown field of an object and takes a
 * list for a map. Objects and lists without issue are added to `sound`; those in it already are not read again, so that
 * a plan which shares most of its parts with one that was checked (a scenario, the plan before an edit) costs only what
 * differs.
 */
export function shapeIssues(schema: Schema, document: unknown, sound: Sound = new WeakMap()): Issue[] {
  const issues: Issue[] = [];
  collect(schema, document, [], issues, sound);
  return issues.slice(0, MAX_ISSUES);
}

function collect(optional: Schema, value: unknown, path: Path, issues: Issue[], sound: Sound): void {
  const schema = presentSchema(optional, value);
  if (isFormsSchema(schema)) {
    collect(schema.getter(value), value, path, issues, sound);
    return;
  }
  if (!isObjectSchema(schema) && !isMapSchema(schema) && !isListSchema(schema)) {
    collectIssue(schema, value, path, issues);
    return;
  }
  if (typeof value === "object" && value !== null && sound.get(value) === schema) return;

  const wrong = containerIssue(schema, value, path);
  if (wrong !== null) {
    issues.push(wrong);
    return;
  }
  const before = issues.length;
  if (isJsonObject(value)) collectNames(schema, value, path, issues, sound);
  for (const child of childrenOf(schema, value)) {
    if (issues.length >= MAX_ISSUES) return;
    collect(child.schema, child.value, [...path, child.key], issues, sound);
  }
  // Rules over a whole list or object are asked only where all within it is right: they would speak of the same issue
  // again.
  if (issues.length === before && "pipe" in schema) collectIssue(schema, value, path, issues);
  if (issues.length === before) sound.set(value as object, schema);
}

/** A value that is no list or object where one is wanted, or one with more entries than any plan has. */
function containerIssue(schema: Schema, value: unknown, path: Path): Issue | null {
  const isList = isListSchema(schema);
  if (isList ? !Array.isArray(value) : !isJsonObject(value))
    return issueAt(path, describeValue(value), isList ? "a list" : wantedObject(schema));
  const entries = Array.isArray(value) ? value.length : Object.keys(value as object).length;
  return entries > MAX_ENTRIES ? issueAt(path, `${entries} entries`, `at most ${MAX_ENTRIES}`) : null;
}

/** Names of fields and ids: unknown, reserved or missing. */
function collectNames(
  schema: Schema,
  object: Record<string, unknown>,
  path: Path,
  issues: Issue[],
  sound: Sound,
): void {
  const meant = new Set<string>();
  for (const name of Object.keys(object)) {
    if (issues.length >= MAX_ISSUES) return;
    const issue = nameIssue(schema, name, object, path);
    if (issue === null) continue;
    issues.push(issue);
    if (issue.suggestion !== undefined) meant.add(issue.suggestion);
  }
  if (!isObjectSchema(schema)) return;
  for (const [name, field] of Object.entries(schema.entries)) {
    const isMissing = !isOptionalSchema(field) && !Object.hasOwn(object, name) && !meant.has(name);
    if (isMissing) collect(field, undefined, [...path, name], issues, sound);
  }
}

/** What is wrong with the name of a field or an id; null: nothing. */
function nameIssue(schema: Schema, name: string, object: Record<string, unknown>, path: Path): Issue | null {
  const place = [...path, name];
  if (RESERVED_IDS.has(name)) return issueAt(place, `the name ${quoted(name)}, which is reserved`, "another name");
  if (isMapSchema(schema)) {
    const [issue] = v.safeParse(schema.key, name).issues ?? [];
    if (issue === undefined) return null;
    return issue.type === "regex"
      ? issueAt(place, `the currency ${quoted(name)}`, "three capital letters such as USD")
      : issueAt(place, `the id ${quoted(name)}`, "an id of 1 to 80 printable characters");
  }
  if (!isObjectSchema(schema) || Object.hasOwn(schema.entries, name)) return null;
  const known = Object.keys(schema.entries);
  const free = known.filter((field) => !Object.hasOwn(object, field));
  return issueAt(place, `the unknown field ${quoted(name)}`, anyOf(known), nearestName(name, free));
}

function collectIssue(schema: Schema, value: unknown, path: Path, issues: Issue[]): void {
  const issue = v.safeParse(schema, value, { abortPipeEarly: true }).issues?.[0];
  if (issue === undefined) return;
  const within = (issue.path ?? []).map((item) => item.key as string | number);
  const { found, wanted, suggestion } = wordsOf(issue, value);
  issues.push(issueAt([...path, ...within], found, wanted, suggestion));
}

function wantedObject(schema: Schema): string {
  if (!isObjectSchema(schema)) return "an object keyed by ids";
  const required = Object.keys(schema.entries).filter((name) => !isOptionalSchema(schema.entries[name] as Schema));
  return required.length === 0 ? "an object" : `an object with ${required.map(quoted).join(", ")}`;
}

/** What was wanted where a type of issue of valibot says all, by its requirement. */
const WANTED: Readonly<Record<string, (requirement: number) => string>> = {
  number: () => "a number",
  finite: () => "a finite number",
  integer: () => "a whole number",
  min_value: (least) => `a number of at least ${least}`,
  max_value: (most) => `a number of at most ${most}`,
  gt_value: (bound) => `a number above ${bound}`,
  lt_value: (bound) => `a number below ${bound}`,
  string: () => "a text",
  boolean: () => "true or false",
  length: (length) => `a list of ${length}`,
  iso_date: () => "a date such as 2027-04-01",
  regex: () => "three capital letters such as USD",
};

/** What an issue of valibot says, in our words. */
function wordsOf(issue: v.BaseIssue<unknown>, value: unknown): Omit<Issue, "pointer"> {
  const requirement = issue.requirement as number;
  const found = describeValue(value);
  switch (issue.type) {
    case "raw_check":
      return { found: issue.received, wanted: issue.expected ?? issue.message };
    case "custom":
      return { found, wanted: issue.message };
    case "min_length":
      return { found, wanted: Array.isArray(value) ? "a list that is not empty" : "a text that is not empty" };
    case "max_length":
      if (Array.isArray(value)) return { found, wanted: `at most ${requirement} entries` };
      return { found: `a text of ${String(value).length} characters`, wanted: `at most ${requirement} characters` };
    case "max_entries":
      return { found: `${Object.keys(value as object).length} entries`, wanted: `at most ${requirement} entries` };
    case "literal":
    case "picklist":
      return { found, ...choiceWords(issue.expected ?? "", value) };
    default:
      return { found, wanted: WANTED[issue.type]?.(requirement) ?? issue.expected ?? issue.message };
  }
}

/** The values that could be chosen, and the one that was probably meant. */
function choiceWords(expected: string, value: unknown): Pick<Issue, "wanted" | "suggestion"> {
  const known = expected
    .replace(/^\(|\)$/g, "")
    .split(" | ")
    .map((name) => name.replaceAll('"', ""));
  const suggestion = typeof value === "string" ? nearestName(value, known) : undefined;
  return { wanted: anyOf(known), ...(suggestion === undefined ? {} : { suggestion }) };
}
