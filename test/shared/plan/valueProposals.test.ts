import { expect, it } from "vitest";
import { checkPlan } from "#shared/plan/check/read.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import { valueProposals } from "#shared/plan/scenarios/valueProposals.ts";
import { aValuePlan } from "./aValuePlan.ts";

it.each(["expand", "retire", "counted-grows", "access-withdrawn"] as const)("proposes a sound scenario: %s", (kind) => {
  const plan = aValuePlan();
  const proposal = valueProposals(plan, "coding").find((one) => one.kind === kind)!;
  const proposed = { ...plan, scenarios: { [kind]: proposal.scenario } };
  expect(checkPlan(proposed).ok).toBe(true);
  const changed = applyScenario(proposed, kind).workloads["coding"]!;
  expect(changed).not.toEqual(plan.workloads["coding"]);
  expect(changed.case).toEqual(plan.workloads["coding"]!.case);
});
