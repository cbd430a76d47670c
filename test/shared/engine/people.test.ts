import { expect, it } from "vitest";
import { workloadPrints } from "#shared/engine/compile/prints.ts";
import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import { mean } from "#shared/statistics/moments.ts";
import { aWorkload, aYear, bytesOf, resolved, simulated } from "./lawPlans.ts";

/** The head-count table of MODEL.md, section 2b, in the engine; the plain reference holds it in law 2 with contracts. */

type Users = Workload["demand"]["users"];

const STAFF = { of: "staff", share: 0.5 } as const;
const work = (users: Users, demand: Partial<Workload["demand"]> = {}): Workload =>
  aWorkload(40, {}, { userSpread: 1.2, ...demand, users });

function withStaff(staff: NonNullable<Plan["people"]>[string], workloads: Record<string, Workload>): Plan {
  return aYear(workloads, { schema: "past-april.plan/3", people: { staff }, months: 6 });
}

/** All bytes of sixty years but those that a head-count table adds. */
function withoutGroups(plan: Plan): string {
  const { people: _, ...samples } = simulated(plan, 60);
  return bytesOf(samples);
}

it("a share of a group is the same plan, byte for byte, as as many people typed in", () => {
  const shared = withStaff({ count: 40 }, { one: work(STAFF), two: work({ of: "staff", share: 1 }) });
  const typed = aYear({ one: work(20), two: work(40) }, { months: 6 });
  expect(withoutGroups(shared)).toBe(withoutGroups(typed));
});

it("a head count that grows or moves by month is the same as a demand that does, where people are alike", () => {
  const alike = { userSpread: 0 };
  const byMonth = [1, 1.5, 2, 2, 2, 2];
  const grown = withStaff({ count: 40, monthlyGrowth: 0.03, byMonth }, { one: work(STAFF, alike) });
  const typed = aYear({ one: work(20, { ...alike, monthlyGrowth: 0.03, seasonality: byMonth }) }, { months: 6 });
  expect(mean(simulated(grown, 60).spend)).toBeCloseTo(mean(simulated(typed, 60).spend), 6);
});

it("two workloads of one group share its draw, and two of their own do not", () => {
  const count = { p10: 20, p90: 80 };
  const plan = withStaff({ count }, { one: work(STAFF), two: work(STAFF) });
  const trials = [...Array(300).keys()];
  const drawn = unknownDraws(resolved(plan), 1, trials).find(({ unknown }) => unknown.id === "/people/staff/count")!;
  const { workloads } = simulated(plan, 300);
  const half = { p10: 10, p90: 40 };
  const apart = simulated(aYear({ one: work(half), two: work(half) }, { months: 6 }), 300).workloads;
  const correlation = (a: Float64Array, b: Float64Array): number => {
    const [ma, mb] = [mean(a), mean(b)];
    const cov = (x: Float64Array, mx: number, y: Float64Array, my: number): number =>
      mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
    return cov(a, ma, b, mb) / Math.sqrt(cov(a, ma, a, ma) * cov(b, mb, b, mb));
  };
  expect(correlation(workloads[0]!.outcomes, drawn.values)).toBeGreaterThan(0.8);
  expect(correlation(workloads[0]!.outcomes, workloads[1]!.outcomes)).toBeGreaterThan(0.7);
  expect(Math.abs(correlation(apart[0]!.outcomes, apart[1]!.outcomes))).toBeLessThan(0.2);
});

it("pay and a group that nobody takes a share of move no number", () => {
  const bare = withStaff({ count: { p10: 30, p90: 50 } }, { one: work(STAFF) });
  const told: Plan = {
    ...bare,
    people: { staff: { ...bare.people!["staff"]!, pay: { p10: 1, p90: 9 } }, others: { count: { p10: 1, p90: 5 } } },
  };
  expect(withoutGroups(told)).toBe(withoutGroups(bare));
});

it("a scenario of another head count shares no simulated workload with the plan", () => {
  const prints = (count: number): readonly string[] | null =>
    workloadPrints(resolved(withStaff({ count }, { one: work(STAFF) })));
  expect(prints(40)).toEqual(prints(40));
  expect(prints(40)).not.toEqual(prints(41));
});
