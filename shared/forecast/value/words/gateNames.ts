import type { Gate } from "#shared/value/referenceClass.ts";

/** What the gates are called, whole and over a column. */
export const GATE_NAMES: Readonly<Record<Gate, { readonly name: string; readonly head: readonly string[] }>> = {
  works: { name: "It works", head: ["It works"] },
  adopted: { name: "People changed", head: ["People", "changed"] },
  flows: { name: "The workflow takes it", head: ["Workflow", "takes it"] },
  captured: { name: "It reaches the money", head: ["Reaches", "the money"] },
  product: { name: "It outlives the pilot", head: ["Outlives", "the pilot"] },
};
