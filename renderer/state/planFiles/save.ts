import type { Host, Reply } from "#shared/host/client.ts";
import type { SavedPlan } from "#shared/host/contract.ts";
import { fileNameOf } from "#shared/fileName.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { isDirty } from "#renderer/state/documentSlice.ts";
import { isPortfolioDirty } from "#renderer/state/portfolio/openPortfolio.ts";
import { savePortfolio, savePortfolioAs } from "#renderer/state/portfolio/savePortfolio.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { showUnsaved } from "./notices.ts";
import type { PlanFiles } from "./planFiles.ts";
import { planText } from "./planText.ts";

export interface Saving extends Pick<PlanFiles, "save" | "saveAs" | "saveAll"> {
  /** While a file is written it is neither the old one nor known to be the new one. */
  readonly isWriting: () => boolean;
}

/** Saving the plan that is open, and the portfolio beside it. */
export function savingOf(store: AppStore, host: Host): Saving {
  /** Files that are being written. */
  let writes = 0;
  const write = async (plan: Plan, reply: Promise<Reply<SavedPlan | null>>): Promise<boolean> => {
    writes++;
    try {
      return takeSaved(store, plan, await reply, () => void savePlanAs());
    } finally {
      writes--;
    }
  };
  const savePlanAs = async (): Promise<boolean> => {
    const { plan } = store.getState();
    if (plan === null) return false;
    return write(plan, host.savePlanAs({ suggestedName: `${fileNameOf(plan.name)}.pastapril`, text: planText(plan) }));
  };
  const savePlan = async (): Promise<boolean> => {
    const { plan, file } = store.getState();
    if (plan === null) return false;
    if (file.document === null) return savePlanAs();
    return write(plan, host.savePlan({ document: file.document, text: planText(plan), expectedHash: file.hash }));
  };
  const showsPortfolio = (): boolean => {
    const { screen, portfolio } = store.getState();
    return screen === "portfolio" && portfolio !== null;
  };
  return {
    isWriting: () => writes > 0,
    save: () => (showsPortfolio() ? savePortfolio(store, host) : savePlan()),
    saveAs: () => (showsPortfolio() ? savePortfolioAs(store, host) : savePlanAs()),
    saveAll: async () => {
      if (isDirty(store.getState()) && !(await savePlan())) return false;
      return !isPortfolioDirty(store.getState()) || savePortfolio(store, host);
    },
  };
}

/** True: the plan is on disk. Else what failed has been said, with another place to save to where that may help. */
function takeSaved(store: AppStore, plan: Plan, reply: Reply<SavedPlan | null>, saveAs: () => void): boolean {
  const { file, noteDisk, saved, say } = store.getState();
  if (!reply.ok) {
    const { failure } = reply;
    // What changed under the plan is a question of its own, with its own answers.
    if (failure.code === "changed-on-disk") noteDisk(file, { hash: failure.hash });
    showUnsaved(store, failure, saveAs);
    return false;
  }
  if (reply.value === null) return false;
  const { document, name, place, hash } = reply.value;
  saved(plan, { document, name, place, hash, readOnly: false, isTemplate: false });
  say({ kind: "done", sentence: `Saved as ${name}.` });
  return true;
}
