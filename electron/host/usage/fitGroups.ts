import type { RunGroup } from "#shared/usage/answers/answers.ts";
import { fitRuns } from "#shared/usage/fits/fitRuns.ts";
import type { FitReport } from "#shared/usage/fits/fitReport.ts";
import { stoppedAt, type NotKnown } from "#shared/usage/fits/runs.ts";
import { unpackRuns } from "#shared/usage/answers/usageRuns.ts";
import type { UsageService } from "./usageService.ts";

/** The runs of one workload with one model, and the distribution fitted to them. */
export type FittedGroup = RunGroup & { readonly fit: FitReport | NotKnown };

/**
 * Fits every workload and model in the table, one after the other; the database already looks for the next one's runs.
 * `cap`: tokens at which runs were stopped, whatever their workload; null: where the user's settings say so.
 */
export async function* fitGroups(
  service: Pick<UsageService, "runGroups" | "runs" | "settings">,
  cap: number | null,
): AsyncGenerator<FittedGroup> {
  const caps = service.settings().stoppedAt ?? {};
  const groups = await service.runGroups();
  const runsOf = (group: RunGroup | undefined): ReturnType<UsageService["runs"]> | null =>
    group === undefined ? null : service.runs({ workload: group.workload, model: group.model });
  let asked = runsOf(groups[0]);
  try {
    for (const [i, group] of groups.entries()) {
      const runs = await asked!;
      asked = runsOf(groups[i + 1]);
      const own = cap ?? (group.workload === null ? undefined : caps[group.workload]);
      const all = unpackRuns(runs);
      yield { ...group, fit: fitRuns(own === undefined ? all : stoppedAt(all, own)) };
    }
  } finally {
    // Whoever stops in between does not wait for it, and must not hear that it failed.
    asked?.catch(() => undefined);
  }
}
