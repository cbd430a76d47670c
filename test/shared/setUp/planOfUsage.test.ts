import { describe, expect, it } from "vitest";
import { checkPlan } from "#shared/plan/check/read.ts";
import { currentPrices } from "#shared/plan/prices/priceMap.ts";
import { noAnswers } from "#shared/setUp/answers.ts";
import { planOfAnswers } from "#shared/setUp/planOfAnswers.ts";
import { planOfUsage, withRoutesOf } from "#shared/setUp/planOfUsage.ts";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";

const DAY = 86_400_000;
const BLANK = planOfAnswers(noAnswers("New AI plan", "2026-11-30"));

const tokens = (input: number): UsageSummary["tokens"] => ({
  input,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteHour: 0,
  output: 0,
  reasoning: 0,
});
const money = { currency: "USD", billed: 3_043.75, list: null, compared: null };
const model = (name: string, pricedAs: string | null): UsageSummary["models"][number] => ({
  model: name,
  provider: "Anthropic",
  rows: 1,
  requests: null,
  tokens: tokens(500),
  unpricedTokens: 0,
  money,
  pricedAs,
});
const GROUP = { tokens: 1, cost: null, withOutcome: 0, successes: 0, tasks: 0 };
const USED = [model("claude-sonnet-5-5", "claude-sonnet-5-5"), model("claude-opus-5-5", "claude-opus-5-5")];
const SUMMARY = {
  models: USED,
  sources: [
    {
      source: "claude-code",
      name: "Claude Code",
      rows: 2,
      from: 0,
      to: 1,
      hasTokens: true,
      hasMoney: true,
      models: ["claude-sonnet-5-5", "claude-opus-5-5"],
      isLeftOut: false,
    },
  ],
  labels: [],
  money: [money],
  period: { from: 0, to: 30.4375 * DAY },
};

describe("a plan of usage", () => {
  it("has the models at their list prices, a workload a source with its rule, and the spend of a year as its budget", () => {
    const { plan, rules, workloads } = planOfUsage(BLANK, SUMMARY)!;
    expect(checkPlan(plan).ok).toBe(true);
    expect(Object.values(plan.models).map(({ name }) => name)).toEqual(["Claude Sonnet 5.5", "Claude Opus 5.5"]);
    expect(Object.values(plan.models).every(({ price }) => price.evidence?.grade === "measured")).toBe(true);
    expect(rules).toEqual([{ field: "source", match: "is", text: "claude-code", workload: workloads[0] }]);
    expect(Object.keys(plan.workloads)).toEqual(workloads);
    expect(plan.budget.amount).toBe(37_000);
  });

  it("has a workload for each value of a label that covers the usage", () => {
    const values = ["web", "apps"].map((value) => ({ value, rows: 1, tokens: 500 }));
    const { rules, workloads } = planOfUsage(BLANK, { ...SUMMARY, labels: [{ name: "project", values }] })!;
    expect(workloads).toHaveLength(2);
    expect(rules.map(({ field, text }) => [field, text])).toEqual([
      ["project", "web"],
      ["project", "apps"],
    ]);
  });

  it("divides the work among models as the runs are, and leaves models without runs out", () => {
    const { plan, workloads } = planOfUsage(BLANK, SUMMARY)!;
    const [first, second] = Object.keys(plan.models);
    const group = { ...GROUP, workload: workloads[0]! };
    const routed = withRoutesOf(
      plan,
      [
        { ...group, model: "a", runs: 1 },
        { ...group, model: "b", runs: 3 },
      ],
      (exported) => (exported === "a" ? first! : second!),
    );
    expect(routed.workloads[workloads[0]!]!.route).toEqual({
      choose: [
        { upTo: 0.75, steps: [second] },
        { upTo: 1, steps: [first] },
      ],
      by: "chance",
    });
    const one = withRoutesOf(plan, [{ ...group, model: "a", runs: 2 }], () => first!);
    expect(one.workloads[workloads[0]!]).toMatchObject({ route: { steps: [first] }, attempts: { [first!]: {} } });
    expect(Object.keys(one.workloads[workloads[0]!]!.attempts)).toEqual([first]);
  });

  it("has all of dozens of models, and a sound route among them although the last have hardly a run", () => {
    const ids = [...new Set(currentPrices.map((list) => list.model))];
    const models = ids.slice(0, 40).map((id) => ({ ...model(id, id), provider: null }));
    const { plan, workloads } = planOfUsage(BLANK, {
      ...SUMMARY,
      models,
      sources: SUMMARY.sources.map((source) => ({ ...source, models: ids.slice(0, 40) })),
    })!;
    expect(Object.keys(plan.models).length).toBeGreaterThan(12);
    const [workload = ""] = workloads;
    const groups = Object.keys(plan.models).map((id, i) => ({
      ...GROUP,
      workload,
      model: id,
      runs: 10 ** (6 - i / 5),
    }));
    const routed = withRoutesOf(plan, groups, (exported) => exported);
    const checked = checkPlan(routed);
    // What the tokens are made of is fitted to the runs next.
    const issues = checked.ok ? [] : checked.issues.filter(({ pointer }) => !pointer.includes("/mix/"));
    expect(issues).toEqual([]);
  });

  it("says which models have no price, and is none where no model has one", () => {
    const other = model("house-model", null);
    expect(planOfUsage(BLANK, { ...SUMMARY, models: [...USED, other] })!.unpriced).toEqual(["house-model"]);
    expect(planOfUsage(BLANK, { ...SUMMARY, models: [other] })).toBeNull();
  });
});
