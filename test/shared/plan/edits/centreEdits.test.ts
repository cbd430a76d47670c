import { describe, expect, it } from "vitest";
import { addCentre, evenShares, removeCentre, sharesAsWritten } from "#shared/plan/edits/centreEdits.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";

describe("cost centers", () => {
  it("are added by a name that is free, and the plan says so in its version", () => {
    const { plan, id } = addCentre(aPlan());
    expect(plan.schema).toBe("past-april.plan/3");
    expect(addCentre(plan).id).not.toBe(id);
    expect(checkPlan(plan)).toMatchObject({ ok: true });
    expect(addCentre(aPlan(), "unassigned").id).not.toBe("unassigned");
  });

  it("leave their shares to the others in proportion, what was theirs alone to nobody", () => {
    const plan = aContractPlan();
    const { plan: rest } = removeCentre(plan, "support");
    expect(rest.workloads["coding"]!.costCentre).toBe("engineering");
    expect(rest.workloads["support"]).not.toHaveProperty("costCentre");
    const { plan: other } = removeCentre(plan, "engineering");
    expect(other.commitments!["acme"]).not.toHaveProperty("split");
    for (const one of [rest, other]) expect(checkPlan(one)).toMatchObject({ ok: true });
  });

  it("that are all removed leave a plan that says nothing of them", () => {
    const { plan } = removeCentre(removeCentre(aContractPlan(), "support").plan, "engineering");
    expect(plan).not.toHaveProperty("costCentres");
    expect(checkPlan(plan)).toMatchObject({ ok: true });
    expect(removeCentre(addCentre(aPlan()).plan, "cost-center").plan).toEqual(aPlan());
  });

  it("share evenly, to 100% also where that is no whole percent; one alone is named", () => {
    expect(evenShares(["a", "b", "c"])).toEqual({ a: 0.33, b: 0.33, c: 0.34 });
    expect(sharesAsWritten("/workloads/w/costCentre", { a: 1, b: 0 })).toBe("a");
    expect(sharesAsWritten("/seats/s/split", { a: 1, b: 0 })).toEqual({ a: 1 });
  });
});
