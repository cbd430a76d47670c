import type { Reply } from "#shared/host/client.ts";
import type { OpenedPlan, PlanVersion, Recovery, SavedPlan } from "#shared/host/contract.ts";
import { describeHostFailure, type HostFailure } from "#shared/host/failure.ts";
import { describeFault } from "#shared/plan/check/faults.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { fileNameOf } from "#shared/fileName.ts";
import { planOfTemplate, type Template } from "#shared/plan/templates/templates.ts";
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
  /** Looks whether the file is still the one that was read, and notes it where not. */
  readonly checkDisk: () => Promise<void>;
  /** Takes what is on disk now, as a step that can be undone. */
  readonly reload: () => Promise<void>;
  /** Leaves the file to the next save, which will replace it. */
  readonly keepMine: () => void;
  /** The last versions of the open plan's file, newest first. */
  readonly versions: () => Promise<readonly PlanVersion[]>;
  /** The plan of a version; null: it can no longer be read. */
  readonly readVersion: (version: PlanVersion) => Promise<Plan | null>;
  /** Unsaved work that a crash left. */
  readonly recoveries: () => Promise<readonly Recovery[]>;
  readonly recover: (recovery: Recovery) => Promise<void>;
  readonly discard: (recovery: Recovery) => Promise<void>;
  readonly detach: () => void;
}

/** Unsaved work is kept this long after the last edit. */
const RECOVERY_DELAY = 1_000;
/** How often the file is looked at while its plan is open. Milliseconds. */
const DISK_EVERY = 5_000;

/** Failures to save after which another place may do. */
const ELSEWHERE: ReadonlySet<HostFailure["code"]> = new Set([
  "changed-on-disk",
  "read-only",
  "file-missing",
  "disk-full",
  "file-failed",
  "not-chosen",
]);

