import { meanUsers } from "#shared/plan/headCount.ts";
import type { Plan, Scenario } from "#shared/plan/schema/plan.ts";

/**
 * Ready-made scenarios of a use: what happens if it is expanded, retired, if the number that is counted grows as numbers
 * do that are counted, or if access is withdrawn. Proposals: whoever takes one may change every figure.
 */
export interface ValueProposal {
  readonly kind: "expand" | "retire" | "counted-grows" | "access-withdrawn";
  readonly scenario: Scenario & { readonly name: string };
}

/** Twice the people. */
const EXPANDED = 2;
/** Where usage is a goal, tokens of a task grow by this a month and outcomes do not. */
const COUNTED_GROWTH = 0.08;

/** The proposals for a workload of a plan. */
export function valueProposals({ people, workloads }: Plan, id: string): ValueProposal[] {
  const workload = workloads[id]!;
  const name = workload.name ?? id;
  const users = Math.round(meanUsers(people, workload.demand.users));
  const demand = (change: object): Scenario["change"] => ({ workloads: { [id]: { demand: change } } });
  return [
    {
      kind: "expand",
      scenario: {
        name: `Expand ${name}`,
        description:
          "Twice as many people. Whether the workflow takes it is in the case: at the ceiling one more outcome releases nothing.",
        change: demand({ users: { value: EXPANDED * users } }),
      },
    },
    {
      kind: "retire",
      scenario: {
        name: `Retire ${name}`,
        description: "Nobody uses it from the start. What it would have brought is given up.",
        change: demand({ users: { value: 0 } }),
      },
    },
    {
      kind: "counted-grows",
      scenario: {
        name: `What is counted grows: ${name}`,
        description: "Usage is made a goal: tokens grow month by month and outcomes stay what they were.",
        change: { workloads: { [id]: { tokensGrowth: { value: COUNTED_GROWTH } } } },
      },
    },
    {
      kind: "access-withdrawn",
      scenario: {
        name: `Access to ${name} is withdrawn`,
        description: "Half of the people lose access, those who profit among them: the danger of over-correcting.",
        change: demand({ users: { value: Math.round(users / 2) } }),
      },
    },
  ];
}
