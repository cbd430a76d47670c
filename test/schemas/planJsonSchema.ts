import { fileURLToPath } from "node:url";
import { toJsonSchema, type JsonSchema } from "@valibot/to-json-schema";
import {
  evidenceSchema,
  uncertainAmount,
  uncertainGrowth,
  uncertainShare,
  uncertainElasticity,
} from "#shared/plan/schema/parts.ts";
import { attemptCapSchema, routeSchema } from "#shared/plan/schema/route.ts";
import { planSchema } from "#shared/plan/schema/plan.ts";
import { portfolioSchema } from "#shared/forecast/portfolio/portfolioFile.ts";
import { isFormsSchema, type Schema } from "#shared/plan/schema/shape.ts";
import { describedSchema, type Described } from "./schemaComments.ts";

/** Schemas that occur in many places are written once. */
const SHARED: Readonly<Record<string, { readonly schema: Schema; readonly file: string }>> = {
  evidenceSchema: { schema: evidenceSchema, file: "parts.ts" },
  uncertainAmount: { schema: uncertainAmount, file: "parts.ts" },
  uncertainShare: { schema: uncertainShare, file: "parts.ts" },
  uncertainGrowth: { schema: uncertainGrowth, file: "parts.ts" },
  uncertainElasticity: { schema: uncertainElasticity, file: "parts.ts" },
  routeSchema: { schema: routeSchema, file: "route.ts" },
  attemptCapSchema: { schema: attemptCapSchema, file: "route.ts" },
};

function sourceOf(file: string): string {
  return fileURLToPath(new URL(`../../shared/plan/schema/${file}`, import.meta.url));
}

/**
 * The JSON Schema (draft 2020-12) of a plan, from the schema that checks it, with the comments of its source as
 * descriptions. Rules that JSON Schema cannot say, such as shares that sum to 1, are left to `past-april check`.
 */
export function planJsonSchema(): JsonSchema {
  const schema = convert(planSchema, null);
  describe(schema, describedSchema(sourceOf("plan.ts"), "planSchema"));
  const shared = Object.entries(SHARED).map(([name, { schema: one, file }]): [string, JsonSchema] => {
    const converted = withoutHead(convert(one, one));
    describe(converted, describedSchema(sourceOf(file), name));
    return [name, converted];
  });
  return { ...schema, title: "A plan of Past April", $defs: Object.fromEntries(shared) };
}

/** The JSON Schema of a portfolio's file, in the same manner. */
export function portfolioJsonSchema(): JsonSchema {
  const schema = convert(portfolioSchema, null);
  const source = fileURLToPath(new URL("../../shared/forecast/portfolio/portfolioFile.ts", import.meta.url));
  describe(schema, describedSchema(source, "portfolioSchema"));
  return { ...schema, title: "A portfolio of plans of Past April" };
}

/** Converts a schema; all that is shared in it becomes a reference, but for `root` itself. */
function convert(schema: Schema, root: Schema | null): JsonSchema {
  return toJsonSchema(schema, {
    target: "draft-2020-12",
    errorMode: "ignore",
    overrideRef: ({ valibotSchema }) => sharedRef(valibotSchema),
    overrideSchema: ({ valibotSchema }) => {
      const own = valibotSchema as Schema;
      const reference = own === root ? null : sharedRef(own);
      if (reference !== null) return { $ref: reference };
      if (!isFormsSchema(own)) return undefined;
      return { anyOf: own.arms.map((arm) => withoutHead(convert(arm, null))) };
    },
  });
}

function sharedRef(schema: Schema): string | null {
  const found = Object.entries(SHARED).find(([, { schema: one }]) => one === schema);
  return found === undefined ? null : `#/$defs/${found[0]}`;
}

/** What one document says once: its dialect, and what it shares. */
function withoutHead({ $schema: _schema, $defs: _defs, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** Writes what the source says of each place into its JSON Schema. */
function describe(schema: JsonSchema, said: Described | null): void {
  if (said?.text !== null && said?.text !== undefined) schema.description = said.text;
  for (const [key, within] of Object.entries(schema.properties ?? {}))
    if (typeof within === "object") describe(within, said?.property(key) ?? null);
  if (typeof schema.items === "object" && !Array.isArray(schema.items)) describe(schema.items, said?.items() ?? null);
  if (typeof schema.additionalProperties === "object") describe(schema.additionalProperties, said?.values() ?? null);
  const arms = schema.anyOf ?? [];
  const last = arms.at(-1);
  // "Or null" is no form of its own: what the source says is about what may be null.
  const orNull = arms.length === 2 && typeof last === "object" && last.type === "null";
  for (const [i, arm] of arms.entries())
    if (typeof arm === "object" && !(orNull && i === 1)) describe(arm, orNull ? said : (said?.arm(i) ?? null));
}
