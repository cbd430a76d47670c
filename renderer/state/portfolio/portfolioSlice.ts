import type { Slice } from "#renderer/state/appState.ts";
import type { PortfolioSlice } from "./openPortfolio.ts";

export const createPortfolioSlice: Slice<PortfolioSlice> = (set) => ({
  portfolio: null,
  portfoliosShown: 0,
  showPortfolio: (portfolio) =>
    set(({ portfoliosShown }) => ({
      portfolio,
      portfoliosShown: portfoliosShown + 1,
      screen: portfolio === null ? "outlook" : "portfolio",
    })),
  changePortfolio: (change) => set(({ portfolio }) => ({ portfolio: portfolio === null ? null : change(portfolio) })),
});
