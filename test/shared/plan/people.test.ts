import { describe, expect, it } from "vitest";
import { planHash } from "#shared/plan/canonical.ts";
import { removeWorkload } from "#shared/plan/edits/modelEdits.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { duplicateWorkload, setAt } from "#shared/plan/edits/edits.ts";
import { meanUsers, middleUsers } from "#shared/plan/headCount.ts";
import { nameOfChange } from "#shared/plan/nameOfChange.ts";
import {
  addGroup,
  ownPeople,
  removeGroup,
  seatsOfGroup,
  takeFromGroup,
  workloadsOfGroup,
} from "#shared/plan/edits/peopleEdits.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { holdUnknowns, unknownAt } from "#shared/plan/unknowns/held.ts";
import { unknownsOf } from "#shared/plan/unknowns/unknowns.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { addComment } from "#shared/plan/settings/recordEdits.ts";
import { scenarioInWords, differencesInWords } from "#shared/report/differences/differenceWords.ts";
import { assumptionLeaves } from "#shared/report/workbook/assumptionLeaves.ts";
import { ASSUMPTION_HEAD } from "#shared/report/workbook/assumptionsSheet.ts";
import { editedPlan, readBack } from "#shared/report/workbook/readBack.ts";
import { ASSUMPTIONS_SHEET, PLAN_SHEET } from "#shared/report/workbook/workbookOf.ts";
import { aPlan, aPlanWith, issuesOf, soundPlan } from "./aPlan.ts";

const V3 = ["/schema", "past-april.plan/3"] as const;
const ENGINEERING = { name: "Engineering", count: { p10: 1_900, p90: 2_100 }, monthlyGrowth: 0.01, pay: 150_000 };
const USERS = "/workloads/coding/demand/users";

/** Coding takes 60% of a group of about 2,000. */
function ofGroup(...edits: readonly (readonly [string, unknown])[]): Plan {
  return soundPlan(
    aPlanWith(
      [...V3],
      ["/people", { engineering: ENGINEERING }],
      [USERS, { of: "engineering", share: 0.6 }],
      ...edits.map((edit) => [...edit] as [string, unknown]),
    ),
  );
}

