import { describe, expect, it } from "vitest";
import type { Samples } from "#shared/engine/samples.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { holdUnknowns, redrawUnknown } from "#shared/plan/unknowns/held.ts";
import { unknownsOf } from "#shared/plan/unknowns/unknowns.ts";
import { simulateChanged, type YearSamples } from "#shared/studies/simulateChanged.ts";
import { LAW_TWO_PLANS } from "#test/reference/lawTwo/lawTwoPlans.ts";

const SEED = 3;
const TRIALS = 40;

/** Simulates, and counts the workloads that had to be. */
function counting(): { simulate: (plan: ResolvedPlan, trials: number) => Promise<Samples>; workloads: number } {
  const counter = {
    workloads: 0,
    simulate: (plan: ResolvedPlan, trials: number): Promise<Samples> => {
      counter.workloads += plan.workloads.length;
      return Promise.resolve(simulateTrials(plan, SEED, 0, trials));
    },
  };
  return counter;
}

/** Every figure of every year is that of the whole plan, but for the last digits of sums. */
function expectAlike(one: YearSamples, whole: YearSamples): void {
  expect(one.trials).toBe(whole.trials);
  const alike = (a: Float64Array, b: Float64Array, what: string): void => {
    expect(a.length, what).toBe(b.length);
    for (const [trial, value] of a.entries()) {
      const scale = Math.max(1, Math.abs(b[trial]!), Math.abs(whole.spend[trial]!));
      expect(Math.abs(value - b[trial]!) / scale, `${what}, simulated year ${trial}`).toBeLessThan(1e-11);
    }
  };
  alike(one.spend, whole.spend, "spend");
  for (const [w, workload] of whole.workloads.entries())
    for (const name of ["spend", "outcomes", "errors", "failures", "unmet", "loadedCost", "netValue"] as const)
      alike(one.workloads[w]![name], workload[name], `${name} of workload ${w}`);
}

async function compare(before: ResolvedPlan, after: ResolvedPlan): Promise<number> {
  const counter = counting();
  const base = { plan: before, samples: simulateTrials(before, SEED, 0, TRIALS) };
  expectAlike(await simulateChanged(counter.simulate, base, after), simulateTrials(after, SEED, 0, TRIALS));
  return counter.workloads;
}

describe("simulating what a change touches", () => {
  const plans = [
    ...templates.map((template) => [template.id, planOfTemplate(template)] as const),
    ...Object.entries(LAW_TWO_PLANS).flatMap(([name, { plan }]) =>
      Object.keys(plan.workloads).length > 1 ? [[name, plan] as const] : [],
    ),
  ];

  it.each(plans)("gives the years of the whole plan, whatever is held or drawn anew: %s", async (_, plan) => {
    const resolved = resolvePlan(plan);
    const unknowns = unknownsOf(resolved);
    // A few of each plan: every kind is among them over all plans.
    for (const unknown of unknowns.filter((__, i) => i % Math.ceil(unknowns.length / 3) === 0)) {
      await compare(resolved, holdUnknowns(resolved, [{ id: unknown.id, score: 1.3 }]));
      if (resolved.actuals === null) await compare(resolved, redrawUnknown(resolved, unknown));
    }
  });

  it.each(plans.filter(([, plan]) => scenarioIds(plan).length > 0))(
    "gives the years of its scenarios: %s",
    async (_, plan) => {
      for (const id of scenarioIds(plan)) await compare(resolveScenario(plan, null), resolveScenario(plan, id));
    },
  );

  it("simulates one workload of four where one is touched, and none for another budget", async () => {
    const resolved = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "engineering")!));
    const lifted = { ...resolved, budget: { ...resolved.budget, atExhaustion: "overrun" as const } };
    const own = unknownsOf(lifted).find(({ workload }) => workload === lifted.workloads[1]!.id)!;
    expect(await compare(lifted, holdUnknowns(lifted, [{ id: own.id, score: 1 }]))).toBe(1);
    expect(await compare(lifted, { ...lifted, budget: { ...lifted.budget, amount: 1 } })).toBe(0);
  });

  it("simulates all where workloads act on each other: work stops at the budget, or a part is not known here", async () => {
    const resolved = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "engineering")!));
    const changed = (plan: ResolvedPlan): ResolvedPlan => ({
      ...plan,
      workloads: plan.workloads.map((workload, w) => (w === 0 ? { ...workload, tokensMultiplier: 2 } : workload)),
    });
    const blocked = { ...resolved, budget: { ...resolved.budget, atExhaustion: "block" as const } };
    const all = resolved.workloads.length;
    expect(await compare(blocked, changed(blocked))).toBe(all);
    const contracts = {
      ...resolved,
      budget: { ...resolved.budget, atExhaustion: "overrun" as const },
      saysContracts: true,
    };
    expect(await compare(contracts, changed(contracts))).toBe(all);
    const later = { ...resolved, budget: { ...resolved.budget, atExhaustion: "overrun" as const }, later: [] };
    expect(await compare(later, changed(later))).toBe(all);
  });
});
