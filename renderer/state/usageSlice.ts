import type { Slice } from "./appState.ts";
import type { UsageSlice } from "./usageState.ts";

export const createUsageSlice: Slice<UsageSlice> = (set) => ({
  intake: { status: "none" },
  usage: null,
  usageFailure: null,
  modelNames: {},
  analyses: {},
  otherYear: { status: "none" },
  pastForecasts: null,
  split: null,
  putUsage: (part) => set(part),
});
