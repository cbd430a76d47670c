import { pointerOf, type Path } from "#shared/plan/pointer.ts";
import { successSchema, tokensSchema } from "#shared/plan/schema/attempt.ts";
import { priceSchema } from "#shared/plan/schema/model.ts";
import {
  planSchema,
  type Plan,
  type Price,
  type Success,
  type Tokens,
  type Uncertain,
} from "#shared/plan/schema/plan.ts";
import { uncertainAmount, uncertainElasticity, uncertainGrowth, uncertainShare } from "#shared/plan/schema/parts.ts";
import { childrenOf, isFormsSchema, presentSchema, walk, type Schema } from "#shared/plan/schema/shape.ts";
import { fieldAt } from "#shared/plan/fields/fieldAt.ts";
import type { UncertainField } from "#shared/plan/fields/uncertainField.ts";

/** A figure of the plan that someone had to find out: where it stands, and what stands there. */
export type Input = { readonly path: Path; readonly pointer: string } & (
  | { readonly kind: "uncertain"; readonly field: UncertainField; readonly value: Uncertain }
  | { readonly kind: "tokens"; readonly value: Tokens }
  | { readonly kind: "success"; readonly value: Success }
  | { readonly kind: "price"; readonly value: Price }
);

/** An input that is an uncertain number, certain or not. */
export type UncertainInput = Extract<Input, { kind: "uncertain" }>;

/** The schemas of uncertain numbers: a field of one of them has a row in the table. */
const UNCERTAIN: ReadonlySet<Schema> = new Set<Schema>([
  uncertainShare,
  uncertainGrowth,
  uncertainElasticity,
  uncertainAmount,
]);

/**
 * Every input written in the plan, in the order of the file: each number that may be uncertain, and tokens, success and
 * price. What is left to its default is no input. The plan must have passed `checkPlan`.
 */
export function inputsOf(plan: Plan): Input[] {
  const inputs: Input[] = [];
  walk(planSchema, plan, (schema, value, path) => {
    const input = inputOf(schema, value, path);
    if (input !== null) inputs.push(input);
  });
  return inputs;
}

/** The input that stands at a place of the plan by its schema; null: none. */
function inputOf(schema: Schema, value: unknown, path: Path): Input | null {
  const place = { path, pointer: pointerOf(path) };
  // The schema says what stands at each of these places; the plan has passed it.
  if (UNCERTAIN.has(schema)) {
    const field = fieldAt(path);
    if (field === null) throw new Error(`The table of uncertain numbers has no row for ${place.pointer}.`);
    return { ...place, kind: "uncertain", field, value: value as Uncertain };
  }
  if (schema === tokensSchema) return { ...place, kind: "tokens", value: value as Tokens };
  if (schema === successSchema) return { ...place, kind: "success", value: value as Success };
  return schema === priceSchema ? { ...place, kind: "price", value: value as Price } : null;
}

/** An input as it was, and what stands in its place now. */
export interface ChangedInput {
  readonly input: Input;
  readonly value: unknown;
}

/**
 * The inputs of a plan in whose place another statement stands in a changed plan; what only one of the two has is left
 * out. Parts that both share are not looked at, and an entry that moved within its list is no change.
 */
export function changedInputs(before: Plan, after: Plan): ChangedInput[] {
  const changed: ChangedInput[] = [];
  collectChanged(planSchema, before, after, [], changed);
  return changed;
}

function collectChanged(schema: Schema, before: unknown, after: unknown, path: Path, changed: ChangedInput[]): void {
  if (before === after) return;
  const present = presentSchema(schema, after);
  const input = inputOf(present, before, path);
  if (input !== null) {
    changed.push({ input, value: after });
    return;
  }
  const form = isFormsSchema(present) ? presentSchema(present.getter(after), after) : present;
  if (isFormsSchema(form)) {
    collectChanged(form, before, after, path, changed);
    return;
  }
  if (typeof before !== "object" || before === null) return;
  const known = Array.isArray(before) ? new Set<unknown>(before) : null;
  for (const { key, schema: childSchema, value } of childrenOf(form, after)) {
    if (!Object.hasOwn(before, key) || known?.has(value) === true) continue;
    collectChanged(
      childSchema,
      (before as Readonly<Record<string | number, unknown>>)[key],
      value,
      [...path, key],
      changed,
    );
  }
}

/**
 * The inputs that may be uncertain numbers of level 1 of the forecast, drawn once a trial: all but the factor of a
 * runaway, which every attempt draws anew, what belongs to a case or to a decision, and pay.
 */
export function levelOneInputs(plan: Plan): UncertainInput[] {
  return inputsOf(plan)
    .filter((input) => input.kind === "uncertain")
    .filter(({ field }) => field.drawn !== "attempt" && field.drawn !== "case" && field.drawn !== "pay");
}

/**
 * The inputs that may move together with others: all that are drawn once a trial, those of cases and of decisions
 * included.
 */
export function pairableInputs(plan: Plan): UncertainInput[] {
  return inputsOf(plan)
    .filter((input) => input.kind === "uncertain")
    .filter(({ field }) => field.drawn !== "attempt" && field.drawn !== "pay");
}
