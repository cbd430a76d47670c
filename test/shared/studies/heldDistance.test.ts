import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { holdUnknowns } from "#shared/plan/unknowns/held.ts";
import { heldDistanceFrom } from "#shared/studies/heldDistance.ts";
import { quantileDistance } from "#shared/studies/quantileDistance.ts";
import { simulateChanged } from "#shared/studies/simulateChanged.ts";

const SEED = 5;
const TRIALS = 4_000;
const HELD = 500;
const LEVEL = 0.8;
const END = 1.2815515655446004;

function templateLifted(id: string): ResolvedPlan {
  const plan = resolvePlan(planOfTemplate(templates.find((template) => template.id === id)!));
  return { ...plan, budget: { ...plan.budget, atExhaustion: "overrun" } };
}

describe("the distance of a quantile from few years with an unknown held", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["engineering", "/shared/tokens"],
    ["engineering", "/workloads/coding/demand/tasksPerUserPerDay"],
    ["engineering", "/fixedCosts/seats/renewal/multiplier"],
    ["support", "/workloads/tickets/tokensMultiplier"],
  ];

  it.each(cases)(
    "of %s, %s: that of all years, within its error, and better known than by those years alone",
    async (template, id) => {
      const plan = templateLifted(template);
      const simulate = (changed: ResolvedPlan, trials: number) =>
        Promise.resolve(simulateTrials(changed, SEED, 0, trials));
      const base = await simulate(plan, TRIALS);
      const { values } = unknownDraws(
        plan,
        SEED,
        Float64Array.from(base.spend, (_, trial) => trial),
      ).find(({ unknown }) => unknown.id === id)!;
      const distanceOf = heldDistanceFrom(base, LEVEL);
      for (const score of [-END, END]) {
        const held = (trials: number) =>
          simulateChanged(simulate, { plan, samples: base }, holdUnknowns(plan, [{ id, score }]), trials);
        const whole = quantileDistance(base, await held(TRIALS), LEVEL);
        const few = await held(HELD);
        const alone = quantileDistance({ spend: base.spend.subarray(0, HELD) }, few, LEVEL);
        const { value, error } = distanceOf(values, few);
        // All years share their own error with the estimate; what remains is the regression's.
        expect(Math.abs(value - whole.value)).toBeLessThan(4 * error);
        expect(error).toBeLessThan(0.75 * alone.error);
      }
    },
  );

  it("is exact where all years are held", () => {
    const plan = templateLifted("support");
    const base = simulateTrials(plan, SEED, 0, HELD);
    const changed = simulateTrials(holdUnknowns(plan, [{ id: "/shared/demand", score: 1 }]), SEED, 0, HELD);
    const { values } = unknownDraws(
      plan,
      SEED,
      Float64Array.from(base.spend, (_, trial) => trial),
    ).find(({ unknown }) => unknown.id === "/shared/demand")!;
    const { value, error } = heldDistanceFrom(base, LEVEL)(values, changed);
    const whole = quantileDistance(base, changed, LEVEL);
    expect(value).toBeCloseTo(whole.value, 6);
    expect(error).toBeCloseTo(whole.error, 6);
  });
});
