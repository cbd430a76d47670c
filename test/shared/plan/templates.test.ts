import { readFileSync } from "node:fs";
import { mean, quantile } from "simple-statistics";
import { beforeAll, describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { valueAnswer } from "#shared/forecast/value/valueAnswer.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { inputsOf } from "#shared/plan/unknowns/inputs.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import { applyScenario, changedPlan, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Attempt, Mix, Plan, Price } from "#shared/plan/schema/plan.ts";
import { PRICE_MAP_DATE } from "#shared/plan/prices/priceMap.ts";
import { shutdownWarnings } from "#shared/plan/shutdowns.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { epochDayOf } from "#shared/units.ts";

describe.each(templates.map((template) => [template.id, template] as const))("the template %s", (id, template) => {
  const plan = planOfTemplate(template);

  it("is the file beside it, read as any other", () => {
    const text = readFileSync(new URL(`../../../shared/plan/templates/${id}.json`, import.meta.url), "utf8");
    expect(readPlan(text)).toEqual({ ok: true, plan });
  });

  it("says that it is illustrative, in a field of its own and not in its name", () => {
    expect(plan.illustrative).toBe(true);
    expect(`${plan.name} ${plan.description ?? ""}`).not.toMatch(/illustrative/i);
  });

  it("offers two to four scenarios", () => {
    expect(scenarioIds(plan).length).toBeGreaterThanOrEqual(2);
    expect(scenarioIds(plan).length).toBeLessThanOrEqual(4);
  });

  it("gives evidence for every input, with its grade, its source and by whom; what was measured has a date", () => {
    for (const { pointer, value } of [
      plan,
      ...scenarioIds(plan).map((scenario) => applyScenario(plan, scenario)),
    ].flatMap(inputsOf)) {
      const evidence = typeof value === "number" ? undefined : value.evidence;
      expect(evidence, `${pointer} has no evidence`).toBeDefined();
      expect(evidence?.source, pointer).toMatch(/\S/);
      expect(evidence?.by, pointer).toBe("Past April template");
      if (evidence?.grade === "measured") expect(evidence.date, pointer).toBeDefined();
    }
  });

  it("plans on no model past its known shutdown, in the plan as it is or in a scenario", () => {
    expect(
      [plan, ...scenarioIds(plan).map((scenario) => applyScenario(plan, scenario))].flatMap(shutdownWarnings),
    ).toEqual([]);
  });

  it("takes its prices from the bundled list", () => {
    for (const { price } of Object.values(plan.models))
      expect(price.evidence).toMatchObject({ grade: "measured", date: PRICE_MAP_DATE });
  });

  it("names an owner and the unit of the outcome of every workload", () => {
    for (const { owner, outcome } of Object.values(plan.workloads)) {
      expect(owner).toMatch(/\S/);
      expect(outcome.unit).toMatch(/\S/);
    }
  });
});

/** What `make_templates_evidence.py` found in the public figures. */
const evidence = JSON.parse(
  readFileSync(new URL("../../reference/templates_evidence.json", import.meta.url), "utf8"),
) as {
  readonly prices: { readonly models: Readonly<Record<string, { readonly name: string; readonly price: Price }>> };
  readonly attempts: Readonly<Record<string, AttemptEvidence>>;
  readonly tau: {
    readonly middleTokens: number;
    readonly sigma: number;
    readonly effectiveRuns: number;
    readonly byEffort: readonly number[];
    readonly runs: number;
  };
  readonly skills: Readonly<Record<string, { readonly effectiveRuns: number; readonly quantiles: readonly number[] }>>;
};

interface AttemptEvidence {
  readonly runs: number;
  readonly middleUsd: number;
  readonly sigma: number;
  readonly mix: Mix;
  readonly byEffort: readonly number[];
}

describe("the numbers of the templates are those of the public figures", () => {
  const plans = Object.fromEntries(templates.map((template) => [template.id, planOfTemplate(template)])) as Record<
    string,
    Plan
  >;
  const at = (template: string, workload: string, model: string): Attempt =>
    plans[template]!.workloads[workload]!.attempts[model]!;

  it.each([
    ["engineering/coding/opus", at("engineering", "coding", "opus"), "opus"],
    ["engineering/coding/flash", at("engineering", "coding", "flash"), "flash"],
    ["engineering/coding/opus", at("engineering", "migration", "opus"), "opus"],
    ["engineering/review/gpt", at("engineering", "review", "gpt"), "gpt"],
    ["engineering/review/mini", at("engineering", "review", "mini"), "mini5"],
    ["engineering/tests/flash", at("engineering", "tests", "flash"), "flash"],
    ["engineering/tests/opus", at("engineering", "tests", "opus"), "opus"],
    ["engineering/triage/gpt", at("engineering", "triage", "gpt"), "gpt"],
    ["engineering/triage/opus", at("engineering", "triage", "opus"), "opus"],
    ["research/deep/fable", at("research", "experiments", "fable"), "fable"],
    ["research/deep/opus8", at("research", "reading", "opus"), "opus8"],
    ["research/code/opus8", at("research", "code", "opus"), "opus8"],
    ["research/code/m3", at("research", "code", "open"), "m3"],
  ])("%s: middle cost, spread, runs and success", (name, attempt, model) => {
    const found = evidence.attempts[name]!;
    expect(attempt.tokens).toMatchObject({ family: "lognormal", sigma: found.sigma, runs: found.runs });
    const medianTokens = "median" in attempt.tokens ? attempt.tokens.median : NaN;
    // Tokens are written with three digits.
    const usd = (medianTokens / 1e6) * blended(evidence.prices.models[model]!.price, attempt.mix);
    expect(Math.abs(usd / found.middleUsd - 1)).toBeLessThan(0.005);
    expect(attempt.mix).toEqual(found.mix);
    expect(attempt.success).toMatchObject({ runs: found.runs });
    // Success is written in whole percents.
    expect(
      typeof attempt.success === "number"
        ? []
        : attempt.success.byEffort.map((p, i) => Math.abs(p - found.byEffort[i]!) <= 0.0051),
    ).toEqual([true, true, true, true]);
  });

  it.each([
    ["engineering", { opus: "opus", gpt: "gpt", flash: "flash", mini: "mini" }],
    ["support", { gpt: "gpt", mini: "mini" }],
    ["research", { fable: "fable", opus: "opus8", skilled: "opus6", open: "m3" }],
  ] as const)("%s: list prices", (template, models) => {
    for (const [id, found] of Object.entries(models))
      expect(plans[template]!.models[id]!.price).toMatchObject(evidence.prices.models[found]!.price);
  });

  it("support: tokens and success of tau-bench's conversations", () => {
    const { middleTokens, sigma, effectiveRuns, byEffort, runs } = evidence.tau;
    const attempt = at("support", "tickets", "gpt");
    expect(attempt.tokens).toMatchObject({ family: "lognormal", median: middleTokens, sigma, runs: effectiveRuns });
    expect(attempt.success).toMatchObject({ byEffort, runs });
  });

  it("research: the percentiles of the runs of dotnet/skills", () => {
    const { quantiles, effectiveRuns } = evidence.skills["copilot-cli+skilled"]!;
    expect(at("research", "checks", "skilled").tokens).toMatchObject({
      family: "empirical",
      quantiles,
      runs: effectiveRuns,
    });
  });
});

describe("the engineering template tells the story", () => {
  const plan = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
  const trials = 500;
  let base: Samples, asPlanned: Samples;
  beforeAll(() => {
    base = simulateTrials(resolvePlan(plan), 1, 0, trials);
    asPlanned = simulateTrials(resolvePlan(applyScenario(plan, "as-planned")), 1, 0, trials);
  });

  it("has twelve times February, the first month after the jump, for its budget", () => {
    expect(Math.abs((12 * quantile([...base.months[1]!], 0.5)) / plan.budget.amount - 1)).toBeLessThan(0.05);
  });

  it("overspends it in about 40 of 50 simulated years, half of them by autumn; last year's plan would have stayed far below", () => {
    const over = [...base.spend].filter((spend) => spend > plan.budget.amount).length / trials;
    expect(over).toBeGreaterThan(0.72);
    expect(over).toBeLessThan(0.88);
    const gone = [...base.runOutDay].map((day) => (day < 0 ? Infinity : day));
    const dayOf = (date: string) => epochDayOf(date) - epochDayOf(plan.fiscalYear.start);
    expect(quantile(gone, 0.5)).toBeGreaterThan(dayOf("2027-09-01"));
    expect(quantile(gone, 0.5)).toBeLessThan(dayOf("2027-11-15"));
    expect(quantile([...asPlanned.spend], 0.9)).toBeLessThan(plan.budget.amount * 0.6);
  });

  it("costs $150 to $250 a month for each engineer that takes part, as reported", () => {
    const perEngineer = mean([...base.spend]) / 12 / (5_000 * 0.85);
    expect(perEngineer).toBeGreaterThan(150);
    expect(perEngineer).toBeLessThan(250);
  });

  it("has about 1.5 million tasks a year", () => {
    const tasks = base.workloads
      .flatMap(({ outcomes, errors, failures, unmet }) => [outcomes, errors, failures, unmet])
      .map((column) => mean([...column]));
    const total = tasks.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(1.3e6);
    expect(total).toBeLessThan(1.7e6);
  });

  it.each(["coding", "migration", "support"])(
    "meets the month cap of %s in a quarter to three quarters of the futures",
    (workload) => {
      const uncapped = changedPlan(plan, { workloads: { [workload]: { monthCap: null } } }) as Plan;
      const free = simulateTrials(resolvePlan(uncapped), 1, 0, trials);
      const index = Object.keys(plan.workloads).indexOf(workload);
      const met = [...base.workloads[index]!.spend].filter(
        (spend, i) => Math.abs(spend / free.workloads[index]!.spend[i]! - 1) > 1e-3,
      );
      expect(met.length / trials).toBeGreaterThan(0.25);
      expect(met.length / trials).toBeLessThan(0.75);
    },
  );
});

describe("the template of three uses tells the story", () => {
  const plan = planOfTemplate(templates.find(({ id }) => id === "value")!);
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, 1, 0, 1_000);
  const about = { planName: plan.name, planHash: "", scenario: null, seed: 1, engine: "" };
  const forecast = forecastOf(samples, resolved, about);
  const answer = valueAnswer({ plan, resolved, samples, forecast, about, original: null, variants: [], base: null });

  it("one pays, one cannot be judged, one consumes more for flat outcomes", () => {
    const { tickets, contracts, coding } = answer.workloads;
    expect(tickets).toMatchObject({ verb: "expand", consumption: null });
    expect(tickets!.pays!.probability).toBeGreaterThan(0.5);
    expect(contracts!.effect).toHaveProperty("refused");
    expect(contracts!.questions.outcome).toBe(false);
    expect(coding).toMatchObject({ verb: "fix", consumption: { flag: true } });
    expect(coding!.pays!.probability).toBeLessThan(0.1);
  });

  it("has decisions due in the year", () => {
    expect(answer.decisions).toEqual([
      { workload: "contracts", on: "2027-01-31", state: "due" },
      { workload: "coding", on: "2026-12-31", state: "due" },
    ]);
  });
});

/** Money per million tokens of a mix. */
function blended(price: Price, mix: Mix): number {
  return (["input", "cacheRead", "cacheWrite", "output"] as const).reduce(
    (sum, kind) => sum + (mix[kind] ?? 0) * (price[kind] ?? 0),
    0,
  );
}
