import { describe, expect, it } from "vitest";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { Chunk } from "#shared/engine/port.ts";
import { BLOCK_TRIALS, createKnownYears, simulateChunk, TWIN_EVERY, workloadPrints } from "#shared/engine/simulate.ts";
import type { KnownYears } from "#shared/engine/year/knownYears.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { holdUnknowns, redrawUnknown } from "#shared/plan/unknowns/held.ts";
import { unknownsOf } from "#shared/plan/unknowns/unknowns.ts";
import { LAW_TWO_PLANS } from "#test/reference/lawTwo/lawTwoPlans.ts";

const SEED = 11;
const TRIALS = 24;

function bytesOf({ columns, sums, twinSpend }: Chunk): string {
  return [columns, sums, twinSpend].map(({ buffer }) => Buffer.from(buffer as ArrayBuffer).toString("base64")).join();
}

function simulate(plan: ResolvedPlan, known: KnownYears | null): string {
  return bytesOf(simulateChunk(compilePlan(plan, SEED, TWIN_EVERY), 0, TRIALS, known));
}

/** The plan, its scenarios, and what drivers, levers and sliders make of it. */
function changesOf(plan: Parameters<typeof resolvePlan>[0]): ResolvedPlan[] {
  const resolved = resolvePlan(plan);
  const unknowns = unknownsOf(resolved);
  const { amount } = resolved.budget;
  const of = (budget: number): ResolvedPlan => ({ ...resolved, budget: { ...resolved.budget, amount: budget } });
  return [
    resolved,
    ...scenarioIds(plan).map((id) => resolveScenario(plan, id)),
    of(amount / 3),
    of(amount / 2),
    ...unknowns.slice(0, 4).map(({ id }) => holdUnknowns(resolved, [{ id, score: 1 }])),
    ...unknowns.slice(-2).map((unknown) => redrawUnknown(resolved, unknown)),
    { ...resolved, workloads: resolved.workloads.toReversed() },
    resolved,
  ];
}

describe("years of workloads that are known from other plans", () => {
  const plans = [
    ...templates.map((template) => [template.id, planOfTemplate(template)] as const),
    ...Object.entries(LAW_TWO_PLANS)
      .filter(([name]) => /month cap|change|everything/u.test(name))
      .map(([name, { plan }]) => [name, plan] as const),
  ];

  it.each(plans)("change no byte of any plan that is simulated after another: %s", (_, plan) => {
    const known = createKnownYears();
    for (const [i, changed] of changesOf(plan).entries())
      expect(simulate(changed, known) === simulate(changed, null), `change ${i}`).toBe(true);
  });

  it("are those of the same seed and the same workload alone", () => {
    const plan = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "engineering")!));
    const known = createKnownYears();
    simulate(plan, known);
    const other = compilePlan(plan, SEED + 1, TWIN_EVERY);
    expect(bytesOf(simulateChunk(other, 0, TRIALS, known))).toBe(bytesOf(simulateChunk(other, 0, TRIALS)));
    const [first, second] = workloadPrints(plan)!;
    expect(first).not.toBe(second);
  });

  it("are not asked for where workloads act on each other", () => {
    const plan = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "engineering")!));
    expect(workloadPrints({ ...plan, budget: { ...plan.budget, atExhaustion: "block" } })).toBeNull();
    expect(workloadPrints({ ...plan, later: [] } as ResolvedPlan)).toBeNull();
  });

  it("tell an endless limit from none", () => {
    const plan = resolvePlan(planOfTemplate(templates.find(({ id }) => id === "engineering")!));
    const limited = (lnMost: number | null): ResolvedPlan => ({
      ...plan,
      shared: { ...plan.shared, wander: { ...plan.shared.wander, lnMost: lnMost! } },
    });
    expect(workloadPrints(limited(Infinity))![0]).not.toBe(workloadPrints(limited(null))![0]);
  });

  it("are kept within bounds: the workload that was asked for longest ago goes first", () => {
    const length = 3;
    const block = BLOCK_TRIALS * length * Float64Array.BYTES_PER_ELEMENT;
    const known = createKnownYears(2 * block);
    const row = Float64Array.of(1, 2, 3);
    for (const print of ["a", "b"]) known.workload(print, length).keep(0, row);
    known.workload("a", length);
    known.workload("c", length).keep(0, row);
    const isKnown = (print: string): boolean => known.workload(print, length).recall(0) !== null;
    expect(["a", "b", "c"].filter(isKnown)).toEqual(["a", "c"]);
    row[0] = 9;
    expect([...known.workload("c", length).recall(0)!]).toEqual([1, 2, 3]);
    expect(known.workload("c", length).recall(1)).toBeNull();
  });
});