describe("the head-count table in a plan", () => {
  it("needs version 3, and a plan without it keeps its bytes", () => {
    expect(issuesOf(aPlanWith(["/people", { engineering: ENGINEERING }]))).toEqual([
      '/schema: found "past-april.plan/1" in a plan with "people"; wanted "past-april.plan/3".',
    ]);
    const with1 = addGroup(aPlan()).plan;
    expect(with1.schema).toBe("past-april.plan/3");
    expect(planHash(removeGroup(with1, "new-group").plan)).toBe(planHash(aPlan()));
  });

  it("has each group that a workload names, months as many as the year, and shares of at most all of it", () => {
    expect(issuesOf(aPlanWith([...V3], [USERS, { of: "engineering", share: 0.6 }]))).toEqual([
      `${USERS}/of: found the group "engineering", which is not in the head-count table; wanted a group of the plan's people.`,
    ]);
    expect(
      issuesOf(aPlanWith([...V3], ["/people", { sales: ENGINEERING }], [USERS, { of: "sale", share: 0.6 }])),
    ).toEqual([`${USERS}/of: found the group "sale", which is not in the head-count table; did you mean "sales"?`]);
    const short = aPlanWith([...V3], ["/people", { engineering: { ...ENGINEERING, byMonth: [1, 1.1] } }]);
    expect(issuesOf(short)).toHaveLength(1);
    expect(issuesOf(short)[0]).toContain("/people/engineering/byMonth");
    expect(issuesOf(aPlanWith([...V3], [USERS, { of: "engineering", share: 1.5 }]))[0]).toContain(`${USERS}/share`);
  });

  it("reads back as it was written", () => {
    const read = readPlan(JSON.stringify(ofGroup()));
    expect(read.ok && read.plan).toEqual(ofGroup());
  });

  it("gives the people of a workload", () => {
    const { people, workloads } = ofGroup();
    expect(meanUsers(people, workloads["coding"]!.demand.users)).toBeCloseTo(1_200, -1);
    expect(middleUsers(people, { of: "engineering", share: { min: 0, mode: 0.5, max: 1 } })).toBeCloseTo(1_000, -1);
  });

  it("is in the register with its labels, and its inputs have names for undo", () => {
    const labels = assumptionRegister(ofGroup()).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([
        "People of Engineering",
        "Growth of the head count a month, Engineering",
        "Pay of a person a year, Engineering",
        "Share of Engineering, Agentic coding",
      ]),
    );
    expect(nameOfChange(ofGroup(), "/people/engineering/count")).toBe("change people of Engineering");
    expect(nameOfChange(ofGroup(), `${USERS}/share`)).toBe("change share of Engineering");
  });

  it("is one unknown for all its workloads, none where nobody takes a share of it, and pay is never one", () => {
    const plan = resolvePlan(ofGroup(["/people/sales", { count: { p10: 5, p90: 9 } }]));
    const ids = unknownsOf(plan).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith("/people"))).toEqual(["/people/engineering/count"]);
    const count = unknownsOf(plan).find(({ id }) => id === "/people/engineering/count")!;
    expect(unknownAt(plan, count, 0)).toBeCloseTo(1_997.5, 1);
    const held = holdUnknowns(plan, [{ id: count.id, score: 1.2815515655446004 }]);
    expect(held.people[0]!.count).toBeCloseTo(2_100, 6);
    expect(held.workloads[0]!.demand.users).toEqual({ of: "engineering", share: 0.6 });
  });

  it("is in the workbook's assumptions, figure by figure, and an edit there comes back as the same edit here", () => {
    const leaves = assumptionLeaves(ofGroup());
    expect(leaves.find(({ pointer }) => pointer === `${USERS}/share`)).toMatchObject({ field: "value", value: 0.6 });
    const rows = leaves.map(({ label, field, value, pointer }) => [
      label,
      field,
      String(pointer === "/people/engineering/count/p90" ? 2_400 : value),
      "",
      "",
      pointer,
    ]);
    const back = readBack([
      { name: PLAN_SHEET, cells: [["Plan"], [JSON.stringify(ofGroup())]] },
      { name: ASSUMPTIONS_SHEET, cells: [[...ASSUMPTION_HEAD], ...rows] },
    ]);
    if (!back.ok) throw new Error(back.sentence);
    expect(back.problems).toEqual([]);
    expect(back.edits.map(({ pointer }) => pointer)).toEqual(["/people/engineering/count/p90"]);
    const edited = setAt(ofGroup(), "/people/engineering/count/p90", 2_400);
    expect(planHash(editedPlan(back.plan, back.edits, "2027-01-12"))).toBe(planHash(edited));
  });
});

describe("shares of the head-count table", () => {
  it("are taken with one step, as near as can be to the people that were there, and given back", () => {
    const group = addGroup(aPlan(), { name: "Engineering", count: 2_000 });
    const taken = takeFromGroup(group.plan, "coding", group.id);
    expect(taken.name).toBe("take the people of Agentic coding from Engineering");
    expect(taken.plan.workloads["coding"]!.demand.users).toMatchObject({ of: "engineering", share: { value: 0.6 } });
    expect(workloadsOfGroup(taken.plan, "engineering")).toEqual(["coding"]);
    const own = ownPeople(taken.plan, "coding");
    expect(own.plan.workloads["coding"]!.demand.users).toMatchObject({ value: 1_200 });
  });

  it("keep the spread of a head count when they become a number of their own", () => {
    expect(ownPeople(ofGroup(), "coding").plan.workloads["coding"]!.demand.users).toEqual({ p10: 1_140, p90: 1_260 });
  });

  it("become numbers of their own when their group goes, in scenarios too, and correlations with it go", () => {
    const plan = ofGroup(
      ["/correlations", [{ between: ["/people/engineering/count", "/workloads/coding/tokensMultiplier"], rank: 0.4 }]],
      [
        "/scenarios",
        { fewer: { change: { workloads: { coding: { demand: { users: { of: "engineering", share: 0.3 } } } } } } },
      ],
    );
    const rest = removeGroup(plan, "engineering").plan;
    expect(issuesOf(rest)).toEqual([]);
    expect(rest.people).toBeUndefined();
    expect(rest.correlations).toBeUndefined();
    expect(rest.workloads["coding"]!.demand.users).toEqual({ p10: 1_140, p90: 1_260 });
    expect(rest.scenarios!["fewer"]!.change).toEqual({
      workloads: { coding: { demand: { users: { p10: 570, p90: 630 } } } },
    });
  });

  it("stay with a copy of a workload, and a comment on a share stays in its place", () => {
    const copied = duplicateWorkload(ofGroup(), "coding").plan;
    expect(workloadsOfGroup(copied, "engineering")).toEqual(["coding", "agentic-coding-copy"]);
    const said = addComment(copied, { at: `${USERS}/share`, by: "Ann", date: "2027-01-12", text: "All of platform." });
    expect(issuesOf(removeWorkload(said.plan, "agentic-coding-copy").plan)).toEqual([]);
    expect(said.plan.comments).toHaveLength(1);
  });

  it("are read in words where plans are compared, and in a scenario replace a number whole", () => {
    const differences = differencesInWords(aPlan(), ofGroup());
    expect(differences.find(({ label }) => label === "People, Agentic coding")).toMatchObject({
      before: "1,200",
      after: "60% of Engineering",
    });
    const plan = ofGroup([
      "/scenarios",
      { fewer: { change: { workloads: { coding: { demand: { users: 500 } } }, people: { engineering: { pay: 9 } } } } },
    ]);
    expect(issuesOf(plan)).toEqual([]);
    expect(scenarioInWords(plan, "fewer").map(({ before, after }) => `${before} → ${after}`)).toEqual([
      "60% of Engineering → 500",
      "$150,000 a year → $9 a year",
    ]);
  });
});

