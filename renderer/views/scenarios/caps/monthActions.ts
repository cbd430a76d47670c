import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { MonthAction } from "#shared/studies/capLab/answer.ts";

interface ActionChoice {
  readonly value: string;
  readonly label: string;
  readonly action: MonthAction;
}

/** What may be done when a month's cap is met: what the plan does comes first. */
export function monthActions(plan: Plan, scenario: string | null, id: string): ActionChoice[] {
  const workload = (scenario === null ? plan : applyScenario(plan, scenario)).workloads[id];
  if (workload === undefined) return [];
  const choices: ActionChoice[] = [
    { value: "block", label: "stop work", action: { atCap: "block" } },
    { value: "defer", label: "defer", action: { atCap: "defer" } },
    ...Object.keys(workload.attempts).map((model) => ({
      value: `degrade ${model}`,
      label: `continue with ${plan.models[model]?.name ?? model}`,
      action: { atCap: "degrade" as const, fallback: { steps: [model] } },
    })),
  ];
  const cap = workload.monthCap;
  if (cap === undefined) return choices;
  if (cap.atCap !== "degrade")
    return choices.toSorted((one, other) => Number(other.value === cap.atCap) - Number(one.value === cap.atCap));
  return [
    {
      value: "planned",
      label: "use the plan’s cheaper route",
      action: { atCap: "degrade", ...(cap.fallback === undefined ? {} : { fallback: cap.fallback }) },
    },
    ...choices,
  ];
}
