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

  const before = issues.length;
  if (isListSchema(schema) ? !Array.isArray(value) : !isJsonObject(value)) {
    issues.push(issueAt(path, describeValue(value), isListSchema(schema) ? "a list" : wantedObject(schema)));
    return;
  }
  const container = value as object;
  const entries = Array.isArray(value) ? value.length : Object.keys(container).length;
  if (entries > MAX_ENTRIES) {
    issues.push(issueAt(path, `${entries} entries`, `at most ${MAX_ENTRIES}`));
    return;
  }
  if (isJsonObject(value)) collectNames(schema, value, path, issues, sound);
  for (const child of childrenOf(schema, value)) {
    if (issues.length >= MAX_ISSUES) return;
    collect(child.schema, child.value, [...path, child.key], issues, sound);
  }
  // Rules over a whole list or object are asked only where all within it is right: they would speak of the same issue
  // again.
  if (issues.length === before && "pipe" in schema) collectIssue(schema, value, path, issues);
  if (issues.length === before) sound.set(container, schema);
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
    const place = [...path, name];
    if (RESERVED_IDS.has(name)) {
      issues.push(issueAt(place, `the name ${quoted(name)}, which is reserved`, "another name"));
    } else if (isMapSchema(schema)) {
      const [issue] = v.safeParse(schema.key, name).issues ?? [];
      if (issue?.type === "regex")
        issues.push(issueAt(place, `the currency ${quoted(name)}`, "three capital letters such as USD"));
      else if (issue !== undefined)
        issues.push(issueAt(place, `the id ${quoted(name)}`, "an id of 1 to 80 printable characters"));
    } else if (isObjectSchema(schema) && !Object.hasOwn(schema.entries, name)) {
      const known = Object.keys(schema.entries);
      const suggestion = nearestName(
        name,
        known.filter((field) => !Object.hasOwn(object, field)),
      );
      if (suggestion !== undefined) meant.add(suggestion);
      issues.push(issueAt(place, `the unknown field ${quoted(name)}`, anyOf(known), suggestion));
    }
  }
  if (!isObjectSchema(schema)) return;
  for (const [name, field] of Object.entries(schema.entries)) {
    const isMissing = !isOptionalSchema(field) && !Object.hasOwn(object, name) && !meant.has(name);
    if (isMissing) collect(field, undefined, [...path, name], issues, sound);
  }
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

/** What an issue of valibot says, in our words. */
function wordsOf(issue: v.BaseIssue<unknown>, value: unknown): Omit<Issue, "pointer"> {
  const requirement = issue.requirement as number;
  const found = describeValue(value);
  switch (issue.type) {
    case "raw_check":
      return { found: issue.received, wanted: issue.expected ?? issue.message };
    case "custom":
      return { found, wanted: issue.message };
    case "number":
      return { found, wanted: "a number" };
    case "finite":
      return { found, wanted: "a finite number" };
    case "integer":
      return { found, wanted: "a whole number" };
    case "min_value":
      return { found, wanted: `a number of at least ${requirement}` };
    case "max_value":
      return { found, wanted: `a number of at most ${requirement}` };
    case "gt_value":
      return { found, wanted: `a number above ${requirement}` };
    case "lt_value":
      return { found, wanted: `a number below ${requirement}` };
    case "string":
      return { found, wanted: "a text" };
    case "boolean":
      return { found, wanted: "true or false" };
    case "min_length":
      return { found, wanted: Array.isArray(value) ? "a list that is not empty" : "a text that is not empty" };
    case "max_length":
      if (Array.isArray(value)) return { found, wanted: `at most ${requirement} entries` };
      return { found: `a text of ${String(value).length} characters`, wanted: `at most ${requirement} characters` };
    case "max_entries":
      return { found: `${Object.keys(value as object).length} entries`, wanted: `at most ${requirement} entries` };
    case "length":
      return { found, wanted: `a list of ${requirement}` };
    case "iso_date":
      return { found, wanted: "a date such as 2027-04-01" };
    case "regex":
      return { found, wanted: "three capital letters such as USD" };
    case "literal":
    case "picklist": {
      const known = (issue.expected ?? "")
        .replace(/^\(|\)$/g, "")
        .split(" | ")
        .map((name) => name.replaceAll('"', ""));
      const suggestion = typeof value === "string" ? nearestName(value, known) : undefined;
      return { found, wanted: anyOf(known), ...(suggestion === undefined ? {} : { suggestion }) };
    }
    default:
      return { found, wanted: issue.expected ?? issue.message };
  }
}
