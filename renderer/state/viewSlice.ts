import { scenarioIds } from "../../shared/plan/scenarios.ts";
import type { ViewSlice, Slice } from "./appState.ts";

export const createViewSlice: Slice<ViewSlice> = (set, get) => ({
  screen: "outlook",
  activeScenario: null,
  selectedWorkload: null,
  scenariosPart: "compare",
  focusedInput: null,
  futureRank: null,
  theme: "system",
  contrast: "system",
  density: "comfortable",
  paletteOpen: false,
  dialog: null,
  notice: null,

  goTo: (screen) => set({ screen }),
  selectScenario: (id) => {
    const { plan } = get();
    if (id === null || (plan !== null && scenarioIds(plan).includes(id))) set({ activeScenario: id });
  },
  showScenariosPart: (scenariosPart) => set({ scenariosPart }),
  lookAtFuture: (futureRank) => set({ futureRank }),
  selectWorkload: (id) => set({ selectedWorkload: id }),
  focusInput: (pointer) => {
    const screen = pointer?.startsWith("/workloads/") === true ? "workloads" : pointer?.startsWith("/models/") === true || pointer?.startsWith("/fixedCosts/") === true ? "models" : null;
    const workload = pointer?.startsWith("/workloads/") === true ? (pointer.split("/")[2] ?? null) : null;
    set((state) => ({
      focusedInput: pointer,
      screen: screen ?? state.screen,
      selectedWorkload: workload === null ? state.selectedWorkload : workload.replaceAll("~1", "/").replaceAll("~0", "~"),
    }));
  },
  setLook: (look) => set(look),
  setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
  showDialog: (dialog) => set({ dialog }),
  say: (notice) => set({ notice }),
});
