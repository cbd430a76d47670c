import * as v from "valibot";
import type { Path } from "#shared/plan/pointer.ts";

/**
 * The few kinds of schema that the plan is built of, and how to walk a document along them. Checks, merges and the list
 * of inputs all follow the one schema, so that a new field is written down once.
 */
export type Schema = v.GenericSchema;

type ObjectSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;
type MapSchema = v.RecordSchema<v.GenericSchema<string>, Schema, undefined>;
type ListSchema = v.ArraySchema<Schema, undefined>;
type TupleSchema = v.TupleSchema<Schema[], undefined>;
/** A value of one of several forms, with all its forms. */
export interface FormsSchema<Form extends Schema = Schema> extends v.LazySchema<
  Form | v.CustomSchema<never, v.ErrorMessage<v.CustomIssue> | undefined>
> {
  readonly arms: readonly Schema[];
}

/** An object of fixed fields. */
export function isObjectSchema(schema: Schema): schema is ObjectSchema {
  return schema.type === "strict_object";
}

/** A map keyed by ids. */
export function isMapSchema(schema: Schema): schema is MapSchema {
  return schema.type === "record";
}

/** A list of any length, or of one entry for each of the items. */
export function isListSchema(schema: Schema): schema is ListSchema | TupleSchema {
  return schema.type === "array" || schema.type === "tuple";
}

/** A value of several forms: made by `armBy`. */
export function isFormsSchema(schema: Schema): schema is FormsSchema {
  return schema.type === "lazy";
}

/** Whether a field may be left out. */
export function isOptionalSchema(schema: Schema): schema is v.ExactOptionalSchema<Schema, undefined> {
  return schema.type === "exact_optional";
}

function isNullableSchema(schema: Schema): schema is v.NullableSchema<Schema, undefined> {
  return schema.type === "nullable";
}

/**
 * The schema of a value that is there: without "may be left out", and without "may be null" unless the value is null.
 */
export function presentSchema(schema: Schema, value: unknown): Schema {
  if (isOptionalSchema(schema) || (isNullableSchema(schema) && value !== null))
    return presentSchema(schema.wrapped, value);
  return schema;
}

/** The form that a value has, through forms of forms: a price change holds an uncertain number, or one for each class. */
export function formOf(schema: Schema, value: unknown): Schema {
  const present = presentSchema(schema, value);
  return isFormsSchema(present) ? formOf(present.getter(value), value) : present;
}

export interface Child {
  readonly key: string | number;
  readonly schema: Schema;
  readonly value: unknown;
}

/**
 * The values within an object, map or list that its schema knows, in the order of the document; names it does not know
 * are left out.
 */
export function childrenOf(schema: Schema, value: unknown): Child[] {
  if (isObjectSchema(schema) && isJsonObject(value)) {
    const known = Object.entries(value).filter(([key]) => Object.hasOwn(schema.entries, key));
    return known.map(([key, child]) => ({ key, schema: schema.entries[key] as Schema, value: child }));
  }
  if (isMapSchema(schema) && isJsonObject(value))
    return Object.entries(value).map(([key, child]) => ({ key, schema: schema.value, value: child }));
  if (isListSchema(schema) && Array.isArray(value)) {
    const itemSchema = (i: number) => ("item" in schema ? schema.item : schema.items[i]);
    return value.flatMap((child: unknown, key) =>
      itemSchema(key) === undefined ? [] : [{ key, schema: itemSchema(key)!, value: child }],
    );
  }
  return [];
}

/** Calls `visit` for every value of a document that its schema knows, outermost first. */
export function walk(
  schema: Schema,
  value: unknown,
  visit: (schema: Schema, value: unknown, path: Path) => void,
  path: Path = [],
): void {
  const present = presentSchema(schema, value);
  visit(present, value, path);
  if (isFormsSchema(present)) {
    const form = presentSchema(present.getter(value), value);
    // A form may have forms of its own: an uncertain number among the forms of a count.
    if (isFormsSchema(form)) walk(form, value, visit, path);
    else walkChildren(form, value, visit, path);
  } else walkChildren(present, value, visit, path);
}

function walkChildren(
  schema: Schema,
  value: unknown,
  visit: (schema: Schema, value: unknown, path: Path) => void,
  path: Path,
): void {
  for (const child of childrenOf(schema, value)) walk(child.schema, child.value, visit, [...path, child.key]);
}

/** A JSON object: neither null nor a list. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A value of one of several forms, chosen by the keys it has, so that an issue is found within the form that was meant.
 * `choose` is given a test for keys and the value itself, and answers one of `arms`, or null where none is recognised;
 * `forms` names them all.
 */
export function armBy<Form extends Schema>(
  forms: string,
  arms: readonly Schema[],
  choose: (has: (key: string) => boolean, value: unknown) => Form | null,
): FormsSchema<Form> {
  const noForm = v.custom<never>(() => false, forms);
  const schema = v.lazy((value) => choose((key) => isJsonObject(value) && Object.hasOwn(value, key), value) ?? noForm);
  return { ...schema, arms };
}

/** What a rule holds against a value; `path` leads from the value to the place, [] is the value itself. */
export interface Violation {
  readonly path?: Path;
  readonly found: string;
  readonly wanted: string;
}

/** A rule over a value that has the right form, for `v.pipe`: the misfit, or null where it holds. */
export function rule<Value>(violationOf: (value: Value) => Violation | null): v.RawCheckAction<Value> {
  return v.rawCheck<Value>(({ dataset, addIssue }) => {
    const violation = dataset.typed ? violationOf(dataset.value) : null;
    if (violation === null) return;
    const input = dataset.value;
    const path = (violation.path ?? []).map((key) => ({
      type: "unknown" as const,
      origin: "value" as const,
      input,
      key,
      value: undefined,
    }));
    const [first, ...others] = path;
    addIssue({
      message: `found ${violation.found}; wanted ${violation.wanted}`,
      received: violation.found,
      expected: violation.wanted,
      ...(first === undefined ? {} : { path: [first, ...others] as const }),
    });
  });
}
