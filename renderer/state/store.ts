import { createStore, type StoreApi } from "zustand/vanilla";
import type { Clock } from "./services.ts";
import type { AppState } from "./appState.ts";
import { createDocumentSlice } from "./documentSlice.ts";
import { createForecastSlice } from "./forecastSlice.ts";
import { createHelpSlice } from "./helpSlice.ts";
import { createPortfolioSlice } from "./portfolio/portfolioSlice.ts";
import { createUsageSlice } from "./usageSlice.ts";
import { createViewSlice } from "./viewSlice.ts";

export type AppStore = StoreApi<AppState>;

/**
 * An empty window. What talks to engine, host and clock is attached from outside: `liveForecast.ts`, `planFiles.ts`,
 * `usage/`.
 */
export function createAppStore(clock: Pick<Clock, "now">): AppStore {
  return createStore<AppState>()((...parts) => ({
    ...createDocumentSlice(clock)(...parts),
    ...createViewSlice(...parts),
    ...createHelpSlice(...parts),
    ...createForecastSlice(...parts),
    ...createUsageSlice(...parts),
    ...createPortfolioSlice(...parts),
  }));
}
