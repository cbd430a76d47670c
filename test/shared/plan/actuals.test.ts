import { describe, expect, it } from "vitest";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import { setActuals } from "#shared/plan/edits/edits.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Actuals } from "#shared/plan/schema/plan.ts";
import { aPlan, aPlanWith, issuesOf, soundPlan, type Edit } from "./aPlan.ts";

const ACTUALS: Actuals = {
  months: [
    {
      month: "2027-01",
      workloads: {
        coding: {
          spend: 210_000,
          tasks: 41_000,
          attempts: 44_000,
          tokens: { sonnet: 9e10, haiku: 2e9 },
          outcomes: 30_500,
        },
      },
      fixedCosts: { seats: 48_000 },
      unassigned: 1_250.5,
      evidence: { grade: "measured", source: "console export", date: "2027-02-03" },
    },
    { month: "2027-02", workloads: { coding: { spend: 260_000 } } },
  ],
};

const aPlanWithActuals = (...edits: readonly Edit[]): unknown =>
  aPlanWith(["/schema", "past-april.plan/2"], ["/actuals", structuredClone(ACTUALS)], ...edits);

describe("a plan with actuals", () => {
  it("is of version 2, and sound", () => {
    expect(issuesOf(aPlanWithActuals())).toEqual([]);
  });

  it("written under version 1 is read as version 2, from version 0 too, and left as it was", () => {
    const document = aPlanWith(["/actuals", ACTUALS]);
    expect(soundPlan(document)).toEqual(aPlanWithActuals());
    expect(document).toHaveProperty("schema", "past-april.plan/1");
    expect(soundPlan(aPlanWith(["/schema", "past-april.plan/0"], ["/actuals", ACTUALS], ["/budget", 1])).schema).toBe(
      "past-april.plan/2",
    );
  });

  it("comes of an edit, and taking the actuals away gives back the plan of version 1, byte for byte", () => {
    const plan = soundPlan(aPlan());
    const edited = setActuals(plan, ACTUALS);
    expect(edited.name).toBe("use the actuals");
    expect(checkPlan(edited.plan).ok).toBe(true);
    expect(planHash(edited.plan)).not.toBe(planHash(plan));
    expect(planHash(setActuals(edited.plan, null).plan)).toBe(planHash(plan));
  });
});

it("a plan without actuals of version 1 keeps its version and its hash; one of version 2 is sound too", () => {
  expect(soundPlan(aPlan()).schema).toBe("past-april.plan/1");
  expect(soundPlan(aPlanWith(["/schema", "past-april.plan/2"])).schema).toBe("past-april.plan/2");
});

describe("faults of actuals", () => {
  const AT = "/actuals/months";
  it.each<[what: string, edit: Edit, fault: string]>([
    [
      "a month that comes too early",
      [`${AT}/1/month`, "2027-03"],
      `${AT}/1/month: found "2027-03"; wanted "2027-02": the closed months of the fiscal year in order, none left out.`,
    ],
    [
      "a first month before the year",
      [`${AT}/0/month`, "2026-12"],
      `${AT}/0/month: found "2026-12"; wanted "2027-01": the closed months of the fiscal year in order, none left out.`,
    ],
    [
      "what is no month",
      [`${AT}/1/month`, "February"],
      `${AT}/1/month: found "February"; wanted a month such as 2027-01.`,
    ],
    ["no month", [AT, []], `${AT}: found an empty list; wanted a list that is not empty.`],
    [
      "a workload that is not there",
      [`${AT}/1/workloads`, { codin: { spend: 1 } }],
      `${AT}/1/workloads/codin: found the workload "codin", which is not in the plan; did you mean "coding"?`,
    ],
    [
      "a model that is not there",
      [`${AT}/0/workloads/coding/tokens`, { opus: 1 }],
      `${AT}/0/workloads/coding/tokens/opus: found the model "opus", which is not in the plan; wanted "sonnet" or "haiku".`,
    ],
    [
      "a fixed cost that is not there",
      [`${AT}/0/fixedCosts`, { lamps: 1 }],
      `${AT}/0/fixedCosts/lamps: found the fixed cost "lamps", which is not in the plan; wanted "seats".`,
    ],
    [
      "negative spend",
      [`${AT}/1/workloads/coding/spend`, -1],
      `${AT}/1/workloads/coding/spend: found -1; wanted a number of at least 0.`,
    ],
    [
      "no spend",
      [`${AT}/1/workloads/coding`, { tasks: 5 }],
      `${AT}/1/workloads/coding/spend: found nothing; wanted a number.`,
    ],
    [
      "more outcomes than tasks",
      [`${AT}/0/workloads/coding/outcomes`, 41_001],
      `${AT}/0/workloads/coding/outcomes: found 41001 outcomes of 41000 tasks; wanted at most one outcome a task.`,
    ],
  ])("%s", (_, edit, fault) => {
    expect(issuesOf(aPlanWithActuals(edit))).toEqual([fault]);
  });

  it("more months than the year has", () => {
    expect(
      issuesOf(aPlanWithActuals(["/fiscalYear/months", 1], ["/workloads/coding/demand/seasonality", [1]])),
    ).toEqual([`${AT}: found a list of 2; wanted at most 1 months, those of the fiscal year.`]);
  });

  it("an edit that forgets the version", () => {
    const { plan } = setActuals(soundPlan(aPlan()), ACTUALS);
    const read = checkPlan({ ...plan, schema: "past-april.plan/1" });
    expect(read.ok && read.plan.schema).toBe("past-april.plan/2");
  });
});

describe("scenarios", () => {
  it("may not change what has happened", () => {
    expect(issuesOf(aPlanWithActuals(["/scenarios/cheaper-first/change", { actuals: null }]))).toEqual([
      '/scenarios/cheaper-first/change/actuals: found a change of "actuals"; wanted a change of anything else: scenarios are compared over the same days, in one currency.',
    ]);
  });

  it("may end a workload that has spent: the money stays spent", () => {
    const plan = soundPlan(
      aPlanWithActuals(["/correlations", []], ["/scenarios/cheaper-first/change", { workloads: { coding: null } }]),
    );
    const resolved = resolveScenario(plan, "cheaper-first");
    expect(resolved.workloads).toEqual([]);
    expect(resolved.actuals!.unassigned).toEqual([211_250.5, 260_000]);
  });

  it("are read with the plan under which the months happened", () => {
    const plan = soundPlan(aPlanWithActuals());
    expect(resolveScenario(plan, "cheaper-first").actuals!.under).toEqual(resolvePlan(plan));
    expect(resolveScenario(plan, null).actuals!.under).toBeNull();
  });
});

it("is resolved with what is not known told from what is nothing", () => {
  expect(resolvePlan(soundPlan(aPlanWithActuals())).actuals).toEqual({
    months: 2,
    under: null,
    workloads: [
      {
        id: "coding",
        spend: [210_000, 260_000],
        tasks: [41_000, null],
        attempts: [44_000, null],
        tokens: [{ sonnet: 9e10, haiku: 2e9 }, null],
        outcomes: [30_500, null],
        benefit: [null, null],
        interventions: [null, null],
        exceptions: [null, null],
      },
    ],
    fixedCosts: [[48_000, 0]],
    drawn: { seats: [], commitments: [] },
    unassigned: [1_250.5, 0],
  });
});
