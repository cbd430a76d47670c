import type { Host } from "#shared/host/client.ts";
import type { Recovery } from "#shared/host/contract.ts";
import { portfolioKey } from "#shared/host/keptWork.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { isDirty, UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import type { PlanFile } from "#renderer/state/appState.ts";
import {
  isPortfolioDirty,
  portfolioName,
  portfolioText,
  type OpenPortfolio,
} from "#renderer/state/portfolio/openPortfolio.ts";
import { isPortfolio, recoverPortfolio } from "#renderer/state/portfolio/portfolioFiles.ts";
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
  /** The same for a portfolio. */
  readonly setPortfolioAside: (portfolio: OpenPortfolio) => void;
  readonly stop: () => void;
}

/** Keeps unsaved work safe from a crash, and brings it back. */
export function recoveringOf(
  store: AppStore,
  { host, clock, page }: Pick<Services, "host" | "clock" | "page">,
): Recovering {
  let cancelKeeping: (() => void) | null = null;
  const { keep, kept } = keepingOf(store, host, page);
  /** Works that were left behind for another: each has a key of its own beside the page's. */
  let setAside = 0;

  const recover = async (recovery: Omit<Recovery, "savedAt">): Promise<void> => {
    const read = await host.readRecovery({ key: recovery.key });
    if (!read.ok) {
      showFailure(store, read.failure);
      return;
    }
    const { text } = read.value;
    const { document, fileName: name, place, baseHash: hash } = recovery;
    const isOpen = isPortfolio(text)
      ? await recoverPortfolio(store, host, text, recovery)
      : openText(store, text, { ...UNSAVED_FILE, document, name, place, hash }, false);
    // Kept as this window's own before the crashed one's goes: at every moment one of them is there.
    if (isOpen && (await keep())) await host.discardRecovery({ key: recovery.key });
  };

  const leave = async (own: string, work: Work, place: string | null): Promise<void> => {
    const left = { ...work, key: `${page}-${++setAside}` };
    if (!(await keepWork(store, host, left))) {
      // What may lie under the page's own key is all there is of it.
      kept.delete(own);
      return;
    }
    sayKept(store, work.name, () => void recover({ ...left, place }));
  };

  return {
    keepSoon: () => {
      cancelKeeping?.();
      cancelKeeping = clock.after(RECOVERY_DELAY, () => void keep());
    },
    setWorkAside: (plan, file) => void leave(page, workOf(page, plan, file), file.place),
    setPortfolioAside: (portfolio) => {
      const own = portfolioKey(page);
      void leave(own, portfolioWork(own, portfolio), portfolio.fileName);
    },
    ...keptRecoveries(host, page),
    recover,
    stop: () => cancelKeeping?.(),
  };
}

interface Keeping {
  /** True: what is unsaved is safe from a crash. */
  readonly keep: () => Promise<boolean>;
  /** The page's own keys under which there may be work. */
  readonly kept: Set<string>;
}

/** Keeps what is unsaved under the page's own keys, and lets go what is saved. */
function keepingOf(store: AppStore, host: Host, page: string): Keeping {
  const kept = new Set<string>();
  /** True: what is unsaved under this key is safe from a crash; null: nothing is unsaved. */
  const keepUnder = async (key: string, work: Work | null): Promise<boolean> => {
    if (work !== null) {
      kept.add(key);
      return keepWork(store, host, work);
    }
    if (kept.delete(key)) await host.discardRecovery({ key });
    return true;
  };
  const keep = async (): Promise<boolean> => {
    const state = store.getState();
    const { plan, file, portfolio } = state;
    const beside = portfolioKey(page);
    const isPlanKept = keepUnder(page, plan !== null && isDirty(state) ? workOf(page, plan, file) : null);
    const isPortfolioKept = keepUnder(
      beside,
      portfolio !== null && isPortfolioDirty(state) ? portfolioWork(beside, portfolio) : null,
    );
    return (await isPlanKept) && (await isPortfolioKept);
  };
  return { keep, kept };
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

function portfolioWork(key: string, portfolio: OpenPortfolio): Work {
  const { file, document, fileName, hash } = portfolio;
  const name = portfolioName(portfolio);
  return { key, name, document, fileName, baseHash: hash, text: portfolioText(file) };
}

/** True: it is kept; else what failed has been said. */
async function keepWork(store: AppStore, host: Host, work: Work): Promise<boolean> {
  const answer = await host.keepRecovery(work);
  if (!answer.ok) showFailure(store, answer.failure);
  return answer.ok;
}
