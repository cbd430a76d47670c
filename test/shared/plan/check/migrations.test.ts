import { describe, expect, it } from "vitest";
import { checkPlan } from "#shared/plan/check/read.ts";
import { aPlan, aPlanWith, issuesOf } from "#test/shared/plan/aPlan.ts";

/** A plan of version 0: a bare budget, and workloads that name one model. */
function aPlanOfVersion0(): unknown {
  return aPlanWith(
    ["/schema", "past-april.plan/0"],
    ["/budget", 4_800_000],
    ["/workloads/coding/route", undefined],
    ["/workloads/coding/model", "sonnet"],
    ["/scenarios", { "cheaper-first": { change: { budget: 4_000_000, workloads: { coding: { model: "haiku" } } } } }],
  );
}

describe("a plan of version 0", () => {
  it("is read as the plan of version 1 that says the same, scenarios too", () => {
    const change = { budget: { amount: 4_000_000 }, workloads: { coding: { route: { steps: ["haiku"] } } } };
    expect(checkPlan(aPlanOfVersion0())).toEqual({
      ok: true,
      plan: aPlanWith(["/budget", { amount: 4_800_000 }], ["/scenarios", { "cheaper-first": { change } }]),
    });
  });

  it("is left as it was", () => {
    const document = aPlanOfVersion0();
    checkPlan(document);
    expect(document).toEqual(aPlanOfVersion0());
  });

  it("keeps its issues, reported in the words of version 1", () => {
    const document = aPlanOfVersion0() as { workloads: { coding: { model: unknown } } };
    document.workloads.coding.model = 5;
    expect(issuesOf(document)).toContain(
      '/workloads/coding/route: found nothing; wanted {"steps": ["model", …]}, {"bestOf": n, "model", "verifier"} or {"choose": […], "by"}.',
    );
  });

  it.each(["budget", "workloads", "scenarios"])("without sense in %s has issues and throws nothing", (name) => {
    for (const value of [null, 5, "x", [1], { coding: 5 }, { coding: { change: 7 } }]) {
      expect(issuesOf({ ...(aPlanOfVersion0() as object), [name]: value }).length).toBeGreaterThan(
        name === "budget" && value === 5 ? -1 : 0,
      );
    }
  });
});

describe("a version that this program does not read is said in one sentence", () => {
  const READS =
    'wanted a version that this program reads: "past-april.plan/3", "past-april.plan/2", "past-april.plan/1" or "past-april.plan/0".';

  it.each<[version: unknown, found: string]>([
    ["past-april.plan/4", '"past-april.plan/4", a version of another Past April'],
    ["past-april.forecast/1", '"past-april.forecast/1"'],
    [1, "1"],
    ["toString", '"toString"'],
    [null, "null"],
  ])("%j", (version, found) => {
    expect(issuesOf({ ...aPlan(), schema: version, name: 5 })).toEqual([`/schema: found ${found}; ${READS}`]);
  });

  it("and so is none at all", () => {
    expect(issuesOf({})).toEqual([`/schema: found nothing; ${READS}`]);
    expect(issuesOf([])).toEqual([
      'The plan: found an empty list; wanted an object with "schema": "past-april.plan/3", "past-april.plan/2", "past-april.plan/1" or "past-april.plan/0".',
    ]);
  });
});
