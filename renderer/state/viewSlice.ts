import { DEFAULT_CONFIDENCE } from "#shared/plan/defaults.ts";
import { partNamed } from "#shared/plan/pointer.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { ScreenId, ViewSlice, Slice } from "./appState.ts";

export const createViewSlice: Slice<ViewSlice> = (set, get) => ({
  screen: "outlook",
  isSettingUp: false,
  activeScenario: null,
  selectedWorkload: null,
  scenariosPart: "compare",
  compared: null,
  workloadsPart: "one",
  foldedParts: ["levers"],
  focusedInput: null,
  focusRequests: 0,
  trialRank: null,
  theme: "system",
  contrast: "system",
  density: "comfortable",
  numbers: "1,234.5",
  dates: "month-first",
  confidence: DEFAULT_CONFIDENCE,
  paletteOpen: false,
  dialog: null,
  notice: null,

  // Who walks on is not led back to an input that was looked for before.
  goTo: (screen) => set({ screen, focusedInput: null }),
  selectScenario: (id) => {
    const { plan } = get();
    if (id === null || (plan !== null && scenarioIds(plan).includes(id))) set({ activeScenario: id });
  },
  compareWith: (compared) => set({ compared }),
  showScenariosPart: (scenariosPart) => set({ scenariosPart }),
  showWorkloadsPart: (workloadsPart) => set({ workloadsPart }),
  foldPart: (id, isFolded) =>
    set(({ foldedParts }) => ({
      foldedParts: [...foldedParts.filter((other) => other !== id), ...(isFolded ? [id] : [])],
    })),
  lookAtTrial: (trialRank) => set({ trialRank }),
  selectWorkload: (id) => set({ selectedWorkload: id }),
  focusInput: (pointer) => {
    const screen = screenOf(pointer ?? "");
    const workload = partNamed(pointer, "workloads");
    set((state) => ({
      focusedInput: pointer,
      focusRequests: state.focusRequests + 1,
      screen: screen ?? state.screen,
      // The editor of an input stands where workloads are shown one by one.
      workloadsPart: isPeople(pointer) ? "people" : workload === null ? state.workloadsPart : "one",
      selectedWorkload:
        workload === null ? state.selectedWorkload : workload.replaceAll("~1", "/").replaceAll("~0", "~"),
    }));
  },
  prefer: (chosen) => set(chosen),
  setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
  showDialog: (dialog) => set({ dialog }),
  say: (notice) => set({ notice }),
});

/** Whether a place is in the head-count table. */
function isPeople(pointer: string | null): boolean {
  return pointer === "/people" || pointer?.startsWith("/people/") === true;
}

/** The screen on which an input is edited; null: it stays where the reader is. */
function screenOf(pointer: string): ScreenId | null {
  if (pointer.startsWith("/workloads/") || isPeople(pointer)) return "workloads";
  if (pointer.startsWith("/costCentres")) return "centres";
  if (PRICES.some((place) => pointer.startsWith(place)) || pointer === "/shared/prices") return "models";
  if (SETTINGS.some((place) => pointer === place || pointer.startsWith(`${place}/`))) return "settings";
  if (pointer.startsWith("/budget")) return "outlook";
  return null;
}

/** Places that Prices and contracts edits. */
const PRICES = ["/models/", "/seats/", "/commitments/", "/fixedCosts/"];

/** Places that Plan settings edits. */
const SETTINGS = [
  "/name",
  "/about",
  "/comments",
  "/currency",
  "/currencies",
  "/fiscalYear",
  "/calendar",
  "/budget/phasing",
  "/budget/atExhaustion",
  "/correlations",
];
