import { fileNameOf } from "#shared/fileName.ts";
import { readPortfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import type { Host } from "#shared/host/client.ts";
import { showUnsaved } from "#renderer/state/planFiles/notices.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { portfolioName, portfolioText } from "./openPortfolio.ts";

/** Writes the open portfolio where it lies, or asks where. True: it is on disk; what failed is said. */
export async function savePortfolio(store: AppStore, host: Host): Promise<boolean> {
  const { portfolio, portfoliosShown } = store.getState();
  if (portfolio === null) return false;
  const { file, document, hash: expectedHash } = portfolio;
  if (document === null) return savePortfolioAs(store, host);
  const reply = await host.savePlan({ document, text: portfolioText(file), expectedHash });
  if (!reply.ok) {
    showUnsaved(store, reply.failure, () => void savePortfolioAs(store, host));
    return false;
  }
  const { name, hash } = reply.value;
  // Another portfolio may have been opened meanwhile, and this one changed.
  if (store.getState().portfoliosShown === portfoliosShown)
    store.getState().changePortfolio((open) => ({ ...open, saved: file, fileName: name, hash }));
  store.getState().say({ kind: "done", sentence: `Saved as ${name}.` });
  return true;
}

/** Asks where, and writes the open portfolio there. True: it is on disk; what failed is said. */
export async function savePortfolioAs(store: AppStore, host: Host): Promise<boolean> {
  const { portfolio, portfoliosShown } = store.getState();
  if (portfolio === null) return false;
  const { file, members } = portfolio;
  const reply = await host.savePortfolioAs({
    suggestedName: `${fileNameOf(portfolioName(portfolio))}.pastapril`,
    text: portfolioText(file),
    plans: members.map((member) => member.document),
  });
  if (!reply.ok) {
    showUnsaved(store, reply.failure, () => void savePortfolioAs(store, host));
    return false;
  }
  if (reply.value === null) return false;
  const { name: fileName, document, hash, text } = reply.value;
  const written = readPortfolio(text);
  const saved = written.ok ? written.portfolio : file;
  if (store.getState().portfoliosShown === portfoliosShown)
    store.getState().changePortfolio((open) => ({
      ...open,
      // Its plans are named as they lie from its new place: the next save must name them so too.
      file: open.file === file ? saved : { ...open.file, plans: saved.plans },
      saved,
      fileName,
      document,
      hash,
    }));
  store.getState().say({ kind: "done", sentence: `Saved as ${fileName}.` });
  return true;
}
