import type { Slice } from "#renderer/state/appState.ts";
import type { PortfolioSlice } from "./openPortfolio.ts";

export const createPortfolioSlice: Slice<PortfolioSlice> = (set) => ({
  portfolio: null,
  showPortfolio: (portfolio) => set({ portfolio, screen: portfolio === null ? "outlook" : "portfolio" }),
  changePortfolio: (change) => set(({ portfolio }) => ({ portfolio: portfolio === null ? null : change(portfolio) })),
});
