import type { Host } from "#shared/host/client.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import type { AppState } from "#renderer/state/appState.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { UsageTable, UsageWork } from "#renderer/state/usageState.ts";
import { modelOf } from "./models.ts";
import { valueOf } from "./replies.ts";

/** Fits curves and demand to what was imported, once the models of the exports have names. */
export function fittingOf(
  store: AppStore,
  { host, analyst }: Pick<Services, "host" | "analyst">,
): Pick<UsageWork, "nameModel" | "analyse"> & {
  /** The table has changed: what was fitted, or is being fitted, to it is not shown. */
  readonly forgetFits: () => void;
} {
  const { putUsage } = store.getState();
  /** Rises when the table or a name changes: what was fitted to others is dropped. */
  let basis = 0;
  return {
    forgetFits: () => {
      basis++;
    },
    nameModel: (exported, model) => {
      basis++;
      putUsage({ modelNames: { ...store.getState().modelNames, [exported]: model }, analyses: {} });
    },
    analyse: async (workload) => {
      const { plan, usage, modelNames, analyses } = store.getState();
      if (plan === null || usage === null || analyses[workload]?.status === "working") return;
      const own = basis;
      const show = (analysis: AppState["analyses"][string]): void => {
        if (own === basis) putUsage({ analyses: { ...store.getState().analyses, [workload]: analysis } });
      };
      show({ status: "working" });
      try {
        const runs = await runsByModel({ host, plan, usage, modelNames }, workload);
        const [days, users] = await Promise.all([host.usageDays({ workload }), host.usageUsers({ workload })]);
        const report = await analyst.reportOn({
          runs,
          limits: limitsOf(plan, workload),
          stoppedAt: usage.settings.stoppedAt?.[workload] ?? null,
          days: valueOf(days),
          users: valueOf(users),
          calendar: plan.calendar,
        });
        show({ status: "ready", report });
      } catch (error) {
        show({ status: "failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}

/** The runs of a workload by the plan's model; runs of models that the plan has not are left out. */
async function runsByModel(
  {
    host,
    plan,
    usage,
    modelNames,
  }: {
    readonly host: Host;
    readonly plan: Plan;
    readonly usage: UsageTable;
    readonly modelNames: Readonly<Record<string, string>>;
  },
  workload: string,
): Promise<Record<string, PackedRuns[]>> {
  const runs: Record<string, PackedRuns[]> = {};
  for (const { workload: of, model: exported } of usage.groups) {
    if (of !== workload || exported === null) continue;
    const model = modelOf(plan, usage, modelNames, exported);
    if (model === null) continue;
    const packed = await host.usageRuns({ workload, model: exported });
    (runs[model] ??= []).push(valueOf(packed));
  }
  return runs;
}

/** The agent's own limit of tokens, by attempt, where it has one. */
function limitsOf(plan: Plan, workload: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(plan.workloads[workload]?.attempts ?? {}).flatMap(([id, { tokens }]) =>
      tokens.limit === undefined ? [] : [[id, tokens.limit]],
    ),
  );
}
