import type { Host } from "#shared/host/client.ts";
import type { Recovery } from "#shared/host/contract.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { isDirty, UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import type { PlanFile } from "#renderer/state/appState.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { showFailure } from "./notices.ts";
import { openText } from "./open.ts";
import type { PlanFiles } from "./planFiles.ts";
import { planText } from "./planText.ts";

/** Unsaved work is kept this long after the last edit. Milliseconds. */
const RECOVERY_DELAY = 1_000;

export interface Recovering extends Pick<PlanFiles, "recoveries" | "recover" | "discard"> {
  /** Keeps unsaved work a moment from now, unless another edit comes before. */
  readonly keepSoon: () => void;
  /** Another plan takes the place of unsaved work: that is kept, and offered. */
  readonly setWorkAside: (plan: Plan, file: PlanFile) => void;
  readonly stop: () => void;
}

/** Keeps unsaved work safe from a crash, and brings it back. */
export function recoveringOf(
  store: AppStore,
  { host, clock, page }: Pick<Services, "host" | "clock" | "page">,
): Recovering {
  let cancelKeeping: (() => void) | null = null;
  /** Whether there may be work under the page's own key. */
  let isKept = false;
  /** Works that were left behind for another plan: each has a key of its own beside the page's. */
  let setAside = 0;

  /** True: what is unsaved is safe from a crash. */
  const keep = async (): Promise<boolean> => {
    const state = store.getState();
    if (state.plan !== null && isDirty(state)) {
      isKept = true;
      return keepWork(store, host, workOf(page, state.plan, state.file));
    }
    if (isKept) {
      isKept = false;
      await host.discardRecovery({ key: page });
    }
    return true;
  };

  const recover = async (recovery: Omit<Recovery, "savedAt">): Promise<void> => {
    const read = await host.readRecovery({ key: recovery.key });
    if (!read.ok) {
      showFailure(store, read.failure);
      return;
    }
    const { document, fileName: name, place, baseHash: hash } = recovery;
    const isOpen = openText(store, read.value.text, { ...UNSAVED_FILE, document, name, place, hash }, false);
    // Kept as this window's own before the crashed one's goes: at every moment one of them is there.
    if (isOpen && (await keep())) await host.discardRecovery({ key: recovery.key });
  };

  const setWorkAside = async (plan: Plan, file: PlanFile): Promise<void> => {
    const { text, ...left } = workOf(`${page}-${++setAside}`, plan, file);
    if (!(await keepWork(store, host, { ...left, text }))) {
      // What may lie under the page's own key is all there is of it.
      isKept = false;
      return;
    }
    sayKept(store, plan.name, () => void recover({ ...left, place: file.place }));
  };

  return {
    keepSoon: () => {
      cancelKeeping?.();
      cancelKeeping = clock.after(RECOVERY_DELAY, () => void keep());
    },
    setWorkAside: (plan, file) => void setWorkAside(plan, file),
    ...keptRecoveries(host, page),
    recover,
    stop: () => cancelKeeping?.(),
  };
}

/** Says that work which was left for another plan is kept, and offers it. */
function sayKept(store: AppStore, name: string, restore: () => void): void {
  store.getState().say({
    kind: "done",
    sentence: `${name} was not saved. It is kept under Unsaved work.`,
    action: { label: "Restore", run: restore },
  });
}

/** Unsaved work of windows that are closed: listed, and thrown away. */
function keptRecoveries(host: Host, page: string): Pick<PlanFiles, "recoveries" | "discard"> {
  return {
    recoveries: async () => {
      const listed = await host.listRecoveries({ page });
      return listed.ok ? listed.value : [];
    },
    discard: async ({ key }) => {
      await host.discardRecovery({ key });
    },
  };
}

type Work = Parameters<Host["keepRecovery"]>[0];

function workOf(key: string, plan: Plan, file: PlanFile): Work {
  return {
    key,
    name: plan.name,
    document: file.document,
    fileName: file.name,
    baseHash: file.hash,
    text: planText(plan),
  };
}

/** True: it is kept; else what failed has been said. */
async function keepWork(store: AppStore, host: Host, work: Work): Promise<boolean> {
  const answer = await host.keepRecovery(work);
  if (!answer.ok) showFailure(store, answer.failure);
  return answer.ok;
}
