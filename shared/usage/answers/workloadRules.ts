import * as v from "valibot";

/** What the rules look at: fields that many rows have in common. */
export interface RowKind {
  /** The format's source ("claude-code", "openai-usage"). */
  readonly source: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

const shortText = v.pipe(v.string(), v.maxLength(200));

/** One rule: rows whose field is, or contains, this text belong to the workload. Letters' case does not matter. */
export const workloadRuleSchema = v.strictObject({
  /** A label ("project", "workspace", "API key", "team"), or "model", "provider", "source". */
  field: v.pipe(shortText, v.minLength(1)),
  match: v.picklist(["is", "contains"]),
  text: v.pipe(shortText, v.minLength(1)),
  /** A workload of the plan, by its id. */
  workload: v.pipe(shortText, v.minLength(1)),
});

export type WorkloadRule = v.InferOutput<typeof workloadRuleSchema>;

/** The workload of rows of a kind: that of the first rule that fits. Null: none does. */
export function workloadOf(rules: readonly WorkloadRule[], kind: RowKind): string | null {
  return rules.find((rule) => fits(rule, kind))?.workload ?? null;
}

function fits({ field, match, text }: WorkloadRule, kind: RowKind): boolean {
  const value = valueOf(kind, field);
  return value !== undefined && textFits(match, text, value);
}

/** Whether a value is, or contains, the text of a rule. */
export function textFits(match: WorkloadRule["match"], text: string, value: string): boolean {
  const [wanted, found] = [text.toLowerCase(), value.toLowerCase()];
  return match === "is" ? found === wanted : found.includes(wanted);
}

/** What a kind of rows has in a field. */
export function valueOf(kind: RowKind, field: string): string | undefined {
  // A label that is called so comes first: it is what the user sees in the list of labels.
  if (Object.hasOwn(kind.labels, field)) return kind.labels[field];
  if (field === "model" || field === "provider" || field === "source") return kind[field] ?? undefined;
  return undefined;
}
