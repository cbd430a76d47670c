import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { MonthAction } from "#shared/studies/capLab/answer.ts";

interface ActionChoice {
  readonly value: string;
  readonly label: string;
  readonly action: MonthAction;
}

/** What may be done when a cap of the month or of a person is met: what the plan does comes first. */
export function capActions(
  plan: Plan,
  scenario: string | null,
  id: string,
  capped: "month" | "person",
): ActionChoice[] {
  const workload = (scenario === null ? plan : applyScenario(plan, scenario)).workloads[id];
  if (workload === undefined) return [];
  const choices: ActionChoice[] = [
    { value: "block", label: "stop work", action: { atCap: "block" } },
    // What a person may not use this month is not done later.
    ...(capped === "month" ? [{ value: "defer", label: "defer", action: { atCap: "defer" as const } }] : []),
    ...Object.keys(workload.attempts).map((model) => ({
      value: `degrade ${model}`,
      label: `continue with ${plan.models[model]?.name ?? model}`,
      action: { atCap: "degrade" as const, fallback: { steps: [model] } },
    })),
  ];
  const cap = capped === "month" ? workload.monthCap : workload.userCap;
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
