import { SEED, USUAL_TRIALS } from "#renderer/state/forecastSlice.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { UsageWork } from "#renderer/state/usageState.ts";

/** The year of another plan beside the one on the screen, and what moved the closed months of a plan. */
export function otherYearOf(
  store: AppStore,
  { engine, analyst }: Pick<Services, "engine" | "analyst">,
): Pick<UsageWork, "forecastOther" | "splitActuals"> & { readonly stop: () => void } {
  const { putUsage } = store.getState();
  let stop: (() => void) | null = null;
  return {
    forecastOther: (key, plan) => {
      const { otherYear, version } = store.getState();
      if (otherYear.status !== "none" && otherYear.key === key) return;
      stop?.();
      const before =
        otherYear.status === "ready" ? otherYear.answers : otherYear.status === "working" ? otherYear.before : null;
      putUsage({ otherYear: { status: "working", key, before } });
      const isWanted = (): boolean => {
        const current = store.getState().otherYear;
        return current.status !== "none" && current.key === key;
      };
      stop = engine.run({ plan, version, scenario: null, seed: SEED, trials: USUAL_TRIALS }, (event) => {
        if (!isWanted()) return;
        if (event.type === "ready") putUsage({ otherYear: { status: "ready", key, answers: event.answers } });
        if (event.type === "failed") putUsage({ otherYear: { status: "failed", key, message: event.message } });
      });
    },
    splitActuals: async (key, plan) => {
      if (store.getState().split?.key === key) return;
      putUsage({ split: { key, variance: null } });
      const variance = await analyst.splitActuals(plan).catch(() => null);
      if (store.getState().split?.key === key) putUsage({ split: { key, variance } });
    },
    stop: () => stop?.(),
  };
}
