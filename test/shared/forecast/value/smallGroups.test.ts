import { beforeAll, describe, expect, it } from "vitest";
import { fileOfUses } from "#shared/forecast/value/words/fileTable.ts";
import { gateLines } from "#shared/forecast/value/words/gateWords.ts";
import { valueTiles } from "#shared/forecast/value/words/tileWords.ts";
import { findUse, type ValueFacts } from "#shared/forecast/value/words/valueFacts.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { csvOf } from "#shared/report/csv.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { duePart } from "#shared/report/value/duePart.tsx";
import { valuePart } from "#shared/report/value/valuePart.tsx";
import { valueSheet } from "#shared/report/workbook/valueSheet.ts";
import { valueStudy, type ValueStudy } from "#shared/studies/value.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";
import { aValuePlan } from "./aValuePlan.ts";

/** Seven of nine people: their count, and the share that would tell it. */
const COUNT = /\b7 of 9\b|\b78%|0\.777/;

describe("law V16: nine people", () => {
  let study: ValueStudy;
  let facts: ValueFacts;
  const plan = aValuePlan();
  beforeAll(async () => {
    const { case: own } = plan.workloads["coding"]!;
    own!.behaviour = {
      what: "ships from an agent branch every week",
      eligible: 9,
      needed: 0.4,
      did: { from: own!.behaviour!.did!.from, values: [7] },
      evidence: { grade: "measured" },
    };
    study = await valueStudy({ plan, scenario: null, original: null }, aStudyContext(300));
    facts = { answer: study.answer, plan: resolvePlan(plan) };
  }, 60_000);

  it.each([
    ["the JSON answer", () => JSON.stringify(study.answer)],
    ["the CSV of uses", () => csvOf(fileOfUses(facts))],
    ["the sheet of the workbook", () => JSON.stringify(valueSheet(facts))],
    [
      "the tiles and gates of the screen",
      () => JSON.stringify([valueTiles(facts, "coding"), gateLines(facts, findUse(facts, "coding")!)]),
    ],
    [
      "the pages of the PDF",
      () => {
        const input = { value: study, resolved: facts.plan, scenarioName: null } as unknown as ReportInput;
        return JSON.stringify([valuePart(input), duePart(input)]);
      },
    ],
  ])("are in %s by no count", (_, written) => {
    const words = written();
    // Something is written of the use: it is not left out as a whole.
    expect(words).toMatch(/coding/i);
    expect(words).not.toMatch(COUNT);
    expect(words).not.toMatch(/"(user|userId|email|person)"/);
  });
});
