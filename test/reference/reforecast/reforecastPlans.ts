import { setActuals } from "#shared/plan/edits/edits.ts";
import type { ActualMonth, Attempt, Plan, Workload } from "#shared/plan/schema/plan.ts";
import { aWorkload, aYear, MEDIUM, SMALL } from "#test/shared/engine/lawPlans.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";

/**
 * Plans with closed months on which the re-forecast must agree with plain years that happened to begin alike. What was
 * seen lies off the plan's middle, so that believing it or not makes a difference; demand is small and horizons are
 * short, so that the reference stays affordable.
 */
export interface ReforecastCase {
  readonly plan: Plan;
  /** Plain years of the stored reference. */
  readonly trials: number;
}

const MONTHS = ["2027-01", "2027-02", "2027-03"];

/** Six months of these workloads, of which the first have closed with such figures. */
function afterMonths(
  workloads: Record<string, Workload>,
  closed: readonly ActualMonth["workloads"][],
  over: Parameters<typeof aYear>[1] = {},
): Plan {
  const plan = soundPlan(aYear(workloads, { months: 6, ...over }));
  return setActuals(plan, { months: closed.map((months, m) => ({ month: MONTHS[m]!, workloads: months })) }).plan;
}

const UNSURE: Workload["demand"] = { users: { p10: 6, p90: 14 }, tasksPerUserPerDay: 0.7 };
const PILOT: Attempt = { ...MEDIUM, tokens: { family: "lognormal", median: 600_000, sigma: 0.9, runs: 12 } };
const DOUBTFUL: Attempt = { ...SMALL, success: { byEffort: [0.85, 0.7, 0.5, 0.25], runs: 10 } };

export const REFORECAST_PLANS: Readonly<Record<string, ReforecastCase>> = {
  "demand unknown, spend alone seen, one dear month": {
    plan: afterMonths({ work: aWorkload(7, {}, UNSURE) }, [{ work: { spend: 170 } }]),
    trials: 60_000,
  },
  "demand and tokens unknown, spend alone seen, two cheap months": {
    plan: afterMonths({ work: aWorkload(7, { tokensMultiplier: { p10: 0.6, p90: 1.7 } }, UNSURE) }, [
      { work: { spend: 75 } },
      { work: { spend: 80 } },
    ]),
    trials: 120_000,
  },
  "demand and tokens unknown, tasks and spend seen, more tasks at less": {
    plan: afterMonths({ work: aWorkload(7, { tokensMultiplier: { p10: 0.6, p90: 1.7 } }, UNSURE) }, [
      { work: { spend: 120, tasks: 190 } },
    ]),
    trials: 160_000,
  },
  "a pilot of twelve runs, tasks and spend seen": {
    plan: afterMonths({ work: aWorkload(7, { attempts: { medium: PILOT } }) }, [{ work: { spend: 160, tasks: 145 } }]),
    trials: 120_000,
  },
  "demand wanders on, spend alone seen, one high month": {
    plan: afterMonths({ work: aWorkload(7, {}, { wander: { monthlySd: 0.25, persistence: 0.8 } }) }, [
      { work: { spend: 160 } },
    ]),
    trials: 80_000,
  },
  "a price change that may have come, spend alone seen in the month of it": {
    plan: afterMonths(
      { work: aWorkload(7, {}, { ...UNSURE, users: { p10: 9, p90: 11 } }) },
      [{ work: { spend: 110 } }, { work: { spend: 150 } }],
      {
        models: {
          ...aYear({}).models,
          medium: {
            price: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 },
            priceChanges: [{ from: "2027-02-01", multiplier: { p10: 1.4, p90: 1.8 }, probability: 0.4 }],
          },
        },
      },
    ),
    trials: 120_000,
  },
  "a cascade whose success is doubtful, spend alone seen": {
    plan: afterMonths(
      {
        work: aWorkload(
          7,
          {
            attempts: { small: DOUBTFUL, medium: MEDIUM },
            route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
          },
          UNSURE,
        ),
      },
      [{ work: { spend: 70 } }],
    ),
    trials: 100_000,
  },
  "a cascade whose success is doubtful, spend, tasks and outcomes seen": {
    plan: afterMonths(
      {
        work: aWorkload(
          7,
          {
            attempts: { small: DOUBTFUL, medium: MEDIUM },
            route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
          },
          { users: 10 },
        ),
      },
      [{ work: { spend: 78, tasks: 147, outcomes: 112 } }],
    ),
    trials: 160_000,
  },
  "two workloads whose tokens are unknown together, one seen to be dear, spend alone": {
    plan: afterMonths(
      {
        one: aWorkload(7, {}, { users: 10 }),
        other: aWorkload(
          5,
          { attempts: { small: SMALL }, route: { steps: ["small"] } },
          { users: { p10: 7, p90: 13 } },
        ),
      },
      [{ one: { spend: 170 }, other: { spend: 6 } }],
      { shared: { tokens: { p10: 0.7, p90: 1.5 } } },
    ),
    trials: 160_000,
  },
};
