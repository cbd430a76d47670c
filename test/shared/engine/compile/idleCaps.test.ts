import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import type { AttemptCap, MonthCap, Plan, Workload } from "#shared/plan/schema/plan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";
import { aWorkload, aYear, bytesOf, MEDIUM, resolved, SMALL, STRONG } from "#test/shared/engine/lawPlans.ts";

/**
 * Law 5 of any plan: a cap that never acts changes no trial, neither one of infinity nor one that is merely far away.
 */

/** As a cap, the largest figure a plan may hold stands for infinity; the other one is a figure like any other. */
const INFINITE = 1e15,
  FAR = 3e13;
const TRIALS = 5;

const PLANS = fc.oneof(
  arbitraryPlan({ maxTasksPerDay: 15 }),
  // Months of 100 to 400 tasks lie where tasks are played one by one or summed.
  arbitraryPlan({ maxTasksPerDay: 40, maxMonths: 2, maxWorkloads: 4 }),
  arbitraryPlan({ maxTasksPerDay: 400, maxMonths: 2 }),
);

/** The plan with other caps, and the same in every dated change that has one. */
function withCaps(
  plan: Plan,
  caps: (workload: Workload) => { readonly attemptCap: AttemptCap | null; readonly monthCap: MonthCap | null },
): Plan {
  const changed = ([id, workload]: [string, Workload]): [string, Workload] => {
    const { attemptCap: _, monthCap: __, changes, ...rest } = workload;
    const { attemptCap, monthCap } = caps(workload);
    const own = { ...(attemptCap === null ? {} : { attemptCap }), ...(monthCap === null ? {} : { monthCap }) };
    const routes = (changes ?? []).map(({ from, set }) => ({
      from,
      set: { ...set, ...("attemptCap" in set ? { attemptCap } : {}), ...("monthCap" in set ? { monthCap } : {}) },
    }));
    return [id, { ...rest, ...own, ...(changes === undefined ? {} : { changes: routes }) }];
  };
  return { ...plan, scenarios: {}, workloads: Object.fromEntries(Object.entries(plan.workloads).map(changed)) };
}

const uncapped = (plan: Plan): Plan => withCaps(plan, () => ({ attemptCap: null, monthCap: null }));
const firstModel = ({ attempts }: Workload): string => Object.keys(attempts).at(-1)!;

const IDLE: Record<
  string,
  (workload: Workload, amount: number) => { readonly attemptCap: AttemptCap | null; readonly monthCap: MonthCap | null }
> = {
  "attempt cap in tokens": (_, amount) => ({
    attemptCap: { tokens: amount, approval: 0.5, partial: 0.3 },
    monthCap: null,
  }),
  "attempt cap in money with a fallback": (workload, amount) => ({
    attemptCap: { cost: amount, fallbackModel: firstModel(workload) },
    monthCap: null,
  }),
  "month cap that blocks": (_, amount) => ({ attemptCap: null, monthCap: { amount, atCap: "block", approval: 0.4 } }),
  "month cap that defers": (_, amount) => ({ attemptCap: null, monthCap: { amount, atCap: "defer", lagDays: 2 } }),
  "month cap that degrades": (workload, amount) => ({
    attemptCap: null,
    monthCap: { amount, atCap: "degrade", fallback: { steps: [firstModel(workload)] } },
  }),
  "caps of both kinds": (workload, amount) => ({
    attemptCap: { tokens: amount, fallbackModel: firstModel(workload) },
    monthCap: { amount, atCap: "block" },
  }),
};

const years = (plan: Plan): string => bytesOf(simulateTrials(resolved(plan), 3, 0, TRIALS));

