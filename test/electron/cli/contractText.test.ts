import { expect, it } from "vitest";
import { contractParts } from "#electron/cli/forecast/contractText.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";
import { aPlan, soundPlan } from "#test/shared/plan/aPlan.ts";

function partsOf(document: Plan): string[] {
  const plan = resolvePlan(document);
  const samples = simulateTrials(plan, 1, 0, 60);
  const about = {
    planName: document.name,
    planHash: planHash(document),
    scenario: null,
    seed: 1,
    engine: "test",
  };
  return contractParts(forecastOf(samples, plan, about), plan);
}

it("seats, commitments and cost centers have a table each, and the two views of money a sentence", () => {
  const [seats, commitments, centres, charged, views] = partsOf(aContractPlan());
  expect(seats).toMatch(/^Seats, on average +seats +fees +overage +any overage +unused\nCopilot /);
  expect(commitments).toMatch(/^Commitment, on average +drawn +beyond it +runs dry +lost +any lost\nAcme prepaid /);
  expect(centres).toMatch(/^Cost center +middle \(50%\) +request +budget +over\nEngineering .*€600,000 /);
  expect(charged).toMatch(/^Charged, EUR +Engineering +support +Whole plan\nJanuary 2027 /);
  expect(charged!.split("\n")).toHaveLength(14);
  expect(views!.replaceAll("\n", " ")).toMatch(
    /^Effective cost is €.* on average, and €.* is paid in cash; the budget counts effective cost\.$/,
  );
});

it("a plan without contracts says nothing of them", () => {
  expect(partsOf(soundPlan(aPlan()))).toEqual([]);
});
