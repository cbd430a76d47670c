import { describe, expect, it } from "vitest";
import { budgetPlan, USUAL_REPORT } from "#shared/report/budgetPlan.ts";
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
      assumptions: true,
      method: false,
    });
    expect(document.foot[1]).toContain("Left out: months and workloads, how it was computed.");
  });

  it("with an empty title keeps the decision", () => {
    expect(reportDocument(budgetPlan(reported, { paper: "a4", title: "  " })).decision.title).toMatch(/^Approve/);
  });
});
