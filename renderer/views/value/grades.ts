import type { Evidence } from "#shared/plan/schema/plan.ts";

/** How months or counts are known, the surest first. */
export const GRADES: readonly { readonly value: Evidence["grade"]; readonly label: string }[] = [
  { value: "measured", label: "measured" },
  { value: "sampled", label: "sampled" },
  { value: "judged", label: "judged" },
  { value: "guessed", label: "self-reported or guessed" },
];
