import type { Host, Reply } from "#shared/host/client.ts";
import type { SavedPlan } from "#shared/host/contract.ts";
import { describeHostFailure, type HostFailure } from "#shared/host/failure.ts";
import { fileNameOf } from "#shared/fileName.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { AppStore } from "#renderer/state/store.ts";
import type { PlanFiles } from "./planFiles.ts";
import { planText } from "./planText.ts";

/** Failures to save after which another place may do. */
const ELSEWHERE: ReadonlySet<HostFailure["code"]> = new Set([
  "changed-on-disk",
  "read-only",
  "file-missing",
  "disk-full",
  "file-failed",
  "not-chosen",
]);

export interface Saving extends Pick<PlanFiles, "save" | "saveAs"> {
  /** While a file is written it is neither the old one nor known to be the new one. */
  readonly isWriting: () => boolean;
}

/** Saving the plan that is open. */
export function savingOf(store: AppStore, host: Host): Saving {
  /** Files that are being written. */
  let writes = 0;
  const write = async (plan: Plan, reply: Promise<Reply<SavedPlan | null>>): Promise<boolean> => {
    writes++;
    try {
      return takeSaved(store, plan, await reply, () => void saveAs());
    } finally {
      writes--;
    }
  };
  const saveAs = async (): Promise<boolean> => {
    const { plan } = store.getState();
    if (plan === null) return false;
    return write(plan, host.savePlanAs({ suggestedName: `${fileNameOf(plan.name)}.pastapril`, text: planText(plan) }));
  };
  return {
    isWriting: () => writes > 0,
    saveAs,
    save: async () => {
      const { plan, file } = store.getState();
      if (plan === null) return false;
      if (file.document === null) return saveAs();
      return write(plan, host.savePlan({ document: file.document, text: planText(plan), expectedHash: file.hash }));
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
    const action = ELSEWHERE.has(failure.code) ? { action: { label: "Save a copy", run: saveAs } } : {};
    say({ kind: "wrong", sentence: describeHostFailure(failure), ...action });
    return false;
  }
  if (reply.value === null) return false;
  const { document, name, place, hash } = reply.value;
  saved(plan, { document, name, place, hash, readOnly: false, isTemplate: false });
  say({ kind: "done", sentence: `Saved as ${name}.` });
  return true;
}
