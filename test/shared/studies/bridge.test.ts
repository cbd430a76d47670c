import { describe, expect, it } from "vitest";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { Plan, Scenario } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { mean } from "#shared/statistics/moments.ts";
import { bridgeStudy, type Bridge } from "#shared/studies/bridge/bridge.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

const TRIALS = 60;

const aBase = (): Plan => ({ ...aPlan(), shared: { prices: 1, tokens: 1 } });
const withChange = (change: Scenario["change"], plan: Plan = aBase()): Plan => ({
  ...plan,
  scenarios: { other: { name: "Other", change } },
});
const bridgeOf = (plan: Plan): Promise<Bridge> => bridgeStudy({ plan, scenario: "other" }, aStudyContext(TRIALS));
const barOf = ({ bars }: Bridge, pointer: string) => bars.find(({ pointers }) => pointers.includes(pointer))!.figures;
const coding = (fields: object): Scenario["change"] => ({ workloads: { coding: fields } });

/** Every bar must sum to the difference of the scenario, figure by figure. */
function expectSums({ bars, total }: Bridge): void {
  for (const figure of ["spend", "netValue", "outcomes"] as const) {
    const sum = bars.reduce((all, { figures }) => all + figures[figure].mean, 0);
    expect(Math.abs(sum - total[figure].mean)).toBeLessThan(1e-9 * Math.max(1, Math.abs(total[figure].mean)) + 1e-6);
  }
}

