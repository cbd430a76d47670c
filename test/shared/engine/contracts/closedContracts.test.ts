import { describe, expect, it } from "vitest";
import { compileTokens } from "#shared/distributions/tokens.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { keyOf, under } from "#shared/random/random.ts";
import { playClosedMonths } from "#test/reference/model/closedMonths.ts";
import { drawParameters } from "#test/reference/model/parameters.ts";
import { sound } from "#test/shared/plan/aContractPlan.ts";
import { expectCentresToSum } from "./centreSums.ts";

const SPENT = [420, 510, 380];

/** Closed months of a plan whose seats, commitment and cost centers are known, and whose work to come is not. */
function aPlan(over: object = {}, drawn: readonly Record<string, number>[] = []): Plan {
  return sound({
    schema: "past-april.plan/3",
    name: "Closed",
    currency: "EUR",
    currencies: { USD: { rate: 0.9 } },
    fiscalYear: { start: "2027-01-01", months: 6 },
    budget: { amount: 9_000 },
    models: { m: { price: { input: 2, output: 10 } } },
    workloads: {
      w: {
        costCentre: { one: 0.7, two: 0.3 },
        demand: { users: { p10: 20, p90: 40 }, tasksPerUserPerDay: 0.7, userSpread: 1 },
        attempts: {
          m: {
            tokens: { family: "lognormal", median: 200_000, sigma: 0.9 },
            mix: { input: 0.9, output: 0.1 },
            success: 0.8,
          },
        },
        route: { steps: ["m"] },
        outcome: { value: 5 },
      },
    },
    costCentres: { one: {}, two: {} },
    seats: { desk: { name: "Desk", count: 30, perMonth: 20, currency: "USD", tax: 0.1, split: "people" } },
    fixedCosts: { gateway: { perMonth: 100 } },
    actuals: {
      months: SPENT.map((spend, month) => ({
        month: `2027-0${month + 1}`,
        workloads: { w: { spend } },
        fixedCosts: { gateway: 100 },
        drawn: drawn[month] ?? {},
      })),
    },
    ...over,
  });
}

const TERM = { covers: { models: ["m"] }, amount: 900, from: "2027-01-01", until: "2027-05-01", discount: 0.1 };
const CASES: readonly [what: string, plan: Plan][] = [
  ["seats alone", aPlan()],
  ["seats paid by year", aPlan({ seats: { desk: { count: 30, perMonth: 20, currency: "USD", cadence: "yearly" } } })],
  ...(["upfront", "monthly", "asUsed"] as const).map((paid): [string, Plan] => [
    `a commitment paid ${paid}`,
    aPlan({ commitments: { c: { ...TERM, paid } } }, [{ c: 200 }, { c: 250 }, { c: 150 }]),
  ]),
  [
    "a commitment that ends within the closed months, lost in part",
    aPlan({ commitments: { c: { ...TERM, until: "2027-03-01" } } }, [{ c: 200 }, { c: 250 }]),
  ],
  [
    "an allowance by term, of which closed months drew",
    aPlan(
      {
        seats: {
          desk: {
            count: 30,
            perMonth: 20,
            cadence: "yearly",
            covers: ["w"],
            included: { amount: 4, share: "pool", reset: "term" },
          },
        },
      },
      [{ desk: 300 }, { desk: 280 }, { desk: 320 }],
    ),
  ],
];

function simulated(plan: Plan): Samples {
  return simulateTrials(resolvePlan(plan), 5, 0, 200);
}

describe("closed months of a plan with contracts", () => {
  it.each(CASES)("are booked as the plain reference books them: %s", (_, document) => {
    const plan = resolvePlan(document);
    const curves = plan.workloads.map(({ attempts }) => attempts.map(({ tokens }) => compileTokens(tokens)));
    const parameters = drawParameters(plan, curves, under(keyOf(1), "plain", 0));
    const closed = document.actuals!.months.map(({ workloads, fixedCosts, drawn = {} }) => ({
      spend: workloads["w"]!.spend + fixedCosts!["gateway"]!,
      drawn,
    }));
    const { months } = playClosedMonths(plan, parameters, closed);
    const { contracts } = simulated(document);
    for (const [month, money] of months.entries())
      for (const t of [0, 57, 199]) {
        expect(contracts!.effectiveMonths[month]![t]!).toBeCloseTo(money.effective, 6);
        expect(contracts!.cashMonths[month]![t]!).toBeCloseTo(money.cash, 6);
      }
  });

  it("lower a balance, which the open months go on to draw: drawn and lost are the amount", () => {
    const { contracts } = simulated(aPlan({ commitments: { c: TERM } }, [{ c: 200 }, { c: 250 }, { c: 150 }]));
    const { drawn, lost } = contracts!.commitments[0]!;
    for (let t = 0; t < drawn.length; t++) {
      expect(drawn[t]!).toBeGreaterThanOrEqual(600);
      expect(drawn[t]! + lost[t]!).toBeCloseTo(900, 6);
      expect(contracts!.cash[t]!).toBeCloseTo(contracts!.effective[t]!, 6);
    }
  });

  it("lower an allowance by term: what is left for the open months is what was granted less drawn", () => {
    const [, plan] = CASES.at(-1)!;
    const more = structuredClone(plan) as { actuals: { months: { drawn: Record<string, number> }[] } };
    for (const month of more.actuals.months) month.drawn = {};
    const [drawn, full] = [plan, more as unknown as Plan].map(
      (document) => simulated(document).contracts!.seats[0]!.overage,
    );
    for (let t = 0; t < full!.length; t++) expect(drawn![t]!).toBeGreaterThanOrEqual(full![t]!);
    expect(drawn!.some((overage, t) => overage > full![t]!)).toBe(true);
  });

  it.each(CASES)("go to cost centers that sum to the whole: %s", (_, document) => {
    const plan = resolvePlan(document);
    expectCentresToSum(simulated(document), plan);
  });
});
