import { resolveScenario } from "#shared/plan/defaults.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import type { CapLab, CapLabQuestion } from "./answer.ts";
import { attemptCapLab } from "./attemptCaps.ts";
import { monthCapLab } from "./monthCaps.ts";
import { personCapLab } from "./personCaps.ts";
import { alone } from "./oneWorkload.ts";

/** What caps of several sizes do to a workload's year, on the same simulated years. */
export async function capLabStudy(
  { plan, scenario, workload, cap, action }: CapLabQuestion,
  context: StudyContext,
): Promise<CapLab> {
  const resolved = alone(resolveScenario(plan, scenario), workload);
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  if (cap === "attempt") return attemptCapLab(resolved, active, context.seed);
  if (cap === "person") return personCapLab(resolved, active.workloads[workload]!.userCap ?? null, action, context);
  return monthCapLab(resolved, active.workloads[workload]!.monthCap ?? null, action, context);
}
