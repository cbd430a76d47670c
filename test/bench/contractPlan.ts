import type { Plan } from "#shared/plan/schema/plan.ts";

/**
 * A template's plan with everything that contracts know: two kinds of seats, one with a pool and one with an allowance
 * a person, a cap a person on what people code with, and a prepaid commitment on its dearest model.
 */
export function withContracts(engineering: Plan, atCap: "block" | "degrade"): Plan {
  const plan = structuredClone(engineering);
  const { coding } = plan.workloads;
  if (coding === undefined) throw new Error("the plan has no workload that is called coding");
  coding.userCap =
    atCap === "block"
      ? { perMonth: 500, atCap, approval: 0.1 }
      : { perMonth: 500, atCap, fallback: { steps: ["flash"] }, approval: 0.1 };
  plan.seats = {
    review: {
      count: { of: "review" },
      perMonth: 19,
      covers: ["review"],
      included: { amount: 19, share: "pool" },
    },
    tests: {
      count: { of: "tests" },
      perMonth: 12,
      covers: ["tests"],
      included: { amount: 12, share: "person" },
      overage: { upTo: 20000 },
    },
  };
  plan.commitments = {
    prepaid: {
      covers: { models: ["opus"] },
      amount: 4_000_000,
      from: "2027-02-01",
      until: "2028-02-01",
      discount: 0.1,
      beyond: "list",
    },
  };
  return plan;
}
