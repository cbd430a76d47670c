import { expect, it } from "vitest";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import { nextRuleOf, rowsOfRule, valuesOfField } from "#shared/usage/plan/ruleValues.ts";
import type { WorkloadRule } from "#shared/usage/answers/workloadRules.ts";

const labels = [
  { name: "API key", values: [{ value: "key_1", rows: 2, tokens: 900 }] },
  {
    name: "project",
    values: [
      { value: "Web app", rows: 2_860, tokens: 500 },
      { value: "web tests", rows: 40, tokens: 100 },
    ],
  },
];
const model = (name: string | null, provider: string, rows: number): UsageSummary["models"][number] =>
  ({ model: name, provider, rows }) as UsageSummary["models"][number];
const summary = {
  labels,
  models: [model("opus", "anthropic", 7), model("haiku", "anthropic", 5), model(null, "openai", 3)],
  sources: [{ source: "table", rows: 15 } as UsageSummary["sources"][number]],
};
const rule = (change: Partial<WorkloadRule>): WorkloadRule => ({
  field: "project",
  match: "is",
  text: "web app",
  workload: "coding",
  ...change,
});

it("lists what rows have in each field, and counts the rows that a rule fits", () => {
  expect(valuesOfField(summary, "provider")).toEqual([
    { value: "anthropic", rows: 12 },
    { value: "openai", rows: 3 },
  ]);
  expect(valuesOfField(summary, "model").map(({ value }) => value)).toEqual(["opus", "haiku"]);
  expect(valuesOfField(summary, "nothing")).toEqual([]);
  expect(rowsOfRule(summary, rule({}))).toBe(2_860);
  expect(rowsOfRule(summary, rule({ match: "contains", text: "web" }))).toBe(2_900);
  expect(rowsOfRule(summary, rule({ field: "source", text: "table" }))).toBe(15);
});

it("proposes the value with the most rows that no rule fits yet, and nothing when all fit", () => {
  expect(nextRuleOf(summary, [])).toEqual({ field: "project", text: "Web app" });
  expect(nextRuleOf(summary, [rule({})])).toEqual({ field: "project", text: "web tests" });
  const all = [rule({ match: "contains", text: "web" }), rule({ field: "API key", text: "key_1" })];
  expect(nextRuleOf(summary, all)).toEqual({ field: "source", text: "table" });
  expect(nextRuleOf(summary, [...all, rule({ field: "source", text: "table" })])).toBeNull();
});
