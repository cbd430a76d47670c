import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { mean } from "#shared/statistics/moments.ts";
import { contractCourseStudy, COURSE_TRIALS, type ContractCourse } from "#shared/studies/contracts/course.ts";
import { sound, UNEVEN_WORKLOAD } from "#test/shared/plan/aContractPlan.ts";
import { aStudyContext } from "./aStudyContext.ts";

const SEED = 7;

function aPlan(change: unknown = {}): Plan {
  return sound(
    mergePatch(
      {
        schema: "past-april.plan/3",
        name: "Course",
        currency: "USD",
        fiscalYear: { start: "2027-01-01", months: 6 },
        budget: { amount: 60_000 },
        models: { m: { price: { input: 1 } } },
        workloads: {
          w: UNEVEN_WORKLOAD,
        },
        seats: { s: { count: 50, perMonth: 19, covers: ["w"], included: { amount: 20, share: "pool" } } },
      },
      change,
    ),
  );
}

const ask = (plan: Plan): Promise<ContractCourse> =>
  contractCourseStudy({ plan, scenario: null }, aStudyContext(Infinity, SEED));

describe("an allowance by month and day", () => {
  it("sums to what the forecast of the same simulated years says", async () => {
    const plan = aPlan();
    const { seats, trials, openMonth } = await ask(plan);
    const { overage, unused } = simulateTrials(resolvePlan(plan), SEED, 0, COURSE_TRIALS).contracts!.seats[0]!;
    const { months, open, usedUpOn } = seats["s"]!;
    expect([trials, openMonth, months.length]).toEqual([COURSE_TRIALS, 0, 6]);
    const sum = (of: (month: (typeof months)[number]) => number): number =>
      months.reduce((all, one) => all + of(one), 0);
    expect(sum((month) => month.overage)).toBeCloseTo(mean(overage), 4);
    expect(sum(({ granted, drawn }) => granted - drawn)).toBeCloseTo(mean(unused), 4);
    expect(open!.pool).toBeCloseTo(1_000, 6);
    // Use of the month's last day, in the middle: what half of the years use.
    const middle = open!.fan.quantiles[open!.fan.levels.indexOf(0.5)]!;
    expect(middle[0]).toBe(0);
    expect(middle.at(-1)!).toBeGreaterThan(open!.pool);
    expect(usedUpOn).toBe(open!.likelyFrom! - 1);
  });

  it("tells with how many seats the pool would hold in 8 of 10: with so many it does", async () => {
    const { seats } = await ask(aPlan());
    const count = seats["s"]!.open!.seatsToHold!;
    const { seats: more } = await ask(aPlan({ seats: { s: { count } } }));
    expect(more["s"]!.months[0]!.over).toBeLessThanOrEqual(0.2);
    const { seats: less } = await ask(aPlan({ seats: { s: { count: count - 2 } } }));
    expect(less["s"]!.months[0]!.over).toBeGreaterThan(0.2);
  });

  it("a person's: the share of people beyond theirs, as law 5 has it for the mean", async () => {
    const certain = { workloads: { w: { demand: { users: 200, wander: null } } } };
    const { seats } = await ask(
      aPlan(mergePatch(certain, { seats: { s: { count: 200, included: { amount: 21, share: "person" } } } })),
    );
    const { over, overage } = seats["s"]!.months[1]!;
    // Mean use near the allowance: a third of the people is beyond, as of a gamma with this spread.
    expect(over).toBeGreaterThan(0.28);
    expect(over).toBeLessThan(0.42);
    expect(overage).toBeGreaterThan(0);
  });
});

describe("a balance by day", () => {
  const commitments = {
    c: { covers: { workloads: ["w"] }, amount: 5_000, from: "2027-01-01", until: "2027-07-01", discount: 0.2 },
  };
  const plan = aPlan({ seats: null, commitments });

  it("begins with the amount, falls, and agrees with the forecast at its end", async () => {
    const { commitments: courses } = await ask(plan);
    const course = courses["c"]!;
    const { beyond, lost } = simulateTrials(resolvePlan(plan), SEED, 0, COURSE_TRIALS).contracts!.commitments[0]!;
    expect(course.beyond).toBeCloseTo(mean(beyond), 6);
    expect(course.lost).toBeCloseTo(mean(lost), 6);
    for (const row of course.fan.quantiles) {
      expect(row[0]).toBe(5_000);
      for (const [day, left] of row.entries()) if (day > 0) expect(left).toBeLessThanOrEqual(row[day - 1]! + 1e-9);
    }
    expect(course.dry).toBeCloseTo(beyond.filter((money) => money > 0).length / COURSE_TRIALS, 6);
    expect(course.dry).toBeGreaterThan(0);
    expect(course.short).toBeGreaterThan(0);
  });

  it.each([
    ["", {}],
    [" where the budget includes taxes", { budget: { taxIncluded: true }, models: { m: { terms: { tax: 0.5 } } } }],
  ])("the cheapest amount costs no more than any of a brute search, within one percent%s", async (_, taxes) => {
    const committed = (amount: number): Plan =>
      aPlan({ ...taxes, seats: null, commitments: { c: { ...commitments.c, amount } } });
    const { amount } = (await ask(committed(commitments.c.amount))).commitments["c"]!.cheapest!;
    const cost = (of: number): number => mean(simulateTrials(resolvePlan(committed(of)), SEED, 0, COURSE_TRIALS).spend);
    const searched = Array.from({ length: 13 }, (_, i) => cost(amount * (0.4 + 0.1 * i)));
    expect(cost(amount)).toBeLessThanOrEqual(1.01 * Math.min(...searched));
    expect(cost(amount)).toBeLessThanOrEqual(Math.min(...searched) + 1e-6);
  });

  it("none is cheapest where beyond is discounted too, the term reaches out of the year, or taxes differ", async () => {
    const of = async (change: object): Promise<unknown> =>
      (await ask(aPlan({ seats: null, commitments: { c: { ...commitments.c, ...change } } }))).commitments["c"]!
        .cheapest;
    expect(await of({ beyond: "discounted" })).toBeNull();
    expect(await of({ until: "2027-09-01" })).toBeNull();
    const twoTaxes = aPlan({
      seats: null,
      budget: { taxIncluded: true },
      models: { m: { terms: { tax: 0.2 } }, n: { price: { input: 1 } } },
      commitments,
    });
    expect((await ask(twoTaxes)).commitments["c"]!.cheapest).toBeNull();
  });

  it("goes on from what closed months left, evenly between their ends", async () => {
    const closed = {
      actuals: { months: [{ month: "2027-01", workloads: { w: { spend: 1_000 } }, drawn: { c: 1_000 } }] },
    };
    const { commitments: courses, openMonth } = await ask(aPlan({ seats: null, commitments, ...closed }));
    const middle = courses["c"]!.fan.quantiles[0]!;
    expect(openMonth).toBe(1);
    expect(middle[31]).toBeCloseTo(4_000, 6);
    expect(middle[15]).toBeCloseTo(5_000 - (1_000 * 15) / 31, 6);
  });
});
