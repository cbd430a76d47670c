import { beforeAll, describe, expect, it } from "vitest";
import { getDocumentProxy } from "unpdf";
import { renderReport } from "#electron/host/typesetter/renderReport.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import type { ReportInput } from "#shared/report/input.ts";
import { valueStudy, type ValueStudy } from "#shared/studies/value.ts";
import { aReport, optionsOf } from "./aReport.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";

const TRIALS = 400;
const plan = planOfTemplate(templates.find(({ id }) => id === "value")!);

async function studied(scenario: string | null): Promise<ValueStudy> {
  return valueStudy({ plan, scenario, original: null }, aStudyContext(TRIALS));
}

async function textOf(report: ReportInput): Promise<string[]> {
  const pdf = await getDocumentProxy((await renderReport(report)).slice());
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) => {
      const { items } = await (await pdf.getPage(i + 1)).getTextContent();
      return items
        .map((item) => ("str" in item ? item.str : ""))
        .join(" ")
        .replace(/\s+/g, " ");
    }),
  );
}

describe("the pages of value", () => {
  let value: ValueStudy;
  let report: ReportInput;
  beforeAll(async () => {
    value = await studied(null);
    report = aReport("value", undefined, { trials: TRIALS, value });
  });

  it("name on page 1 both ways to fail, with the chances of the value answer, and the decisions that are due", () => {
    const { why, comeBack } = reportDocument(report).decision;
    const words = why.map(({ text }) => text).join("");
    expect(words).toMatch(
      /The request of \$\S+ lasts the year in .* simulated years and the uses pay back in .*; both happen in .*\./,
    );
    expect(comeBack.map((runs) => runs.map(({ text }) => text).join(""))).toContain(
      "December 31: decide on Coding assistant.",
    );
    // The same trials: what page 1 says of the money is what the forecast says.
    expect(value.answer.portfolio.failures!.budget.lasts).toBe(report.forecast.runOut.never);
  });

  it("say what the uses bring: eight tiles, quadrant, claims, and a table with both sides of a cut", () => {
    const part = reportDocument(report).value!;
    expect(part.title).toMatch(/^Expand /);
    expect(part.tiles).toHaveLength(8);
    expect(part.tiles.filter(({ figure }) => figure !== null).length).toBeGreaterThan(5);
    expect(part.quadrant).not.toBeNull();
    expect(part.claims!.chart.alt).toContain("claimed");
    expect(part.uses.map(({ name }) => name)).toEqual(report.resolved.workloads.map(({ name }) => name));
    for (const { saves, givesUp } of part.uses) expect([saves, givesUp].every((words) => words !== "")).toBe(true);
    expect(part.uses.flatMap(({ open }) => open.split(", "))).not.toContain("behaviour");
  });

  it("have a block for each decision, to be signed, with the first open question to be answered by hand", () => {
    const { decisions } = reportDocument(report).due!;
    expect(decisions.map(({ name }) => name)).toEqual(["Coding assistant", "Contract review"]);
    for (const one of decisions) {
      expect(one.chart!.alt).toMatch(/of 50 simulated years pass/);
      expect(one.facts.map(({ name }) => name)).toContain("What would change it");
      expect(one.signature).toMatch(/^Kept, retired or changed: /);
      expect(one.open).toMatch(/^Open: .*\?$/);
    }
  });

  it("are set, and can be left out, which the foot says", async () => {
    const pages = await textOf(report);
    const page = pages.find((text) => text.includes("Use by use"))!;
    expect(page).toContain("Outcomes improved");
    expect(page).toContain(reportDocument(report).value!.tiles[0]!.figure!);
    expect(pages.some((text) => text.includes("Two dated decisions"))).toBe(true);
    const without = await textOf({ ...report, leftOut: ["value"] });
    expect(without.some((text) => text.includes("Use by use"))).toBe(false);
    expect(without[0]).toContain("what we get for it, and decisions due");
  });

  it("are one sentence where no use has a case", () => {
    const bare = reportDocument(aReport("research", undefined, { trials: 100 }));
    expect([bare.value, bare.due]).toEqual([null, null]);
    expect(bare.noCase).toMatch(/^No case: what the uses of AI should change is open\./);
    expect(reportDocument(report).noCase).toBeNull();
  });

  it("say beside a scenario's saving the benefit that it gives up", async () => {
    const [id] = Object.keys(plan.scenarios!);
    const options = optionsOf(plan, TRIALS);
    const chosen = options.find((option) => option.id === id)!;
    const document = reportDocument({
      ...report,
      options,
      forecast: chosen.forecast,
      scenarioName: chosen.name,
      value: await studied(id!),
    });
    expect(document.decision.why.map(({ text }) => text).join("")).toMatch(/It gives up \$\S+ of benefit\./);
    expect(document.scenarios!.groups[0]!.rows.map(({ label }) => label)).toContain("Benefit of the cases");
  });
});