describe("the bridge from a plan to its scenario", () => {
  const three = withChange({ ...coding({ demand: { users: 30 }, tokensMultiplier: 1.5 }), shared: { prices: 0.8 } });

  it("has a bar a change, which sum exactly to the difference", async () => {
    const bridge = await bridgeOf(three);
    expect(bridge.orders).toBeNull();
    expect(
      bridge.bars
        .map(({ pointers }) => pointers)
        .flat()
        .sort(),
    ).toEqual(["/shared/prices", "/workloads/coding/demand/users", "/workloads/coding/tokensMultiplier"]);
    expectSums(bridge);
    const [a, b] = [null, "other"].map((id) => {
      const resolved = resolveScenario(three, id);
      return aStudyContext(TRIALS)
        .simulate(resolved, TRIALS)
        .then((samples) => trialFiguresOf(samples, resolved, 1));
    });
    expect(bridge.total.spend.mean).toBeCloseTo(mean((await b!).spend) - mean((await a!).spend), 6);
    // Outcomes are of the workload that spends most: those of different units are not added.
    const of = (figures: Awaited<typeof a>): Float64Array => Object.values(figures!.outcomes)[0]!;
    expect(bridge.total.outcomes.mean).toBeCloseTo(mean(of(await b!)) - mean(of(await a!)), 6);
  });

  it("is the mean over all orders: of two factors, by hand", async () => {
    // Spend is nearly price × tokens: 1 → 0.5 and 1 → 3 of the same base make bars of −½ − ½·... each order counted
    // once.
    const plan = withChange({ ...coding({ tokensMultiplier: 3 }), shared: { prices: 0.5 } });
    const { spend } = (await bridgeOf(plan)).total;
    const bridge = await bridgeOf(plan);
    const base = spend.mean / (3 * 0.5 - 1);
    expect(barOf(bridge, "/shared/prices").spend.mean / base).toBeCloseTo((-0.5 + 3 * -0.5) / 2, 3);
    expect(barOf(bridge, "/workloads/coding/tokensMultiplier").spend.mean / base).toBeCloseTo((2 + 2 * 0.5) / 2, 3);
  });

  it("does not hang on the order in which the changes are written", async () => {
    const forward = await bridgeOf(three);
    const backward = await bridgeOf(
      withChange({ shared: { prices: 0.8 }, workloads: { coding: { tokensMultiplier: 1.5, demand: { users: 30 } } } }),
    );
    for (const { pointers, figures } of forward.bars)
      expect(barOf(backward, pointers[0]!).spend.mean).toBeCloseTo(figures.spend.mean, 6);
  });

  it("gives nothing to a change without effect, and alike to changes that act alike", async () => {
    const bridge = await bridgeOf(
      withChange({ ...coding({ owner: "Somebody else", tokensMultiplier: 1.2 }), shared: { tokens: 1.2 } }),
    );
    expect(barOf(bridge, "/workloads/coding/owner").spend).toMatchObject({ mean: 0, p10: 0, p90: 0 });
    expect(barOf(bridge, "/shared/tokens").spend.mean).toBeCloseTo(
      barOf(bridge, "/workloads/coding/tokensMultiplier").spend.mean,
      4,
    );
  });

  it("looks at workloads apart, and finds what all subsets together would", async () => {
    const { coding: work } = aPlan().workloads;
    const plan = withChange(
      {
        workloads: {
          coding: { demand: { users: 30 }, tokensMultiplier: 1.5 },
          review: { demand: { users: 5 }, tokensMultiplier: 0.5 },
        },
      },
      { ...aPlan(), workloads: { coding: work!, review: { ...work!, name: "Review" } } },
    );
    const world = aStudyContext(TRIALS);
    const bridge = await bridgeStudy({ plan, scenario: "other" }, world);
    expect(world.asked.forecasts).toBeLessThan(10);
    expectSums(bridge);
    // A budget at which all work stops couples them: then every subset is forecast, and far from it the answer is the
    // same.
    const stopping = aStudyContext(TRIALS);
    const coupled = await bridgeStudy(
      { plan: { ...plan, budget: { amount: 1e9, atExhaustion: "block" } }, scenario: "other" },
      stopping,
    );
    expect(stopping.asked.forecasts).toBe(16);
    for (const { pointers, figures } of bridge.bars)
      expect(barOf(coupled, pointers[0]!).spend.mean).toBeCloseTo(figures.spend.mean, 3);
  });

  it("keeps together what is unsound apart", async () => {
    const base = aBase();
    const plan = withChange(
      {
        models: { haiku: { price: { input: 1, output: 5 } } },
        workloads: {
          coding: {
            attempts: {
              haiku: {
                tokens: { family: "lognormal", median: 800_000, sigma: 0.8 },
                mix: { input: 0.9, output: 0.1 },
                success: 0.5,
              },
            },
            route: { steps: ["haiku"] },
          },
        },
      },
      base,
    );
    const bridge = await bridgeOf(plan);
    expectSums(bridge);
    expect(bridge.bars.flatMap(({ pointers }) => pointers).sort()).toEqual([
      "/models/haiku",
      "/workloads/coding/attempts/haiku",
      "/workloads/coding/route",
    ]);
  });

  it("beyond ten changes that act on each other samples orders, sums all the same, and says so with its error", async () => {
    const fields = {
      demand: { users: 25, userSpread: 0.5, tasksPerUserPerDay: 3, monthlyGrowth: 0.02, rebound: -0.1 },
      tokensMultiplier: 1.1,
      tokensGrowth: 0.01,
      outcome: { value: 90, captured: 0.9, reviewCost: 7, failureCost: 2 },
    };
    const bridge = await bridgeOf(withChange({ ...coding(fields), shared: { prices: 0.9 } }));
    expect(bridge.orders).toBe(24);
    expect(bridge.bars).toHaveLength(12);
    expectSums(bridge);
    expect(bridge.bars.some(({ figures }) => figures.spend.error > 0)).toBe(true);
  });

  it("of a scenario that changes nothing has no bar", async () => {
    expect(await bridgeOf(withChange({}))).toMatchObject({ bars: [], total: { spend: { mean: 0 } } });
  });

  it("of the engineering template is golden, to the digits that its errors allow", async () => {
    const plan = planOfTemplate(templates[0]!);
    const to = (value: number, error: number): number =>
      error === 0
        ? value
        : Number(
            (
              Math.round(value / 10 ** Math.ceil(Math.log10(2 * error))) *
              10 ** Math.ceil(Math.log10(2 * error))
            ).toPrecision(6),
          ) + 0;
    for (const scenario of ["route-by-difficulty", "cap-each-month"]) {
      const { bars } = await bridgeStudy({ plan, scenario }, aStudyContext(600));
      expect(
        bars.map(({ pointers, figures }) => [
          pointers.join(" "),
          to(figures.spend.mean, figures.spend.error),
          to(figures.outcomes.mean, figures.outcomes.error),
        ]),
      ).toMatchSnapshot(scenario);
    }
  });
});
