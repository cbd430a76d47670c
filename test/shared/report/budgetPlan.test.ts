import { describe, expect, it } from "vitest";
import { budgetPlan, USUAL_REPORT } from "#shared/report/budgetPlan.ts";
import { registerPart } from "#shared/report/register.tsx";
import { recordSheets } from "#shared/report/workbook/recordSheet.ts";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import { aReport } from "#test/electron/host/typesetter/aReport.ts";

const made = aReport("research", undefined, { trials: 100 });
const reported = {
  plan: made.plan,
  forecast: made.forecast,
  outlook: made.outlook,
  options: [],
  drivers: null,
  bridge: null,
  caps: null,
  value: null,
  scenarioName: null,
  fileName: "research.json",
};

describe("a budget plan and its options", () => {
  it("is whole unless something is left out, and has the decision as its title", () => {
    const document = reportDocument(budgetPlan(reported, USUAL_REPORT));
    expect(document.sections).toEqual({
      scenarios: true,
      value: true,
      drivers: true,
      months: true,
      centres: true,
      assumptions: true,
      method: true,
    });
    expect(document.decision.title).toMatch(/^Approve \$/);
    expect(document.notes).toEqual([]);
    expect(document.foot[1]).toBe("Reproducible: same plan, seed and version give an identical file.");
  });

  it("names the command that makes its figures again", () => {
    expect(budgetPlan(reported, USUAL_REPORT).command).toBe("past-april forecast research.json --trials 100 --seed 1");
    const scenario = { ...reported, forecast: { ...made.forecast, scenario: "no-cap" }, scenarioName: "No month cap" };
    expect(budgetPlan(scenario, USUAL_REPORT).command).toBe(
      "past-april forecast research.json --scenario no-cap --trials 100 --seed 1",
    );
  });

  it("takes a title, notes by paragraph and paper, and says on every page what was left out", () => {
    const document = reportDocument(
      budgetPlan(reported, {
        paper: "us-letter",
        title: " Research,\nFY2027 ",
        notes: "First.\n\n  Second.",
        leftOut: ["method", "months"],
      }),
    );
    expect(document.paper).toBe("us-letter");
    expect(document.decision.title).toBe("Research, FY2027");
    expect(document.notes).toEqual(["First.", "Second."]);
    expect(document.sections).toEqual({
      scenarios: true,
      value: true,
      drivers: true,
      months: false,
      centres: true,
      assumptions: true,
      method: false,
    });
    expect(document.foot[1]).toContain("Left out: months and workloads, how it was computed.");
  });

  it("with an empty title keeps the decision", () => {
    expect(reportDocument(budgetPlan(reported, { paper: "a4", title: "  " })).decision.title).toMatch(/^Approve/);
  });
});

describe("a plan with approvals and comments", () => {
  const pointer = made.assumptions[0]!.pointer;
  const comments = [
    { at: pointer, by: "Ann", date: "2026-11-12", text: "Hiring ends in June." },
    { at: "/budget/amount", by: "Ann", date: "2026-11-13", text: "Cut by 10%." },
  ];
  const approvals = [
    { who: "Maria Vogel", role: "CFO", decision: "approved" as const, date: "2026-11-20" },
    { role: "CTO" },
  ];
  const about = { version: "3", date: "2026-11-12", approvals };
  const document = reportDocument(budgetPlan({ ...reported, plan: { ...made.plan, about, comments } }, USUAL_REPORT));

  it("prints what was decided, and a line to sign on where it is open", () => {
    expect(document.head.prepared).toBe("Version 3, November 12, 2026");
    expect(document.decision.signatures).toEqual([
      { name: "Maria Vogel, CFO", decided: "Approved, November 20, 2026" },
      { name: "CTO", decided: null },
    ]);
  });

  it("prints comments under their inputs, and those on other inputs after the register", () => {
    const rows = document.register.groups.flatMap((group) => group.rows);
    expect(rows[0]!.comments).toEqual(["Ann, Nov 12, 2026: Hiring ends in June."]);
    expect(rows.slice(1).every((row) => row.comments.length === 0)).toBe(true);
    expect(document.register.otherComments).toEqual([
      { label: "Amount", comments: ["Ann, Nov 13, 2026: Cut by 10%."] },
    ]);
  });

  it("groups assumptions by what they belong to, also seats and commitments", () => {
    const { groups } = registerPart(aReport("contracts", undefined, { trials: 20 }));
    const names = groups.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("Cursor Teams, seats");
    expect(groups.find(({ name }) => name === "The whole plan")!.owner).toBeNull();
  });

  it("has them on a sheet of the workbook", () => {
    const [sheet] = recordSheets({ ...made.plan, about, comments });
    const words = sheet!.rows.map((row) => row.map(({ text }) => text));
    expect(words).toContainEqual(["CFO", "Maria Vogel", "Approved", "2026-11-20"]);
    expect(words).toContainEqual(["CTO", "", "Open", ""]);
    expect(words).toContainEqual(["Amount", "Ann", "2026-11-13", "Cut by 10%.", "/budget/amount"]);
    expect(recordSheets(made.plan)).toEqual([]);
  });
});
