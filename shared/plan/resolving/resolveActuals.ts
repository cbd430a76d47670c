import type { Plan, WorkloadActuals } from "#shared/plan/schema/plan.ts";
import type { ResolvedActuals } from "#shared/plan/resolved.ts";

/** The closed months of a plan by month and workload, in the order that a forecast reads; null: none are closed. */
export function resolveActuals({
  actuals,
  workloads,
  fixedCosts = {},
  seats = {},
  commitments = {},
}: Plan): ResolvedActuals | null {
  if (actuals === undefined) return null;
  const { months } = actuals;
  return {
    months: months.length,
    under: null,
    workloads: Object.keys(workloads).map((id) => {
      const own = months.map((month) => (Object.hasOwn(month.workloads, id) ? month.workloads[id]! : ABSENT));
      return {
        id,
        spend: own.map(({ spend }) => spend),
        tasks: own.map(({ tasks }) => tasks ?? null),
        attempts: own.map(({ attempts }) => attempts ?? null),
        tokens: own.map(({ tokens }) => tokens ?? null),
        outcomes: own.map(({ outcomes }) => outcomes ?? null),
        benefit: own.map(({ benefit }) => benefit ?? null),
        interventions: own.map(({ interventions }) => interventions ?? null),
        exceptions: own.map(({ exceptions }) => exceptions ?? null),
      };
    }),
    fixedCosts: Object.keys(fixedCosts).map((id) => months.map((month) => month.fixedCosts?.[id] ?? 0)),
    drawn: {
      seats: Object.keys(seats).map((id) => months.map((month) => month.drawn?.[id] ?? 0)),
      commitments: Object.keys(commitments).map((id) => months.map((month) => month.drawn?.[id] ?? 0)),
    },
    // What a scenario has ended has spent all the same.
    unassigned: months.map(
      (month) =>
        (month.unassigned ?? 0) +
        spentBeyond(workloads, month.workloads, ({ spend }) => spend) +
        spentBeyond(fixedCosts, month.fixedCosts ?? {}, (money) => money),
    ),
  };
}

/** Money of the entries of a month that the plan has not. */
function spentBeyond<Entry>(
  plan: Readonly<Record<string, unknown>>,
  month: Readonly<Record<string, Entry>>,
  moneyOf: (entry: Entry) => number,
): number {
  return Object.entries(month).reduce((sum, [id, entry]) => (Object.hasOwn(plan, id) ? sum : sum + moneyOf(entry)), 0);
}

/** A workload that a closed month leaves out spent nothing. */
const ABSENT: WorkloadActuals = { spend: 0 };
