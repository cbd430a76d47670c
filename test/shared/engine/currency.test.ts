import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulatePlain } from "#test/reference/model/plain.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Model, Plan } from "#shared/plan/schema/plan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";
import { aPlanWith, soundPlan } from "#test/shared/plan/aPlan.ts";
import { bytesOf } from "./lawPlans.ts";

/** The plan with all its prices in another currency, each figure as `figure` makes it. */
function pricedIn(plan: Plan, code: string, rate: number, figure: (price: number) => number): Plan {
  const { scenarios: _, ...own } = plan;
  const models = Object.entries(own.models).map(([id, model]): [string, Model] => [
    id,
    { ...model, price: { ...scaled(model.price, figure), currency: code } },
  ]);
  return { ...own, schema: "past-april.plan/3", currencies: { [code]: { rate } }, models: Object.fromEntries(models) };
}

function scaled(price: Model["price"], figure: (price: number) => number): Model["price"] {
  return Object.fromEntries(
    Object.entries(price).map(([name, value]) => [name, typeof value === "number" ? figure(value) : value]),
  );
}

/** The years of a plan as bytes; a plan that names a currency says besides what its contracts came to. */
function yearsOf(plan: ResolvedPlan, trials: number): string {
  const { contracts: _, ...years } = simulateTrials(plan, 7, 0, trials);
  return bytesOf(years);
}

const bare = ({ scenarios: _, ...plan }: Plan): Plan => plan;

describe("a currency", () => {
  it("of rate 1 changes nothing, byte for byte, in the engine and in the plain definition", () => {
    fc.assert(
      fc.property(arbitraryPlan(), (any) => {
        const inEuros = pricedIn(any, "XTS", 1, (price) => price);
        expect(checkPlan(inEuros).ok).toBe(true);
        const [own, other] = [resolvePlan(bare(any)), resolvePlan(inEuros)];
        expect(yearsOf(other, 3)).toBe(yearsOf(own, 3));
        expect(simulatePlain(other, 7, 0, 1)).toEqual(simulatePlain(own, 7, 0, 1));
      }),
      { numRuns: 12 },
    );
  });

  it("of another rate is its prices times that rate, in the engine and in the plain definition, caps of an attempt in money too", () => {
    const plan = bare(
      soundPlan(
        aPlanWith(
          ["/fiscalYear/months", 1],
          ["/budget/phasing", undefined],
          ["/workloads/coding/demand/seasonality", undefined],
          ["/workloads/coding/attemptCap", { cost: 0.5 }],
          ["/correlations", undefined],
        ),
      ),
    );
    const times = {
      ...plan,
      models: Object.fromEntries(
        Object.entries(plan.models).map(([id, model]) => [
          id,
          { ...model, price: scaled(model.price, (price) => 0.92 * price) },
        ]),
      ),
    };
    const [own, other] = [resolvePlan(times), resolvePlan(pricedIn(plan, "XTS", 0.92, (price) => price))];
    expect(yearsOf(other, 40)).toBe(yearsOf(own, 40));
    expect(simulatePlain(other, 7, 0, 1)).toEqual(simulatePlain(own, 7, 0, 1));
    expect(yearsOf(other, 40)).not.toBe(yearsOf(resolvePlan(plan), 40));
  });
});
