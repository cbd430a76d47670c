import * as v from "valibot";
import { pointerOf } from "./pointer.ts";
import { planSchema } from "./schema.ts";
import type { Plan } from "./schema.ts";

/** What is wrong at one place of a document. */
export interface Fault {
  /** JSON pointer (RFC 6901) of the place. */
  readonly pointer: string;
  /** What stands there, in words. */
  readonly found: string;
  /** What would be right, in words. */
  readonly wanted: string;
}

export type ReadPlan = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly faults: readonly Fault[] };

/** A plan from the text of its file, or every fault of it. Never throws. */
export function readPlan(text: string): ReadPlan {
  try {
    return checkPlan(JSON.parse(text));
  } catch {
    return { ok: false, faults: [{ pointer: "", found: "text that is not JSON", wanted: "a JSON document" }] };
  }
}

/** A plan from a parsed JSON document, or every fault of it. Never throws. */
export function checkPlan(document: unknown): ReadPlan {
  const parsed = v.safeParse(planSchema, document);
  if (parsed.success) return { ok: true, plan: parsed.output };
  const faults = parsed.issues.map((issue) => ({
    pointer: pointerOf((issue.path ?? []).map((item) => item.key as string | number)),
    found: issue.received,
    wanted: issue.expected ?? issue.message,
  }));
  return { ok: false, faults };
}

/** One sentence a fault, with its path. */
export function describeFault({ pointer, found, wanted }: Fault): string {
  return `${pointer === "" ? "The document" : pointer}: found ${found}, wanted ${wanted}.`;
}
