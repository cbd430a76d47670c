import type { Reply } from "../../shared/host/client.ts";
import type { OpenedPlan, Recovery, SavedPlan } from "../../shared/host/contract.ts";
import { describeHostFailure } from "../../shared/host/failure.ts";
import type { HostFailure } from "../../shared/host/failure.ts";
import { describeFault } from "../../shared/plan/faults.ts";
import { readPlan } from "../../shared/plan/read.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { planOfTemplate } from "../../shared/plan/templates/templates.ts";
import type { Template } from "../../shared/plan/templates/templates.ts";
import { isDirty, UNSAVED_FILE } from "./documentSlice.ts";
import type { PlanFile } from "./appState.ts";
import type { Services } from "./services.ts";
import type { AppStore } from "./store.ts";

/** Opening, saving and keeping plans. Failures are said in the window's notice; none of these rejects. */
export interface PlanFiles {
  /** Asks for a file. */
  readonly open: () => Promise<void>;
  /** Opens a document that was chosen before. */
  readonly openDocument: (document: string) => Promise<void>;
  /** Takes what a drop or a start brought. */
  readonly take: (reply: Reply<OpenedPlan | null>) => void;
  readonly useTemplate: (template: Template) => void;
  /** True: the plan is on disk as it stands. */
  readonly save: () => Promise<boolean>;
  readonly saveAs: () => Promise<boolean>;
  /** Unsaved work that a crash left. */
  readonly recoveries: () => Promise<readonly Recovery[]>;
  readonly recover: (recovery: Recovery) => Promise<void>;
  readonly discard: (recovery: Recovery) => Promise<void>;
  readonly detach: () => void;
}

/** Unsaved work is kept this long after the last edit. */
const RECOVERY_DELAY = 1_000;

/** A plan as its file says it: readable in a diff. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** Ties the document to the host: files, recovery, and what the window says of unsaved work. */
export function attachPlanFiles(store: AppStore, { host, clock, page }: Services): PlanFiles {
  let cancelKeeping: (() => void) | null = null;
  let isKept = false;

  const say = (sentence: string): void => store.getState().say({ kind: "wrong", sentence });
  const fail = (failure: HostFailure): void => say(describeHostFailure(failure));

  /** True: the window shows it. */
  const openText = (text: string, file: PlanFile, isSaved: boolean): boolean => {
    const read = readPlan(text);
    if (!read.ok) {
      const [first] = read.faults;
      const more = read.faults.length > 1 ? ` and ${read.faults.length - 1} more` : "";
      say(`${file.name ?? "This file"} is no plan that can be read: ${first === undefined ? "it has a fault" : describeFault(first)}${more}`);
      return false;
    }
    const { openPlan, say: notice } = store.getState();
    openPlan(read.plan, file, isSaved);
    notice(null);
    return true;
  };

  const take = (reply: Reply<OpenedPlan | null>): void => {
    if (!reply.ok) fail(reply.failure);
    else if (reply.value !== null) openText(reply.value.text, fileOf(reply.value), true);
  };

  const onSaved = (plan: Plan, reply: Reply<SavedPlan | null>): boolean => {
    if (!reply.ok) {
      const { failure } = reply;
      const action = failure.code === "changed-on-disk" || failure.code === "read-only" || failure.code === "file-missing" ? { action: { label: "Save a copy", run: () => void saveAs() } } : {};
      store.getState().say({ kind: "wrong", sentence: describeHostFailure(failure), ...action });
      return false;
    }
    if (reply.value === null) return false;
    const { document, name, place, hash } = reply.value;
    store.getState().saved(plan, { document, name, place, hash, readOnly: false, isTemplate: false });
    store.getState().say({ kind: "done", sentence: `Saved as ${name}.` });
    return true;
  };

  const saveAs = async (): Promise<boolean> => {
    const { plan } = store.getState();
    if (plan === null) return false;
    return onSaved(plan, await host.savePlanAs({ suggestedName: `${fileNameOf(plan)}.pastapril`, text: planText(plan) }));
  };

  const save = async (): Promise<boolean> => {
    const { plan, file } = store.getState();
    if (plan === null) return false;
    if (file.document === null) return saveAs();
    return onSaved(plan, await host.savePlan({ document: file.document, text: planText(plan), expectedHash: file.hash }));
  };

  /** True: what is unsaved is safe from a crash. */
  const keep = async (): Promise<boolean> => {
    const state = store.getState();
    const { plan, file } = state;
    if (plan !== null && isDirty(state)) {
      isKept = true;
      const kept = await host.keepRecovery({ key: page, name: plan.name, document: file.document, baseHash: file.hash, text: planText(plan) });
      if (!kept.ok) fail(kept.failure);
      return kept.ok;
    }
    if (isKept) {
      isKept = false;
      await host.discardRecovery({ key: page });
    }
    return true;
  };

  const tellWindow = (): void => {
    const state = store.getState();
    const title = state.plan === null ? "Past April" : `${state.plan.name} – Past April`;
    void host.windowState({ title: title.slice(0, 400), unsaved: isDirty(state), undo: state.past.at(-1)?.name ?? null, redo: state.future.at(-1)?.name ?? null });
  };

  const unsubscribe = store.subscribe((state, previous) => {
    if (state.plan === previous.plan && state.savedPlan === previous.savedPlan) return;
    tellWindow();
    cancelKeeping?.();
    cancelKeeping = clock.after(RECOVERY_DELAY, () => void keep());
  });

  return {
    open: async () => take(await host.pickPlan(null)),
    openDocument: async (document) => take(await host.openPlan({ document })),
    take,
    useTemplate: (template) => store.getState().openPlan(planOfTemplate(template), { ...UNSAVED_FILE, isTemplate: true }, false),
    save,
    saveAs,
    recoveries: async () => {
      const listed = await host.listRecoveries({ page });
      return listed.ok ? listed.value : [];
    },
    recover: async (recovery) => {
      const read = await host.readRecovery({ key: recovery.key });
      if (!read.ok) {
        fail(read.failure);
        return;
      }
      const isOpen = openText(read.value.text, { ...UNSAVED_FILE, document: recovery.document, name: recovery.name, hash: recovery.baseHash }, false);
      // Kept as this window's own before the crashed one's goes: at every moment one of them is there.
      if (isOpen && (await keep())) await host.discardRecovery({ key: recovery.key });
    },
    discard: async (recovery) => {
      await host.discardRecovery({ key: recovery.key });
    },
    detach: () => {
      cancelKeeping?.();
      unsubscribe();
    },
  };
}

function fileOf({ document, name, place, hash, readOnly }: OpenedPlan): PlanFile {
  return { document, name, place, hash, readOnly, isTemplate: false };
}

/** A name for a file: what every system allows. */
function fileNameOf({ name }: Plan): string {
  return name.replace(/[^\p{L}\p{N} ._-]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 80) || "Plan";
}
