import type { Host } from "#shared/host/client.ts";
import { BARE_TITLE } from "#shared/host/shellEvents.ts";
import { isDirty } from "#renderer/state/documentSlice.ts";
import { isPortfolioDirty, portfolioName } from "#renderer/state/portfolio/openPortfolio.ts";
import type { AppState } from "#renderer/state/appState.ts";
import type { Services } from "#renderer/state/services.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { openingOf } from "./open.ts";
import type { PlanFiles } from "./planFiles.ts";
import { recoveringOf } from "./recovery.ts";
import { savingOf } from "./save.ts";
import { watchDisk } from "./watchDisk.ts";

/** Ties the document to the host: opening, saving, recovery, and what the window's frame shows of unsaved work. */
export function attachPlanFiles(store: AppStore, services: Services): PlanFiles {
  const { host, page } = services;
  const { isWriting, ...saving } = savingOf(store, host);
  const { checkDisk, keepMine, stop: stopWatching } = watchDisk(store, services, isWriting);
  const { keepSoon, setWorkAside, setPortfolioAside, stop: stopKeeping, ...recovering } = recoveringOf(store, services);
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.opened !== previous.opened && previous.plan !== null && isDirty(previous))
      setWorkAside(previous.plan, previous.file);
    if (state.portfoliosShown !== previous.portfoliosShown && previous.portfolio !== null && isPortfolioDirty(previous))
      setPortfolioAside(previous.portfolio);
    const isSame =
      state.plan === previous.plan && state.savedPlan === previous.savedPlan && state.portfolio === previous.portfolio;
    if (isSame) return;
    updateWindow(host, page, state);
    keepSoon();
  });
  return {
    ...openingOf(store, host),
    ...saving,
    checkDisk,
    keepMine,
    ...recovering,
    detach: () => {
      stopKeeping();
      stopWatching();
      unsubscribe();
    },
  };
}

/** The window's title, and what its menu and its closing must know. */
function updateWindow(host: Host, page: string, state: AppState): void {
  void host.windowState({
    title: titleOf(state).slice(0, 400),
    unsaved: isDirty(state) || isPortfolioDirty(state) ? page : null,
    undo: state.past.at(-1)?.name ?? null,
    redo: state.undone.at(-1)?.name ?? null,
  });
}

/** The plan, and the portfolio where it stands alone or has changes: the question before closing names both. */
function titleOf(state: AppState): string {
  const { plan, portfolio } = state;
  const names = [
    ...(plan === null ? [] : [plan.name]),
    ...(portfolio !== null && (plan === null || isPortfolioDirty(state)) ? [portfolioName(portfolio)] : []),
  ];
  return names.length === 0 ? BARE_TITLE : `${names.join(" and ")} – Past April`;
}
