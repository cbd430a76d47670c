import { formatFiscalYear } from "#shared/format/dates.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planWarnings } from "#shared/plan/warnings.ts";
import { applyScenario, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { shutdownWarnings } from "#shared/plan/shutdowns.ts";
import { readPlanFile } from "#electron/host/documents/planFile.ts";
import { Ended, EXIT } from "#electron/cli/ended.ts";
import { plain, wrap } from "#electron/cli/text.ts";

/** `past-april check`: prints what is wrong with a plan, or what it holds and what is to be known about it. */
export function check(planPath: string): void {
  const file = readPlanFile(planPath);
  // Errors are what was asked for, so they go to standard output.
  if (!file.ok) {
    process.stdout.write(file.problems.map((problem) => `${plain(problem)}\n`).join(""));
    throw new Ended(EXIT.invalidInput);
  }
  const { start, monthStarts, workloads, models, fixedCosts } = resolvePlan(file.plan);
  const scenarios = Object.keys(file.plan.scenarios ?? {}).length;
  const parts = [
    formatFiscalYear(start, monthStarts.length - 1),
    counted(workloads.length, "workload"),
    counted(models.length, "model"),
    counted(fixedCosts.length, "fixed cost"),
    counted(scenarios, "scenario"),
  ];
  const warnings = planWarnings(file.plan).map(
    ({ pointer, sentence }) => `Warning: ${pointer === "" ? "" : `${pointer}: `}${sentence}`,
  );
  const lines = [`No error found in ${planPath}: ${parts.join(", ")}.`, ...warnings, ...scenarioShutdowns(file.plan)];
  process.stdout.write(lines.map((line) => `${wrap(line, "  ")}\n`).join(""));
}

/** Warnings about models past their shutdown that a scenario brings in and the plan itself has not. */
function scenarioShutdowns(plan: Plan): string[] {
  const known = new Set(shutdownWarnings(plan).map(({ sentence }) => sentence));
  return scenarioIds(plan).flatMap((id) =>
    shutdownWarnings(applyScenario(plan, id))
      .filter(({ sentence }) => !known.has(sentence))
      .map(({ sentence }) => `Warning: scenario ${plan.scenarios?.[id]?.name ?? id}: ${sentence}`),
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
