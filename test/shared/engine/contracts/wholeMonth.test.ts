import { describe, expect, it } from "vitest";
import { layoutOf, columnCount } from "#shared/engine/columns.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { planOfTrial } from "#shared/engine/observed/planOfTrial.ts";
import { writeTrial } from "#shared/engine/writeYear.ts";
import { simulateYear } from "#shared/engine/year/year.ts";
import { createYear } from "#shared/engine/year/yearState.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { withContracts } from "#test/bench/contractPlan.ts";
import { CONTRACT_PLANS } from "#test/reference/lawTwo/contractPlans.ts";

/** All figures of a trial, and the money of its days where they are asked for. */
function figuresOf(plan: Plan, trials: number, byDay: boolean): Float64Array[] {
  const compiled = compilePlan(resolvePlan(plan), 3, 0);
  const layout = layoutOf(compiled);
  return Array.from({ length: trials }, (_, trial) => {
    const year = createYear(planOfTrial(compiled, trial));
    simulateYear(year, trial, "own", byDay ? new Float64Array(compiled.days) : null);
    const columns = new Float64Array(columnCount(layout));
    writeTrial(year, layout, 0, 1, columns);
    return columns;
  });
}

/** The largest difference, of a figure's size or of the year's money in which it is a small rest. */
function worstDifference(one: Float64Array, other: Float64Array): number {
  const money = Math.max(1, one[0]!);
  return Math.max(...one.map((value, i) => Math.abs(value - other[i]!) / Math.max(Math.abs(value), money)));
}

describe("a month of contracts that is charged at once", () => {
  const engineering = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
  const plans: readonly (readonly [string, Plan])[] = [
    ...Object.entries(CONTRACT_PLANS).map(([name, { plan }]) => [name, plan] as const),
    ["the engineering template with contracts", withContracts(engineering, "block")],
    ["the same, people going on with a cheaper model", withContracts(engineering, "degrade")],
    ["the contracts template", planOfTemplate(templates.find(({ id }) => id === "contracts")!)],
  ];

  it.each(plans)("comes to what its days come to: %s", (_, plan) => {
    const whole = figuresOf(plan, 12, false);
    const byDay = figuresOf(plan, 12, true);
    for (const [trial, figures] of whole.entries()) expect(worstDifference(figures, byDay[trial]!)).toBeLessThan(1e-12);
  });
});
