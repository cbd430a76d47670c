import type { StateCreator } from "zustand/vanilla";
import type { DocumentSlice } from "./documentSlice.ts";
import type { ForecastSlice } from "./forecastSlice.ts";
import type { ViewSlice } from "./viewSlice.ts";

/** The whole state of a window: the plan, what the reader looks at, and what is known of it. */
export type AppState = DocumentSlice & ViewSlice & ForecastSlice;

/** Makes one part of the state; it may read and write the others. */
export type Slice<Part> = StateCreator<AppState, [], [], Part>;
