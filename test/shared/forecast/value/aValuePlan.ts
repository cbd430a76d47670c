import type { Plan, Workload } from "#shared/plan/schema/plan.ts";
import type { Metric } from "#shared/plan/schema/metric.ts";

/** Twelve months of a metric before a change and six after, with a control that stays where it was. */
const DAYS: Metric = {
  name: "days from first commit to release",
  better: "lower",
  target: { p10: 0.1, p90: 0.3 },
  agreed: "2026-08-20",
  before: { from: "2025-09", values: [8.6, 8.8, 8.7, 8.9, 8.6, 9.1, 9.1, 8.8, 8.6, 8.4, 9, 8.9] },
  after: { from: "2026-10", values: [7.2, 6.4, 7, 7.6, 6.9, 7.3] },
  control: {
    name: "teams without agents",
    before: [9, 9.2, 9.4, 9.4, 9.1, 9.6, 9.5, 9.3, 9.1, 8.9, 9.4, 9.4],
    after: [9.3, 8.5, 9.2, 9.9, 9.1, 9.6],
  },
  evidence: { grade: "measured" },
};

function use(name: string, users: number, rest: Partial<Workload>): Workload {
  return {
    name,
    status: "pilot",
    demand: { users, tasksPerUserPerDay: { p10: 2, p90: 4 } },
    attempts: {
      sonnet: {
        tokens: { family: "lognormal", median: 500_000, sigma: 0.8 },
        mix: { input: 0.9, output: 0.1 },
        success: 0.75,
      },
    },
    route: { steps: ["sonnet"] },
    outcome: { unit: "merged pull request", value: 40, reviewCost: 6 },
    ...rest,
  };
}

/** A plan with four uses: measured with a rule, in production and paying, without a date, and without a case. */
export function aValuePlan(): Plan {
  return {
    schema: "past-april.plan/3",
    name: "Engineering AI plan",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 12 },
    budget: { amount: 1_500_000 },
    models: { sonnet: { price: { input: 3, output: 15 } } },
    workloads: {
      coding: use("Agentic coding", 200, {
        owner: "VP Engineering",
        case: {
          metric: DAYS,
          workflow: [
            { step: "review", how: "keep", capacityPerDay: { p10: 360, p90: 460, evidence: { grade: "sampled" } } },
            { step: "release", how: "automate" },
          ],
          answersFor: "bonus",
          behaviour: {
            what: "ships from an agent branch every week",
            eligible: 1200,
            needed: 0.4,
            did: { from: "2026-10", values: [120, 310] },
            evidence: { grade: "measured" },
          },
        },
        gate: { decideOn: "2027-06", keepIf: { what: "benefit", atLeast: 300_000 }, pass: 1, fail: 0 },
      }),
      review: use("Code review", 80, {
        owner: "Head of Platform",
        status: "production",
        outcome: { unit: "review", value: 60 },
        case: {
          metric: { ...DAYS, name: "hours that a change waits" },
          workflow: [{ step: "review", how: "redesign" }],
          answersFor: "team target",
          behaviour: {
            what: "asks the agent first",
            eligible: 400,
            needed: 0.4,
            did: { from: "2026-10", values: [300] },
            evidence: { grade: "measured" },
          },
        },
        gate: { decideOn: "2027-09", keepIf: { what: "costPerOutcome", atMost: 3 }, pass: 1.5, fail: 1 },
      }),
      triage: use("Incident triage", 40, {
        owner: "Head of SRE",
        outcome: { unit: "incident", value: 20 },
        case: {
          metric: { name: "hours to explain an incident", better: "lower", target: { p10: 0.1, p90: 0.3 } },
          workflow: [{ step: "triage", how: "keep" }],
          saved: { hours: { p10: 0.5, p90: 2 }, hourlyCost: 95 },
        },
      }),
      seats: use("IDE assistant", 50, { outcome: { unit: "suggestion", value: 1 } }),
    },
    actuals: {
      months: ["2027-01", "2027-02", "2027-03"].map((month) => ({
        month,
        workloads: {
          coding: {
            spend: 30_000,
            tasks: 12_000,
            attempts: 13_100,
            tokens: { sonnet: 9e9 },
            outcomes: 9_000,
            interventions: 1_080,
            exceptions: 360,
          },
          review: { spend: 12_000, tasks: 5_000, outcomes: 4_200, benefit: 60_000 },
          triage: { spend: 6_000, tasks: 2_500, outcomes: 1_900 },
          seats: { spend: 7_000, tasks: 3_000, outcomes: 2_200 },
        },
      })),
    },
  };
}
