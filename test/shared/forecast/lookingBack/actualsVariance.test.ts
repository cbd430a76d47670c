import { describe, expect, it } from "vitest";
import { actualsVarianceOf, type VarianceParts } from "#shared/forecast/lookingBack/actualsVariance.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import type { ActualMonth, Plan } from "#shared/plan/schema/plan.ts";
import { aWorkload, aYear, MEDIUM, SMALL } from "#test/shared/engine/lawPlans.ts";
import { closedTo, yearByMonth } from "#test/shared/engine/yearByMonth.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";

const ESCALATING = {
  attempts: { small: SMALL, medium: MEDIUM },
  route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
};
const PLAN = soundPlan(
  aYear(
    { plain: aWorkload(400), escalating: aWorkload(900, ESCALATING) },
    { fixedCosts: { seats: { perMonth: 1_000 } } },
  ),
);
const CAUSES = ["price", "volume", "tokensPerTask", "mix"] as const;

const varianceOf = (plan: Plan) => actualsVarianceOf(resolvePlan(plan))!;
const sumOf = (parts: VarianceParts): number =>
  Object.values(parts as unknown as Record<string, number>).reduce((sum, part) => sum + part, 0);

/** What actuals of another world mean under the plan. */
function against(
  world: Plan,
  plan: Plan = PLAN,
  closed = 3,
  change: (month: ActualMonth) => ActualMonth = (month) => month,
) {
  return varianceOf(setActuals(plan, { months: yearByMonth(world, 9)(4).months.slice(0, closed).map(change) }).plan);
}

function withWork(change: (workload: Plan["workloads"][string]) => Plan["workloads"][string]): Plan {
  return soundPlan({
    ...PLAN,
    workloads: Object.fromEntries(Object.entries(PLAN.workloads).map(([id, workload]) => [id, change(workload)])),
  });
}

it("parts sum to the difference, exactly, in every workload and in all", () => {
  const { planned, actual, workloads, fixedCosts, unassigned } = against(
    withWork((work) => ({ ...work, tokensMultiplier: 1.3 })),
    PLAN,
    5,
    (month) => ({ ...month, unassigned: 77 }),
  );
  let all = fixedCosts + unassigned;
  for (const one of workloads) {
    expect(sumOf(one.parts)).toBeCloseTo(one.actual - one.planned, 6);
    all += one.actual - one.planned;
  }
  expect(unassigned).toBe(5 * 77);
  expect(all).toBeCloseTo(actual - planned, 6);
});

it("pure noise is all luck, and the plan's own expectation is met within it", () => {
  let causes = 0;
  const YEARS = 30;
  const make = yearByMonth(PLAN, 21);
  for (let y = 0; y < YEARS; y++) {
    for (const { parts, planned, actual } of varianceOf(closedTo(PLAN, make(y).months, 3)).workloads) {
      for (const cause of CAUSES) if (parts[cause] !== 0) causes++;
      expect(Math.abs(actual / planned - 1)).toBeLessThan(0.1);
    }
  }
  // Three standard deviations: about 1 in 400 of the 240 may lie beyond.
  expect(causes).toBeLessThanOrEqual(4);
});

describe("a real change is its own cause, but for what luck may have added", () => {
  it.each<[cause: (typeof CAUSES)[number], world: Plan, share: number]>([
    ["volume", withWork((work) => ({ ...work, demand: { ...work.demand, users: 15 } })), 0.5],
    ["tokensPerTask", withWork((work) => ({ ...work, tokensMultiplier: 1.6 })), 0.6],
    ["price", soundPlan({ ...PLAN, shared: { prices: 1.4 } }), 0.4],
  ])("%s", (cause, world, share) => {
    for (const { parts, planned } of against(world).workloads) {
      expect(parts[cause] / planned).toBeGreaterThan(0.9 * share);
      for (const other of CAUSES.filter((one) => one !== cause))
        expect(Math.abs(parts[other])).toBeLessThan(0.12 * parts[cause]);
    }
  });

  it("mix: more of the dear model at the same number of tokens", () => {
    const { workloads } = against(PLAN, PLAN, 3, (month) => {
      const own = month.workloads["escalating"]!;
      const { small = 0, medium = 0 } = own.tokens!;
      const moved = 0.3 * small;
      // A token of the medium model costs 12 times one of the small, give or take.
      const price = (model: "small" | "medium"): number =>
        ({
          small: 0.25 * 0.05 + 0.03 * 0.88 + 0.3 * 0.05 + 1.25 * 0.02,
          medium: 3 * 0.05 + 0.3 * 0.88 + 3.75 * 0.05 + 15 * 0.02,
        })[model] / 1e6;
      const spend = own.spend + moved * (price("medium") - price("small"));
      return {
        ...month,
        workloads: {
          ...month.workloads,
          escalating: { ...own, spend, tokens: { small: small - moved, medium: medium + moved } },
        },
      };
    });
    const { parts, planned, actual } = workloads.find(({ id }) => id === "escalating")!;
    expect(parts.mix).toBeGreaterThan(0.8 * (actual - planned));
    expect(Math.abs(parts.tokensPerTask)).toBeLessThan(0.1 * parts.mix);
    expect(Math.abs(parts.price)).toBeLessThan(0.15 * parts.mix);
  });
});

describe("what is not known is not invented", () => {
  it("spend without tasks is not split", () => {
    const { workloads } = against(
      withWork((work) => ({ ...work, tokensMultiplier: 2 })),
      PLAN,
      2,
      ({ month, workloads: own }) => ({
        month,
        workloads: { plain: { spend: own["plain"]!.spend } },
      }),
    );
    const { parts, planned, actual } = workloads[0]!;
    expect(parts).toEqual({ price: 0, volume: 0, tokensPerTask: 0, mix: 0, luck: 0, unsplit: actual - planned });
  });

  it("a workload that was planned and did nothing is volume", () => {
    const { workloads } = against(PLAN, PLAN, 2, ({ month }) => ({
      month,
      workloads: { plain: { spend: 0, tasks: 0 } },
    }));
    expect(workloads[0]!.parts.volume).toBe(-workloads[0]!.planned);
  });

  it("a plan without actuals has none", () => {
    expect(actualsVarianceOf(resolvePlan(PLAN))).toBeNull();
  });
});
