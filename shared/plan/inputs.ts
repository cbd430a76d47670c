import { pointerOf } from "./pointer.ts";
import type { Path } from "./pointer.ts";
import { planSchema, priceSchema, successSchema, tokensSchema, uncertainAmount, uncertainElasticity, uncertainGrowth, uncertainShare } from "./schema.ts";
import type { Plan, Price, Success, Tokens, Uncertain } from "./schema.ts";
import { walk } from "./shape.ts";
import type { Schema } from "./shape.ts";

/** What a draw of an uncertain number is clamped to: 0..1, −1 or more, nothing, 0 or more. */
export type UncertainRange = "share" | "growth" | "elasticity" | "amount";

/** A figure of the plan that someone had to find out: where it stands, and what stands there. */
export type Input = { readonly path: Path; readonly pointer: string } & (
  | { readonly kind: "uncertain"; readonly range: UncertainRange; readonly value: Uncertain }
  | { readonly kind: "tokens"; readonly value: Tokens }
  | { readonly kind: "success"; readonly value: Success }
  | { readonly kind: "price"; readonly value: Price }
);

/** An input that is an uncertain number, certain or not. */
export type UncertainInput = Extract<Input, { kind: "uncertain" }>;

const RANGES = new Map<Schema, UncertainRange>([
  [uncertainShare, "share"],
  [uncertainGrowth, "growth"],
  [uncertainElasticity, "elasticity"],
  [uncertainAmount, "amount"],
]);

/**
 * Every input written in the plan, in the order of the file: each number that may be uncertain, and tokens, success and price. What is
 * left to its default is no input. The plan must have passed `checkPlan`.
 */
export function inputsOf(plan: Plan): Input[] {
  const inputs: Input[] = [];
  walk(planSchema, plan, (schema, value, path) => {
    const range = RANGES.get(schema);
    if (range === undefined && schema !== tokensSchema && schema !== successSchema && schema !== priceSchema) return;
    const place = { path, pointer: pointerOf(path) };
    // The schema says what stands at each of these places; the plan has passed it.
    if (range !== undefined) inputs.push({ ...place, kind: "uncertain", range, value: value as Uncertain });
    else if (schema === tokensSchema) inputs.push({ ...place, kind: "tokens", value: value as Tokens });
    else if (schema === successSchema) inputs.push({ ...place, kind: "success", value: value as Success });
    else inputs.push({ ...place, kind: "price", value: value as Price });
  });
  return inputs;
}

/** The inputs that may be uncertain numbers of level 1, drawn once a trial: all but the factor of a runaway, which every attempt draws anew. */
export function levelOneInputs(plan: Plan): UncertainInput[] {
  return inputsOf(plan).filter((input) => input.kind === "uncertain").filter(({ path }) => path.at(-2) !== "runaway");
}
