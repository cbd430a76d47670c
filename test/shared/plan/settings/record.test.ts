import { describe, expect, it } from "vitest";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { commentsByInput } from "#shared/plan/register/comments.ts";
import {
  addApproval,
  addComment,
  changeApproval,
  removeApproval,
  removeComment,
  usualAuthor,
} from "#shared/plan/settings/recordEdits.ts";
import { differencesInWords } from "#shared/report/differences/differenceWords.ts";
import { versionBridge } from "#shared/studies/bridge/versionBridge.ts";
import { aPlan, aPlanWith, issuesOf } from "#test/shared/plan/aPlan.ts";

const V3 = ["/schema", "past-april.plan/3"] as const;
const COMMENT = { at: "/workloads/coding/demand/users", by: "Ann", date: "2027-01-12", text: "Hiring ends in June." };

describe("approvals", () => {
  it("are asked for, decided and taken back", () => {
    const asked = addApproval(aPlan(), "Chief Financial Officer").plan;
    expect(asked.schema).toBe("past-april.plan/3");
    const decided = changeApproval(asked, 0, { who: "Ann Lee", decision: "approved", date: "2027-01-12" }).plan;
    expect(decided.about?.approvals).toEqual([
      { who: "Ann Lee", role: "Chief Financial Officer", decision: "approved", date: "2027-01-12" },
    ]);
    const open = changeApproval(decided, 0, { decision: "" }).plan;
    expect(open.about?.approvals).toEqual([{ who: "Ann Lee", role: "Chief Financial Officer" }]);
    expect(removeApproval(open, 0).plan).toEqual(aPlan());
  });

  it("are of somebody, or gone", () => {
    const asked = addApproval(aPlan(), "CFO").plan;
    expect(changeApproval(asked, 0, { role: "" }).plan).toEqual(aPlan());
    expect(issuesOf(aPlanWith([...V3], ["/about", { approvals: [{ decision: "approved" }] }]))).toEqual([
      "/about/approvals/0: found an approval by nobody; wanted who, or a role.",
    ]);
  });

  it("are said in words where two versions are compared", () => {
    const asked = addApproval(aPlan(), "CFO").plan;
    const decided = changeApproval(asked, 0, { decision: "approved", date: "2027-01-12" }).plan;
    expect(differencesInWords(asked, decided)).toMatchObject([
      { label: "Plan: approvals", before: "CFO open", after: "CFO approved" },
    ]);
  });
});

describe("comments on inputs", () => {
  it("change no figure, and nothing in the bytes of a plan without them", () => {
    const plan = aPlan();
    const commented = addComment(plan, COMMENT).plan;
    expect(resolvePlan(commented)).toEqual(resolvePlan(plan));
    expect(versionBridge(plan, commented)).toBeNull();
    const back = removeComment(commented, commented.comments![0]!).plan;
    expect(planHash(back)).toBe(planHash(plan));
    expect(readPlan(JSON.stringify(commented))).toMatchObject({ ok: true, plan: { comments: [COMMENT] } });
  });

  it("stay when their input goes, and are listed last", () => {
    const gone = { ...COMMENT, at: "/workloads/gone/demand/users", text: "Why?" };
    const amount = { ...COMMENT, at: "/budget/amount", text: "Cut by 10%." };
    const plan = { ...addComment(aPlan(), gone).plan };
    const all = addComment(addComment(plan, amount).plan, COMMENT).plan;
    expect(commentsByInput(all, assumptionRegister(all)).map(({ label, isKnown }) => [label, isKnown])).toEqual([
      ["People, Agentic coding", true],
      ["Amount", true],
      ["No longer in the plan: /workloads/gone/demand/users", false],
    ]);
  });

  it("need a place, a name and words", () => {
    expect(issuesOf(aPlanWith([...V3], ["/comments", [{ ...COMMENT, at: "users" }]]))).toEqual([
      '/comments/0/at: found "users"; wanted the JSON pointer of an input, such as /budget/amount.',
    ]);
    expect(issuesOf(aPlanWith([...V3], ["/comments", [{ ...COMMENT, text: "" }]]))).toHaveLength(1);
  });

  it("are said by who spoke last, else by who prepared the plan", () => {
    expect(usualAuthor(aPlan())).toBe("");
    expect(usualAuthor({ ...aPlan(), about: { preparedBy: "Bea" } })).toBe("Bea");
    expect(usualAuthor({ ...aPlan(), about: { preparedBy: "Bea" }, comments: [COMMENT] })).toBe("Ann");
  });
});