describe("a cap that never acts changes no trial of any plan", () => {
  it.each(
    Object.entries(IDLE).flatMap(([name, caps], i) =>
      [INFINITE, FAR].map((amount, k) => [name, amount, caps, 2 * i + k] as const),
    ),
  )("%s of %d", (_, amount, caps, seed) => {
    fc.assert(
      fc.property(PLANS, (plan) => {
        expect(years(withCaps(plan, (workload) => caps(workload, amount)))).toBe(years(uncapped(plan)));
      }),
      { seed, numRuns: 12, endOnFailure: true },
    );
  });

  it("nor do a budget that is out of reach and blocks, and a limit that no attempt comes near", () => {
    fc.assert(
      fc.property(PLANS, (plan) => {
        const within = (atExhaustion: "overrun" | "block"): Plan => ({
          ...plan,
          budget: { ...plan.budget, amount: FAR, atExhaustion },
        });
        expect(years(within("block"))).toBe(years(within("overrun")));
      }),
      { seed: 31, numRuns: 12, endOnFailure: true },
    );
    const limited = (limit: number): Plan => {
      const far = <T extends typeof MEDIUM>(attempt: T): T => ({ ...attempt, tokens: { ...attempt.tokens, limit } });
      return aYear(
        {
          work: aWorkload(60, {
            attempts: { small: far(SMALL), medium: far(MEDIUM), strong: far(STRONG) },
            route: { steps: ["small", "strong"], verifier: { catches: 0.9, falseAlarms: 0.1 } },
          }),
        },
        { months: 3 },
      );
    };
    expect(years(limited(INFINITE))).toBe(years(limited(FAR)));
  });

  it("nor does a date on which an infinite cap is set, or what holds already is set again", () => {
    const route = { steps: ["small", "medium"] as [string, string], verifier: { catches: 0.8, falseAlarms: 0.1 } };
    const plan = (changes: Workload["changes"]): Plan =>
      aYear(
        {
          work: aWorkload(30, {
            route,
            attemptCap: { tokens: 800_000 },
            ...(changes === undefined ? {} : { changes }),
          }),
        },
        { months: 3 },
      );
    const asIs = years(plan(undefined));
    expect(years(plan([{ from: "2027-02-10", set: { monthCap: { amount: INFINITE, atCap: "block" } } }]))).toBe(asIs);
    expect(years(plan([{ from: "2027-02-10", set: { route, attemptCap: { tokens: 800_000 } } }]))).toBe(asIs);
    const open = (cap: AttemptCap | null): Plan =>
      aYear(
        { work: aWorkload(30, { route, changes: [{ from: "2027-02-10", set: { attemptCap: cap } }] }) },
        { months: 3 },
      );
    expect(years(open({ tokens: INFINITE, fallbackModel: "strong" }))).toBe(
      years(aYear({ work: aWorkload(30, { route }) }, { months: 3 })),
    );
    expect(years(open({ cost: 1e9, partial: 0.5 }))).toBe(years(open(null)));
  });

  it("in a plan of four workloads and correlations, a month cap out of reach moves none of 100 trials", () => {
    const plan = (monthCap: MonthCap | undefined): Plan => {
      const work = (perDay: number, users: number): Workload =>
        aWorkload(
          perDay,
          {
            route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05 } },
            tokensMultiplier: { p10: 0.8, p90: 1.5 },
            ...(monthCap === undefined ? {} : { monthCap }),
          },
          { users: { p10: users, p90: 2 * users } },
        );
      return aYear(
        { a: work(8, 6), b: work(5, 10), c: work(40, 8), d: work(2, 10) },
        {
          months: 2,
          correlations: [
            { between: ["/workloads/a/demand/users", "/workloads/b/demand/users"], rank: 0.5 },
            { between: ["/workloads/a/tokensMultiplier", "/workloads/c/tokensMultiplier"], rank: 0.6 },
          ],
        },
      );
    };
    const free = simulateTrials(resolved(plan(undefined)), 1, 0, 100);
    const capped = simulateTrials(resolved(plan({ amount: 1e15, atCap: "block" })), 1, 0, 100);
    expect(bytesOf(capped)).toBe(bytesOf(free));
  });
});
