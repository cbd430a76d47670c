import { describe, expect, it } from "vitest";
import { closedCountIssue, keepClosedCounts, setClosedCount } from "#shared/plan/closedCounts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "./aPlan.ts";

const month = { spend: 5, tasks: 10 };
const closed = (own: Record<string, number>): NonNullable<Plan["actuals"]> => ({
  months: [{ month: "2027-01", workloads: { coding: { ...month, ...own } } }],
});

describe("what people count of a closed month", () => {
  it("is an edit with a name, in the version that it needs, and can be taken out", () => {
    const plan: Plan = { ...aPlan(), schema: "past-april.plan/2", actuals: closed({}) };
    const at = { workload: "coding", month: 0, count: "interventions" } as const;
    const counted = setClosedCount(plan, at, 4);
    expect(counted.name).toBe("change tasks with a person stepping in of January");
    expect(counted.plan.schema).toBe("past-april.plan/3");
    expect(counted.plan.actuals).toEqual(closed({ interventions: 4 }));
    expect(setClosedCount(counted.plan, at, null).plan).toEqual(plan);
  });

  it("is at most the tasks of the month; money is not", () => {
    expect(closedCountIssue(month, "exceptions", 11)).toBe("The month has 10 tasks: type at most as many.");
    expect(closedCountIssue(month, "benefit", 11)).toBeNull();
    expect(closedCountIssue(month, "outcomes", -1)).toBe("Type a number, 0 or more.");
    expect(closedCountIssue({ spend: 5 }, "outcomes", 1e6)).toBeNull();
  });

  it("stays when the months are read anew from usage, where it still fits", () => {
    const before = closed({ interventions: 4, exceptions: 9, benefit: 700, outcomes: 5 });
    const read = [{ month: "2027-01", workloads: { coding: { spend: 6, tasks: 8, outcomes: 7 } } }];
    expect(keepClosedCounts(read, before)[0]!.workloads["coding"]).toEqual({
      spend: 6,
      tasks: 8,
      outcomes: 7,
      interventions: 4,
      benefit: 700,
    });
    expect(keepClosedCounts(read, undefined)).toEqual(read);
  });
});
