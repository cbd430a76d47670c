import { resolveScenario } from "#shared/plan/defaults.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { StudyWorld } from "#shared/studies/study.ts";
import type { CapLab, CapLabQuestion } from "./answer.ts";
import { attemptCapLab } from "./attemptCaps.ts";
import { monthCapLab } from "./monthCaps.ts";
import { alone } from "./oneWorkload.ts";

/** What caps of several sizes do to a workload's year, on the same simulated years. */
export async function capLabStudy(
  { plan, scenario, workload, cap, action }: CapLabQuestion,
  world: StudyWorld,
): Promise<CapLab> {
  const resolved = alone(resolveScenario(plan, scenario), workload);
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  if (cap === "attempt") return attemptCapLab(resolved, active, world.seed);
  return monthCapLab(resolved, active.workloads[workload]!.monthCap ?? null, action, world);
}
