import type { HelpSlice, Slice } from "./appState.ts";

export const createHelpSlice: Slice<HelpSlice> = (set) => ({
  readScreens: [],
  guidePage: "first-five-minutes",
  guidePart: null,
  guideRequests: 0,

  openGuide: (guidePage, guidePart = null) =>
    set(({ guideRequests }) => ({ screen: "guide", guidePage, guidePart, guideRequests: guideRequests + 1 })),
  setRead: (screen, isRead) =>
    set(({ readScreens }) => ({
      readScreens: [...readScreens.filter((other) => other !== screen), ...(isRead ? [screen] : [])],
    })),
});
