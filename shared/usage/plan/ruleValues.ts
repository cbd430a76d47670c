import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import { textFits, type WorkloadRule } from "#shared/usage/answers/workloadRules.ts";

type Listed = Pick<UsageSummary, "labels" | "models" | "sources">;

/** What rows have in a field, and how many of them. */
export interface FieldValue {
  readonly value: string;
  readonly rows: number;
}

/** The values that a rule on this field can look for; of labels those with the most tokens. */
export function valuesOfField({ labels, models, sources }: Listed, field: string): readonly FieldValue[] {
  const label = labels.find(({ name }) => name === field);
  if (label !== undefined) return label.values;
  if (field === "source") return sources.map(({ source, rows }) => ({ value: source, rows }));
  if (field !== "model" && field !== "provider") return [];
  const rows = new Map<string, number>();
  for (const one of models) {
    const value = one[field];
    if (value !== null) rows.set(value, (rows.get(value) ?? 0) + one.rows);
  }
  return [...rows].map(([value, count]) => ({ value, rows: count }));
}

/** How many rows of the listed values a rule fits by itself. */
export function rowsOfRule(summary: Listed, { field, match, text }: WorkloadRule): number {
  return valuesOfField(summary, field)
    .filter(({ value }) => textFits(match, text, value))
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** What the next rule should look for: the value of a label, else the source, with the most rows that no rule fits. */
export function nextRuleOf(
  summary: Listed,
  rules: readonly WorkloadRule[],
): Pick<WorkloadRule, "field" | "text"> | null {
  const open = (fields: readonly string[]): Pick<WorkloadRule, "field" | "text"> | null => {
    const values = fields.flatMap((field) =>
      valuesOfField(summary, field)
        .filter(
          ({ value }) =>
            value !== "" && !rules.some((rule) => rule.field === field && textFits(rule.match, rule.text, value)),
        )
        .map(({ value, rows }) => ({ field, text: value, rows })),
    );
    const [first] = values.toSorted((a, b) => b.rows - a.rows);
    return first === undefined ? null : { field: first.field, text: first.text };
  };
  return open(summary.labels.map(({ name }) => name)) ?? open(["source"]);
}