/** A plan as its file says it: readable in a diff. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** Ties the document to the host: files, recovery, and what the window says of unsaved work. */
export function attachPlanFiles(store: AppStore, { host, clock, page, onFront }: Services): PlanFiles {
  let cancelKeeping: (() => void) | null = null;
  let isKept = false;
  /** Files that are being written. */
  let writes = 0;
  /** Works that were left behind for another plan: each has a key of its own beside the page's. */
  let setAside = 0;

  const say = (sentence: string): void => store.getState().say({ kind: "wrong", sentence });
  const fail = (failure: HostFailure): void => say(describeHostFailure(failure));

  /** True: the window shows it. */
  const openText = (text: string, file: PlanFile, isSaved: boolean): boolean => {
    const plan = planOf(text, file.name);
    if (plan === null) return false;
    const { openPlan, say: notice } = store.getState();
    notice(null);
    openPlan(plan, file, isSaved);
    return true;
  };

  /** Null: it is no plan, and that has been said. */
  const planOf = (text: string, name: string | null): Plan | null => {
    const read = readPlan(text);
    if (read.ok) return read.plan;
    // The window shows where the rate goes.
    if (read.unrated !== undefined) return read.unrated;
    const [first] = read.faults;
    const more = read.faults.length > 1 ? ` and ${read.faults.length - 1} more` : "";
    say(
      `${name ?? "This file"} is no plan that can be read: ${first === undefined ? "it has a fault" : describeFault(first)}${more}`,
    );
    return null;
  };

  const take = (reply: Reply<OpenedPlan | null>): void => {
    if (!reply.ok) fail(reply.failure);
    else if (reply.value !== null) openText(reply.value.text, fileOf(reply.value), true);
  };

  const onSaved = (plan: Plan, reply: Reply<SavedPlan | null>): boolean => {
    if (!reply.ok) {
      const { failure } = reply;
      // What changed under the plan is a question of its own, with its own answers.
      const { file, noteDisk } = store.getState();
      if (failure.code === "changed-on-disk") noteDisk(file, { hash: failure.hash });
      const action = ELSEWHERE.has(failure.code) ? { action: { label: "Save a copy", run: () => void saveAs() } } : {};
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
    return writing(
      plan,
      host.savePlanAs({ suggestedName: `${fileNameOf(plan.name)}.pastapril`, text: planText(plan) }),
    );
  };

  /** While a file is written it is neither the old one nor known to be the new one. */
  const writing = async (plan: Plan, reply: Promise<Reply<SavedPlan | null>>): Promise<boolean> => {
    writes++;
    try {
      return onSaved(plan, await reply);
    } finally {
      writes--;
    }
  };

  const save = async (): Promise<boolean> => {
    const { plan, file } = store.getState();
    if (plan === null) return false;
    if (file.document === null) return saveAs();
    return writing(plan, host.savePlan({ document: file.document, text: planText(plan), expectedHash: file.hash }));
  };

  const checkDisk = async (): Promise<void> => {
    const { file, plan } = store.getState();
    if (plan === null || file.document === null || file.hash === null || writes > 0) return;
    const found = await host.planOnDisk({ document: file.document });
    const { file: now, diskChange, noteDisk } = store.getState();
    // A save or another plan may have come between question and answer. A file that cannot be looked at is said when it
    // is saved.
    if (!found.ok || now !== file || writes > 0) return;
    const { hash, readOnly } = found.value;
    const isSame = hash === file.hash;
    if (readOnly === file.readOnly && (isSame ? diskChange === null : diskChange !== null && diskChange.hash === hash))
      return;
    noteDisk(readOnly === file.readOnly ? file : { ...file, readOnly }, isSame ? null : { hash });
  };

  const reload = async (): Promise<void> => {
    const { file } = store.getState();
    if (file.document === null) return;
    const read = await host.openPlan({ document: file.document });
    if (!read.ok) {
      fail(read.failure);
      return;
    }
    const plan = planOf(read.value.text, read.value.name);
    if (plan === null || store.getState().file.document !== file.document) return;
    store.getState().take(`read ${read.value.name} again`, plan);
    store.getState().saved(plan, fileOf(read.value));
  };

  const keepMine = (): void => {
    const { file, diskChange, saved } = store.getState();
    if (diskChange !== null) saved(null, { ...file, hash: diskChange.hash });
  };

  /** True: what is unsaved is safe from a crash. */
  const keep = async (): Promise<boolean> => {
    const state = store.getState();
    const { plan, file } = state;
    if (plan !== null && isDirty(state)) {
      isKept = true;
      const kept = await host.keepRecovery({
        key: page,
        name: plan.name,
        document: file.document,
        fileName: file.name,
        baseHash: file.hash,
        text: planText(plan),
      });
      if (!kept.ok) fail(kept.failure);
      return kept.ok;
    }
    if (isKept) {
      isKept = false;
      await host.discardRecovery({ key: page });
    }
    return true;
  };

  /** Another plan takes the place of unsaved work: that is kept, and offered. */
  const setWorkAside = async ({ plan, file }: { readonly plan: Plan; readonly file: PlanFile }): Promise<void> => {
    const left = {
      key: `${page}-${++setAside}`,
      name: plan.name,
      document: file.document,
      fileName: file.name,
      baseHash: file.hash,
    };
    const kept = await host.keepRecovery({ ...left, text: planText(plan) });
    if (!kept.ok) {
      // What may lie under the page's own key is all there is of it.
      isKept = false;
      fail(kept.failure);
    } else
      store.getState().say({
        kind: "done",
        sentence: `${plan.name} was not saved. It is kept among the unsaved work.`,
        action: { label: "Bring it back", run: () => void recover({ ...left, place: file.place }) },
      });
  };

  const recover = async (recovery: Omit<Recovery, "savedAt">): Promise<void> => {
    const read = await host.readRecovery({ key: recovery.key });
    if (!read.ok) {
      fail(read.failure);
      return;
    }
    const isOpen = openText(
      read.value.text,
      {
        ...UNSAVED_FILE,
        document: recovery.document,
        name: recovery.fileName,
        place: recovery.place,
        hash: recovery.baseHash,
      },
      false,
    );
    // Kept as this window's own before the crashed one's goes: at every moment one of them is there.
    if (isOpen && (await keep())) await host.discardRecovery({ key: recovery.key });
  };

  const updateWindow = (): void => {
    const state = store.getState();
    const title = state.plan === null ? "Past April" : `${state.plan.name} – Past April`;
    void host.windowState({
      title: title.slice(0, 400),
      unsaved: isDirty(state) ? page : null,
      undo: state.past.at(-1)?.name ?? null,
      redo: state.future.at(-1)?.name ?? null,
    });
  };

  const unsubscribe = store.subscribe((state, previous) => {
    if (state.opened !== previous.opened && previous.plan !== null && isDirty(previous))
      void setWorkAside({ plan: previous.plan, file: previous.file });
    if (state.plan === previous.plan && state.savedPlan === previous.savedPlan) return;
    updateWindow();
    cancelKeeping?.();
    cancelKeeping = clock.after(RECOVERY_DELAY, () => void keep());
  });

  let cancelLooking: () => void = () => undefined;
  const lookAgain = (): void => {
    cancelLooking = clock.after(DISK_EVERY, () => {
      void checkDisk();
      lookAgain();
    });
  };
  lookAgain();
  const stopWatching = onFront(() => void checkDisk());

  return {
    open: async () => take(await host.pickPlan(null)),
    openDocument: async (document) => take(await host.openPlan({ document })),
    take,
    useTemplate: (template) =>
      store.getState().openPlan(planOfTemplate(template), { ...UNSAVED_FILE, isTemplate: true }, false),
    save,
    saveAs,
    checkDisk,
    reload,
    keepMine,
    versions: async () => {
      const { document } = store.getState().file;
      const listed = document === null ? null : await host.listVersions({ document });
      return listed?.ok === true ? listed.value : [];
    },
    readVersion: async ({ id }) => {
      const { document } = store.getState().file;
      const read = document === null ? null : await host.readVersion({ document, id });
      const plan = read?.ok === true ? readPlan(read.value.text) : null;
      return plan === null ? null : plan.ok ? plan.plan : (plan.unrated ?? null);
    },
    recoveries: async () => {
      const listed = await host.listRecoveries({ page });
      return listed.ok ? listed.value : [];
    },
    recover,
    discard: async (recovery) => {
      await host.discardRecovery({ key: recovery.key });
    },
    detach: () => {
      cancelKeeping?.();
      cancelLooking();
      stopWatching();
      unsubscribe();
    },
  };
}

function fileOf({ document, name, place, hash, readOnly }: OpenedPlan): PlanFile {
  return { document, name, place, hash, readOnly, isTemplate: false };
}