describe("seats that are a share of a group", () => {
  const seats = (count: unknown): [string, unknown] => ["/seats", { chat: { name: "Chat", count, perMonth: 30 } }];
  const share = { of: "engineering", share: { min: 0.4, mode: 0.6, max: 0.7 } };

  it("name a group of the table, and a workload where no share is said", () => {
    const refused = aPlanWith(
      [...V3],
      ["/people", { engineering: ENGINEERING }],
      seats({ of: "enginering", share: 1 }),
    );
    expect(issuesOf(refused)).toEqual([
      expect.stringMatching(
        /^\/seats\/chat\/count\/of: found the group "enginering", which is not in the head-count table/,
      ),
    ]);
    const workload = aPlanWith([...V3], ["/people", { engineering: ENGINEERING }], seats({ of: "engineering" }));
    expect(issuesOf(workload)[0]).toMatch(/^\/seats\/chat\/count\/of: found the workload "engineering"/);
    expect(issuesOf(ofGroup(seats(share)))).toEqual([]);
  });

  it("are in the register, one unknown, in words, and become a number when their group goes", () => {
    const plan = ofGroup(seats(share));
    expect(assumptionRegister(plan).map(({ label }) => label)).toContain("Share of Engineering with Chat seats");
    // A name that says so already is not followed by the word again.
    const named = assumptionRegister(setAt(plan, "/seats/chat/name", "Chat seats")).map(({ label }) => label);
    expect(named).toContain("Share of Engineering with Chat seats");
    expect(unknownsOf(resolvePlan(plan)).map(({ pointer }) => pointer)).toContain("/seats/chat/count/share");
    expect(seatsOfGroup(plan, "engineering")).toEqual(["chat"]);
    const left = removeGroup(plan, "engineering").plan;
    expect(left.people).toBeUndefined();
    expect(left.seats!["chat"]!.count).toMatchObject({ p10: expect.closeTo(1_900 * 0.57, -2) as number });
    expect(issuesOf(left)).toEqual([]);
    expect(
      differencesInWords(plan, left)
        .map(({ before }) => before)
        .join(),
    ).toContain("of Engineering");
  });

  it("are as many, in every trial and month, as the people of a workload with the same share", () => {
    const group = { ...ENGINEERING, byMonth: Array.from({ length: 12 }, (_, month) => 1 + month / 10) };
    const same = (count: unknown): Float64Array => {
      const plan = ofGroup(["/people/engineering", group], seats(count));
      return simulateTrials(resolvePlan(plan), 3, 0, 50).contracts!.seats[0]!.spend;
    };
    const { adoption: _, ...demand } = ofGroup().workloads["coding"]!.demand;
    const whole = (count: unknown): Float64Array => {
      const plan = ofGroup(["/people/engineering", group], ["/workloads/coding/demand", demand], seats(count));
      return simulateTrials(resolvePlan(plan), 3, 0, 50).contracts!.seats[0]!.spend;
    };
    const [ofWorkload, ofTable] = [whole({ of: "coding" }), whole({ of: "engineering", share: 0.6 })];
    for (const [i, spend] of ofTable.entries()) expect(spend).toBeCloseTo(ofWorkload[i]!, 6);
    // Who has begun to use a workload moves its people, not the seats of its group.
    expect(same({ of: "engineering", share: 0.6 })[0]).toBeCloseTo(ofTable[0]!, 6);
  });
});
