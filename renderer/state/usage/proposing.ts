import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfUsage, withRoutesOf } from "#shared/setUp/planOfUsage.ts";
import { epochDayOf } from "#shared/units.ts";
import { applyDemand } from "#shared/usage/demand/applyDemand.ts";
import { applyFit } from "#shared/usage/fits/workloadFit.ts";
import { usageSource } from "#shared/usage/plan/usageSource.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { UsageWork } from "#renderer/state/usageState.ts";
import { modelOf } from "./models.ts";

/** What undo calls all of it together. */
const NAME = "make a plan of the usage";

/**
 * Makes a plan of the imported usage: models with prices, workloads with the rules for their rows, and costs and demand
 * fitted to their runs. It is one step that can be undone.
 */
export function proposingOf(
  store: AppStore,
  { clock }: Pick<Services, "clock">,
  { changeSettings, analyse }: Pick<UsageWork, "changeSettings" | "analyse">,
): Pick<UsageWork, "propose"> {
  let made = 0;
  return {
    propose: async () => {
      const { plan, usage, edit, say } = store.getState();
      if (plan === null || usage === null) return;
      const proposed = planOfUsage(plan, usage.summary);
      if (proposed === null) {
        say({
          kind: "wrong",
          sentence: "No model of the usage has a list price. Add its models on Prices and contracts, then a workload.",
        });
        return;
      }
      const gesture = `usage-plan-${++made}`;
      const { opened } = store.getState();
      const change = (make: (plan: Plan) => Plan): void => {
        // Another plan may have been opened meanwhile.
        if (store.getState().opened === opened) edit(NAME, make, gesture);
      };
      change(() => proposed.plan);
      await changeSettings((settings) => ({ ...settings, rules: [...proposed.rules] }));
      for (const workload of proposed.workloads) {
        await analyse(workload);
        await settled(store, workload);
        change((current) => withFitted(store, current, workload, clock.now()));
      }
      const { unpriced } = proposed;
      if (unpriced.length > 0)
        say({
          kind: "done",
          sentence: `Left out, because they have no list price: ${unpriced.slice(0, 5).join(", ")}.`,
        });
      store.getState().goTo("outlook");
    },
  };
}

/** Waits for the fits of a workload, whoever asked for them: a screen may have begun them already. */
async function settled(store: AppStore, workload: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): boolean => store.getState().analyses[workload]?.status !== "working";
    if (look()) {
      resolve();
      return;
    }
    const unsubscribe = store.subscribe(() => {
      if (!look()) return;
      unsubscribe();
      resolve();
    });
  });
}

/** The plan with the costs and the demand that were fitted to a workload's runs, as far as they are known. */
function withFitted(store: AppStore, plan: Plan, workload: string, now: number): Plan {
  const { usage, analyses, modelNames } = store.getState();
  const analysis = analyses[workload];
  if (usage === null || plan.workloads[workload] === undefined) return plan;
  const routed = withRoutesOf(plan, usage.groups, (exported) => modelOf(plan, usage, modelNames, exported));
  if (analysis?.status !== "ready") return routed;
  const { fit, demand } = analysis.report;
  const source = usageSource(usage.summary, { start: epochDayOf(plan.fiscalYear.start) }, now);
  const costs = applyFit(routed, workload, fit, source).plan;
  return demand.known ? applyDemand(costs, workload, demand, source).plan : costs;
}
